"""Working days and office hours. Working days follow the State Council's yearly notice, make-up Saturdays included.

A year not yet announced is provisional: Saturdays and Sundays rest, and the answer says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from importlib.metadata import version
from itertools import pairwise
from zoneinfo import ZoneInfo

from registry.errors import SettingFault
from registry.words import Word

SHANGHAI = ZoneInfo("Asia/Shanghai")
_SATURDAY = 5
_A_DAY = timedelta(days=1)
_MIDDAY = time(12)
# A walk over the calendar that is longer than this is a fault of its caller, not a deadline.
_FURTHEST = 6000  # days; ten years of working days lie within


class Worked(Word):
    """How much of a day an office works."""

    REST = "rest", "休"
    WORK = "work", "班"
    MORNING = "morning", "上午班"  # the afternoon is off
    AFTERNOON = "afternoon", "下午班"


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day the office has set itself, whatever the notice says, and why."""

    worked: Worked
    reason: str = ""


@dataclass(frozen=True)
class _Notices:
    """The State Council's yearly notices: rest days and make-up days with the festival each belongs to."""

    rest: Mapping[date, str]
    made_up: Mapping[date, str]
    years: range

    @classmethod
    @cache
    def known(cls) -> _Notices:
        """Give all notices the program knows."""
        import chinese_calendar.constants as notices  # noqa: PLC0415  its tables load only where dates are counted

        chinese = {festival.value: festival.chinese for festival in notices.Holiday}
        years = [day.year for day in notices.holidays]
        return cls(
            {day: chinese.get(name, name) for day, name in notices.holidays.items()},
            {day: chinese.get(name, name) for day, name in notices.workdays.items()},
            range(min(years), max(years) + 1),
        )


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

    @property
    def length(self) -> timedelta:
        """The office hours of a whole day."""
        minutes = sum((end.hour - start.hour) * 60 + end.minute - start.minute for start, end in self.spans)
        return timedelta(minutes=minutes)


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

    `exceptions` are the office's own days, whatever the notice says. `announced` are years whose notice the office
    has entered itself, because the program does not know them yet.
    """

    hours: OfficeHours = field(default_factory=OfficeHours)
    zone: ZoneInfo = SHANGHAI
    exceptions: Mapping[date, SetDay] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()

    @property
    def version(self) -> str:
        """Name the notices and exceptions this calendar counts by; stored with every due moment."""
        text = f"chinesecalendar {version('chinesecalendar')}"
        rows = [f"{day}={kept.worked}" for day, kept in sorted(self.exceptions.items())]
        rows += [str(year) for year in sorted(self.announced)]
        return f"{text} +{hashlib.sha256(';'.join(rows).encode()).hexdigest()[:8]}" if rows else text

    def is_announced(self, day: date) -> bool:
        """Whether the rest days of this day's year are known."""
        return day.year in _Notices.known().years or day.year in self.announced or day in self.exceptions

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this day, half a day included."""
        return self._worked(day) is not Worked.REST

    def spans_on(self, day: date) -> tuple[tuple[time, time], ...]:
        """Give the spans the office is open on this day; none on a rest day."""
        worked = self._worked(day)
        return () if worked is Worked.REST else self._spans[worked]

    def closing(self, day: date) -> time:
        """Give 下班 of this day; of a rest day, the usual one."""
        return (self.spans_on(day) or self.hours.spans)[-1][1]

    def reason(self, day: date) -> str:
        """Say in Chinese why the office rests or works on this day, empty for an ordinary working day."""
        kept, notices = self.exceptions.get(day), _Notices.known()
        if kept is not None:
            return kept.reason or f"本单位安排{kept.worked.label}"
        if day in notices.made_up:
            return f"{notices.made_up[day]}调休上班"
        if day in notices.rest and not self.is_working_day(day):
            return f"{notices.rest[day]}放假"
        return "" if self.is_working_day(day) else "周末"

    def _worked(self, day: date) -> Worked:
        kept, notices = self.exceptions.get(day), _Notices.known()
        if kept is not None:
            return kept.worked
        works = day in notices.made_up or (day.weekday() < _SATURDAY and day not in notices.rest)
        return Worked.WORK if works else Worked.REST

    @cached_property
    def _spans(self) -> dict[Worked, tuple[tuple[time, time], ...]]:
        """The open spans of each kind of day; a span over midday is cut there."""
        morning = tuple((start, min(end, _MIDDAY)) for start, end in self.hours.spans if start < _MIDDAY)
        afternoon = tuple((max(start, _MIDDAY), end) for start, end in self.hours.spans if end > _MIDDAY)
        whole = self.hours.spans
        return {Worked.WORK: whole, Worked.MORNING: morning or whole, Worked.AFTERNOON: afternoon or whole}

    def is_office_time(self, moment: datetime) -> bool:
        """Whether the office is open at this moment."""
        local = moment.astimezone(self.zone)
        return any(start <= local.time() <= end for start, end in self.spans_on(local.date()))

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

    def last_working_moment(self, moment: datetime) -> datetime:
        """Give the latest moment at or before `moment` at which the office is open."""
        return next(self._spans_back(moment))[1]

    def first_working_moment(self, moment: datetime) -> datetime:
        """Give the earliest moment at or after `moment` at which the office is open."""
        local = moment.astimezone(self.zone)
        for day in _days(local.date(), _A_DAY):
            for start, end in self.spans_on(day):
                if self.at(day, end) >= local:
                    return max(self.at(day, start), local)
        raise SettingFault("日历中找不到后续工作日", todo="请检查本单位日历设置")

    def add_working_time(self, moment: datetime, amount: timedelta) -> datetime:
        """Give the first office moment by which `amount` of office time has passed since `moment`."""
        local, left = moment.astimezone(self.zone), amount
        for day in _days(local.date(), _A_DAY):
            for start, end in self.spans_on(day):
                opened, closed = max(self.at(day, start), local), self.at(day, end)
                if closed - opened >= left:
                    return opened + left
                left -= max(closed - opened, timedelta())
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
            for start, end in reversed(self.spans_on(day)):
                opened = self.at(day, start)
                if opened <= local:
                    yield opened, min(self.at(day, end), local)
        raise SettingFault("日历中找不到此前的工作日", todo="请检查本单位日历设置")
