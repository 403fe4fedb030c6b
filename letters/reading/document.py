"""One door for all formats: bytes in, `Document` out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final

from letters.document import Block, Document
from letters.reading.archive import Member, members_of
from letters.reading.docx import read_docx
from letters.reading.eml import read_eml
from letters.reading.formats import Format, format_of, refuse
from letters.reading.html import read_html
from letters.reading.legacy import CONVERTED, read_converted
from letters.reading.ofd import read_ofd
from letters.reading.old_sheet import read_old_sheet
from letters.reading.pdf import read_pdf
from letters.reading.scan import Progress, read_image
from letters.reading.sheet import read_sheet
from letters.reading.storable import is_storable, storable
from letters.reading.text import read_text
from registry.errors import FileEmpty, FileRefused, FileTooLarge, FileUnknown

MOST_BYTES: Final = 100 * 1024 * 1024

_READERS: Final[dict[Format, Callable[[bytes], Document]]] = {
    Format.DOCX: read_docx,
    Format.TEXT: read_text,
    Format.HTML: read_html,
    Format.MAIL: read_eml,
    Format.XLSX: read_sheet,
    Format.XLS: read_old_sheet,
    **{found: partial(read_converted, found=found) for found in CONVERTED},
}

_PAGED: Final[dict[Format, Callable[..., Document]]] = {
    Format.PDF: read_pdf,
    Format.OFD: read_ofd,
    Format.IMAGE: read_image,
}


def read_document(data: bytes, name: str, *, recognise: bool = True, progress: Progress | None = None) -> Document:
    """Read a file into numbered blocks. Content decides the format; `name` only names the file in errors.

    A zip with one file in it is that file; for more see `letters.reading.members_of`.

    Args:
        data: the file.
        name: its name.
        recognise: read the words in pictures too, which takes seconds a page.
        progress: told the pages read and the pages to read, while pictures are read.

    Raises:
        FileRefused: one of its kinds, each naming the file, what is wrong and what to ask for.
    """
    try:
        if len(data) > MOST_BYTES:
            raise FileTooLarge(f"文件超过{MOST_BYTES // 1024 // 1024}MB，无法读取", kept="", todo="请拆分后重新报送")
        found = format_of(data)
        if found is Format.ZIP:
            return read_document(_only_member(data).data, name, recognise=recognise, progress=progress)
        if found in _PAGED:
            return _storable(_PAGED[found](data, recognise=recognise, progress=progress))
        reader = _READERS.get(found)
        if reader is None:
            raise refuse(found)
        return _storable(reader(data))
    except FileRefused as error:
        raise _naming(error, name) from error


def only_file(data: bytes, name: str) -> tuple[str, bytes]:
    """Give a file as it came; for a zip with one file in it that file, under its own name.

    Args:
        data: the file.
        name: its name.

    Raises:
        FileUnknown: a zip with several files.
        FileRefused: no file known, or what is in the zip cannot be had.
    """
    try:
        if format_of(data) is not Format.ZIP:
            return name, data
        member = _only_member(data)
    except FileRefused as error:
        raise _naming(error, name) from error
    return member.name.rsplit("/", 1)[-1], member.data


def _only_member(data: bytes) -> Member:
    """Give the one file of a zip.

    Raises:
        FileUnknown: several.
        FileRefused: none, or it cannot be had.
    """
    first, *more = islice(members_of(data, ""), 2)
    if more and not (first.error and more[0].error):  # a zip with a password has many files, none to be had
        raise FileUnknown("压缩包内有多个文件", kept="文件未作改动", todo="请解压后逐个报送其中的文件")
    if first.error is not None:
        raise first.error
    return first


def _storable(document: Document) -> Document:
    """Give the document with words that every database takes; positions in evidence count these."""
    if all(is_storable(block.text) and not block.rows for block in document.blocks):
        return document
    kept = replace(document, blocks=tuple(map(_storable_block, document.blocks)))
    if not any(block.text for block in kept.blocks):
        raise FileEmpty("文件中没有文字", kept="", todo="请对方重新报送")
    return kept


def _storable_block(block: Block) -> Block:
    text = storable(block.text)
    if text == block.text and all(cell == storable(cell) for row in block.rows for cell in row):
        return block
    return replace(block, text=text, rows=tuple(tuple(map(storable, row)) for row in block.rows))


def _naming(error: FileRefused, name: str) -> FileRefused:
    """Say in an error which file it is about."""
    happened = error.happened if name in error.happened else f"“{name}”：{error.happened}"
    return type(error)(happened, kept=error.kept, todo=error.todo)
