"""Files from outside: read whole, bounded, each refused in words of its own; and files laid out for people."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from registry.errors import FileEmpty, FileMissing, FileTooLarge, StoreUnavailable
from registry.faults import why_not

_LARGEST = 100 * 1024 * 1024


def read_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Read files by path and give name and bytes of each.

    Raises:
        FileMissing: not there, a folder, a device or pipe, or not readable.
        FileEmpty: no bytes.
        FileTooLarge: more than 100 MB.
    """
    return [(name_of(path), read_file(path)) for path in paths]


def read_file(path: Path) -> bytes:
    """Read one file; see `read_files`."""
    data = read_own_file(path)
    if not data:
        raise FileEmpty(f"文件“{name_of(path)}”是空的", todo="请向发件单位重新索取")
    return data


def read_own_file(path: Path) -> bytes:
    """Read a file the office wrote itself: an empty one is for whoever reads it to judge.

    Raises:
        FileMissing, FileTooLarge: as `read_files`.
    """
    name = name_of(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileMissing(f"“{name}”是文件夹，不是文件", todo="请给出文件")
        if not stat.S_ISREG(mode):  # /dev/zero never ends, a pipe never begins
            raise FileMissing(f"“{name}”是设备或管道，不是文件", todo="请给出文件")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as fault:
        reason = "不存在" if isinstance(fault, FileNotFoundError) else f"无法读取（{why_not(fault)}）"
        raise FileMissing(f"文件“{_written(path)}”{reason}", todo="请核对路径和权限") from fault
    except ValueError as fault:  # a path with NUL in it
        raise FileMissing("文件名无法识别", todo="请核对路径") from fault
    if len(data) > _LARGEST:
        raise FileTooLarge(f"“{name}”超过100MB", todo="请拆分或压缩图片后重试")
    return data


def name_of(path: Path) -> str:
    """Give a file's name as words. Disks of old systems write names in GB18030, which Python keeps half decoded."""
    return _written(Path(path.name))


def _written(path: Path) -> str:
    raw = os.fsencode(path)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there: whoever opens it finds the old one or the new one, never half.

    Raises:
        StoreUnavailable: the disk is full or not writable.
    """
    draft = path.with_name(f".{token_hex(8)}.new")  # of its own, for two may write the same place at once
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as fault:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StoreUnavailable(f"文件无法写入 {path}（{why_not(fault)}）", todo="请检查磁盘空间和目录权限") from fault
