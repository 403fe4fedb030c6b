"""Deadlines as worded: what `registry.phrase_grammar` reads in a text, put on the calendar as far as words alone go."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from registry import phrase_grammar as grammar
from registry.errors import PhraseUnclear
from registry.phrase_values import Count, DayOnly, DaysOn, InMonth, OnDay, OnWeekday, Said, Since, Unit, When
from registry.words import Word


class Rule(Word):
    """How a phrase fixes its day."""

    DATE = "date", "定日"
    WORKDAYS = "workdays", "工作日"
    DAYS = "days", "自然日"
    WEEKDAY = "weekday", "星期"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A deadline as worded. `on` is null where the words and the letter's date do not fix the day."""

    text: str
    rule: Rule
    count: int | None = None  # of 工作日 or 日; None for every other rule
    on: date | None = None
    at: str | None = None  # "HH:MM" or "下班"
    when: When | None = None  # what the words say; None where only a count is known
    is_before: bool = False  # worded 前, 之前, 以前
    includes: bool | None = None  # （含） True, （不含） False
    is_noon_closing: bool = False  # 上午下班
    written_on: date | None = None  # the paper's own date, where known

    @property
    def counted(self) -> Count | None:
        """What is to be counted from a day, if anything is."""
        if isinstance(self.when, Count):
            return self.when
        units = {Rule.WORKDAYS: Unit.WORKDAYS, Rule.DAYS: Unit.DAYS}
        if self.when is None and self.count is not None and self.rule in units:
            return Count(self.count, units[self.rule])
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text, with its character positions."""

    start: int
    end: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All deadline phrases of a text, left to right: those that can be, and the places of those that cannot."""

    found: tuple[Found, ...]
    impossible: tuple[tuple[int, int], ...]  # 2月30日前: start and end


_HALF_YEAR = 183
_MOST_AHEAD = 3  # months: of three in a row at least two have every day there is
_LEAP_YEAR = 2024
_TWELVE = 12


def read_deadlines(text: str, written_on: date | None = None) -> Deadlines:
    """Read every deadline phrase of a text. A year left out is taken from the letter's own date.

    A bare date counts only with a closer (前, 止 …), an opener (截止日期：…, 请于…) or as the end of a range. Linear in
    the text's length.
    """
    found: list[Found] = []
    impossible: list[tuple[int, int]] = []
    for said in grammar.read_phrases(text):
        try:
            phrase = _phrase(said, text[said.start : said.end], written_on)
        except ValueError:
            impossible.append((said.start, said.end))
        else:
            found.append(Found(said.start, said.end, phrase))
    return Deadlines(tuple(found), tuple(impossible))


def find_phrases(text: str, written_on: date | None = None) -> list[Found]:
    """Find every deadline phrase of a text that can be, as `read_deadlines` reads them."""
    return list(read_deadlines(text, written_on).found)


def parse_phrase(words: str, written_on: date | None = None) -> Phrase:
    """Read words that are a deadline, as typed for `huiban due` or an extension.

    Raises:
        PhraseUnclear: no deadline in the words, or a date that cannot be.
    """
    impossible = ""
    for whole in (False, True):  # 定于3月5日开会，请于2月20日前报送: the words that say a deadline go first
        for said in grammar.read_phrases(words, whole=whole):
            try:
                return _phrase(said, words, written_on)
            except ValueError:
                impossible = impossible or words[said.start : said.end]
        if impossible:
            raise PhraseUnclear(
                f"“{impossible[:40]}”不是存在的日期或时间，或超出十年", kept="", todo="请核对后重新填写"
            )
    raise PhraseUnclear(
        f"“{words[:40]}”中没有可识别的期限", kept="", todo="请写成“1月28日前”“7个工作日内”“本周五下班前”等形式"
    )


def _phrase(said: Said, words: str, written_on: date | None) -> Phrase:
    """Put what is said on the calendar.

    Raises:
        ValueError: no calendar has such a day.
    """
    if said.when is None:
        raise ValueError(words)
    rule = _rule(said.when)
    return Phrase(
        text=words,
        rule=rule,
        count=said.when.amount if isinstance(said.when, Count) and rule is not Rule.OTHER else None,
        on=day_of(said.when, written_on),
        at=said.at,
        when=said.when,
        is_before=said.is_before,
        includes=said.includes,
        is_noon_closing=said.is_noon_closing,
        written_on=written_on,
    )


def _rule(when: When) -> Rule:
    if isinstance(when, Count):
        units = {Unit.WORKDAYS: Rule.WORKDAYS, Unit.DAYS: Rule.DAYS}
        return Rule.OTHER if when.is_half else units.get(when.unit, Rule.OTHER)
    if isinstance(when, OnWeekday):
        return Rule.WEEKDAY
    return Rule.OTHER if isinstance(when, DaysOn) else Rule.DATE


def day_of(when: When, written_on: date | None) -> date | None:
    """Give the day that words fix together with the paper's own date; `None` where they do not.

    Raises:
        ValueError: no calendar has such a day.
    """
    if isinstance(when, OnDay):
        return _on_day(when, written_on)
    if isinstance(when, Count):
        # Only 自3月1日起30日内 names its first day; receipt and publication have days of their own.
        if when.after is None or when.unit is not Unit.DAYS:
            return None
        first = _on_day(when.after, written_on)
        return first + timedelta(days=when.amount) if first else None
    if isinstance(when, DaysOn) and not when.after_letter:
        return None
    if isinstance(when, DayOnly):
        date(_LEAP_YEAR, 1, when.day)  # refuses 32日
    return None if written_on is None else day_seen_from(when, written_on)


def day_seen_from(when: InMonth | DayOnly | OnWeekday | DaysOn | OnDay, day: date) -> date:
    """Give the day that words mean when said on `day`: 下月5日, 28日, 本周五, 明天, 1月28日.

    Raises:
        ValueError: no calendar has such a day.
    """
    if isinstance(when, OnDay):
        return _on_day(when, day) or day
    if isinstance(when, InMonth):
        return _month_day(*_months_on(day, when.months_on), when.day)
    if isinstance(when, DaysOn):
        return day + timedelta(days=when.days)
    if isinstance(when, OnWeekday):
        found = day + timedelta(days=(when.weeks_on or 0) * 7 + when.weekday - day.weekday())
        # A weekday without its week is the next such day; 本周三 said on a Friday stays what it is.
        return found + timedelta(days=7) if found < day and when.weeks_on is None else found
    return _next_such_day(when.day, day)


def after_months(day: date, count: int) -> date:
    """Give the same day of a later month, or that month's last (民法典第202条)."""
    year, month = _months_on(day, count)
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def nearest(written_on: date, month: int, day: int | None) -> date:
    """Give the date whose year is left out: the letter's own year, or the next where that lies half a year back.

    A December letter's 1月5日 is next January's; a March letter's 2月28日 is a slip for people to see, not next year.

    Raises:
        ValueError: neither year has such a day.
    """
    try:
        same = _month_day(written_on.year, month, day)
    except ValueError:
        return _month_day(written_on.year + 1, month, day)
    if (written_on - same).days > _HALF_YEAR:
        return _month_day(written_on.year + 1, month, day)
    return same


def is_from_issue(count: Count) -> bool:
    """Whether a count runs from the paper's own date (自发布之日起, 即日起), not from its receipt."""
    return count.since is Since.ISSUE


def _on_day(said: OnDay, written_on: date | None) -> date | None:
    if said.year is not None:
        return _month_day(said.year, said.month, said.day)
    if written_on is None:
        _month_day(_LEAP_YEAR, said.month, said.day)  # refuses what no year has
        return None
    if said.years_on is not None:
        return _month_day(written_on.year + said.years_on, said.month, said.day)
    return nearest(written_on, said.month, said.day)


def _month_day(year: int, month: int, day: int | None) -> date:
    """Give a day of a month, or its last where none is said (3月底)."""
    return date(year, month, months.monthrange(year, month)[1] if day is None else day)


def _months_on(day: date, ahead: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + ahead, _TWELVE)
    return day.year + years, month + 1


def _next_such_day(number: int, day: date) -> date:
    """Give the nearest such day of this month or the next ones; months too short for it are passed over."""
    for ahead in range(_MOST_AHEAD):
        year, month = _months_on(day, ahead)
        if number <= months.monthrange(year, month)[1] and date(year, month, number) >= day:
            return date(year, month, number)
    raise ValueError(number)
