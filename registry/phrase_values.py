"""What the words of a deadline come to say, before any calendar: the values that `registry.phrase_grammar` gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Unit(Enum):
    """What a count counts."""

    WORKDAYS = auto()
    DAYS = auto()
    MONTHS = auto()
    HOURS = auto()


class Since(Enum):
    """The day before day 1 of a count."""

    UNSAID = auto()  # 7个工作日内: from receipt, as every letter means it
    RECEIPT = auto()  # 自收到之日起
    ISSUE = auto()  # 自发布之日起, 即日起, 为期30天: from the paper's own date


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day of a month; year or day may be left out. `day` None is the month's last."""

    month: int
    day: int | None
    year: int | None = None
    years_on: int | None = None  # 今年 0, 明年 1


@dataclass(frozen=True, slots=True)
class InMonth:
    """A day of this month or a later one: 本月15日, 下月底. `day` None is the month's last."""

    months_on: int
    day: int | None


@dataclass(frozen=True, slots=True)
class DayOnly:
    """28日前: the month is left out."""

    day: int


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """本周五, 下周三, 周五; Monday is 0. `weeks_on` None where the week is not said."""

    weeks_on: int | None
    weekday: int


@dataclass(frozen=True, slots=True)
class DaysOn:
    """今日, 明天, 次日. `after_letter` where the letter's own day is meant, not the day of receipt."""

    days: int
    after_letter: bool


@dataclass(frozen=True, slots=True)
class Count:
    """7个工作日内, 自收到之日起30日内. Half days are only said of one: 半个工作日内."""

    amount: int
    unit: Unit
    since: Since = Since.UNSAID
    after: OnDay | None = None  # 自3月1日起30日内
    is_half: bool = False


When = OnDay | InMonth | DayOnly | OnWeekday | DaysOn | Count
Day = OnDay | InMonth | DayOnly


@dataclass(frozen=True, slots=True)
class Said:
    """What a stretch of a text says of a deadline."""

    start: int
    end: int
    when: When | None  # None where it says what no clock or calendar has
    at: str | None = None  # "HH:MM" or "下班"
    is_noon_closing: bool = False  # 上午下班: the end of the morning's office hours
    is_before: bool = False  # worded 前, 之前, 以前
    includes: bool | None = None  # （含）, （不含）


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day as said: "HH:MM", or 下班, or none."""

    at: str | None = None
    is_noon_closing: bool = False
