"""PDF to blocks: the text layer by lines, drawn tables by their rules, pages that are pictures by recognition."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from letters.document import Document, Source
from letters.reading.lines import Line, PageTable
from letters.reading.paragraphs import Size, blocks_of_lines, join_wrapped, without_gaps
from letters.reading.pdf_guard import refuse_endless
from letters.reading.pdf_lines import cells_drawn, is_pictured, lines_of
from letters.reading.recognition import LONGEST_SIDE, ReadPage, is_installed, left_unread, recognised
from letters.reading.scan import MOST_PAGES as MOST_SCANNED
from letters.reading.scan import Progress
from letters.reading.text import MOST_LINES
from registry.errors import FileEmpty, FileEncrypted, FileTooLarge, FileTruncated

MOST_PAGES = 600
_MOST_CELLS = 9_000  # of all tables: pdfplumber takes a third of a millisecond for each, and more in great grids
_LEAST_CELLS = 150  # that a page with a table counts for
_NO_PAGES = re.compile(rb"/Type\s*/Pages\s*(?:/Kids\s*\[\s*\]\s*)?/Count\s+0\b")
_LEAST_PAGE_TEXT = 8  # characters; a page with fewer and a picture is a scan


@dataclass(slots=True)
class _Pages:
    """What is found page by page."""

    sizes: list[Size]
    lines: list[Line]
    ruled: list[int]  # pages that may have tables
    pictured: list[int]  # pages that are pictures


def read_pdf(data: bytes, *, recognise: bool = True, progress: Progress | None = None) -> Document:
    """Read a PDF: its text layer, and the words in pages that are pictures.

    Args:
        data: the file.
        recognise: read pages that are pictures, which takes seconds a page.
        progress: told the pages read and the pages to read, while pictures are read.

    Raises:
        FileEmpty: no pages, or no words.
        FileEncrypted: a password is asked for.
        FileTruncated: damaged.
        FileTooLarge: more pages or lines than the bounds.
        FileUnknown: a scan, and pictures are not to be read or the extra `ocr` is not installed.
    """
    refuse_endless(data)
    document = open_pdf(data)
    try:
        pages = _text_of(document)
        is_scan = len(pages.pictured) == len(pages.sizes)
        if is_scan and not (recognise and is_installed()):
            raise left_unread("PDF 是扫描件", wanted=recognise)
        if is_scan and len(pages.pictured) > MOST_SCANNED:
            raise FileTooLarge(f"扫描件超过{MOST_SCANNED}页，无法读取", kept="", todo="请拆分后重新报送")
        seen = pages.pictured[:MOST_SCANNED] if recognise and is_installed() else []
        for count, number in enumerate(seen, start=1):
            read = _pictured(document[number], number)
            pages.lines += read.lines
            pages.sizes[number] = read.size
            if progress:
                progress(count, len(seen))
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    finally:
        document.close()
    if not pages.lines:
        raise FileEmpty("PDF 中没有文字", kept="", todo="请对方重新报送")
    tables = list(_tables(data, pages.ruled, pages.sizes))
    return Document(
        Source.SCAN if is_scan else Source.PDF,
        tuple(blocks_of_lines(pages.lines, tables, pages.sizes)),
        pages=len(pages.sizes),
        unread_pages=tuple(number + 1 for number in pages.pictured if number not in seen),
    )


def _text_of(document: pypdfium2.PdfDocument) -> _Pages:
    """Read the text layer of every page."""
    pages = _Pages([], [], [], [])
    cells_left = _MOST_CELLS
    for number in range(len(document)):
        page = document[number]
        pages.sizes.append(page.get_size())
        of_page = list(lines_of(page, number))
        if sum(len(line.text) for line in of_page) < _LEAST_PAGE_TEXT and is_pictured(page):
            pages.pictured.append(number)
        else:
            pages.lines += of_page
        cells = cells_drawn(page) if cells_left > 0 else 0
        if 0 < cells <= cells_left:
            pages.ruled.append(number)
            cells_left -= max(cells, _LEAST_CELLS)
        page.close()
        if len(pages.lines) > MOST_LINES:
            raise FileTooLarge(f"PDF 超过{MOST_LINES}行，无法读取", kept="", todo="请拆分后重新报送")
    return pages


def _pictured(page: pypdfium2.PdfPage, number: int) -> ReadPage:
    """Read a page that is a picture. What size the file says it has means little; it is taken for A4."""
    longer = max(*page.get_size(), 1.0)
    drawn = page.render(scale=LONGEST_SIDE / longer, rev_byteorder=True).to_numpy()[:, :, :3]
    page.close()
    return recognised(drawn, number)


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; the caller closes it.

    Raises:
        FileEmpty: no pages.
        FileEncrypted: a password is asked for.
        FileTruncated: damaged.
        FileTooLarge: more pages than the bound.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise FileEncrypted("PDF 已加密，无法读取", kept="", todo="请对方去掉密码后重新报送") from error
        raise (_no_pages() if _NO_PAGES.search(data) else _damaged()) from error
    pages = len(document)
    if 0 < pages <= MOST_PAGES:
        return document
    document.close()
    if pages > MOST_PAGES:
        raise FileTooLarge(f"PDF 超过{MOST_PAGES}页，无法读取", kept="", todo="请拆分后重新报送")
    raise _no_pages()


def _no_pages() -> FileEmpty:
    return FileEmpty("PDF 中没有页面", kept="", todo="请对方重新报送")


def _damaged() -> FileTruncated:
    return FileTruncated("PDF 不完整或已损坏，无法打开", kept="", todo="请对方重新报送")


def _tables(data: bytes, ruled: Sequence[int], sizes: Sequence[Size]) -> Iterator[PageTable]:
    """Give the tables on the pages that have drawn rules; none of a page that pdfplumber cannot follow."""
    if not ruled:
        return
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number + 1 for number in ruled]) as document:
            for page in document.pages:
                yield from _tables_of(page, sizes[page.page_number - 1][1])
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer trips over damage in any way; the words are in the text layer all the same
        return


def _cell(words: str) -> str:
    """Give the words of a cell as they were written, without the rows and gaps that typesetting made of them."""
    return without_gaps(join_wrapped(words.split("\n")))


def _tables_of(page: pdfplumber.page.Page, height: float) -> Iterator[PageTable]:
    for table in page.find_tables():
        rows = tuple(tuple(_cell(words or "") for words in row) for row in table.extract())
        if len(rows) > 1 and max(map(len, rows)) > 1:
            left, top, right, bottom = table.bbox
            yield PageTable(page.page_number - 1, left, right, height - top, height - bottom, rows)
