"""Which row or cell of an annexed table is meant: by its name, by its number, by a figure in it.

A row counted on a table that prints no numbers may be counted with its head or without: then what stands in the row
must tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from letters.draft import Draft
from letters.draft_tables import Row, Table
from letters.folding import Spot, folded_words
from letters.wish import Wish

_UNIT: Final = re.compile(r"[^\d.]+$")
_LEAST_NAME: Final = 2  # characters
_MOST_NAMES: Final = 20  # of rows in one statement; one that says more means none of them
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def cell_meant(draft: Draft, wish: Wish, region: range | None) -> Spot | None:
    """Find the cell whose figure or words are to be changed, in a row that is named or counted; `None` where unsure.

    A cell may leave out the unit that its head names: 85% stands as 85.
    """
    if not wish.original:
        return None
    wanted = {wish.original, _UNIT.sub("", wish.original)} - {""}
    found = [(table, cell) for table, row in _rows_meant(draft, wish, region) for cell in row if cell.text in wanted]
    if len(found) > 1:
        found = [(table, cell) for table, cell in found if _head(table, cell.column) in wish.words]
    return found[0][1].spot if len(found) == 1 else None


def row_meant(draft: Draft, wish: Wish, region: range) -> tuple[range, Spot] | None:
    """Give the lines of the row that is meant and the cell that names it; `None` where none or several may be."""
    rows = list(_rows_meant(draft, wish, region))
    if len(rows) != 1:
        return None
    row = rows[0][1]
    lines = [cell.spot.line for cell in row]
    name = next((cell for cell in row if _CHINESE.search(cell.text)), row[0])
    return range(min(lines), max(lines) + 1), name.spot


def row_name(draft: Draft, line: int) -> str:
    """Name the row of a table that a line stands in, as far as the table tells it; empty outside tables."""
    row = draft.row_at.get(line, ())
    name = next((cell.text for cell in row if _CHINESE.search(cell.text)), "")
    return name or next((cell.text for cell in row if cell.text), "")


def _rows_meant(draft: Draft, wish: Wish, region: range | None) -> Iterator[tuple[Table, Row]]:
    tables = [table for table in draft.tables if region is None or table[0][0].spot.line in region]
    rows = [(table, row) for table in tables for row in table[1:]]
    counted = [(table, row) for table in tables for row in _counted(table, wish)]
    named = _named(rows, wish, is_annex=region is not None)
    if named and counted:
        told = [row for _, row in counted]
        yield from ((table, row) for table, row in named if row in told)
    else:
        yield from named or counted


def contradicts(draft: Draft, wish: Wish, region: range) -> bool:
    """Whether a wish names one row of an annex and counts another."""
    tables = [table for table in draft.tables if table[0][0].spot.line in region]
    named = [row for _, row in _named([(table, row) for table in tables for row in table[1:]], wish, is_annex=True)]
    counted = [row for table in tables for row in _counted(table, wish)]
    return bool(named and counted) and not any(row in counted for row in named)


def _named(rows: Sequence[tuple[Table, Row]], wish: Wish, *, is_annex: bool) -> list[tuple[Table, Row]]:
    """Give the rows that bear a name the wish quotes, or, in an annex that is named, one it says without marks."""
    names = {folded_words(name) for name in wish.beside} - {""}
    named = [(table, row) for table, row in rows if any(cell.folded in names for cell in row)]
    return named or (list(_named_without_marks(rows, wish)) if is_annex else [])


def _named_without_marks(rows: Sequence[tuple[Table, Row]], wish: Wish) -> Iterator[tuple[Table, Row]]:
    """Give the rows whose name stands in the words of the wish; the longest name where one holds another."""
    said = folded_words(wish.words)
    named = [(table, row, name) for table, row in rows if len(name := _name(row)) >= _LEAST_NAME and name in said]
    names = {name for _, _, name in named}
    if len(names) <= _MOST_NAMES:
        longest = {name for name in names if not any(name != other and name in other for other in names)}
        yield from ((table, row) for table, row, name in named if name in longest)


def _name(row: Row) -> str:
    """Give the first cell that is words: what the row is about."""
    return next((cell.folded for cell in row if _CHINESE.search(cell.text)), "")


def _counted(table: Table, wish: Wish) -> list[Row]:
    """Give the rows that a number may mean."""
    numbered = [row[0].text for row in table[1:]]
    prints_numbers = all(text.isdecimal() for text in numbered if text) and any(numbered)
    steps = wish.places[0].steps[1:] if wish.places else ()
    number = wish.pointer.row or (steps[-1].number if steps else 0)
    if prints_numbers and number > 0:
        return [row for row, text in zip(table[1:], numbered, strict=True) if text == str(number)]
    if not wish.pointer.row:
        return []
    if number < 0:
        return [table[number]] if -number < len(table) else []
    return [row for row in (table[number - 1 : number + 1] if number > 1 else table[1:2]) if row is not table[0]]


def _head(table: Table, column: int) -> str:
    """Give what the head calls a column; a sign that no wish has where it calls it nothing."""
    return next((cell.text for cell in table[0] if cell.column == column and cell.text), "\0")
