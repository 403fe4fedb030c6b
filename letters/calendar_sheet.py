"""The office's own rest days and make-up days as a sheet: csv or xlsx with 日期, 安排, 事由.

One row a day or a run of days (2027年2月5日至2月11日), 安排 being 休, 班, 上午班 or 下午班. A row whose 日期 is a
year and whose 安排 is 已公布 says that the sheet holds that year's whole notice: its deadlines are provisional no more.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from letters.reading.formats import Format, format_of
from letters.reading.sheet import sheets_of
from letters.reading.text import decode
from registry.calendar import SetDay, Worked
from registry.errors import FileRefused, FileUnknown, PhraseUnclear, SettingFault
from registry.phrases import parse_phrase

COLUMNS = ("日期", "安排", "事由")
_ANNOUNCED = "已公布"
_WORKED = {
    **{worked.label: worked for worked in Worked},
    "放假": Worked.REST,
    "休息": Worked.REST,
    "上班": Worked.WORK,
    "下午休": Worked.MORNING,
    "上午休": Worked.AFTERNOON,
}
_YEAR = re.compile(r"((?:19|20|21)\d\d)年?")
_JOIN = re.compile(r"\s*(?:至|到|[—－–~～]+)\s*")
_MOST_ROWS = 2000
_LONGEST = timedelta(days=62)  # a school's summer; a longer run is a slip of the year


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """What a sheet sets: days with how they are worked, and the years it holds whole."""

    days: Mapping[date, SetDay] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()

    @property
    def years(self) -> frozenset[int]:
        """The years the sheet says anything of."""
        return self.announced | {day.year for day in self.days}

    def with_years_of(self, later: CalendarSheet) -> CalendarSheet:
        """Take over a later sheet: it replaces the years it speaks of, the others stay."""
        kept = {day: rule for day, rule in self.days.items() if day.year not in later.years}
        return CalendarSheet({**kept, **later.days}, (self.announced - later.years) | later.announced)

    def as_csv(self) -> str:
        """Write the sheet again, a row a day."""
        target = io.StringIO()
        rows = csv.writer(target)
        rows.writerow(COLUMNS)
        rows.writerows((year, _ANNOUNCED, "") for year in sorted(self.announced))
        rows.writerows((day.isoformat(), kept.worked.label, kept.reason) for day, kept in sorted(self.days.items()))
        return target.getvalue()


def read_calendar(data: bytes, name: str) -> CalendarSheet:
    """Read a sheet of rest days and make-up days; `name` only names the file in errors.

    Raises:
        SettingFault: a missing column, a date that cannot be, an arrangement that is none, a day set twice; rows named.
        FileRefused: one of its kinds: not a csv or xlsx, damaged, encrypted.
    """
    rows = _rows(data, name)
    head = ["".join(cell.split()) for cell in rows[0]] if rows else []
    if not {"日期", "安排"} <= set(head):
        raise SettingFault(f"“{name}”的第一行缺少“日期”或“安排”一列", todo=f"第一行应为列名：{'、'.join(COLUMNS)}")
    places = {column: head.index(column) for column in COLUMNS if column in head}
    days: dict[date, SetDay] = {}
    announced: set[int] = set()
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {column: row[place].strip() if place < len(row) else "" for column, place in places.items()}
        if not any(cells.values()):
            continue
        try:
            _take(cells, days, announced)
        except ValueError as fault:
            faults.append(f"第{number}行：{fault}")
    if faults:
        raise SettingFault(f"“{name}”有{len(faults)}处问题：{'；'.join(faults[:5])}", todo="请改正后重新导入")
    return CalendarSheet(days, frozenset(announced))


def _rows(data: bytes, name: str) -> list[tuple[str, ...]]:
    try:
        found = format_of(data)
        if found is Format.XLSX:
            sheets = sheets_of(data)
            rows = sheets[0][1] if sheets else []
        elif found is Format.TEXT:
            rows = [tuple(row) for row in islice(csv.reader(io.StringIO(decode(data))), _MOST_ROWS + 1)]
        else:
            raise FileUnknown(f"放假安排须为 csv 或 xlsx，这是{found.value}", todo="请另存为 xlsx 后重新导入")
    except FileRefused as fault:
        raise type(fault)(f"“{name}”：{fault.happened}", kept="原有放假安排未改动", todo=fault.todo) from fault
    except csv.Error as fault:
        raise FileUnknown(f"“{name}”的 csv 格式有误，无法读取", todo="请另存为 xlsx 后重新导入") from fault
    if len(rows) > _MOST_ROWS:
        raise SettingFault(f"“{name}”超过{_MOST_ROWS}行", todo="请只列放假和调休的日期")
    return rows


def _take(cells: dict[str, str], days: dict[date, SetDay], announced: set[int]) -> None:
    """Take one row.

    Raises:
        ValueError: in Chinese, what is wrong with it.
    """
    words, arrangement = cells["日期"], cells["安排"]
    year = _YEAR.fullmatch(words)
    if year and arrangement == _ANNOUNCED:
        announced.add(int(year[1]))
        return
    if arrangement not in _WORKED:
        raise ValueError(f"安排“{arrangement[:20]}”不是休、班、上午班、下午班之一")
    first, last = _run(words)
    if not timedelta() <= last - first <= _LONGEST:
        raise ValueError(f"日期“{words[:40]}”起止颠倒或超过两个月")
    for on in range((last - first).days + 1):
        day = first + timedelta(days=on)
        if day in days:
            raise ValueError(f"{day}重复")
        days[day] = SetDay(_WORKED[arrangement], cells.get("事由", ""))


def _run(words: str) -> tuple[date, date]:
    """Read one day, or the first and last of a run; the last may leave out what the first says."""
    ends = _JOIN.split(words)
    try:
        first = parse_phrase(ends[0]).on
        last = parse_phrase(ends[-1], first).on if first else None
    except PhraseUnclear as fault:
        raise ValueError(fault.happened) from fault
    if first is None or last is None or len(ends) > 2:  # noqa: PLR2004 - a run has two ends
        raise ValueError(f"日期“{words[:40]}”须写明年月日")
    return first, last
