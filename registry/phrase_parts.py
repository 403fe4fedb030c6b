"""The parts a deadline is put together from: its count, its day, its time of day. `registry.phrase_grammar` joins them.

Every rule takes a place among the tokens and gives what it read and the place after it, or nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from registry.phrase_tokens import Kind, Token, number, plain, tokens_of
from registry.phrase_values import Count, Day, DayOnly, InMonth, OnDay, Time, Unit

_DAY_BEGINS = (
    *(Kind.NUMBER, Kind.ISO, Kind.NAMED_YEAR, Kind.NAMED_MONTH),
    *(Kind.YEAR_PART, Kind.YEAR, Kind.MONTH),
)
_TEN_DAYS = {"上": 10, "中": 20, "下": None}
_QUARTERS = {sign: month for month, signs in ((3, "一1"), (6, "二2"), (9, "三3"), (12, "四4")) for sign in signs}
_AFTERNOON = ("下午", "晚", "中午")
_END_OF_HALF = {"上午": Time("12:00"), "中午": Time("12:00"), "下午": Time("下班")}
_FIRST_YEAR = 1000  # of four figures; 24年3月 is read without its year
_FULL_DATE, _YEAR_FIGURES, _DAY_FIGURES = 8, 4, 2
_MIDDAY, _LATE_MIDDAY, _LAST_HOUR, _LAST_MINUTE = 12, 3, 24, 59
_MONTHS_A_YEAR = 12
_MOST = {Unit.WORKDAYS: 3650, Unit.DAYS: 3650, Unit.MONTHS: 120, Unit.HOURS: 87600}  # no letter waits ten years


class Parts:
    """The tokens of a text, and the rules for the parts of a deadline among them."""

    def __init__(self, text: str) -> None:
        self._text = plain(text)
        self.tokens = tokens_of(self._text)
        self._begin = 0  # the first token of what is being read; those up to it need not join

    def _at(self, place: int, *kinds: Kind) -> Token | None:
        """Give the token here if it is of these kinds and joins the one before it in the phrase."""
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        if kinds and token.kind not in kinds:
            return None
        return token if token.joins or place <= self._begin else None

    def _before(self, place: int, *kinds: Kind) -> Token | None:
        """Give the token that the one here follows, if it is of these kinds."""
        if place == 0 or self.tokens[place - 1].kind not in kinds or not self.tokens[place].joins:
            return None
        return self.tokens[place - 1]

    def _figure(self, place: int, width: int) -> tuple[int, int] | None:
        """Read a number; OCR parts its figures by blanks (1 5 日), which `width` lets join."""
        token = self._at(place, Kind.NUMBER)
        if token is None:
            return None
        words = token.words
        while len(words) < width and len(self.tokens[place].words) == 1:  # only single figures stand apart
            following = self._at(place + 1, Kind.NUMBER)
            if following is None or len(following.words) > 1:
                break
            words, place = words + following.words, place + 1
        return number(words), place + 1

    def _count(self, place: int) -> tuple[Count, int] | None:
        """Read 7个工作日, 30日, 两周, 一个月, 半天, 48小时."""
        if self._at(place, Kind.HALF):
            return self._half(place + 1)
        figure = self._figure(place, _DAY_FIGURES)
        if figure is None:
            return None
        amount, after = figure
        unit = self._at(after, Kind.WORKDAYS, Kind.DAYS, Kind.DAY, Kind.WEEK, Kind.MONTHS, Kind.HOURS, Kind.YEAR)
        if unit is None or unit.words == "号":
            return None
        times, of = {
            Kind.WORKDAYS: (1, Unit.WORKDAYS),
            Kind.WEEK: (7, Unit.DAYS),
            Kind.MONTHS: (1, Unit.MONTHS),
            Kind.YEAR: (12, Unit.MONTHS),
            Kind.HOURS: (1, Unit.HOURS),
        }.get(unit.kind, (1, Unit.DAYS))
        if unit.kind is Kind.YEAR and not self._at(after + 1, Kind.WITHIN):  # 2024年 is a year, 1年内 a count
            return None
        if amount * times > _MOST[of]:
            raise ValueError(amount)
        return Count(amount * times, of), after + 1

    def _half(self, place: int) -> tuple[Count, int] | None:
        unit = self._at(place, Kind.WORKDAYS, Kind.DAYS, Kind.DAY, Kind.MONTHS, Kind.MONTH, Kind.YEAR)
        if unit is None:
            return None
        if unit.kind is Kind.YEAR:
            return Count(6, Unit.MONTHS), place + 1
        if unit.kind in {Kind.MONTH, Kind.MONTHS}:
            return Count(15, Unit.DAYS), place + 1
        return Count(0, Unit.WORKDAYS, is_half=True), place + 1

    def _date(self, place: int, *, in_range: bool = False) -> tuple[Day, int] | None:
        """Read a day with as much of year and month as is said. `in_range`: 至 stands before it."""
        token = self._at(place, *_DAY_BEGINS)
        if token is None:
            return None
        if token.kind is Kind.ISO:
            year, month, day = (int(part) for part in re.split(r"[-./]", token.words))
            return OnDay(month, day, year), place + 1
        if token.kind is Kind.NAMED_MONTH:
            return self._in_month(int(not token.words.startswith(("本", "当", "这"))), place + 1)
        if token.kind in {Kind.NAMED_YEAR, Kind.NUMBER}:
            return self._numbered(place, in_range=in_range)
        return self._at_an_end(place, token.kind)

    def _numbered(self, place: int, *, in_range: bool) -> tuple[Day, int] | None:
        """Read 2024年3月15日, 今年底, 3月15日, 15日."""
        year, years_on, after = self._year(place)
        if after == place:
            return self._month_and_day(place) or self._day_alone(place, in_range=in_range)
        rest = self._rest_of_year(after)
        return (replace(rest[0], year=year, years_on=years_on), rest[1]) if rest else None

    def _at_an_end(self, place: int, kind: Kind) -> tuple[Day, int] | None:
        """Read 年底, 月底, 三季度末 of the running year or month; after a number they belong to it."""
        if kind is Kind.YEAR_PART:
            return self._rest_of_year(place)
        if self._before(place, Kind.NUMBER) or not self._at(place + 1, Kind.END):
            return None
        return (InMonth(0, None), place + 2) if kind is Kind.MONTH else self._rest_of_year(place)

    def _year(self, place: int) -> tuple[int | None, int | None, int]:
        """Read 2024年 or 今年; where no year is said the place stays."""
        named = self._at(place, Kind.NAMED_YEAR)
        if named:
            return None, int(named.words.startswith(("明", "次", "下"))), place + 1
        token = self._at(place, Kind.NUMBER)
        if token is None or len(token.words) > _YEAR_FIGURES:
            return None, None, place
        figure = self._figure(place, _YEAR_FIGURES)
        has_four = figure is not None and (figure[0] >= _FIRST_YEAR or len(token.words) == _YEAR_FIGURES)
        if figure is None or not has_four or not self._at(figure[1], Kind.YEAR):
            return None, None, place
        return figure[0], None, figure[1] + 1

    def _rest_of_year(self, place: int) -> tuple[OnDay, int] | None:
        """Read what follows a year: 3月15日, 底, 三季度末, 内. A part of the year is over with its last day."""
        place += bool(self._at(place, Kind.YEAR) and self._at(place + 1, Kind.END))  # 今年年底
        if self._at(place, Kind.END):
            return OnDay(12, None), place + 1
        if self._at(place, Kind.WITHIN):  # 2024年内
            return OnDay(12, None), place
        part = self._at(place, Kind.YEAR_PART)
        if part:
            place += 1 + bool(self._at(place + 1, Kind.END))
            if part.words.endswith("半年"):
                return OnDay(6 if part.words.startswith("上") else 12, None), place
            return OnDay(_QUARTERS[part.words.removeprefix("第")[0]], None), place
        return self._month_and_day(place)

    def _month_and_day(self, place: int) -> tuple[OnDay, int] | None:
        figure = self._figure(place, _DAY_FIGURES)
        if figure is None or not self._at(figure[1], Kind.MONTH):
            return None
        day = self._day(figure[1] + 1)
        if day is None:
            return None
        if not 1 <= figure[0] <= _MONTHS_A_YEAR:
            raise ValueError(figure[0])
        return OnDay(figure[0], day[0]), day[1]

    def _in_month(self, months_on: int, place: int) -> tuple[InMonth, int] | None:
        if self._at(place, Kind.WITHIN):  # 本月内
            return InMonth(months_on, None), place
        day = self._day(place)
        return (InMonth(months_on, day[0]), day[1]) if day else None

    def _day(self, place: int) -> tuple[int | None, int] | None:
        """Read 15日, 15 with its 日 forgotten (3月15前), 底, 上旬. Ten days are over with their last one."""
        if self._at(place, Kind.END):
            return None, place + 1
        part = self._at(place, Kind.MONTH_PART)
        if part:
            return _TEN_DAYS[part.words[0]], place + 1
        figure = self._figure(place, _DAY_FIGURES)
        if figure is None:
            return None
        if self._at(figure[1], Kind.DAY):
            return figure[0], figure[1] + 1
        is_day = self._at(figure[1], Kind.BEFORE, Kind.HALF_DAY, Kind.OFF_WORK, Kind.TO, Kind.UNTIL, Kind.CLOCK)
        return figure if is_day else None

    def _day_alone(self, place: int, *, in_range: bool) -> tuple[Day, int] | None:
        """Read 28日前 and 20240315前. 3日内 is a count."""
        token = self._at(place, Kind.NUMBER)
        if token is None:
            return None
        if len(token.words) == _FULL_DATE and token.words.isdecimal() and self._at(place + 1, Kind.BEFORE):
            return OnDay(int(token.words[4:6]), int(token.words[6:]), int(token.words[:4])), place + 1
        is_rest = not in_range and self._before(place, Kind.MONTH, Kind.YEAR, Kind.NUMBER, Kind.TO)
        figure = self._figure(place, _DAY_FIGURES)
        if is_rest or figure is None or not self._at(figure[1], Kind.DAY) or self._at(figure[1] + 1, Kind.WITHIN):
            return None
        return DayOnly(figure[0]), figure[1] + 1

    def _time(self, place: int) -> tuple[Time, int]:
        """Read the time of day; without one the place stays."""
        half = self._at(place, Kind.HALF_DAY)
        after = place + bool(half)
        part = half.words if half else ""
        if self._at(after, Kind.OFF_WORK):
            is_noon = part in {"上午", "中午"}
            return Time("12:00" if is_noon else "下班", is_noon_closing=is_noon), after + 1
        clock = self._clock(after, part)
        if clock is None:
            return (_END_OF_HALF.get(part, Time()), after) if half else (Time(), place)
        time, after = clock
        closing = self._clock(after + 1, part) if self._at(after, Kind.TO) else None  # 9:00-17:00
        return closing or (time, after)

    def _clock(self, place: int, half: str) -> tuple[Time, int] | None:
        token = self._at(place, Kind.CLOCK)
        if token:
            hour, minute = (int(part) for part in token.words.split(":")[:2])
            later = self._at(place + 1, Kind.MERIDIEM)
            half = "下午" if later and later.words[0] in "pP" else half
            return _time_at(hour, minute, half), place + 1 + bool(later)
        figure = self._figure(place, _DAY_FIGURES)
        if figure is None or not self._at(figure[1], Kind.HOUR):
            return None
        hour, after = figure[0], figure[1] + 1
        if self._at(after, Kind.HALF):
            return _time_at(hour, 30, half), after + 1
        minutes = self._figure(after, _DAY_FIGURES)
        if minutes and self._at(minutes[1], Kind.MINUTE, Kind.BEFORE):
            return _time_at(hour, minutes[0], half), minutes[1] + bool(self._at(minutes[1], Kind.MINUTE))
        return _time_at(hour, 0, half), after


def _time_at(hour: int, minute: int, half: str) -> Time:
    """Give a time in 24 hours.

    Raises:
        ValueError: no such time.
    """
    if half.startswith(_AFTERNOON):
        # 晚上12点 is the day's end; 中午11点半 is before midday.
        late = half.startswith("中午") and hour > _LATE_MIDDAY
        hour += _MIDDAY if hour < _MIDDAY and not late else 0
        hour = _LAST_HOUR if half.startswith("晚") and hour == _MIDDAY else hour
    elif half == "凌晨" and hour == _MIDDAY:
        hour = 0
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or (hour == _LAST_HOUR and minute):
        raise ValueError(hour, minute)
    return Time(f"{hour:02d}:{minute:02d}")
