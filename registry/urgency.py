"""紧急程度 as proposed: what the letter marks, else what the time left to the units asks for (条例第9条, 第24条)."""

from __future__ import annotations

from datetime import datetime

from registry.calendar import Calendar
from registry.words import Urgency

_MARKED = {Urgency.URGENT, Urgency.EXTRA_URGENT}


def proposed_urgency(mark: Urgency | None, opened: datetime, due: datetime, calendar: Calendar) -> tuple[Urgency, str]:
    """Give the urgency and the reason for it in Chinese.

    A mark of 加急 or 特急 stands. Else the office hours from `opened` to `due` decide: less than half a working day is
    特急, less than one 加急, all other 平件.

    Args:
        mark: what letter or slip says.
        opened: when the paper is proposed.
        due: when the units' answers are due.
        calendar: the office's days and hours.

    """
    if mark in _MARKED:
        return mark, f"来文标注{mark}"
    left = calendar.working_time_between(opened, due) if due > opened else due - due
    whole = calendar.hours.length
    if left < whole / 2:
        return Urgency.EXTRA_URGENT, "来文未标注，各单位办理时间不足半个工作日"
    if left < whole:
        return Urgency.URGENT, "来文未标注，各单位办理时间不足一个工作日"
    return Urgency.ROUTINE, "来文未标注，各单位办理时间在一个工作日以上"
