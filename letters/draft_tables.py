"""The tables of a draft by rows and cells, each with its place in the draft's lines.

In Word each paragraph of a cell is a line of its own (ISO/IEC 29500-1 17.4); elsewhere a row is one line, its cells
parted by tabs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from letters.folding import Spot, folded_words
from letters.package import Package, W
from letters.wordtext import paragraphs

_COLUMNS: Final = 3  # of the smallest table that is told by tabs alone
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_AROUND_CELLS: Final = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph of a cell: its column from 0, its place, its words without spaces around them, and those folded."""

    column: int
    spot: Spot
    text: str
    folded: str


Row = tuple[Cell, ...]
Table = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableIndex:
    """A table with its rows below the head by the words of their cells, by their names and by the numbers they print.

    A row's name is its first cell that is words. `numbers` is empty where the first column is not all numbers.
    """

    table: Table
    cells: Mapping[str, Sequence[Row]]
    names: Mapping[str, Sequence[Row]]
    numbers: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, table: Table) -> TableIndex:
        """Index a table once; many opinions may be about it."""
        cells, names, numbers = (defaultdict[str, list[Row]](list) for _ in range(3))
        for row in table[1:]:
            for words in {cell.folded for cell in row}:
                cells[words].append(row)
            names[name_of(row)].append(row)
            numbers[row[0].text].append(row)
        is_numbered = any(numbers) and all(text.isdecimal() for text in numbers if text)
        return cls(table, cells, names, numbers if is_numbered else {})


def name_of(row: Row) -> str:
    """Give the first cell of a row that is words, folded: what the row is about."""
    return next((cell.folded for cell in row if _CHINESE.search(cell.text)), "")


def tables_of(data: bytes, lines: Sequence[str]) -> tuple[Table, ...]:
    """Give the tables of a draft; the first row of each is its head.

    Args:
        data: the draft as a docx without tracked changes.
        lines: its paragraphs.

    Raises:
        FileRefused: `data` is no readable docx.
    """
    return (*_of_word(data, lines), *_of_tabs(lines))


def _of_word(data: bytes, lines: Sequence[str]) -> Iterator[Table]:
    body = Package.open(data).body().find(f"{W}body")
    places = list(paragraphs(body)) if body is not None else []
    if len(places) != len(lines):
        return
    columns: dict[Any, int] = {}
    rows: dict[Any, dict[Any, list[Cell]]] = {}  # by table, by row
    for n, (paragraph, row) in enumerate(places):
        if row is None:
            continue
        table = _above(row, f"{W}tbl")
        of_table = rows.setdefault(table, {})
        if row not in of_table:
            of_table[row] = []
            columns.update(_columns(row))
        column = columns.get(_above(paragraph, f"{W}tc"), 0)
        of_table[row].append(_cell(column, n, lines[n], 0, len(lines[n])))
    yield from (tuple(tuple(cells) for cells in of_table.values()) for of_table in rows.values())


def _above(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _columns(row: Any) -> Iterator[tuple[Any, int]]:
    """Give each cell of a row with its column; a cell may span several (w:gridSpan)."""
    column = 0
    stack = list(reversed(row))
    while stack:
        element = stack.pop()
        if element.tag in _AROUND_CELLS:
            stack.extend(reversed(element))
        elif element.tag == f"{W}tc":
            yield element, column
            span = element.find(f"{W}tcPr/{W}gridSpan")
            told = span.get(f"{W}val", "") if span is not None else ""
            column += int(told) if told.isdecimal() and len(told) < _COLUMNS else 1


def _of_tabs(lines: Sequence[str]) -> Iterator[Table]:
    """Give lines with tabs that follow one another as tables."""
    rows: list[Row] = []
    for n, line in enumerate([*lines, ""]):
        cells = line.split("\t")
        if len(cells) >= _COLUMNS:
            rows.append(tuple(_cells_of_tabs(n, cells)))
        elif rows:
            yield tuple(rows)
            rows = []


def _cells_of_tabs(n: int, cells: Sequence[str]) -> Iterator[Cell]:
    at = 0
    for column, words in enumerate(cells):
        yield _cell(column, n, words, at, at + len(words))
        at += len(words) + 1


def _cell(column: int, n: int, words: str, start: int, end: int) -> Cell:
    kept = words.strip()
    first = start + (len(words) - len(words.lstrip()) if kept else 0)
    return Cell(column, Spot(n, first, first + len(kept) if kept else end), kept, folded_words(kept))
