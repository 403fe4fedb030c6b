"""版记 (GB/T 9704 7.4): at the foot of the last page's text area; between rules, which a letter's has not (10.1)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.shared import Length, Mm, Pt

from letters import page
from letters.elements import chinese_date
from letters.headline import width
from letters.strokes import Look, Row, Run, Side, Table, characters, empty

_SMALL: Final = Look(size=page.SIZE_4)  # 7.4.2, 7.4.3
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm, 7.4.1
_HOLDS: Final = 26  # characters of 4号 beside the indents
_LINE: Final = 25  # of a line that is broken here: the marks that may not begin a line find room
_FACE: Final = 21  # rows of a face under the row that opens it
_NO_BEGINNING: Final = "，、。；：）》”"
_FIGURE, _FIGURE_END = re.compile("[0-9A-Za-z]"), re.compile("[0-9A-Za-z]+$")  # stay in one row
# Told from the page's edge, LibreOffice too lets a table of the text's whole width float.
_PLACE: Final = (
    f"w:leftFromText='0' w:rightFromText='0' w:vertAnchor='margin' w:horzAnchor='page' w:tblpX='{page.LEFT.twips}' "
    "w:tblpYSpec='bottom'"
)
_AFTER: Final = Pt(1)  # the row the table hangs on
_FRAMED: Final = 10  # rows of a letter's 版记 that stand in a frame at the foot; a frame fits its page or is lost
_FRAME: Final = (
    f"w:w='{page.TEXT_WIDTH.twips}' w:wrap='around' w:vAnchor='margin' w:hAnchor='margin' "
    "w:xAlign='left' w:yAlign='bottom'"
)
_AFTER_FRAME: Final = Mm(1)  # a frame needs a row after it to hang on, or it parts the signature from its date


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a 版记 says; `moved` are addressees that would have left page 1 without text (7.3.2)."""

    moved: str = ""
    copies: str = ""
    printer: str = ""
    printed: date | None = None


def official_record(record: Record) -> list[Row | Table]:
    """Write a 版记: 主送 moved to it and 抄送, then 印发机关 and 印发日期, a rule over, between and under them.

    The last rule lies on the lower edge of the last face's text area (7.4). So many names that one face does not hold
    them fill faces of their own from the top; the rest, with 印发, stands at the foot of the last.
    """
    told = _told(record)
    issued = [(_issued(record.printer, record.printed),)] if record.printer and record.printed else []
    count = _count(told) + len(issued)
    faces: list[Row | Table] = []
    named = tuple(_named(label, names) for label, names in told)
    if count > _FACE:
        faces, named = _faces([line for label, names in told for line in _lines(label, names)], _FACE - len(issued))
    cells = [*([named] if named else []), *issued]
    if not cells:
        return []
    foot = Table(
        (page.TEXT_WIDTH,),
        tuple((cell,) for cell in cells),
        is_bare=True,
        place=_PLACE,
        rules=_rules(len(cells), begins=not faces, between=bool(named)),
    )
    return [*faces, foot, Row(pitch=_AFTER)]


def letter_record(record: Record) -> list[Row]:
    """Write a letter's 版记: 主送 moved to it and 抄送 alone, without rules (10.1).

    So many names that they would fill half a page follow the text instead.
    """
    told = _told(record)
    if not told:
        return []
    rows = [_named(label, names) for label, names in told]
    if _count(told) > _FRAMED:
        return [*empty(), *rows, Row(pitch=_AFTER_FRAME)]
    for made in rows:
        made.frame = _FRAME
    return [*rows, Row(pitch=_AFTER_FRAME)]


def _told(record: Record) -> list[tuple[str, str]]:
    """Give the labels and names there are."""
    return [(label, names) for label, names in (("主送：", record.moved), ("抄送：", record.copies)) if names]


def _count(told: Sequence[tuple[str, str]]) -> int:
    """Count the rows names take, each label's full stop among them."""
    return sum(math.ceil((width(names) + 1) / _HOLDS) for _, names in told)


def _faces(lines: list[Row], rest: int) -> tuple[list[Row | Table], tuple[Row, ...]]:
    """Give the faces that names fill, and the rows left for the last one, which holds `rest` of them."""
    made: list[Row | Table] = []
    while len(lines) > rest:
        rules = ("",) if made else (_rule("top", _THICK),)
        face, lines = tuple(lines[:_FACE]), lines[_FACE:]
        made += [_opens_face(), Table((page.TEXT_WIDTH,), ((face,),), is_bare=True, rules=rules)]
    return [*made, _opens_face()], tuple(lines)


def _opens_face() -> Row:
    return Row(pitch=_AFTER, page_break=True)


def _lines(label: str, names: str) -> list[Row]:
    """Break names into rows here, so that it is known how many a face holds."""
    text, pieces = f"{names}。", []
    while text:
        end = _fits(text)
        pieces.append(text[:end])
        text = text[end:]
    rows = [Row(runs=[Run(piece, _SMALL)], side=Side.LEFT) for piece in pieces]
    rows[0].runs[:0] = [Run(label, _SMALL)]
    for at, made in enumerate(rows):
        made.left, made.first, made.right = (characters(n, page.SIZE_4) for n in (4, 0 if at else -3, 0))
    return rows


def _fits(text: str) -> int:
    """Count the characters of a row; a mark that may not begin the next one stays with it."""
    wide, end = 0.0, 0
    while end < len(text) and wide + width(text[end]) <= _LINE:
        wide, end = wide + width(text[end]), end + 1
    if end == len(text):
        return end
    if text[end] in _NO_BEGINNING:
        return end + 1
    figure = len(_FIGURE_END.sub("", text[:end])) if _FIGURE.match(text[end]) else end
    return figure or end


def _rules(count: int, *, begins: bool, between: bool) -> tuple[str, ...]:
    """Give the rules of each row: thick over the first and under the last, thin between (7.4.1).

    Args:
        count: rows.
        begins: the 版记 begins here; else it goes on, and only 印发 that stands alone has a rule over it.
        between: names stand in the first row.

    """
    over = _rule("top", _THICK) if begins else "" if between else _rule("top", _THIN)
    return tuple(
        (_rule("top", _THIN) if n else over) + _rule("bottom", _THICK if n == count - 1 else _THIN)
        for n in range(count)
    )


def _rule(side: str, weight: int) -> str:
    return f"<w:{side} w:val='single' w:sz='{weight}' w:space='0' w:color='000000'/>"


def _named(label: str, names: str) -> Row:
    made = Row(runs=[Run(f"{label}{names}。", _SMALL)])
    made.left, made.first, made.right = (characters(n, page.SIZE_4) for n in (4, -3, 1))
    return made


def _issued(printer: str, printed: date) -> Row:
    made = Row(
        runs=[Run(printer, _SMALL), Run("\t", _SMALL), Run(f"{chinese_date(printed)}印发", _SMALL)], side=Side.LEFT
    )
    made.left = made.right = characters(1, page.SIZE_4)
    made.first = Length(0)
    made.tabs = ((Length(page.TEXT_WIDTH - characters(1, page.SIZE_4)), Side.RIGHT),)
    return made
