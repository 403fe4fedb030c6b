"""Working days and office hours. Working days follow the State Council's yearly notice, make-up Saturdays included.

A year not yet announced is provisional: Saturdays and Sundays rest, and the answer says so (procedure: Deadlines).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from zoneinfo import ZoneInfo

from registry.errors import SettingFault

SHANGHAI = ZoneInfo("Asia/Shanghai")
_SATURDAY = 5
_A_DAY = timedelta(days=1)
# A walk over the calendar that is longer than this is a fault of its caller, not a deadline.
_FURTHEST = 6000  # days; ten years of working days lie within


@cache
def _notices() -> tuple[frozenset[date], frozenset[date], int]:
    """Rest days, make-up working days, and the last year announced, from the yearly notices."""
    import chinese_calendar.constants as notices  # noqa: PLC0415  its tables load only where dates are counted

    return frozenset(notices.holidays), frozenset(notices.workdays), max(day.year for day in notices.holidays)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The spans of an office day, in order. An office setting; 17:30 is the usual 下班."""

    spans: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(14, 30), time(17, 30)))

    @classmethod
    def parse(cls, text: str) -> OfficeHours:
        """Read `09:00-12:00,14:30-17:30`.

        Raises:
            SettingFault: not a list of rising spans.
        """
        try:
            spans = tuple(
                (time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
                for start, _, end in (span.partition("-") for span in text.replace("，", ",").split(","))
            )
        except ValueError:
            spans = ()
        moments = [moment for span in spans for moment in span]
        if not moments or any(a >= b for a, b in pairwise(moments)):
            raise SettingFault(f"办公时间“{text}”无法识别", todo="请写成 09:00-12:00,14:30-17:30 的形式")
        return cls(spans)

    def __str__(self) -> str:
        return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in self.spans)

    @property
    def start(self) -> time:
        """上班."""
        return self.spans[0][0]

    @property
    def end(self) -> time:
        """下班."""
        return self.spans[-1][1]

    def contain(self, moment: time) -> bool:
        """Whether the office is open at this time of a working day, its closing minute included."""
        return any(start <= moment <= end for start, end in self.spans)


def _days(day: date, step: timedelta) -> Iterator[date]:
    """Walk from a day on or back, as far as anything is counted or the calendar reaches."""
    for _ in range(_FURTHEST):
        yield day
        try:
            day += step
        except OverflowError:  # beyond the years 1 to 9999
            return


@dataclass(frozen=True)
class Calendar:
    """Which days and hours the office works.

    `exceptions` are the office's own: a day that is worked (True) or not (False) whatever the notice says.
    """

    hours: OfficeHours = field(default_factory=OfficeHours)
    zone: ZoneInfo = SHANGHAI
    exceptions: Mapping[date, bool] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Name the notices and exceptions this calendar counts by; stored with every due moment."""
        text = f"chinesecalendar {version('chinesecalendar')}"
        if self.exceptions:
            rows = ";".join(f"{day}={worked}" for day, worked in sorted(self.exceptions.items()))
            text += f" +{hashlib.sha256(rows.encode()).hexdigest()[:8]}"
        return text

    def is_announced(self, day: date) -> bool:
        """Whether the rest days of this day's year are known."""
        return day.year <= _notices()[2] or day in self.exceptions

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this day."""
        if day in self.exceptions:
            return self.exceptions[day]
        rest, made_up, _ = _notices()
        return day in made_up or (day.weekday() < _SATURDAY and day not in rest)

    def is_office_time(self, moment: datetime) -> bool:
        """Whether the office is open at this moment."""
        local = moment.astimezone(self.zone)
        return self.is_working_day(local.date()) and self.hours.contain(local.time())

    def at(self, day: date, clock: time) -> datetime:
        """Give the moment with the office's offset."""
        return datetime.combine(day, clock, self.zone)

    def add_working_days(self, day: date, count: int) -> date:
        """Give the `count`-th working day after `day` (before it, where negative); 0 is the day itself."""
        step = _A_DAY if count > 0 else -_A_DAY
        left = abs(count)
        for reached in _days(day, step):
            left -= reached != day and self.is_working_day(reached)
            if left == 0:
                return reached
        raise SettingFault(f"{count}个工作日超出可推算的范围", todo="请核对期限天数")

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; 0 where `end` is not later."""
        days = min(max((end - start).days, 0), _FURTHEST)
        return sum(self.is_working_day(start + _A_DAY * n) for n in range(1, days + 1))

    def last_working_moment(self, moment: datetime) -> datetime:
        """Give the latest moment at or before `moment` at which the office is open."""
        return next(self._spans_back(moment))[1]

    def first_working_moment(self, moment: datetime) -> datetime:
        """Give the earliest moment at or after `moment` at which the office is open."""
        local = moment.astimezone(self.zone)
        for day in _days(local.date(), _A_DAY):
            if self.is_working_day(day):
                for start, end in self.hours.spans:
                    if self.at(day, end) >= local:
                        return max(self.at(day, start), local)
        raise SettingFault("日历中找不到后续工作日", todo="请检查本单位日历设置")

    def subtract_working_time(self, moment: datetime, amount: timedelta) -> datetime:
        """Give the latest office moment that leaves `amount` of office time before `moment`."""
        left = amount
        for start, end in self._spans_back(moment):
            # A span used up to its opening minute leaves nobody any of it: the closing before is the same in hours.
            if end - start > left:
                return end - left
            left -= end - start
        raise AssertionError  # pragma: no cover  _spans_back raises before it ends

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Count the office time from `start` to `end`."""
        total = timedelta()
        if end <= start:
            return total
        for opened, closed in self._spans_back(end):
            if closed <= start:
                return total
            total += closed - max(opened, start.astimezone(self.zone))
        raise AssertionError  # pragma: no cover  _spans_back raises before it ends

    def _spans_back(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Walk back over the office's open spans that begin at or before `moment`; the first one is cut at it."""
        local = moment.astimezone(self.zone)
        for day in _days(local.date(), -_A_DAY):
            if self.is_working_day(day):
                for start, end in reversed(self.hours.spans):
                    opened = self.at(day, start)
                    if opened <= local:
                        yield opened, min(self.at(day, end), local)
        raise SettingFault("日历中找不到此前的工作日", todo="请检查本单位日历设置")
