"""Deadlines: official phrasings to due moments, and the inner deadline scheduled back from the outer one.

A due moment is computed once and stored with its phrase, its rule and the calendar's version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from registry.calendar import Calendar
from registry.errors import PhraseUnclear
from registry.phrase_values import Count, Unit
from registry.phrases import (
    Found,
    Phrase,
    Rule,
    after_months,
    day_seen_from,
    find_phrases,
    is_from_issue,
    parse_phrase,
)

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
_MOST_TOLD, _MOST_TOLD_DAYS = 6, 400  # rest days named in an explanation; days looked through for them
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

    @property
    def day(self) -> date:
        """The day it falls on; 24:00 still belongs to the day it ends."""
        return (self.at - timedelta(seconds=1)).date()


@dataclass(frozen=True, slots=True)
class InnerDeadline:
    """The deadline set for units, so that the office can still merge before the outer one."""

    at: datetime
    reason: str  # in Chinese
    provisional: bool
    warnings: tuple[str, ...] = ()


def due_moment(phrase: Phrase, received: datetime, calendar: Calendar, *, counts_day: bool = True) -> DueMoment:
    """Fix a phrase's due moment, counting from the moment of receipt, or from the issue where the words say so.

    `counts_day` is the office's setting for "X日前": whether the day X itself still counts. A phrase that says so
    itself (含, 不含) goes before it.

    Raises:
        PhraseUnclear: the words fix no moment even with a day to count from, or one no office will see.
    """
    _refuse_far(received.date(), "起算时间")
    at, steps = _reckon(phrase, received.astimezone(calendar.zone), calendar, counts_day=counts_day)
    day = (at - timedelta(seconds=1)).date()
    provisional = not calendar.is_announced(day)
    steps.append(f"截止{_spoken(at, calendar, phrase.at)}")
    if provisional:
        steps.append(f"{day.year}年节假日安排尚未公布，暂按周末休息推算")
    if not calendar.is_working_day(day):
        last = calendar.last_working_moment(at)
        steps.append(f"该日为休息日（{calendar.reason(day)}），此前最后一个工作时刻为{_spoken(last, calendar)}")
    return DueMoment(at, phrase.text, phrase.rule, calendar.version, provisional, "；".join(steps))


def _reckon(phrase: Phrase, received: datetime, calendar: Calendar, *, counts_day: bool) -> tuple[datetime, list[str]]:
    """Give the moment a phrase falls on and each step of the way there, in Chinese."""
    count = phrase.counted
    if count and (count.is_half or count.unit is Unit.HOURS):
        return _reckon_hours(count, received, calendar)
    day, steps = _due_day(phrase, received.date(), calendar)
    _refuse_far(day, f"“{phrase.text[:40]}”")
    includes = counts_day if phrase.includes is None else phrase.includes
    if not includes and phrase.is_before and phrase.rule is Rule.DATE and phrase.at is None:
        day -= timedelta(days=1)
        steps.append("“前”不含当日，提前一日")
    return _clock(phrase, day, calendar), steps


def _reckon_hours(count: Count, received: datetime, calendar: Calendar) -> tuple[datetime, list[str]]:
    """Hours run at once, by day and night (民法典第201条第二款); half a working day is half its office hours."""
    if not count.is_half:
        at = received + timedelta(hours=count.amount)
        _refuse_far(at.date(), f"{count.amount}小时")
        return at, [f"自{_spoken(received, calendar)}起连续计算{count.amount}小时"]
    half = calendar.hours.length / 2
    opened = calendar.first_working_moment(received)
    return calendar.add_working_time(opened, half), [
        f"自{_spoken(opened, calendar)}起算半个工作日（{_hours(half)}个工作小时）"
    ]


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
    # 24:00 of a Sunday is the Sunday's end, not the Monday's beginning.
    outer_day = (outer.at - timedelta(seconds=1)).astimezone(calendar.zone).date()
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
            f"来文要求{_spoken(outer.at, calendar).removesuffix('当日')}前反馈，"
            f"留出{_hours(merging)}个工作小时汇总，各单位限{_spoken(at, calendar)}前"
        )
    warnings = _inner_warnings(at, opened, calendar) if opened is not None else ()
    if outer.provisional:
        warnings += (f"{outer_day.year}年节假日安排尚未公布，期限为暂定，公布后请复核",)
    return InnerDeadline(at, reason, outer.provisional or not calendar.is_announced(at.date()), warnings)


def _inner_warnings(at: datetime, opened: datetime, calendar: Calendar) -> tuple[str, ...]:
    """Warn where units get less than one working day."""
    if at <= opened:
        return ("内部期限已过或不足以征求意见，请与来文单位商请延期",)
    if calendar.working_time_between(opened, at) < calendar.hours.length:
        return ("各单位办理时间不足一个工作日，建议按加急办理",)
    return ()


def _refuse_far(day: date, what: str) -> None:
    if day.year not in _YEARS:
        raise PhraseUnclear(f"{what}（{day.year}年）超出可推算的范围", kept="", todo="请核对年份")


def _due_day(phrase: Phrase, received: date, calendar: Calendar) -> tuple[date, list[str]]:
    """Give the day a phrase falls on and the steps there, in Chinese."""
    if phrase.on is not None:
        return phrase.on, [f"“{phrase.text}”指{_day(phrase.on)}"]
    try:
        if phrase.counted:
            return _counted_day(phrase.counted, *_first_day(phrase, phrase.counted, received), calendar)
        if phrase.when is not None and not isinstance(phrase.when, Count):
            day = day_seen_from(phrase.when, received)
            return day, [f"“{phrase.text}”以收到之日{_day(received)}推算，指{_day(day)}"]
    except (ValueError, OverflowError) as fault:  # 2月29日 where no leap year is near; a month no calendar has
        raise PhraseUnclear(f"“{phrase.text}”中的日期不存在", kept="", todo="请核对来文日期") from fault
    raise PhraseUnclear(
        f"“{phrase.text}”中没有可推算的期限", kept="", todo="请写成“1月28日前”“7个工作日内”“本周五下班前”等形式"
    )


def _first_day(phrase: Phrase, count: Count, received: date) -> tuple[date, str]:
    """Give the day before day 1 of a count, and what day that is: of receipt, of the issue, or one that is named."""
    if count.after is not None:
        return day_seen_from(count.after, phrase.written_on or received), "起始日"
    if is_from_issue(count) and phrase.written_on is not None:
        return phrase.written_on, "发文之日"
    return received, "收到之日"


def _counted_day(count: Count, start: date, what: str, calendar: Calendar) -> tuple[date, list[str]]:
    """Count from the day after (民法典第201条: the first day is not counted), each step told."""
    steps = [f"{what}{_day(start)}不计入，自次日起算"]
    if count.unit is Unit.WORKDAYS:
        day = calendar.add_working_days(start, count.amount)
        steps += _days_off(start, day, calendar)
        steps.append(f"第{count.amount}个工作日为{_day(day)}")
    elif count.unit is Unit.MONTHS:
        day = after_months(start, count.amount)
        steps.append(f"满{count.amount}个月为{_day(day)}")
    else:
        day = start + timedelta(days=count.amount)
        steps.append(f"含休息日，第{count.amount}日为{_day(day)}")
    return day, steps


def _days_off(start: date, end: date, calendar: Calendar) -> list[str]:
    """Tell the rest days passed over in a count of working days, and the weekend days that are worked."""
    runs: list[tuple[date, date, str]] = []
    worked: list[str] = []
    for n in range(1, min((end - start).days, _MOST_TOLD_DAYS) + 1):
        day = start + timedelta(days=n)
        reason = calendar.reason(day)
        if calendar.is_working_day(day):
            worked += [f"{day.month}月{day.day}日（{reason}）"] if reason else []
        elif runs and runs[-1][1] == day - timedelta(days=1) and runs[-1][2] == reason:
            runs[-1] = (runs[-1][0], day, reason)
        else:
            runs.append((day, day, reason))
    told = [f"{_span(first, last)}（{reason}）" for first, last, reason in runs]
    steps = [f"{'、'.join(told[:_MOST_TOLD])}{'等' if len(told) > _MOST_TOLD else ''}不计"] if told else []
    return [*steps, f"{'、'.join(worked)}计入"] if worked else steps


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first.month}月{first.day}日"
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def _clock(phrase: Phrase, day: date, calendar: Calendar) -> datetime:
    """Give the moment of the day; no time said is the whole day (民法典第203条)."""
    if phrase.at is None:
        return calendar.at(day, _LAST_SECOND)
    if phrase.is_noon_closing:
        return calendar.at(day, (calendar.spans_on(day) or calendar.hours.spans)[0][1])
    if phrase.at == "下班":
        return calendar.at(day, calendar.closing(day))
    hour, minute = (int(part) for part in phrase.at.split(":"))
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
    if at == "下班" or local.time() == calendar.closing(local.date()):
        return f"{_day(local.date())}下班"
    if local.time() == time():
        return f"{_day(local.date() - timedelta(days=1))}24:00"
    return f"{_day(local.date())}{local:%H:%M}"
