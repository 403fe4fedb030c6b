"""Word's older and neighbouring formats to blocks: LibreOffice makes a docx of them, and that is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from letters.conversion import Target, convert
from letters.document import Document, Source
from letters.package import Package
from letters.reading.docx import read_docx
from letters.reading.formats import OLE_MARK, Format
from registry.errors import FileEncrypted, FileRefused, FileUnknown, RenderingUnavailable

_SECTOR: Final = 512  # bytes; streams of an OLE file begin at such places
_WORD_MARK: Final = b"\xec\xa5"  # how the text stream of Word 97 and later begins
_FLAGS: Final = 10  # where its flags stand
_LOCKED: Final = 0x0100
_SUFFIX: Final = {
    Format.DOC: "doc",
    Format.WPS: "doc",  # Kingsoft's files are Word's in all but name
    Format.WORKS: "wps",
    Format.WORD_XML: "xml",
    Format.RTF: "rtf",
    Format.ODT: "odt",
}
_SOURCE: Final = {Format.WPS: Source.WPS, Format.WORKS: Source.WPS, Format.RTF: Source.RTF, Format.ODT: Source.ODT}

CONVERTED: Final = frozenset(_SUFFIX)


def read_converted(data: bytes, found: Format) -> Document:
    """Read a file that LibreOffice turns into docx; `source` stays what the file is.

    Raises:
        FileRefused: one of its kinds; FileUnknown where LibreOffice is not installed.
    """
    return replace(read_docx(as_docx(data, found)), source=_SOURCE.get(found, Source.DOC))


def as_docx(data: bytes, found: Format) -> bytes:
    """Turn a file of one of the `CONVERTED` formats into docx, tracked changes and comments kept.

    Raises:
        FileEncrypted: a password is asked for.
        FileUnknown: no LibreOffice on this machine.
        FileRefused: it cannot be opened, or not in time.
        FileTooLarge: beyond what is handed to LibreOffice.
    """
    if _is_locked_package(data) if found is Format.ODT else _is_locked(data):
        raise FileEncrypted("文件已加密，无法读取", kept="", todo="请对方去掉密码后重新报送")
    try:
        return convert(data, _SUFFIX[found], Target.DOCX)
    except RenderingUnavailable as error:
        raise FileUnknown(
            f"不能读取{found.value}：{error.happened}",
            kept="文件未作改动",
            todo=f"{error.todo}，或请对方另存为 docx 后重新报送",
        ) from error
    except FileRefused as error:
        raise type(error)(f"{found.value}无法读取：{error.happened}", kept=error.kept, todo=error.todo) from error


def _is_locked_package(data: bytes) -> bool:
    """Whether an OpenDocument file says that its parts are locked."""
    return b"encryption-data" in Package.open(data).parts.get("META-INF/manifest.xml", b"")


def _is_locked(data: bytes) -> bool:
    """Whether Word's text stream says that a password locks it; never so for what is no OLE file."""
    if not data.startswith(OLE_MARK):
        return False
    for start in range(_SECTOR, len(data) - _FLAGS - 1, _SECTOR):
        if data.startswith(_WORD_MARK, start):
            return bool(int.from_bytes(data[start + _FLAGS : start + _FLAGS + 2], "little") & _LOCKED)
    return False
