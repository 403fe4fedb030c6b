"""Word text to blocks: paragraphs, tables, page headers and footers, text boxes, tracked changes as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from letters.document import Block, BlockKind, Document, Layout, Source
from letters.package import BODY_PART, Package, W, parse
from letters.reading.word_numbers import Numbering
from letters.reading.word_paragraphs import SHOWN, Paragraph, ParagraphReader
from letters.reading.word_styles import Styles
from letters.wordtext import row_mark
from registry.errors import FileEmpty, FileTooLarge

MOST_BLOCKS = 100_000
_PLAIN = Layout()
_MOST_COLUMNS = 200
_COUNT = re.compile(r"[0-9]{1,9}")  # what Word counts, whatever a damaged file says
_TEMPLATES = 8  # whose styles are remembered
_MOST_NESTED = 20  # tables within tables
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_THROUGH = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_TABLE = f"{W}tbl"
_FLOWING = frozenset({f"{W}p", _TABLE})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def read_docx(data: bytes) -> Document:
    """Read a Word file; what stands on the page when all tracked changes are accepted.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, too large, no words.
    """
    package = Package.open(data, whole=False)
    body = package.body()
    reader = _Reader(package)
    reader.read(body.find(f"{W}body"))
    if not any(block.text.strip() for block in reader.blocks):
        raise FileEmpty("文档中没有文字", kept="", todo="如为扫描图片，请另报可编辑的电子版")
    return Document(
        Source.DOCX,
        tuple(reader.blocks),
        pages=_pages(package),
        revisions=sum(1 for _ in body.iter(*_TRACKED)),
        comments=_comments(package),
    )


class _Reader:
    """Gathers blocks in reading order: page headers, the text, page footers."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._paragraph = ParagraphReader(_styles(package.parts.get("word/styles.xml", b"")))
        self._numbering: Numbering | None = None
        self.blocks: list[Block] = []

    def read(self, body: Any | None) -> None:
        self._edges("word/header", BlockKind.HEADER)
        if body is not None:
            self._flow(body, 0)
        self._edges("word/footer", BlockKind.FOOTER)

    def _add(
        self,
        kind: BlockKind,
        text: str,
        layout: Layout = _PLAIN,
        label: str = "",
        rows: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        count = len(self.blocks)
        if count >= MOST_BLOCKS:
            raise FileTooLarge(f"文档超过{MOST_BLOCKS}段，无法读取", kept="", todo="请拆分后重新报送")
        self.blocks.append(Block(count, kind, text, label, None, layout, rows))

    def _edges(self, prefix: str, kind: BlockKind) -> None:
        seen: set[str] = set()
        for name in sorted(self._package.parts):
            if not name.startswith(prefix) or not name.endswith(".xml"):
                continue
            for paragraph in parse(self._package.parts[name]).iter(f"{W}p"):
                text = self._paragraph.text(paragraph).strip()
                if text and text not in seen:
                    seen.add(text)
                    self._add(kind, text)

    def _flow(self, parent: Any, depth: int) -> None:
        """Blocks of a body or a single-cell table. A deleted paragraph end joins the next paragraph."""
        held: list[Paragraph] = []
        for element in _elements(parent):
            if element.tag == _TABLE:
                self._add_paragraph(held)
                held.clear()
                self._table(element, depth)
                continue
            read = self._paragraph.read(element)
            if read.may_hold_boxes:
                self._text_boxes(element)
            held.append(read)
            if read.ends:
                self._add_paragraph(held)
                held.clear()
        self._add_paragraph(held)

    def _add_paragraph(self, held: list[Paragraph]) -> None:
        """One block of the paragraphs that accepting all changes makes one."""
        text = held[0].text if len(held) == 1 else "".join([read.text for read in held])
        if not text or text.isspace():
            return
        _, layout, number, _, _ = held[0]
        label = self._lists().label(*number) if number else ""
        self._add(BlockKind.PARAGRAPH, text, layout, label)

    def _lists(self) -> Numbering:
        """Give the document's lists, read when the first number is asked for: most drafts print their own."""
        if self._numbering is None:
            self._numbering = Numbering(_part(self._package, "word/numbering.xml"))
        return self._numbering

    def _text_boxes(self, paragraph: Any) -> None:
        for box in paragraph.iter(f"{W}txbxContent"):
            if any(ancestor.tag in {_FALLBACK, f"{W}txbxContent"} for ancestor in box.iterancestors()):
                continue
            for inner in box.iter(f"{W}p"):
                read = self._paragraph.read(inner)
                if read.text.strip():
                    self._add(BlockKind.TEXTBOX, read.text, read.layout)

    def _table(self, table: Any, depth: int) -> None:
        rows = [row for row in _rows(table) if row_mark(row).mark in SHOWN]
        cells = [list(_cells(row)) for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1 and depth < _MOST_NESTED:
            self._flow(cells[0][0], depth + 1)  # a frame drawn with a table, not a table
            return
        shown: list[str] = []
        filled: list[tuple[str, ...]] = []
        for row in cells:
            words = [(cell, self._cell_text(cell)) for cell in row]
            shown.append("\t".join(text for _, text in words))
            filled.append(_filled(words, filled[-1] if filled else ()))
        if any(text.strip() for text in shown):
            self._add(BlockKind.TABLE, "\n".join(shown), rows=tuple(filled))

    def _cell_text(self, cell: Any) -> str:
        lines = [self._paragraph.text(paragraph).replace("\n", " ").strip() for paragraph in cell.iter(f"{W}p")]
        return " ".join(line for line in lines if line).replace("\t", " ")


@lru_cache(maxsize=_TEMPLATES)
def _styles(part: bytes) -> Styles:
    """Give the styles a part holds. Papers of one office, and all copies of one draft, share theirs to the byte."""
    return Styles(parse(part) if part else None)


def _elements(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, through content controls."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in _FLOWING:
            yield element
        elif element.tag in _THROUGH:
            stack.extend(reversed(element))


def _rows(table: Any) -> Iterator[Any]:
    return _children(table, f"{W}tr")


def _cells(row: Any) -> Iterator[Any]:
    return _children(row, f"{W}tc")


def _children(parent: Any, tag: str) -> Iterator[Any]:
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag in _THROUGH:
            stack.extend(reversed(element))


def _filled(words: list[tuple[Any, str]], above: tuple[str, ...]) -> tuple[str, ...]:
    """A row's cells with merged ones repeated: across by their span, downwards from the row above."""
    row: list[str] = []
    for cell, text in words:
        properties = cell.find(f"{W}tcPr")
        span = _value(properties, "gridSpan")
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if continued and len(row) < len(above):
            text = above[len(row)]  # noqa: PLW2901 - the merged cell says what the cell above it says
        width = min(int(span), _MOST_COLUMNS) if span and _COUNT.fullmatch(span) else 1
        row.extend([text] * max(1, min(width, _MOST_COLUMNS - len(row))))
    return tuple(row)


def _value(properties: Any | None, name: str) -> str | None:
    element = properties.find(f"{W}{name}") if properties is not None else None
    value = element.get(f"{W}val") if element is not None else None
    return str(value) if value is not None else None


def _part(package: Package, name: str) -> Any | None:
    return parse(package.parts[name]) if name in package.parts and name != BODY_PART else None


def _pages(package: Package) -> int | None:
    root = _part(package, "docProps/app.xml")
    pages = root.findtext(f"{_PROPERTIES}Pages") if root is not None else None
    return int(pages) if pages and _COUNT.fullmatch(pages) and int(pages) > 0 else None


def _comments(package: Package) -> int:
    root = _part(package, "word/comments.xml")
    return sum(1 for _ in root.iterfind(f"{W}comment")) if root is not None else 0
