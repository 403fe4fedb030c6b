"""Which row or cell of an annexed table is meant: by its name, by its number, by a figure in it.

A row counted on a table that prints no numbers may be counted with its head or without: then what stands in the row
must tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from letters.draft import Draft
from letters.draft_tables import Cell, Row, Table, TableIndex
from letters.folding import Spot, folded_words
from letters.wish import Wish

_UNIT: Final = re.compile(r"[^\d.]+$")
_LEAST_NAME: Final = 2  # characters
_MOST_NAMES: Final = 20  # of rows in one statement; one that says more means none of them
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")

_Rows = list[tuple[Table, Row]]


@dataclass(frozen=True, slots=True)
class RowsMeant:
    """The rows a wish names and those it counts, each with its table; counting alone may leave several open."""

    named: _Rows
    counted: _Rows

    @property
    def rows(self) -> _Rows:
        """The rows that may be meant."""
        if self.named and self.counted:
            lines = {row[0].spot.line for _, row in self.counted}
            return [(table, row) for table, row in self.named if row[0].spot.line in lines]
        return self.named or self.counted

    @property
    def contradict(self) -> bool:
        """Whether one row is named and another counted."""
        return bool(self.named and self.counted) and not self.rows


def rows_meant(draft: Draft, wish: Wish, region: range | None) -> RowsMeant:
    """Say which rows of the draft's tables, or of those of the annex that is named, a wish is about."""
    tables = [one for one in draft.table_indexes if region is None or one.table[0][0].spot.line in region]
    counted = [(one.table, row) for one in tables for row in _counted(one, wish)]
    return RowsMeant(_named(tables, wish, is_annex=region is not None), counted)


def cell_meant(meant: RowsMeant, wish: Wish) -> Spot | None:
    """Find the cell whose figure or words are to be changed, in a row that is named or counted; `None` where unsure.

    A cell may leave out the unit that its head names: 85% stands as 85.
    """
    if not wish.original:
        return None
    wanted = {wish.original, _UNIT.sub("", wish.original)} - {""}
    found = [(table, cell) for table, row in meant.rows for cell in row if cell.text in wanted]
    if len(found) > 1:
        found = [(table, cell) for table, cell in found if _head(table, cell.column) in wish.words]
    return found[0][1].spot if len(found) == 1 else None


def rows_named(draft: Draft, name: str, region: range | None) -> RowsMeant:
    """Give the rows of the draft's tables, or of those of the annex that is named, that begin with a name."""
    tables = [one for one in draft.table_indexes if region is None or one.table[0][0].spot.line in region]
    wanted = folded_words(name)
    rows = ((one.table, row) for one in tables for row in one.cells.get(wanted, ()))
    return RowsMeant([(table, row) for table, row in rows if any(_is_figure(cell) for cell in row)], [])


def figure_meant(meant: RowsMeant, wish: Wish) -> Cell | None:
    """Find the figure of a row that a wish is on by the head of its column; `None` where unsure."""
    found = [
        cell
        for table, row in meant.rows
        for cell in row
        if _is_figure(cell) and _head(table, cell.column) in wish.words
    ]
    return found[0] if len(found) == 1 else None


def row_meant(meant: RowsMeant) -> tuple[range, Spot] | None:
    """Give the lines of the row that is meant and the cell that names it; `None` where none or several may be."""
    if len(meant.rows) != 1:
        return None
    row = meant.rows[0][1]
    lines = [cell.spot.line for cell in row]
    name = next((cell for cell in row if _CHINESE.search(cell.text)), row[0])
    return range(min(lines), max(lines) + 1), name.spot


def row_name(draft: Draft, line: int) -> str:
    """Name the row of a table that a line stands in, as far as the table tells it; empty outside tables."""
    row = draft.row_at.get(line, ())
    name = next((cell.text for cell in row if _CHINESE.search(cell.text)), "")
    return name or next((cell.text for cell in row if cell.text), "")


def _named(tables: Sequence[TableIndex], wish: Wish, *, is_annex: bool) -> _Rows:
    """Give the rows that bear a name the wish quotes, or, in an annex that is named, one it says without marks."""
    quoted = {folded_words(name) for name in wish.beside} - {""}
    named = [(one.table, row) for one in tables for name in quoted for row in one.cells.get(name, ())]
    if named or not is_annex:
        return list({row[0].spot.line: (table, row) for table, row in named}.values())
    said = folded_words(wish.words)
    names = {name for one in tables for name in one.names if len(name) >= _LEAST_NAME and name in said}
    if len(names) > _MOST_NAMES:
        return []
    longest = [name for name in names if not any(name != other and name in other for other in names)]
    return [(one.table, row) for one in tables for name in longest for row in one.names.get(name, ())]


def _counted(index: TableIndex, wish: Wish) -> Sequence[Row]:
    """Give the rows that a number may mean."""
    table = index.table
    steps = wish.places[0].steps[1:] if wish.places else ()
    number = wish.pointer.row or (steps[-1].number if steps else 0)
    if index.numbers and number > 0:
        return index.numbers.get(str(number), ())
    if not wish.pointer.row:
        return ()
    if number < 0:
        return (table[number],) if -number < len(table) else ()
    return table[max(number - 1, 1) : number + 1]  # its head may be counted or not


def _is_figure(cell: Cell) -> bool:
    return cell.text[:1].isdigit()


def _head(table: Table, column: int) -> str:
    """Give what the head calls a column; a sign that no wish has where it calls it nothing."""
    return next((cell.text for cell in table[0] if cell.column == column and cell.text), "\0")
