"""A Word or Excel file as what it is: a zip of parts. Opened with bounds, written back with other parts untouched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from letters.zip_damage import ZIP_DAMAGE
from registry.errors import FileEmpty, FileEncrypted, FileTooLarge, FileTruncated, FileUnknown

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_URI: Final = W[1:-1]
BODY_PART: Final = "word/document.xml"

MOST_PARTS: Final = 4_000
MOST_BYTES: Final = 256 * 1024 * 1024  # unpacked
MOST_XML_BYTES: Final = 64 * 1024 * 1024  # one part that is parsed

# "Strict Open XML", which Word offers for saving, names the same elements by another URI (ISO/IEC 29500-1 against -4).
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # an encrypted OOXML file is wrapped in an OLE file


def parse(data: bytes) -> Any:
    """Parse hostile XML: no entities, no network, bounded depth.

    Raises:
        FileTooLarge: a part beyond the bound.
        FileTruncated: not well-formed.
    """
    if len(data) > MOST_XML_BYTES:
        raise FileTooLarge("文件内部的正文部分过大，无法读取", todo="请拆分后重新报送")
    # No table of ids is kept: nothing looks one up, and it is an eighth of the time.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, collect_ids=False)
    try:
        return etree.fromstring(data.replace(_STRICT, W_URI.encode()), parser)
    except etree.XMLSyntaxError as error:
        raise FileTruncated("文件内容已损坏，无法读取", todo="请对方重新保存后再报送") from error


def serialise(root: Any) -> bytes:
    """Write a part the way Word writes it."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


@dataclass(frozen=True)
class Package:
    """The parts of a zip by name, in their order."""

    parts: Mapping[str, bytes]

    @classmethod
    def open(cls, data: bytes, *, whole: bool = True) -> Package:
        """Unpack with bounds on count and size.

        Args:
            data: the file.
            whole: unpack every part now. Else a part is unpacked when it is asked for, and asking raises the errors
                below: for reading, which needs few of the parts.

        Raises:
            FileEmpty: no bytes.
            FileEncrypted: a password is asked for.
            FileTruncated: a zip that ends too soon or is damaged.
            FileTooLarge: more than the bounds.
            FileUnknown: not a zip.
        """
        if not data:
            raise FileEmpty("文件为空", todo="请对方重新报送")
        if data[:4] == _OLE:
            raise FileEncrypted("文件已加密或为旧版格式，无法读取", todo="请对方另存为未加密的 docx 后再报送")
        if data[:2] != b"PK":
            raise FileUnknown("不是 Word 文档（docx）", todo="请对方另存为 docx 后再报送")
        with _damage_told():
            parts = _Parts(data)
        return cls({name: parts[name] for name in parts} if whole else parts)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """Zip the parts again, those in `changed` replaced or added."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in {**self.parts, **changed}.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    @property
    def text(self) -> bytes:
        """The Word text as it is written.

        Raises:
            FileUnknown: a zip without a Word text.
        """
        if BODY_PART not in self.parts:
            raise FileUnknown("不是 Word 文档（docx）", todo="请对方另存为 docx 后再报送")
        return self.parts[BODY_PART]

    def body(self) -> Any:
        """Give the root of the Word text.

        Raises:
            FileUnknown: a zip without a Word text.
        """
        return parse(self.text)


class _Parts(Mapping[str, bytes]):
    """The parts of a zip, unpacked one by one and kept."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        entries = self._archive.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise FileTooLarge("文件解压后过大，无法读取", todo="请去掉图片或拆分后重新报送")
        self._entries = {entry.filename: entry for entry in entries}
        self._unpacked: dict[str, bytes] = {}
        self._left = MOST_BYTES

    def __getitem__(self, name: str) -> bytes:
        if name not in self._unpacked:
            self._unpacked[name] = self._unpack(self._entries[name])
        return self._unpacked[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        with _damage_told(), self._archive.open(entry) as stream:
            data = stream.read(self._left + 1)  # the stated size may lie: read no more than is left
        self._left -= len(data)
        if self._left < 0:
            raise FileTooLarge("文件解压后过大，无法读取", todo="请去掉图片或拆分后重新报送")
        return data


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except ZIP_DAMAGE as error:
        raise FileTruncated("文件不完整或已损坏，无法打开", todo="请对方重新报送") from error
    except RuntimeError as error:  # zipfile says so of a password
        raise FileEncrypted("文件已加密，无法读取", todo="请对方去掉密码后再报送") from error
