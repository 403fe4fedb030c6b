"""Text PDF to blocks: lines joined to paragraphs, tables by their rules, repeated page edges dropped."""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from letters.document import Block, BlockKind, Document, Layout, Source
from letters.labels import label_at
from letters.reading.text import MOST_LINES
from registry.errors import FileEncrypted, FileTooLarge, FileTruncated, FileUnknown

MOST_PAGES = 600
_MOST_TABLE_PAGES = 60  # pages looked at for tables: pdfplumber takes its time
_LEAST_STROKES = 6  # drawn lines on a page before a table is looked for; a letterhead has two
_LEAST_PAGE_TEXT = 8  # characters a page on average; fewer is a scan
_EDGE = 0.09  # share of the page's height that headers and footers keep to
_PAGE_NUMBER = re.compile(r"^[—\-–－\s·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[—\-–－\s·]*$")
_GAPS = re.compile(r"(?<=[\u4e00-\u9fff，。、（]) ?(?P<figure>\d[\d.]{0,8}[%％]?) ?(?=[\u4e00-\u9fff，。、）])")
_GAP_BEFORE_DATE = re.compile(r"(?<=\d) (?=[年月日])")
_ENDS = re.compile(r"[。；！？：:;!?]$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text with its box in points from the page's lower left."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    red: bool


@dataclass(frozen=True, slots=True)
class _Table:
    page: int
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]


def read_pdf(data: bytes) -> Document:
    """Read a PDF that has a text layer.

    Raises:
        FileEncrypted: a password is asked for.
        FileTruncated: damaged.
        FileTooLarge: more pages than the bound.
        FileUnknown: no text layer (a scan).
    """
    document = _open(data)
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            raise FileTooLarge(f"PDF 超过{MOST_PAGES}页，无法读取", kept="", todo="请拆分后重新报送")
        heights: list[float] = []
        lines: list[_Line] = []
        ruled: list[int] = []
        for number in range(pages):
            page = document[number]
            heights.append(page.get_height())
            lines.extend(_lines(page, number))
            if _has_rules(page):
                ruled.append(number)
            page.close()
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    finally:
        document.close()
    if sum(len(line.text) for line in lines) < _LEAST_PAGE_TEXT * pages:
        raise FileUnknown(
            "PDF 是扫描件，没有可读取的文字", kept="文件未作改动", todo="扫描件暂不能识别，请另报可编辑的电子版"
        )
    if len(lines) > MOST_LINES:
        raise FileTooLarge(f"PDF 超过{MOST_LINES}行，无法读取", kept="", todo="请拆分后重新报送")
    tables = _tables(data, ruled, heights)
    return Document(Source.PDF, tuple(_blocks(lines, tables, heights)), pages=pages)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise FileEncrypted("PDF 已加密，无法读取", kept="", todo="请对方去掉密码后重新报送") from error
        raise _damaged() from error


def _damaged() -> FileTruncated:
    return FileTruncated("PDF 不完整或已损坏，无法打开", kept="", todo="请对方重新报送")


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[_Line]:
    """Lines of a page in the order of the text layer, each with its box."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        start = 0
        for raw in text.split("\n"):
            line = raw.rstrip("\r")
            end = start + len(line)
            shown = [i for i in range(start, end) if not text[i].isspace()]
            if shown:
                yield _boxed(text_page, number, line.strip(), shown)
            start += len(raw) + 1
    finally:
        text_page.close()


def _boxed(text_page: pypdfium2.PdfTextPage, number: int, text: str, shown: list[int]) -> _Line:
    left, bottom, _, top = text_page.get_charbox(shown[0], loose=True)
    _, low, right, high = text_page.get_charbox(shown[-1], loose=True)
    size = pdfium.FPDFText_GetFontSize(text_page, shown[0])
    bottom, top = min(bottom, low), max(top, high)
    return _Line(
        number, text, left, right, top, bottom, size if size > 1 else top - bottom, _is_red(text_page, shown[0])
    )


def _is_red(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(text_page, index, *channels):
        return False
    red, green, blue = (channel.value for channel in channels[:3])
    return red >= 0xC0 and green <= 0x60 and blue <= 0x60  # noqa: PLR2004 - plainly red


def _has_rules(page: pypdfium2.PdfPage) -> bool:
    strokes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    return len(list(islice(strokes, _LEAST_STROKES))) == _LEAST_STROKES


def _tables(data: bytes, ruled: list[int], heights: list[float]) -> list[_Table]:
    """Tables on the pages that have drawn lines."""
    if not ruled:
        return []
    found: list[_Table] = []
    with pdfplumber.open(io.BytesIO(data), pages=[number + 1 for number in ruled[:_MOST_TABLE_PAGES]]) as document:
        for page in document.pages:
            number = page.page_number - 1
            for table in page.find_tables():
                rows = tuple(tuple(_cell(cell) for cell in row) for row in table.extract())
                if len(rows) > 1 and max(map(len, rows)) > 1:
                    _, top, _, bottom = table.bbox
                    found.append(_Table(number, heights[number] - top, heights[number] - bottom, rows))
    return found


def _cell(text: str | None) -> str:
    return join_wrapped((text or "").split("\n"))


def join_wrapped(lines: list[str]) -> str:
    """Join lines that a page's width broke: nothing between Chinese, a space between Latin words."""
    joined = ""
    for line in (line.strip() for line in lines):
        if joined and line and joined[-1].isascii() and line[0].isascii() and joined[-1] != "-":
            joined += " "
        joined += line
    return joined


def _without_gaps(text: str) -> str:
    """Drop the gaps that typesetting leaves around figures within Chinese: 到 2028 年 reads 到2028年."""
    return _GAP_BEFORE_DATE.sub("", _GAPS.sub(r"\g<figure>", text))


def _blocks(lines: list[_Line], tables: list[_Table], heights: list[float]) -> Iterator[Block]:
    edges = _edges(lines, heights)
    count = 0
    shown = _without_edges(lines, edges, heights)
    for text in edges.values():
        yield Block(count, BlockKind.HEADER, text)
        count += 1
    for group in _flow(shown, tables):
        if isinstance(group, _Table):
            text = "\n".join("\t".join(row) for row in group.rows)
            yield Block(count, BlockKind.TABLE, text, page=group.page + 1, rows=group.rows)
        else:
            yield _paragraph(count, group, shown)
        count += 1


def _paragraph(count: int, group: list[_Line], shown: list[_Line]) -> Block:
    left, right = _margins(shown)
    first = group[0]
    alignment = None
    if len(group) == 1 and _is_centred(first, left, right):
        alignment = "center"
    elif len(group) == 1 and first.left > left + (right - left) / 2:
        alignment = "right"
    return Block(
        count,
        BlockKind.PARAGRAPH,
        _without_gaps(join_wrapped([line.text for line in group])),
        page=first.page + 1,
        layout=Layout(alignment=alignment, size=round(max(line.size for line in group), 1), red=first.red),
    )


def _edges(lines: list[_Line], heights: list[float]) -> dict[str, str]:
    """Running headers and footers: the same words, figures aside, at the edge of half the pages or more."""
    pages = len(heights)
    if pages < 3:  # noqa: PLR2004 - two pages repeat nothing surely
        return {}
    counted: Counter[str] = Counter()
    example: dict[str, str] = {}
    for line in lines:
        if _at_edge(line, heights):
            key = _without_figures(line.text)
            counted[key] += 1
            example.setdefault(key, line.text)
    return {key: example[key] for key, count in counted.items() if count * 2 >= pages and key}


def _without_edges(lines: list[_Line], edges: dict[str, str], heights: list[float]) -> list[_Line]:
    return [
        line
        for line in lines
        if not (_at_edge(line, heights) and (_PAGE_NUMBER.match(line.text) or _without_figures(line.text) in edges))
    ]


def _at_edge(line: _Line, heights: list[float]) -> bool:
    height = heights[line.page]
    return line.bottom < height * _EDGE or line.top > height * (1 - _EDGE)


def _without_figures(text: str) -> str:
    return re.sub(r"[\d\s—\-–－]+", "", text)


def _flow(lines: list[_Line], tables: list[_Table]) -> Iterator[list[_Line] | _Table]:
    """Paragraphs as groups of lines, with tables in their places."""
    waiting = sorted(tables, key=lambda table: (table.page, -table.top))
    left, right = _margins(lines)
    group: list[_Line] = []
    for line in lines:
        if any(_within(line, table) for table in tables):
            continue
        while waiting and (waiting[0].page, -waiting[0].top) < (line.page, -line.top):
            if group:
                yield group
                group = []
            yield waiting.pop(0)
        if group and not _goes_on(group[-1], line, left, right):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
    yield from waiting


def _within(line: _Line, table: _Table) -> bool:
    middle = (line.top + line.bottom) / 2
    return line.page == table.page and table.bottom <= middle <= table.top


def _margins(lines: list[_Line]) -> tuple[float, float]:
    """Left and right edge of the running text: the commonest left, the reach of the longest lines."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    return float(lefts.most_common(1)[0][0]), rights[int(len(rights) * 0.9)]


def _goes_on(before: _Line, line: _Line, left: float, right: float) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    size = max(before.size, 1)
    if abs(before.size - line.size) > size * 0.15 or before.red != line.red:
        return False
    if before.right < right - 1.6 * size:  # it had room for more words: the paragraph ended there
        return False
    if line.left > left + 1.5 * size:
        return False  # indented: a first line
    if line.left > left + 0.5 * size and (_ENDS.search(before.text) or label_at(line.text)):
        return False
    same_page = before.page == line.page
    if same_page and before.bottom - line.top > 1.5 * size:
        return False
    return not (_ENDS.search(before.text) and label_at(line.text) is not None)


def _is_centred(line: _Line, left: float, right: float) -> bool:
    before, after = line.left - left, right - line.right
    return before > line.size and after > line.size and abs(before - after) < 2 * line.size
