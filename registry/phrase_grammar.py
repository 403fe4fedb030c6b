"""The grammar of official deadlines: what the words of a phrase say, read by recursive descent over tokens.

    phrase  := range | counted | lasting | dated | weekday | named day | clock
    range   := [自] (since | date [time] [起]) 至 date [time] [closer]          the end counts
    counted := [since] count 内                                                 the first day does not count
    since   := [自] (即日 | 收到…之日 | 发布…之日 | date 之日) 起 | 收到…后
    lasting := 为期 | 公示期为 … count                                          counted from the issue
    dated   := [opener] date [time] [closer]                                    needs an opener or a closer
    date    := [年] month day | 本月 day | day | 年底 | 三季度 …
    day     := N日 | N | 底 | 上旬 | 中旬 | 下旬
    time    := [上午] (17:30 [pm] | N时 [半 | N分] | 下班)
    closer  := 前 | 止 | 截止 | 内

Each rule looks at its first token and goes on or gives up, and a phrase has few tokens: the work is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from registry.phrase_parts import Parts
from registry.phrase_tokens import Kind
from registry.phrase_values import Day, DayOnly, DaysOn, OnDay, OnWeekday, Said, Since, Time, When


@dataclass(frozen=True, slots=True)
class _Since:
    """Where a count begins, and the place after the words that say so."""

    since: Since
    end: int
    day: OnDay | None = None


_Rule = Callable[[int], tuple[Said, int] | None]
_NAMED_DAYS = {"明": (1, True), "后": (2, True), "今": (0, True), "次": (1, False), "翌": (1, False), "隔": (1, False)}
_WEEKDAYS = {
    sign: day for day, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for sign in signs
}
_FRIDAY = 4
_OPENERS = (Kind.CLOSING, Kind.ASKED)
_CLOSERS = (Kind.BEFORE, Kind.UNTIL, Kind.WITHIN)
_PIECE = 4096  # characters read at a time, and on to the next full stop
_FEW = 8  # tokens between 自 and 收到, between 收到 and 起
_REACH = 16  # characters from 收到 to 起
_PAUSE = re.compile(r"[，。；,;！？]")


def read_phrases(text: str, *, whole: bool = False) -> list[Said]:
    """Read all deadlines of a text, left to right, none within another.

    `whole`: the text is nothing but a deadline, so that neither opener nor closer is asked for.
    """
    return [said for start, piece in _pieces(text) for said in _read(piece, start, whole=whole)]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Part a long text at full stops, which no phrase goes over, so that few tokens are held at a time."""
    start = 0
    while start < len(text):
        stop = text.find("。", start + _PIECE)
        end = len(text) if stop < 0 else stop + 1
        yield start, text[start:end]
        start = end


def _read(piece: str, start: int, *, whole: bool) -> Iterator[Said]:
    reader = _Reader(piece, whole=whole)
    place = 0
    while place < len(reader.tokens):
        said, place = reader.phrase(place)
        if said is not None:
            yield replace(said, start=said.start + start, end=said.end + start)


class _Reader(Parts):
    """Reads phrases off tokens: each rule tries one kind of phrase at a place."""

    def __init__(self, text: str, *, whole: bool) -> None:
        super().__init__(text)
        self._whole = whole
        day, count, since, clock = self._dated, self._counted, self._from_a_day, self._clock_alone
        self._rules: dict[Kind, tuple[_Rule, ...]] = {
            Kind.ISO: (day,),
            Kind.NAMED_YEAR: (day,),
            Kind.NAMED_MONTH: (day,),
            Kind.YEAR_PART: (day,),
            Kind.YEAR: (day,),
            Kind.MONTH: (day,),
            Kind.FROM: (since, self._range_from),
            Kind.NOW: (since,),
            Kind.RECEIPT: (since,),
            Kind.ISSUE: (since, self._lasting),
            Kind.LASTING: (self._lasting,),
            Kind.CLOSING: (self._lasting,),
            Kind.HALF: (count,),
            Kind.WHICH_WEEK: (self._of_week,),
            Kind.WEEK: (self._of_week,),
            Kind.NAMED_DAY: (since, self._named_day),
            Kind.HALF_DAY: (clock,),
            Kind.CLOCK: (clock,),
            Kind.OFF_WORK: (clock,),
        }
        # What a number begins is told by the word after it.
        self._after_number: dict[Kind, tuple[_Rule, ...]] = {
            Kind.NUMBER: (day, count, clock),
            Kind.YEAR: (count, day),
            Kind.MONTH: (day,),
            Kind.DAY: (count, day),
            Kind.BEFORE: (day,),
            Kind.HOUR: (clock,),
            **dict.fromkeys((Kind.WORKDAYS, Kind.DAYS, Kind.WEEK, Kind.MONTHS, Kind.HOURS), (count,)),
        }

    def phrase(self, place: int) -> tuple[Said | None, int]:
        """Read the phrase that begins here, if one does."""
        # 每月5日前 and 第3日内 are no deadline of a letter.
        if self._before(place, Kind.EVERY) and not self._whole:
            return None, place + 1
        for rule in self._rules_at(place):
            self._begin = place
            try:
                read = rule(place)
            except ValueError:
                # Figures that no calendar, clock or count has: told as such, never read in part.
                end = place + 1
                while self._at(end) and end - place < _REACH:
                    end += 1
                is_deadline = self._whole or self._before(place, *_OPENERS) or self.tokens[end - 1].kind in _CLOSERS
                return Said(
                    self.tokens[place].start, self.tokens[end - 1].end, None
                ) if is_deadline else None, place + 1
            if read is not None:
                return read
        return None, place + 1

    def _rules_at(self, place: int) -> tuple[_Rule, ...]:
        kind = self.tokens[place].kind
        if kind is not Kind.NUMBER:
            return self._rules.get(kind, ())
        if place + 1 == len(self.tokens) or not self.tokens[place + 1].joins:
            return ()
        return self._after_number.get(self.tokens[place + 1].kind, ())

    def _said(self, when: When, first: int, after: int, time: Time | None = None) -> Said:
        time = time or Time()
        start, end = self.tokens[first].start, self.tokens[after - 1].end
        return Said(start, end, when, time.at, time.is_noon_closing)

    # Phrases

    def _dated(self, place: int) -> tuple[Said, int] | None:
        """1月28日（星期日）下班前; 截止日期为3月5日; 3月1日9:00至3月5日17:00止."""
        read = self._date(place)
        if read is None:
            return None
        return self._window(place, *read) or self._counted_on(place, *read) or self._closed(place, *read)

    def _counted_on(self, place: int, first: Day, after: int) -> tuple[Said, int] | None:
        """Read 2026年7月1日起10个工作日, as a window without 自 is worded."""
        after += bool(self._at(after, Kind.THAT_DAY))
        if not isinstance(first, OnDay) or not self._at(after, Kind.SINCE):
            return None
        return self._counted(place, _Since(Since.UNSAID, after + 1, first))

    def _range_from(self, place: int) -> tuple[Said, int] | None:
        """自3月1日起至3月5日."""
        read = self._date(place + 1)
        return self._window(place, *read) if read else None

    def _window(self, place: int, first: Day, after: int) -> tuple[Said, int] | None:
        """Read the end of a window whose first day was read: its last moment is the deadline."""
        after = self._time(after + bool(self._at(after, Kind.IN_BRACKETS)))[1]
        after += bool(self._at(after, Kind.SINCE))
        return self._window_end(place, first, after) if self._at(after, Kind.TO) else None

    def _window_end(self, place: int, first: Day | None, after: int) -> tuple[Said, int] | None:
        """Read 至3月5日17:00止 at 至."""
        ended = self._date(after + 1, in_range=True)
        if ended is None:
            return None
        time, after = self._time(ended[1] + bool(self._at(ended[1], Kind.IN_BRACKETS)))
        closer = self._at(after, *_CLOSERS)
        if isinstance(first, DayOnly) and not closer and not self._whole:  # 5日至10日 may count anything
            return None
        after += bool(closer)
        return self._said(_last_day(first, ended[0]), place, after, time), after

    def _from_a_day(self, place: int) -> tuple[Said, int] | None:
        """收到之日起7个工作日内, 即日起至3月5日."""
        since = self._since(place)
        if since is None:
            return None
        if self._at(since.end, Kind.TO):
            return self._window_end(place, None, since.end)
        return self._counted(place, since)

    def _counted(self, place: int, since: _Since | None = None) -> tuple[Said, int] | None:
        """3日内. After 收到之日起 the 内 may be missing, and 前 stand for it."""
        counted = self._count(since.end if since else place)
        if counted is None:
            return None
        count, after = counted
        closer = self._at(after, Kind.WITHIN) or (since and self._at(after, Kind.BEFORE))
        if not closer and not since and (not self._whole or self._at(after, Kind.BEFORE)):
            return None
        after += bool(closer)
        if since:
            count = replace(count, since=since.since, after=since.day)
        return self._said(count, place, after), after

    def _lasting(self, place: int) -> tuple[Said, int] | None:
        """为期30天, 公示期：5个工作日: the time is open from the paper's own date."""
        counted = self._count(place + 1)
        if counted is None:
            return None
        count, after = counted
        after += bool(self._at(after, Kind.WITHIN))
        return self._said(replace(count, since=Since.ISSUE), place, after), after

    def _of_week(self, place: int) -> tuple[Said, int] | None:
        """本周五下班前, 周三前, 本周内. A week's end is its Friday."""
        which = self._at(place, Kind.WHICH_WEEK)
        after = place + bool(which)
        week = self._at(after, Kind.WEEK)
        if week is None or week.words.startswith("个"):
            return None
        weeks_on = (2 if which.words.startswith("下下") else which.words.startswith("下")) if which else None
        day = self._at(after + 1, Kind.NUMBER, Kind.DAY, Kind.DAYS, Kind.END)
        weekday = _WEEKDAYS.get(day.words) if day else None
        if day and day.words == "末":
            weekday = _FRIDAY
        if weekday is None:
            if not which or not self._at(after + 1, Kind.WITHIN):
                return None
            weekday, after = _FRIDAY, after - 1
        named = self._at(after + 2, Kind.DAY_IN_BRACKETS)  # 本周五（10月16日）: the date says which
        if named:
            return self._closed(place, _day_named(named.words), after + 3)
        return self._closed(place, OnWeekday(None if weeks_on is None else int(weeks_on), weekday), after + 2)

    def _named_day(self, place: int) -> tuple[Said, int] | None:
        """今日下班前, 次日12时前."""
        days, after_letter = _NAMED_DAYS.get(self.tokens[place].words[0], (0, False))
        return self._closed(place, DaysOn(days, after_letter), place + 1)

    def _clock_alone(self, place: int) -> tuple[Said, int] | None:
        """17:30前, 下班前: today's."""
        # A clock after a date that is no deadline is none either.
        if self._before(place, Kind.DAY, Kind.ISO, Kind.IN_BRACKETS, Kind.TO, Kind.NUMBER, Kind.EVERY):
            return None
        time, after = self._time(place)
        if time.at is None or not self._at(after, Kind.BEFORE):
            return None
        return self._closed(place, DaysOn(0, after_letter=False), place)

    def _closed(self, place: int, when: When, after: int) -> tuple[Said, int] | None:
        """Read what may follow a day: its time and the closer that makes it a deadline."""
        after += bool(self._at(after, Kind.IN_BRACKETS))
        included = self._at(after, Kind.INCLUDED)
        after += bool(included)
        time, after = self._time(after)
        closer = self._at(after, *_CLOSERS) or self._at(after, Kind.CLOSING)
        if closer and closer.kind is Kind.CLOSING and closer.words != "截止":
            closer = None
        is_opened = self._before(place, *_OPENERS)
        if not self._whole and (self._before(place, Kind.FROM) or not (closer or is_opened)):
            return None
        after += bool(closer)
        said = self._said(when, place, after, time)
        is_before = closer is not None and closer.kind is Kind.BEFORE
        includes = None if included is None else "不" not in included.words
        return replace(said, is_before=is_before, includes=includes), after

    # Where a count begins

    def _since(self, place: int) -> _Since | None:
        """自…之日起, 收到后, 即日起; also 接通知3日内, where 起 is left out."""
        start = place + bool(self._at(place, Kind.FROM))
        if self._at(start, Kind.NOW):
            return _Since(Since.ISSUE, start + 1 + bool(self._at(start + 1, Kind.SINCE)))
        today = self._at(start, Kind.NAMED_DAY)
        if today and today.words.startswith("今") and self._at(start + 1, Kind.SINCE):
            return _Since(Since.ISSUE, start + 2)
        return (self._since_day(start) if start > place else None) or self._since_event(place, start)

    def _since_day(self, start: int) -> _Since | None:
        """自3月1日（之日）起."""
        begun = self._date(start)
        if begun is None or not isinstance(begun[0], OnDay):
            return None
        after = begun[1] + bool(self._at(begun[1], Kind.THAT_DAY))
        return _Since(Since.UNSAID, after + 1, begun[0]) if self._at(after, Kind.SINCE) else None

    def _since_event(self, place: int, start: int) -> _Since | None:
        """自收到本函之日起: between the words stands what was received or issued, no more than a few characters."""
        event = self._event(place, start)
        if event is None:
            return None
        since = Since.RECEIPT if self.tokens[event].kind is Kind.RECEIPT else Since.ISSUE
        for at in self._in_reach(event, event + 1):
            kind = self.tokens[at].kind
            if kind in {Kind.SINCE, Kind.AFTER}:
                return _Since(since, at + 1)
            if kind in {Kind.NUMBER, Kind.HALF}:  # 接通知3日内
                self._begin = at
                return _Since(since, at)
        return None

    def _event(self, place: int, start: int) -> int | None:
        """Give the place of 收到 or 发布 that a phrase begins with, or that 自 leads to."""
        if self.tokens[place].kind in {Kind.RECEIPT, Kind.ISSUE}:
            return place
        for at in self._in_reach(place, start) if start > place else ():
            if self.tokens[at].kind in {Kind.RECEIPT, Kind.ISSUE}:
                return at
        return None

    def _in_reach(self, first: int, start: int) -> Iterator[int]:
        """Give the next few places from `start` on, up to a pause after the word at `first`."""
        end = self.tokens[first].end
        pause = _PAUSE.search(self._text, end, end + _REACH)
        limit = pause.start() if pause else end + _REACH
        for at in range(start, min(start + _FEW, len(self.tokens))):
            if self.tokens[at].start > limit:
                return
            yield at


def _day_named(words: str) -> OnDay:
    """Give the day of （2026年10月16日） or （10月16日）."""
    *year, month, day = map(int, re.findall(r"\d+", words))
    return OnDay(month, day, year=year[0] if year else None)


def _last_day(first: Day | None, last: Day) -> When:
    """Give a window's end, what it leaves out taken from its start: 2015年9月7日至11日 ends on 2015年9月11日."""
    if isinstance(last, DayOnly) and first is not None:
        last = replace(first, day=last.day)
    if not isinstance(last, OnDay) or not isinstance(first, OnDay) or last.year or last.years_on is not None:
        return last
    turns = (last.month, last.day or 31) < (first.month, first.day or 31)  # 12月20日至1月10日
    return replace(
        last,
        year=first.year + turns if first.year else None,
        years_on=first.years_on + turns if first.years_on is not None else None,
    )
