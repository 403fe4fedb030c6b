"""Files from outside: read whole, bounded, each refused in words of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from registry.errors import FileEmpty, FileMissing, FileTooLarge

_LARGEST = 100 * 1024 * 1024


def read_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Read files by path and give name and bytes of each.

    Raises:
        FileMissing: not there, a folder, or not readable.
        FileEmpty: no bytes.
        FileTooLarge: more than 100 MB.
    """
    return [(path.name, read_file(path)) for path in paths]


def read_file(path: Path) -> bytes:
    """Read one file; see `read_files`."""
    try:
        if path.is_dir():
            raise FileMissing(f"“{path}”是文件夹，不是文件", todo="请给出文件")
        size = path.stat().st_size
        if size > _LARGEST:
            raise FileTooLarge(f"“{path.name}”超过100MB", todo="请拆分或压缩图片后重试")
        data = path.read_bytes()
    except OSError as fault:
        reason = "不存在" if isinstance(fault, FileNotFoundError) else f"无法读取（{fault.strerror}）"
        raise FileMissing(f"文件“{path}”{reason}", todo="请核对路径和权限") from fault
    if not data:
        raise FileEmpty(f"文件“{path.name}”是空的", todo="请向发件单位重新索取")
    return data
