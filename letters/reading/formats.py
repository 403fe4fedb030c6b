"""Which format bytes are in: told by content, never by name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from letters.package import BODY_PART, Package
from letters.zip_damage import ZIP_DAMAGE
from registry.errors import FileEmpty, FileEncrypted, FileRefused, FileTruncated, FileUnknown


class Format(StrEnum):
    """Formats told apart; the value is the word staff see."""

    DOCX = "Word 文档（docx）"
    XLSX = "Excel 表格（xlsx）"
    PDF = "PDF"
    TEXT = "纯文本"
    MAIL = "邮件（eml）"
    DOC = "旧版 Word 文档（doc）"
    XLS = "旧版 Excel 表格（xls）"
    PPT = "演示文稿"
    WPS = "WPS 文字（wps）"
    OFD = "版式文件（ofd）"
    ODT = "OpenDocument 文档（odt）"
    OPEN_DOCUMENT = "OpenDocument 表格或演示文稿"
    RTF = "RTF 文档"
    WORKS = "Works 文档（wps）"
    WORD_XML = "Word XML 文档"
    HTML = "网页"
    ZIP = "压缩包（zip）"
    RAR = "压缩包（rar、7z）"
    IMAGE = "图片"
    OLE = "旧版 Office 文档"


_CONVERT = "请对方另存为 docx 或可复制文字的 PDF 后重新报送"
_TODO = {
    Format.RAR: "请先解压，再逐个报送其中的文件",
    Format.PPT: "请对方将文字另存为 docx 后重新报送",
    Format.OPEN_DOCUMENT: "请对方另存为 xlsx 或 docx 后重新报送",
}
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS: tuple[tuple[tuple[bytes, ...], Format], ...] = (
    ((b"{\\rtf",), Format.RTF),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), Format.RAR),
    ((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF"), Format.IMAGE),
)
_BMP_HEADS = {12, 40, 52, 56, 64, 108, 124}  # lengths a bitmap's second head may have
_PARTS = (
    (BODY_PART, Format.DOCX),
    ("xl/workbook.xml", Format.XLSX),
    ("ppt/presentation.xml", Format.PPT),
    ("OFD.xml", Format.OFD),
)
_OFFICE_PART = "[Content_Types].xml"  # every Office file has it; a zip of papers has not
_HEAD = 4096  # bytes looked at where a format has no fixed first bytes
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p)[\s>]", re.IGNORECASE)
_WORD_XML = (b"schemas.microsoft.com/office/word/2003/wordml", b"schemas.microsoft.com/office/2006/xmlPackage")
_HEADER_LINE = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,60}:")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|mime-version|return-path|content-type|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_HEADERS = 2
_NOTHING = b"\x00 \r\n\t"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_KIND_PART = "mimetype"  # of OpenDocument and its like


def format_of(data: bytes) -> Format:
    """Tell the format of a file by its content.

    Raises:
        FileEmpty: no bytes.
        FileEncrypted: an Office file wrapped for a password.
        FileTruncated: a zip whose directory is missing.
        FileUnknown: an Office file without a text.
    """
    if not data[:_HEAD].strip(_NOTHING) and not data.strip(_NOTHING):  # the whole is copied only where it must be
        raise FileEmpty("文件是空的", kept="", todo="请对方重新报送")
    if data.startswith(_ZIPPED):
        return _of_zip(data)
    if data.startswith(OLE_MARK):
        return _of_ole(data)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    for marks, found in _MARKS:
        if data[:_HEAD].lstrip().startswith(marks):
            return found
    if _is_bmp(data):
        return Format.IMAGE
    return _of_markup(data) or (Format.MAIL if _is_mail(data) else Format.TEXT)


def word_text(data: bytes) -> Package | None:
    """Open a Word text for reading, as `Package.open` does, once for what it is and what it says; `None` for others.

    A damaged one is `None` too: `format_of` says what is wrong with it.
    """
    if not data.startswith(_ZIPPED):
        return None
    try:
        package = Package.open(data, whole=False)
    except FileRefused:
        return None
    return package if BODY_PART in package.parts and _KIND_PART not in package.parts else None


def refuse(found: Format) -> FileUnknown:
    """Give the error for a format that is told apart and not read yet."""
    return FileUnknown(f"暂不能读取{found.value}", kept="文件未作改动", todo=_TODO.get(found, _CONVERT))


def _is_bmp(data: bytes) -> bool:
    """Whether the bytes begin with a bitmap's two heads; BM alone may begin a text."""
    return data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BMP_HEADS


def _of_markup(data: bytes) -> Format | None:
    """Tell HTML and Word's XML, in one byte or two a letter; `None` for what begins with no tag of theirs."""
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(b"<"):
        return None
    if any(mark in head for mark in _WORD_XML):
        return Format.WORD_XML
    return Format.HTML if _TAG.search(head) else None


def _of_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _KIND_PART in names and archive.getinfo(_KIND_PART).file_size < _HEAD:
                kind = archive.read(_KIND_PART)
                if b"opendocument" in kind:
                    return Format.ODT if b"opendocument.text" in kind else Format.OPEN_DOCUMENT
                return Format.ZIP
    except (*ZIP_DAMAGE, RuntimeError, KeyError) as error:
        raise FileTruncated("文件不完整或已损坏，无法打开", kept="", todo="请对方重新报送") from error
    found = next((found for part, found in _PARTS if part in names), Format.ZIP)
    if found is Format.ZIP and _OFFICE_PART in names:
        raise FileUnknown("Office 文件中没有可读的正文", kept="文件未作改动", todo=_CONVERT)
    return found


def _of_ole(data: bytes) -> Format:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise FileEncrypted("文件已加密，无法读取", kept="", todo="请对方去掉密码后重新报送")
    if holds("WordDocument"):
        return Format.WPS if b"WPS" in data and b"Kingsoft" in data else Format.DOC
    if holds("MatOST"):
        return Format.WORKS
    if holds("Workbook") or holds("Book"):
        return Format.XLS
    if holds("PowerPoint Document"):
        return Format.PPT
    return Format.OLE


def _is_mail(data: bytes) -> bool:
    """Whether the bytes begin with a mail's headers: header lines only, at least two of the usual ones."""
    head = data[: _HEAD * 4].lstrip(b"\r\n")
    if head.startswith(b"From "):
        head = head.split(b"\n", 1)[-1]
    if not _HEADER_LINE.match(head):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = block.splitlines()[:-1] or block.splitlines()
    if not all(_HEADER_LINE.match(line) or line[:1] in b" \t" for line in lines):
        return False
    return len({match[0].lower() for match in _MAIL_HEADERS.finditer(block)}) >= _LEAST_HEADERS
