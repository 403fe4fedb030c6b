"""The blob store: bytes under their SHA-256, written and fsynced before anything speaks of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from registry.errors import FileMissing, StoreUnavailable
from registry.faults import why_not


class Blobs:
    """A folder of files named by content. The same bytes twice are one file; a file once written never changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Write the bytes so that a power cut cannot lose them, and give their SHA-256 in hex.

        Raises:
            StoreUnavailable: the disk is full or not writable.
        """
        digest = hashlib.sha256(data).hexdigest()
        target = self._path(digest)
        if target.exists():
            return digest
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
                draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
            Path(draft.name).replace(target)
            _sync_folder(target.parent)
        except OSError as fault:
            raise StoreUnavailable(
                f"文件无法写入办公目录（{why_not(fault)}）", todo="请检查磁盘空间和目录权限"
            ) from fault
        return digest

    def read(self, digest: str) -> bytes:
        """Give the bytes back, checked against their name.

        Raises:
            FileMissing: the file is gone or no longer the same.
        """
        try:
            data = self._path(digest).read_bytes()
        except OSError as fault:
            raise FileMissing(f"存档文件 {digest[:12]} 不在办公目录中", todo="请从备份恢复 blobs 目录") from fault
        if hashlib.sha256(data).hexdigest() != digest:
            raise FileMissing(f"存档文件 {digest[:12]} 已损坏", todo="请从备份恢复 blobs 目录")
        return data

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
