"""Tables on paper: thin rules, a heading row that repeats, columns as wide as their words need, words of 5号."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.run import Run

from letters import page
from letters.package import W

# The order Word's schema asks for within w:tblPr.
_AFTER_BORDERS: Final = frozenset(f"{W}{name}" for name in ("shd", "tblLayout", "tblCellMar", "tblLook"))
_PITCH: Final = 1.43  # of rows in a cell, to the size of the words: 15 pt for 5号


def borders(table: Table) -> None:
    """Give a table thin black rules."""
    edges = "".join(
        f"<w:{edge} w:val='single' w:sz='6' w:space='0' w:color='000000'/>"
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = table._tbl.tblPr
    rules = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
    later = next((child for child in properties if child.tag in _AFTER_BORDERS), None)
    if later is None:
        properties.append(rules)
    else:
        later.addprevious(rules)


def side_margins(table: Table, margin: Length) -> None:
    """Set the room left and right of the words in every cell."""
    edges = "".join(f"<w:{edge} w:w='{round(margin.twips)}' w:type='dxa'/>" for edge in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{edges}</w:tblCellMar>")
    properties = table._tbl.tblPr
    look = properties.find(f"{W}tblLook")
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def shared_widths(rows: Sequence[Sequence[str]], least: Sequence[int], room: int) -> list[float]:
    """Share a row's room among columns so that long words need few rows: each its least, more for what says more.

    A row is as high as its fullest cell, so columns get room as the length of their words; long cells count for more
    than many short ones.

    Args:
        rows: the cells of each row; an empty cell asks for no room.
        least: characters that each column has at least.
        room: characters of a whole row.

    Returns:
        The characters of each column, which fill the room; the least of each where they fill it already.
    """
    asked = [sqrt(sum(_length(cell) ** 2 for cell in column)) for column in zip(*rows, strict=True)]
    asked = asked or [0.0] * len(least)
    widths = [float(own) for own in least]
    open_to_more = {n for n, length in enumerate(asked) if length}
    while open_to_more:
        left = room - sum(width for n, width in enumerate(widths) if n not in open_to_more)
        whole = sum(asked[n] for n in open_to_more)
        filled = {n for n in open_to_more if left * asked[n] / whole < least[n]}
        if not filled:
            widths = [left * asked[n] / whole if n in open_to_more else width for n, width in enumerate(widths)]
            break
        open_to_more -= filled
    return widths


def _length(text: str) -> float:
    """Give the length of words in characters; two Latin ones are as wide as a Chinese one."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def heading_row(table: Table, headings: Sequence[str], *, size: Length = page.SIZE_5) -> None:
    """Write the first row, bold and centred, and repeat it on every page."""
    row = table.rows[0]
    for cell, heading in zip(row.cells, headings, strict=True):
        fill(cell, heading, font=page.HEITI, size=size).bold = True
        cell.paragraphs[0].alignment = page.CENTER
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def keep_rows_whole(table: Table) -> None:
    """Let no row of ordinary length split over pages; one as long as half a page may."""
    for row in table.rows:
        if all(len(cell.text) <= page.MOST_WHOLE for cell in row.cells):
            row._tr.get_or_add_trPr().insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def column_widths(table: Table, widths: Sequence[Length]) -> None:
    """Set the width of each column, in the grid and cell by cell as Word and LibreOffice each want it."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def fill(cell: _Cell, text: str, *, font: str = page.FANGSONG, size: Length = page.SIZE_5) -> Run:
    """Write words into an empty cell."""
    paragraph = cell.paragraphs[0]
    page.row_pitch(paragraph, Pt(round(size.pt * _PITCH)))
    paragraph.alignment = page.LEFTWARD
    return page.write(paragraph, text, font=font, size=size)
