"""HTML to blocks, as systems export it and as a .doc that is none: its lines, and its tables as tables."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from letters.document import Block, BlockKind, Document, Source
from letters.reading.mail_html import html_as_text
from letters.reading.mail_words import decode_bytes
from letters.reading.text import MOST_LINES, boms_of
from registry.errors import FileEmpty, FileTooLarge

MOST_CHARACTERS: Final = 4_000_000
_MOST_TABLES: Final = 1_000
_MOST_SPAN: Final = 200  # columns
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096  # bytes in which a page says its charset
_MARK: Final = "\ue000"  # of no alphabet: stands where a table was
_PLACE: Final = re.compile(f"{_MARK}(\\d+){_MARK}")

_Rows = tuple[tuple[str, ...], ...]


def read_html(data: bytes) -> Document:
    """Read HTML. Nothing is fetched; scripts and styles say nothing.

    Raises:
        FileEmpty: no words.
        FileTooLarge: beyond the bounds.
    """
    html = _decoded(data).replace(_MARK, "")
    if len(html) > MOST_CHARACTERS:
        raise FileTooLarge("网页文件过大，无法读取", kept="", todo="请拆分后重新报送")
    text, tables = _tables_taken_out(html)
    blocks: list[Block] = []
    for line in html_as_text(text).splitlines():
        for at, piece in enumerate(_PLACE.split(line)):
            if at % 2:
                rows = tables[int(piece)]
                words = "\n".join("\t".join(row) for row in rows)
                blocks.append(Block(len(blocks), BlockKind.TABLE, words, rows=rows))
            elif piece.strip():
                blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, piece.strip()))
    if not blocks:
        raise FileEmpty("文件中没有文字", kept="", todo="请对方重新报送")
    if len(blocks) > MOST_LINES:
        raise FileTooLarge(f"文件超过{MOST_LINES}行，无法读取", kept="", todo="请拆分后重新报送")
    return Document(Source.HTML, tuple(blocks))


def _decoded(data: bytes) -> str:
    marked = boms_of(data)
    if marked:
        return data.decode(marked[0], "replace")
    declared = _CHARSET.search(data[:_HEAD])
    return decode_bytes(data, declared[1].decode("ascii") if declared else "")


def _tables_taken_out(html: str) -> tuple[str, list[_Rows]]:
    """Give HTML with a mark in place of every table of data, and those tables."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return html, []
    if root is None:
        return html, []
    tables: list[_Rows] = []
    for table in list(root.iter("table")):
        if len(tables) >= _MOST_TABLES:
            break
        if next(table.iterdescendants("table"), None) is not None:
            continue  # it lays out others
        rows = _rows(table)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            place = etree.Element("p")
            place.text, place.tail = f"{_MARK}{len(tables)}{_MARK}", table.tail
            tables.append(rows)
            parent = table.getparent()
            if parent is not None:
                parent.replace(table, place)
    return etree.tostring(root, encoding="unicode", method="html"), tables


def _rows(table: Any) -> _Rows:
    """Cells of a table; one over several columns is told in each."""
    rows = []
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            span = cell.get("colspan", "1").strip()
            width = min(int(span), _MOST_SPAN) if _COUNT.fullmatch(span) else 1
            cells += [" ".join("".join(cell.itertext()).split())] * max(1, min(width, _MOST_SPAN - len(cells)))
        if any(cells):
            rows.append(tuple(cells))
    return tuple(rows)
