"""纪要 in the format of GB/T 9704-2012 (10.3): mark, number, text, who was there; no seal, no signature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from letters import elements, marks
from letters.around import numbered
from letters.checked import NAMES_LONGEST, TITLE_LONGEST, flat, refuse_long, refuse_missing, refuse_nowhere
from letters.official_page import Head, masthead
from letters.record import Record, official_record
from letters.sheet import Sheets, pack
from letters.strokes import Row, Run, empty
from letters.strokes import characters as wide

SUFFIX: Final = "纪要"
_WHAT: Final = "纪要"
_PEOPLE_MOST: Final = 60  # rows of one label
_INDENT: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The minutes of a meeting.

    Args:
        mark: whose minutes, without 纪要: 云泽市人民政府办公室专题会议.
        number: 〔2026〕3号 or 第3期; minutes may have none.
        attended, excused, observed: 出席, 请假, 列席: units and names, a string a unit.
        copies: 分送 or 抄送 of the record.

    """

    mark: str
    title: str
    body: str  # plain prose with light marks (`letters.marks`)
    attended: tuple[str, ...]
    dated: date
    number: str = ""
    excused: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()
    copies: str = ""
    printer: str = ""
    names: tuple[str, ...] = ()


def compose_minutes(minutes: Minutes) -> bytes:
    """Set minutes and give their docx.

    Raises:
        TemplateFault: mark, title, text or attendance is missing, or one is longer than minutes can hold.
        SettingFault: the mark does not fit.
    """
    minutes = _checked(minutes)
    mark = minutes.mark if minutes.mark.endswith(SUFFIX) else f"{minutes.mark}{SUFFIX}"
    head, _ = masthead(Head(marks=(mark,), suffix="", number=minutes.number))
    there = [
        *_people("出席", minutes.attended),
        *_people("请假", minutes.excused),
        *_people("列席", minutes.observed),
    ]
    text = marks.blocks(minutes.body)
    closing = [*empty(), *there]
    foot = official_record(Record(copies=minutes.copies, printer=minutes.printer, printed=minutes.dated))
    blocks = [*head, *empty(2), *elements.title(minutes.title, minutes.names), *text, *closing, *foot]
    return pack(Sheets(blocks, numbered()), off_grid=True)


def _people(label: str, units: tuple[str, ...]) -> list[Row]:
    """Write who was there: the label in 黑体 after two characters, rows of names aligned behind its colon (10.3)."""
    if not units:
        return []
    hang = len(label) + 1.0
    first = Row(runs=[Run(f"{label}：", elements.HEITI), Run(units[0])])
    rest = [Row(runs=[Run(unit)]) for unit in units[1:]]
    for made in (first, *rest):
        made.left = wide(_INDENT + hang)
    first.first = wide(-hang)
    return [first, *rest]


def _checked(minutes: Minutes) -> Minutes:
    minutes = replace(
        minutes,
        mark=flat(minutes.mark),
        title=flat(minutes.title),
        number=flat(minutes.number),
        attended=_flat(minutes.attended),
        excused=_flat(minutes.excused),
        observed=_flat(minutes.observed),
        copies=flat(minutes.copies).rstrip("。"),
        printer=flat(minutes.printer),
    )
    named = (("标志", minutes.mark), ("标题", minutes.title), ("出席人员", "".join(minutes.attended)))
    refuse_missing(_WHAT, (*named, ("正文", minutes.body)))
    refuse_nowhere(_WHAT, named)
    refuse_long(
        _WHAT,
        (
            ("标题", len(minutes.title), TITLE_LONGEST),
            ("分送单位", len(minutes.copies), NAMES_LONGEST),
            ("出席单位", len(minutes.attended), _PEOPLE_MOST),
            ("请假单位", len(minutes.excused), _PEOPLE_MOST),
            ("列席单位", len(minutes.observed), _PEOPLE_MOST),
        ),
    )
    return minutes


def _flat(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for line in texts if (text := flat(line)))
