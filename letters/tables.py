"""Tables on paper: thin rules, a heading row that repeats, columns of a fixed width, words of 5号."""

from __future__ import annotations

from collections.abc import Sequence
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
_PITCH: Final = Pt(15)  # of rows of 5号 in a cell


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


def heading_row(table: Table, headings: Sequence[str]) -> None:
    """Write the first row, bold and centred, and repeat it on every page."""
    row = table.rows[0]
    for cell, heading in zip(row.cells, headings, strict=True):
        fill(cell, heading, font=page.HEITI).bold = True
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


def fill(cell: _Cell, text: str, *, font: str = page.FANGSONG) -> Run:
    """Write words into an empty cell."""
    paragraph = cell.paragraphs[0]
    page.row_pitch(paragraph, _PITCH)
    paragraph.alignment = page.LEFTWARD
    return page.write(paragraph, text, font=font, size=page.SIZE_5)
