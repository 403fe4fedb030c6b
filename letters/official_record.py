"""版记 of the general format (GB/T 9704 7.4): at the foot of the last page's text area, between rules."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.shared import Length, Mm, Pt

from letters import page
from letters.elements import SMALL, chinese_date
from letters.headline import width
from letters.strokes import Row, Run, Side, Table, characters, empty

_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
_HOLDS: Final = 26  # characters of 4号 beside the indents
_ROWS_MOST: Final = 12  # rows that stand at the foot; more follow the text
_WIDE: Final = Mm(156)
# Told from the page's edge, LibreOffice too lets a table of the text's whole width float.
_PLACE: Final = (
    f"w:leftFromText='0' w:rightFromText='0' w:vertAnchor='margin' w:horzAnchor='page' w:tblpX='{page.LEFT.twips}' "
    "w:tblpYSpec='bottom'"
)
_AFTER: Final = Pt(1)  # the row the table hangs on


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a 版记 says; `moved` are addressees that would have left page 1 without text."""

    moved: str = ""
    copies: str = ""
    printer: str = ""
    printed: date | None = None


def official_record(record: Record) -> list[Row | Table]:
    """Write a 版记: 主送 moved to it and 抄送, then 印发机关 and 印发日期, a rule over, between and under them.

    The last rule lies on the text area's lower edge. So many names that they would fill the page follow the text.
    """
    told = [(label, names) for label, names in (("主送：", record.moved), ("抄送：", record.copies)) if names]
    cells = [tuple(_named(label, names) for label, names in told)] if told else []
    if record.printer and record.printed:
        cells.append((_issued(record.printer, record.printed),))
    if not cells:
        return []
    count = sum(math.ceil((width(names) + 1) / _HOLDS) for _, names in told) + 1
    is_long = count > _ROWS_MOST
    made = Table(
        (_WIDE,),
        tuple((cell,) for cell in cells),
        is_bare=True,
        place="" if is_long else _PLACE,
        rules=_rules(len(cells)),
    )
    return [*(empty() if is_long else []), made, Row(pitch=_AFTER)]


def _rules(count: int) -> tuple[str, ...]:
    """Give the rules of each row: thick over the first and under the last, thin between (7.4.1)."""
    drawn = "<w:{} w:val='single' w:sz='{}' w:space='0' w:color='000000'/>"
    return tuple(
        drawn.format("top", _THIN if n else _THICK) + drawn.format("bottom", _THICK if n == count - 1 else _THIN)
        for n in range(count)
    )


def _named(label: str, names: str) -> Row:
    made = Row(runs=[Run(f"{label}{names}。", SMALL)])
    made.left, made.first, made.right = (characters(n, page.SIZE_4) for n in (4, -3, 1))
    return made


def _issued(printer: str, printed: date) -> Row:
    made = Row(runs=[Run(printer, SMALL), Run("\t", SMALL), Run(f"{chinese_date(printed)}印发", SMALL)], side=Side.LEFT)
    made.left = made.right = characters(1, page.SIZE_4)
    made.first = Length(0)
    made.tabs = ((Length(_WIDE - characters(1, page.SIZE_4)), Side.RIGHT),)
    return made
