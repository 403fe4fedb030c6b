"""Deadlines: official phrasings to due moments, and the inner deadline scheduled back from the outer one.

A due moment is computed once and stored with its phrase, its rule and the calendar's version (procedure: Deadlines).
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from registry.calendar import Calendar
from registry.errors import PhraseUnclear
from registry.phrases import Found, Phrase, Rule, find_phrases, nearest, parse_phrase

__all__ = [
    "DueMoment",
    "Found",
    "InnerDeadline",
    "Phrase",
    "Rule",
    "due_moment",
    "find_phrases",
    "inner_due",
    "parse_phrase",
]

_WEEKDAYS = "一二三四五六日"
_LAST_SECOND = time(23, 59, 59)  # "X日前" counts the whole day itself
_YEARS = range(1949, 2200)  # years whose deadlines are counted


@dataclass(frozen=True, slots=True)
class DueMoment:
    """When an answer is due, and how that came about. Computed once, stored, never recomputed for display."""

    at: datetime  # with offset
    phrase: str  # the words it came from
    rule: Rule
    calendar: str  # the calendar's version
    provisional: bool  # True where the year's rest days are not announced yet
    why: str  # in Chinese


@dataclass(frozen=True, slots=True)
class InnerDeadline:
    """The deadline set for units, so that the office can still merge before the outer one."""

    at: datetime
    reason: str  # in Chinese
    provisional: bool
    warnings: tuple[str, ...] = ()
    is_short: bool = False  # units get less than one working day: 加急


def due_moment(phrase: Phrase, received: datetime, calendar: Calendar, *, counts_day: bool = True) -> DueMoment:
    """Fix a phrase's due moment, counting from the moment of receipt.

    `counts_day` is the office's setting for "X日前": whether the day X itself still counts.

    Raises:
        PhraseUnclear: the words fix no moment even with a day to count from, or one no office will see.
    """
    _refuse_far(received.date(), "起算时间")
    start = received.astimezone(calendar.zone).date()
    day, steps = _due_day(phrase, start, calendar)
    _refuse_far(day, f"“{phrase.text[:40]}”")
    if not counts_day and phrase.is_before and phrase.rule is Rule.DATE and phrase.at is None:
        day -= timedelta(days=1)
        steps += "；本单位规定“前”不含当日，提前一日"
    at = _clock(phrase.at, day, calendar)
    provisional = not calendar.is_announced(day)
    steps += f"，截止{_spoken(at, calendar, phrase.at)}"
    if provisional:
        steps += f"；{day.year}年节假日安排尚未公布，暂按周末休息推算"
    return DueMoment(at, phrase.text, phrase.rule, calendar.version, provisional, steps)


def inner_due(
    outer: DueMoment,
    merging: timedelta,
    calendar: Calendar,
    *,
    opened: datetime | None = None,
    merge_on_rest_days: bool = True,
) -> InnerDeadline:
    """Give the latest working moment that leaves `merging` office hours before `outer`.

    Where the outer deadline lies on a rest day, the rest days before it are the merging time, unless the office sets
    `merge_on_rest_days` off: units then have until the last working moment (docs/decisions/0007).
    """
    last = calendar.last_working_moment(outer.at)
    outer_day = outer.at.astimezone(calendar.zone).date()
    rests = not calendar.is_working_day(outer_day)
    if rests and merge_on_rest_days:
        at = last
        reason = (
            f"来文要求{_day(outer_day)}前反馈，该日为休息日；"
            f"此前最后一个工作时刻为{_spoken(at, calendar)}，汇总用其后的休息时间"
        )
    else:
        at = calendar.subtract_working_time(last, merging)
        at = _round_down(at)
        reason = (
            f"来文要求{_spoken(outer.at, calendar)}前反馈，"
            f"留出{_hours(merging)}个工作小时汇总，各单位限{_spoken(at, calendar)}前"
        )
    warnings = _inner_warnings(at, opened, calendar) if opened is not None else ()
    is_short = bool(warnings)
    if outer.provisional:
        warnings += (f"{outer_day.year}年节假日安排尚未公布，期限为暂定，公布后请复核",)
    return InnerDeadline(at, reason, outer.provisional or not calendar.is_announced(at.date()), warnings, is_short)


def _inner_warnings(at: datetime, opened: datetime, calendar: Calendar) -> tuple[str, ...]:
    """Warn where units get less than one working day (procedure: Inner deadline)."""
    if at <= opened:
        return ("内部期限已过或不足以征求意见，请与来文单位商请延期",)
    one_day = sum(
        (calendar.at(at.date(), end) - calendar.at(at.date(), start) for start, end in calendar.hours.spans),
        timedelta(),
    )
    if calendar.working_time_between(opened, at) < one_day:
        return ("各单位办理时间不足一个工作日，建议按加急办理",)
    return ()


def _refuse_far(day: date, what: str) -> None:
    if day.year not in _YEARS:
        raise PhraseUnclear(f"{what}（{day.year}年）超出可推算的范围", kept="", todo="请核对年份")


def _due_day(phrase: Phrase, start: date, calendar: Calendar) -> tuple[date, str]:
    """Give the day a phrase falls on and how it was reached, in Chinese."""
    if phrase.on is not None:
        return phrase.on, f"“{phrase.text}”指{_day(phrase.on)}"
    if phrase.count is not None:
        return _counted_day(phrase, phrase.count, start, calendar)
    if phrase.months:
        year, month = _months_on(start, phrase.months)
        day = date(year, month, min(start.day, months.monthrange(year, month)[1]))
        return day, f"自{_day(start)}起{phrase.months}个月，至{_day(day)}"
    if phrase.month_end is not None:
        year, month = _months_on(start, phrase.month_end)
        day = date(year, month, months.monthrange(year, month)[1])
        return day, f"“{phrase.text}”指{_day(day)}"
    if phrase.day_of_month is not None:
        return _next_day_of_month(phrase.day_of_month, start, phrase.text)
    if phrase.month is not None:
        return _next_month_day(phrase.month, start, phrase.text)
    raise PhraseUnclear(
        f"“{phrase.text}”中没有可推算的期限", kept="", todo="请写成“1月28日前”“7个工作日内”“本周五下班前”等形式"
    )


def _counted_day(phrase: Phrase, count: int, start: date, calendar: Calendar) -> tuple[date, str]:
    """Count from the day after receipt; a weekday is counted from the Monday of the week of receipt."""
    if phrase.rule is Rule.WORKDAYS:
        day = calendar.add_working_days(start, count)
        return day, f"自{_day(start)}次日起算{count}个工作日，至{_day(day)}"
    if phrase.rule is Rule.DAYS:
        day = start + timedelta(days=count)
        return day, f"自{_day(start)}次日起算{count}日，至{_day(day)}"
    if phrase.rule is Rule.WEEKDAY:
        day = start + timedelta(days=count - start.weekday())
        if day < start and not phrase.names_week:
            day += timedelta(days=7)
    else:
        day = start + timedelta(days=count)
    return day, f"“{phrase.text}”指{_day(day)}"


def _months_on(start: date, ahead: int) -> tuple[int, int]:
    """Give the year and month `ahead` months on."""
    years, month = divmod(start.month - 1 + ahead, 12)
    return start.year + years, month + 1


def _next_month_day(month_day: tuple[int, int | None], start: date, words: str) -> tuple[date, str]:
    """Give the first such month and day not long past: a year left out is this year's, or the next after 12月."""
    try:
        found = nearest(start, *month_day)
    except ValueError as fault:  # 2月29日 where neither year is a leap year
        raise PhraseUnclear(f"“{words}”中的日期不存在", kept="", todo="请核对来文日期") from fault
    return found, f"“{words}”指{_day(found)}"


def _next_day_of_month(day: int, start: date, words: str) -> tuple[date, str]:
    """Give the nearest such day of this month or the next ones; months too short for it are passed over."""
    for ahead in range(3):
        year, month = _months_on(start, ahead)
        if day <= months.monthrange(year, month)[1]:
            found = date(year, month, day)
            if found >= start:
                return found, f"“{words}”指{_day(found)}"
    raise PhraseUnclear(f"“{words}”中的日期不存在", kept="", todo="请核对来文日期")


def _clock(at: str | None, day: date, calendar: Calendar) -> datetime:
    if at is None:
        return calendar.at(day, _LAST_SECOND)
    if at == "下班":
        return calendar.at(day, calendar.hours.end)
    hour, minute = (int(part) for part in at.split(":"))
    return calendar.at(day, time()) + timedelta(hours=hour, minutes=minute)


def _round_down(moment: datetime) -> datetime:
    """Round to the half hour before: a letter says 11时30分, not 11时17分."""
    return moment.replace(minute=30 if moment.minute >= 30 else 0, second=0, microsecond=0)  # noqa: PLR2004


def _hours(amount: timedelta) -> str:
    return f"{amount / timedelta(hours=1):g}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def _spoken(moment: datetime, calendar: Calendar, at: str | None = None) -> str:
    local = moment.astimezone(calendar.zone)
    if local.time() == _LAST_SECOND:
        return f"{_day(local.date())}当日"
    if at == "下班" or local.time() == calendar.hours.end:
        return f"{_day(local.date())}下班"
    if local.time() == time():
        return f"{_day(local.date() - timedelta(days=1))}24:00"
    return f"{_day(local.date())}{local:%H:%M}"
