"""A zip to the papers in it: each member by itself, zips within it too; names as Chinese Windows writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from letters.reading.formats import Format, format_of
from letters.zip_damage import ZIP_DAMAGE
from registry.errors import FileEmpty, FileEncrypted, FileRefused, FileTooLarge, FileTruncated

MOST_MEMBERS: Final = 500  # of all zips within one
MOST_BYTES: Final = 256 * 1024 * 1024  # unpacked, of all zips within one
MOST_NESTED: Final = 3  # zips within zips
_MOST_RATIO: Final = 200  # unpacked to packed; texts reach 20, a bomb 1000
_SMALL: Final = 1024 * 1024  # bytes: no ratio makes a bomb of so little
_UTF8_NAME: Final = 0x800  # the flag of a name in utf-8
_LOCKED: Final = 0x1
_LEFT_OUT: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_OWNER_FILE: Final = "~$"  # what Word leaves beside a file while it is open


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip: its bytes, or why it cannot be had."""

    name: str  # with the zips it lies in: 材料.zip/附件/意见.docx
    data: bytes = b""
    error: FileRefused | None = None


def members_of(data: bytes, name: str) -> Iterator[Member]:
    """Give the files of a zip one by one, in their order; a bad one says why and the others go on.

    Args:
        data: the zip.
        name: its name, which begins the names of what is in it.

    """
    return _Unpacker().members(data, name, 1)


def opened(files: Iterable[tuple[str, bytes]]) -> Iterator[Member]:
    """Give files (name, bytes) with the zips among them opened, all of them together within the bounds of one zip.

    A zip of which no file can be had stays as it came: whoever reads it is told why.
    """
    unpacker = _Unpacker()
    for name, data in files:
        members = list(unpacker.members(data, name, 1)) if _is_zip(data) else []
        yield from members if any(member.error is None for member in members) else [Member(name, data)]


class _Unpacker:
    """Counts what comes out, over all zips within one."""

    def __init__(self) -> None:
        self._count = 0
        self._left = MOST_BYTES

    def members(self, data: bytes, name: str, depth: int) -> Iterator[Member]:
        for member in self._plain(data, name):
            if member.error is not None or not _is_zip(member.data):
                yield member
            elif depth < MOST_NESTED:
                yield from self.members(member.data, member.name, depth + 1)
            else:
                yield Member(member.name, error=_too_much(f"压缩包层层嵌套超过{MOST_NESTED}层"))

    def _plain(self, data: bytes, name: str) -> Iterator[Member]:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_DAMAGE as error:
            fault = FileTruncated("压缩包不完整或已损坏，无法打开", kept="", todo="请对方重新报送")
            fault.__cause__ = error
            yield Member(name, error=fault)
            return
        with archive:
            seen = self._count
            for entry in archive.infolist():
                inner = name_of(entry)
                if (
                    not inner
                    or inner.endswith("/")
                    or any(part in inner for part in _LEFT_OUT)
                    or _is_owner_file(inner)
                ):
                    continue
                self._count += 1
                if self._count > MOST_MEMBERS:
                    yield Member(f"{name}/…", error=_too_much(f"压缩包内的文件超过{MOST_MEMBERS}个"))
                    return
                yield self._member(archive, entry, f"{name}/{inner}")
            if self._count == seen:
                yield Member(name, error=FileEmpty("压缩包内没有文件", kept="", todo="请对方重新报送"))

    def _member(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
        try:
            return Member(name, self._unpacked(archive, entry))
        except FileRefused as error:
            return Member(name, error=error)
        except ZIP_DAMAGE as error:
            fault = FileTruncated("压缩包内的这个文件已损坏", kept="其余文件照常读取", todo="请对方重新报送")
            fault.__cause__ = error
            return Member(name, error=fault)

    def _unpacked(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & _LOCKED:
            raise FileEncrypted("压缩包已加密，无法读取", kept="其余文件照常读取", todo="请对方去掉密码后重新报送")
        if entry.file_size > max(_SMALL, entry.compress_size * _MOST_RATIO):
            raise _too_much("压缩比异常，疑为恶意文件")
        with archive.open(entry) as stream:  # the stated size may lie: read no more than is left
            data = stream.read(min(self._left, max(_SMALL, entry.compress_size * _MOST_RATIO)) + 1)
        self._left -= len(data)
        if self._left < 0:
            raise _too_much(f"压缩包解压后超过{MOST_BYTES // 1024 // 1024}MB")
        return data


def name_of(entry: zipfile.ZipInfo) -> str:
    """Give a member's name: utf-8 where it says so or is so, else GB18030 as Chinese Windows writes it."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_owner_file(name: str) -> bool:
    return name.rsplit("/", 1)[-1].startswith(_OWNER_FILE)


def _is_zip(data: bytes) -> bool:
    try:
        return format_of(data) is Format.ZIP
    except FileRefused:
        return False


def _too_much(happened: str) -> FileTooLarge:
    return FileTooLarge(happened, kept="其余文件照常读取", todo="请对方解压后直接报送其中的文件")
