"""The words officials set deadlines with: a small grammar over tokens (dates, clock times, counts, closers)."""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass, replace
from datetime import date

from registry.errors import PhraseUnclear
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
    """A deadline as worded. `on` is null where the words alone do not fix the day."""

    text: str
    rule: Rule
    count: int | None = None  # days; for WEEKDAY days after this week's Monday; for OTHER days after receipt
    on: date | None = None
    at: str | None = None  # "HH:MM" or "下班"
    is_before: bool = False  # worded 前, 之前, 以前
    names_week: bool = False  # 本周, 下周: the week is said
    months: int = 0  # 一个月内
    month_end: int | None = None  # 本月底 0, 下月底 1: the month counted from receipt
    day_of_month: int | None = None  # 28日前, the month left out
    month: tuple[int, int | None] | None = None  # 1月28日前, the year left out and no letter's date known


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text, with its character positions."""

    start: int
    end: int
    phrase: Phrase


# Full-width and OCR-spaced figures read as plain ones; the table keeps every position.
_PLAIN = str.maketrans("０１２３４５６７８９：．－～〇", "0123456789:.-~○")
_DIGITS = "○零一二三四五六七八九"
# A number is taken whole: of 99999个工作日 the last three figures are no deadline.
_WHOLE = r"(?<![\d○零一二两三四五六七八九十百千万亿])"
_NUM = rf"(?:{_WHOLE}\d+|{_WHOLE}[一二两三四五六七八九十百]{{1,5}})"
_S = r"[ \u3000]{0,2}"
_YEAR = rf"(?:(?P<year>(?:\d{_S}){{4}}|[○零一二三四五六七八九0-9]{{4}}){_S}年|(?P<relyear>今年|本年|明年)){_S}"
_MONTH = rf"(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}月(?:份)?{_S}"
_DAY = rf"(?:(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}[日号](?!内)|(?P<monthend>底|末))"
_ISO = r"(?P<iso>\d{4}[-./]\d{1,2}[-./]\d{1,2})"
_BRACKET = r"(?:[（(](?:星期|周|礼拜)[一二三四五六日天][）)])?"
_HALF = r"(?P<half>上午|下午|中午|晚上?|早上)?"
_TIME = (
    rf"(?:{_S}{_HALF}{_S}(?:(?P<clock>\d{{1,2}}:\d{{2}})(?::\d{{2}})?|(?P<hour>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
    rf"{_S}[时点](?!间)(?:(?P<halfhour>半)|(?P<minute>\d{{1,2}})分)?整?|(?P<offwork>下班))?)"
)
_CLOSER = r"(?P<closer>(?:之前|以前|前|止|截止|为止|内)?)"
_EVENT = r"(?:收到|接到|接|发布|公布|公告|刊登|公示|印发)[^，。；,;\d一二两三四五六七八九十]{0,16}?"
_FROM = rf"(?P<from>(?:(?:自|从|在)?{_EVENT}(?:之日|当日|日)?(?:起|后)的?)?)"

_DATE = re.compile(rf"(?:(?:{_YEAR})?{_MONTH}{_DAY}|{_ISO}){_BRACKET}{_TIME}{_S}{_CLOSER}")
_MONTH_END = re.compile(rf"(?P<which>本月|当月|下月|下个月)(?P<end>底|末){_TIME}{_S}{_CLOSER}")
_DAY_ONLY = re.compile(
    rf"(?<![\d月年○零一二三四五六七八九十])(?P<day>\d{{1,2}})[日号]{_TIME}{_S}(?P<closer>之前|以前|前|止|为止)"
)
_WORKDAYS = re.compile(rf"{_FROM}(?P<count>{_NUM}){_S}个?{_S}工作日(?P<closer>之?内|以内|之?前)?")
_DAYS = re.compile(
    rf"{_FROM}(?P<count>{_NUM}){_S}(?:个?自然日|个?日历日|日|天)(?P<closer>之?内|以内)|"
    rf"(?P<from2>(?:自|从)[^，。；,;]{{0,16}}?之日起)(?P<count2>{_NUM}){_S}(?:个?自然日|日|天)"
)
_WEEKDAY = re.compile(
    rf"(?P<week>本|这|下下|下)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])(?![）)]){_TIME}{_S}(?P<closer>之前|以前|前|止|内)?"
)
_RELATIVE = re.compile(
    rf"(?P<relative>次日|翌日|明日|明天|当日|当天|今日|今天|后天){_TIME}{_S}(?P<closer>之前|以前|前|止|内)?"
)
_MONTHS = re.compile(rf"{_FROM}(?P<months>{_NUM}){_S}个?月(?P<closer>之?内|以内)")
_RANGE_JOIN = re.compile(r"[ \u3000]{0,4}(?:至|到|[—－~–-]{1,4})[ \u3000]{0,4}$")
_UNTIL = re.compile(
    r"(?:截止到?|截至|期限|限期|限于|务于|请于|须于|应于|需于|定于|于|在)"
    r"(?:日期|时间)?(?:是|为|到|至)?[:：]?[ \u3000]*$"
)
_STARTS = re.compile(r"(?:自|从)[ \u3000]*$")
_PM = {"下午", "晚", "晚上"}
_WEEK = {"本": 0, "这": 0, "下": 7, "下下": 14, None: 0}
_RELATIVE_DAYS = {"次日": 1, "翌日": 1, "明日": 1, "明天": 1, "后天": 2}
_HALF_YEAR = 183
_MOST_DAYS, _MOST_MONTHS = 3650, 120  # no letter waits longer than ten years
_TEN, _HUNDRED, _MIDDAY, _LAST_HOUR, _LAST_MINUTE = 10, 100, 12, 24, 59


def find_phrases(text: str, written_on: date | None = None) -> list[Found]:
    """Find every deadline phrase of a text, left to right. A year left out is taken from the letter's own date.

    A bare date counts only with a closer (前, 止 …), an opener (截止日期：…) or as the end of a range; a date that
    cannot be (2月30日) is passed over here and reported by proofreading.
    """
    plain = text.translate(_PLAIN)
    found: list[Found] = []
    for pattern, build in _GRAMMAR:
        for match in pattern.finditer(plain):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if pattern is _DATE and not _closes(plain, match):
                continue
            try:
                phrase = build(match, _range_start(plain, match) or written_on)
            except ValueError:
                continue
            words = text[match.start() : match.end()].strip()
            start = match.start() + text[match.start() : match.end()].index(words)
            found.append(Found(start, start + len(words), replace(phrase, text=words)))
    return sorted(found, key=lambda item: item.start)


def parse_phrase(words: str, written_on: date | None = None) -> Phrase:
    """Read words that are a deadline, as typed for `huiban due` or an extension.

    Raises:
        PhraseUnclear: no deadline in the words, or a date that cannot be.
    """
    plain = words.translate(_PLAIN)
    impossible = ""
    for pattern, build in _GRAMMAR:
        # The last match of a range is its end.
        for match in reversed(list(pattern.finditer(plain))):
            try:
                return replace(build(match, written_on), text=words)
            except ValueError:
                impossible = words[match.start() : match.end()]
    if impossible:
        raise PhraseUnclear(f"“{impossible[:40]}”不是存在的日期或时间，或超出十年", kept="", todo="请核对后重新填写")
    raise PhraseUnclear(
        f"“{words[:40]}”中没有可识别的期限", kept="", todo="请写成“1月28日前”“7个工作日内”“本周五下班前”等形式"
    )


def _range_start(plain: str, match: re.Match[str]) -> date | None:
    """Give the dated start of a range that ends in this match: 2015年9月7日至9月11日 ends in 2015."""
    join = _RANGE_JOIN.search(plain, max(0, match.start() - 12), match.start())
    if join is None:
        return None
    for start in _DATE.finditer(plain, max(0, join.start() - 40), join.start()):
        if start.end() >= join.start() and start["year"]:
            return _date(start, None).on
    return None


def _closes(plain: str, match: re.Match[str]) -> bool:
    """Whether a date in running text is a deadline and not just a date."""
    before = plain[max(0, match.start() - 12) : match.start()]
    if _STARTS.search(before):
        return False
    if match["closer"] and match["closer"] != "内":
        return True
    # 截止日期：… without a closer; "于某日" alone is an event, not a deadline.
    opener = _UNTIL.search(before)
    is_stated = opener is not None and opener.group().startswith(("截", "期限", "限"))
    return is_stated or bool(_RANGE_JOIN.search(before)) or match["closer"] == "内"


def number(words: str) -> int:
    """Read an Arabic number, or a Chinese one below a thousand.

    Raises:
        ValueError: not a number.
    """
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for sign in words.replace("两", "二"):
        if sign in _DIGITS[1:]:
            digit = max(_DIGITS.index(sign) - 1, 0)
        elif sign == "十":
            total, digit = total + (digit or 1) * _TEN, 0
        elif sign == "百":
            total, digit = total + digit * _HUNDRED, 0
        else:
            raise ValueError(words)
    return total + digit


def _bounded(words: str, most: int) -> int:
    """Read a count.

    Raises:
        ValueError: not a number, or more than any deadline has.
    """
    count = number(words)
    if count > most:
        raise ValueError(words)
    return count


def _year(words: str) -> int:
    """Read 2024, 二○二四 or 二0二四."""
    figures = "".join(str(max(_DIGITS.index(sign) - 1, 0)) if sign in _DIGITS else sign for sign in words)
    return int(re.sub(r"\s", "", figures))


def _date(match: re.Match[str], written_on: date | None) -> Phrase:
    if match["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-./]", match["iso"]))
        on: date | None = date(year, month, day)
    else:
        month = number(match["month"])
        if match["year"]:
            on = _on(_year(match["year"]), month, match["day"])
        elif written_on is None:
            _on(2024, month, match["day"])  # a leap year: refuses what no year has
            day_of = number(match["day"]) if match["day"] else None
            return _timed(match, Phrase("", Rule.DATE, month=(month, day_of)))
        elif match["relyear"] == "明年":
            on = _on(written_on.year + 1, month, match["day"])
        else:
            on = nearest(written_on, month, number(match["day"]) if match["day"] else None)
    return _timed(match, Phrase("", Rule.DATE, on=on))


def _on(year: int, month: int, day: str | None) -> date:
    return _month_day(year, month, number(day) if day else None)


def _month_day(year: int, month: int, day: int | None) -> date:
    """Give a day of a month, or its last day where none is said (3月底)."""
    return date(year, month, day or months.monthrange(year, month)[1])


def nearest(written_on: date, month: int, day: int | None) -> date:
    """Give the date whose year is left out: the letter's own year, or the next where that lies half a year back.

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


def _month_end(match: re.Match[str], written_on: date | None) -> Phrase:
    ahead = 0 if match["which"] in {"本月", "当月"} else 1
    if written_on is None:
        return _timed(match, Phrase("", Rule.OTHER, month_end=ahead))
    year, month = divmod(written_on.month - 1 + ahead, 12)
    return _timed(match, Phrase("", Rule.DATE, on=_on(written_on.year + year, month + 1, None)))


def _day_only(match: re.Match[str], written_on: date | None) -> Phrase:
    day = int(match["day"])
    date(2024, 1, day)  # refuses 32日
    if written_on is None:
        return _timed(match, Phrase("", Rule.DATE, day_of_month=day))
    on = date(written_on.year, written_on.month, day)
    return _timed(match, Phrase("", Rule.DATE, on=on))


def _workdays(match: re.Match[str], _: date | None) -> Phrase:
    return Phrase("", Rule.WORKDAYS, count=_bounded(match["count"], _MOST_DAYS))


def _days(match: re.Match[str], _: date | None) -> Phrase:
    return Phrase("", Rule.DAYS, count=_bounded(match["count"] or match["count2"], _MOST_DAYS))


def _weekday(match: re.Match[str], _: date | None) -> Phrase:
    weekday = 4 if match["weekday"] == "末" else "一二三四五六日".index(match["weekday"].replace("天", "日"))
    phrase = Phrase("", Rule.WEEKDAY, count=_WEEK[match["week"]] + weekday, names_week=match["week"] is not None)
    return _timed(match, phrase)


def _relative(match: re.Match[str], _: date | None) -> Phrase:
    return _timed(match, Phrase("", Rule.OTHER, count=_RELATIVE_DAYS.get(match["relative"], 0)))


def _months(match: re.Match[str], _: date | None) -> Phrase:
    return Phrase("", Rule.OTHER, months=_bounded(match["months"], _MOST_MONTHS))


def _timed(match: re.Match[str], phrase: Phrase) -> Phrase:
    is_before = (match["closer"] or "") in {"前", "之前", "以前"}
    return replace(phrase, at=_clock(match), is_before=is_before)


def _clock(match: re.Match[str]) -> str | None:
    if match["offwork"]:
        return "下班"
    if match["clock"]:
        hour, minute = (int(part) for part in match["clock"].split(":"))
    elif match["hour"]:
        hour = number(match["hour"])
        minute = 30 if match["halfhour"] else int(match["minute"] or 0)
    else:
        return {"上午": "12:00", "中午": "12:00", "下午": "下班"}.get(match["half"] or "")
    if match["half"] in _PM and hour < _MIDDAY:
        hour += _MIDDAY
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or (hour == _LAST_HOUR and minute):
        raise ValueError(match.group())
    return f"{hour:02d}:{minute:02d}"


_GRAMMAR = (
    (_WORKDAYS, _workdays),
    (_MONTHS, _months),
    (_DATE, _date),
    (_MONTH_END, _month_end),
    (_DAYS, _days),
    (_WEEKDAY, _weekday),
    (_RELATIVE, _relative),
    (_DAY_ONLY, _day_only),
)
