"""Text PDF to blocks: the text layer by lines, drawn tables by their rules."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException

from letters.document import Document, Source
from letters.reading.lines import Line, PageTable
from letters.reading.paragraphs import blocks_of_lines, join_wrapped
from letters.reading.pdf_lines import is_pictured, lines_of, may_have_table
from letters.reading.text import MOST_LINES
from registry.errors import FileEmpty, FileEncrypted, FileTooLarge, FileTruncated, FileUnknown

MOST_PAGES = 600
_MOST_TABLE_PAGES = 60  # pages looked at for tables: pdfplumber takes its time
_NO_PAGES = re.compile(rb"/Type\s*/Pages\s*(?:/Kids\s*\[\s*\]\s*)?/Count\s+0\b")
_LEAST_PAGE_TEXT = 8  # characters; a page with fewer and a picture is a scan


def read_pdf(data: bytes) -> Document:
    """Read a PDF that has a text layer.

    Raises:
        FileEmpty: no pages.
        FileEncrypted: a password is asked for.
        FileTruncated: damaged.
        FileTooLarge: more pages or lines than the bounds.
        FileUnknown: no text layer (a scan).
    """
    document = open_pdf(data)
    sizes: list[tuple[float, float]] = []
    lines: list[Line] = []
    ruled: list[int] = []
    pictured: list[int] = []
    try:
        for number in range(len(document)):
            page = document[number]
            sizes.append(page.get_size())
            of_page = list(lines_of(page, number))
            lines += of_page
            if sum(len(line.text) for line in of_page) < _LEAST_PAGE_TEXT and is_pictured(page):
                pictured.append(number)
            if len(ruled) < _MOST_TABLE_PAGES and may_have_table(page):
                ruled.append(number)
            page.close()
            if len(lines) > MOST_LINES:
                raise FileTooLarge(f"PDF 超过{MOST_LINES}行，无法读取", kept="", todo="请拆分后重新报送")
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    finally:
        document.close()
    if len(pictured) == len(sizes):
        raise FileUnknown(
            "PDF 是扫描件，没有可读取的文字", kept="文件未作改动", todo="扫描件暂不能识别，请另报可编辑的电子版"
        )
    if not lines:
        raise FileEmpty("PDF 中没有文字", kept="", todo="请对方重新报送")
    tables = list(_tables(data, ruled, sizes))
    return Document(Source.PDF, tuple(blocks_of_lines(lines, tables, sizes)), pages=len(sizes))


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


def _tables(data: bytes, ruled: Sequence[int], sizes: Sequence[tuple[float, float]]) -> Iterator[PageTable]:
    """Give the tables on the pages that have drawn rules; none of a page that pdfplumber cannot follow."""
    if not ruled:
        return
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number + 1 for number in ruled]) as document:
            for page in document.pages:
                yield from _tables_of(page, sizes[page.page_number - 1][1])
                page.close()
    except (PSException, PDFException, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return  # its words are read from the text layer all the same


def _tables_of(page: pdfplumber.page.Page, height: float) -> Iterator[PageTable]:
    for table in page.find_tables():
        rows = tuple(tuple(join_wrapped((cell or "").split("\n")) for cell in row) for row in table.extract())
        if len(rows) > 1 and max(map(len, rows)) > 1:
            left, top, right, bottom = table.bbox
            yield PageTable(page.page_number - 1, left, right, height - top, height - bottom, rows)
