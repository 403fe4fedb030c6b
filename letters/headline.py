"""Rows of a title: words kept whole, rows of a trapezoid or diamond (GB/T 9704 7.3.1)."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Final

from letters.unit_names import split_units

_ROW: Final = 20  # characters of 2号 that 156 mm hold with ease
_NEVER: Final = 10_000
_SHOWN: Final = 3  # characters told on either side of a broken word
_TAIL: Final = "的等"  # begin no row of ours; begun with one, a row still breaks no word
_MOST_ROWS: Final = 12  # the search for the best rows takes their number times their width squared
_REMEMBERED: Final = 256  # titles: all letters of a round bear one
# What a row's end costs, against the square of what rows differ from even: nowhere is worse than within a name.
_IN_NAME, _IN_WORD, _IN_BOOK, _UNKNOWN, _BETWEEN_WORDS, _AFTER_MARK = 200, 120, 80, 30, 8, 2
_NO_START: Final = "、，。；：？！》〉）”’〕】的等"
_LINKING: Final = "和与及或对在将就为向从按"
_NO_END: Final = "《〈（“‘〔【"
# Compounds of the field that a dictionary of everyday words parts.
_TERM: Final = re.compile(
    "征求意见稿|送审稿|报批稿|高质量|标准化|(?:[一二三四五]年)?行动(?:方案|计划)|实施(?:方案|意见|办法|细则)|指导意见|管理办法|若干(?:意见|措施|规定)|"
    "人民政府|办公[室厅]|委员会|自治[区州县]|的[函通复请报批]|[〇一二三四五六七八九十两]+年"
)
# 云泽市, 朔原自治区: a place's name before what it is.
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:自治[区州县旗]|地区|[省市县区州盟旗镇乡])")
_LATIN: Final = re.compile(r"[0-9A-Za-z０-９.%—-]+[年月日]?|[一二三四五六七八九十百]+[年月日]?")
_BOOK: Final = re.compile(r"《[^》]*》")
_BRACKETS: Final = re.compile(r"（[^（）]{1,12}）|〔[^〔〕]{1,12}〕")


def width(text: str) -> float:
    """Width of words in characters; letters and digits of ASCII are half a character wide."""
    return sum(map(_width_of, text))


@lru_cache(maxsize=8192)
def _width_of(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


@lru_cache(maxsize=_REMEMBERED)
def title_rows(title: str, most: int = _ROW, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Break a title into as few rows as hold it, of at most `most` characters, where it reads best.

    Rows grow, shrink, or grow then shrink; none ends within a word, a number, a unit's name or a 《》 that fits a row.
    What asks for more rows than any title has is no title: it is cut where rows are full, for its reader to refuse.

    Args:
        title: in one line.
        most: characters of a row.
        names: names that stay whole, as those of the office's directory; units named before 关于 do so anyway.

    """
    if width(title) <= most:
        return (title,)
    fewest = math.ceil(width(title) / most)
    if fewest > _MOST_ROWS:
        return _full_rows(title, most)
    costs = _break_costs(title, most, names)
    return min(
        (_cheapest(title, costs, count, most) for count in (fewest, fewest + 1)),
        key=lambda found: found[0],
    )[1]


def _full_rows(title: str, most: int) -> tuple[str, ...]:
    rows, start, long = [], 0, 0.0
    for place, char in enumerate(title):
        if long + _width_of(char) > most:
            rows.append(title[start:place])
            start, long = place, 0.0
        long += _width_of(char)
    return (*rows, title[start:])


def broken_words(rows: tuple[str, ...], most: int = _ROW) -> tuple[str, ...]:
    """Give the words, numbers, names or 《》 that a title's rows break, each with `|` where its row ends.

    Args:
        rows: a title as it is set, in its rows.
        most: characters of a row; what is longer than a row cannot be kept whole.

    """
    title = "".join(rows)
    costs = _break_costs(title, most, frozenset())
    ends = list(accumulate(map(len, rows)))[:-1]
    return tuple(
        f"{title[max(0, end - _SHOWN) : end]}|{title[end : end + _SHOWN]}"
        for end in ends
        if costs[end] >= _IN_WORD and title[end] not in _TAIL
    )


def _break_costs(title: str, most: int, names: frozenset[str]) -> list[int]:
    """Give what a row's end before each character costs."""
    costs = [_UNKNOWN] * (len(title) + 1)
    place = 0
    for word, following in pairwise([*_words(title), ""]):
        _forbid(costs, place, place + len(word), _IN_WORD)
        place += len(word)
        # A sign alone may be the end of a word the dictionary lacks (河湖长|制); 和, 对 and the like begin a row.
        is_loose = word in _LINKING or (len(following) == 1 and following not in _LINKING)
        costs[place] = _UNKNOWN if is_loose else _BETWEEN_WORDS
    for place in range(1, len(title)):
        if title[place - 1] in "》、，）” " or title[place] == "《":
            costs[place] = _AFTER_MARK
    whole = [(found.span(), _IN_WORD) for pattern in (_TERM, _LATIN, _BRACKETS) for found in pattern.finditer(title)]
    whole += [(found.span(), _IN_BOOK) for found in _BOOK.finditer(title)]
    whole += [(span, _IN_NAME) for span in _named(title, names)]
    for (first, last), cost in whole:
        if width(title[first:last]) <= most:
            _forbid(costs, first, last, cost)
    for place in range(1, len(title)):
        if title[place] in _NO_START or title[place - 1] in _NO_END:
            costs[place] = _NEVER
    return costs


def _words(title: str) -> list[str]:
    """Cut a title into words by a dictionary. It is loaded with the first title that needs breaking (0.3 s)."""
    from rjieba import cut  # noqa: PLC0415

    # Half a character is none the dictionary's library may be given; names it lacks stay as single signs: nothing is
    # made up of them (no hidden Markov model).
    whole = title.encode("utf-8", "replace").decode()
    return list(cut(whole, False))  # noqa: FBT003  the binding takes it by place


def _named(title: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Give where names stand: those known, the units before 关于, and places by what they are."""
    before = title.partition("关于")[0] if "关于" in title else ""
    known = {*names, *(unit for part in before.split() for unit in split_units(part))}
    spans = [found.span() for found in _PLACE.finditer(before)]
    for name in known:
        start = title.find(name) if name else -1
        while start >= 0:
            spans.append((start, start + len(name)))
            start = title.find(name, start + len(name))
    return spans


def _forbid(costs: list[int], first: int, last: int, cost: int) -> None:
    for place in range(first + 1, last):
        costs[place] = max(costs[place], cost)


def _cheapest(title: str, costs: list[int], count: int, most: int) -> tuple[float, tuple[str, ...]]:
    """Give the best way to `count` rows, and its cost: ends, unlike lengths, and a price for every row."""
    even = width(title) / count
    upto = (0.0, *accumulate(map(_width_of, title)))

    @cache
    def rest(start: int, left: int, before: float, peak: float) -> tuple[float, tuple[str, ...]]:
        # `peak` bounds a row once rows have begun to shrink.
        best: tuple[float, tuple[str, ...]] = (math.inf, ())
        ends = [len(title)] if left == 1 else range(start + 1, len(title) - left + 2)
        for end in ends:
            long = upto[end] - upto[start]
            if long > peak:
                break
            cost = (long - even) ** 2 + (costs[end] if end < len(title) else 0) + (2 if long == before else 0)
            if left > 1:
                tail, rows = rest(end, left - 1, long, long if long < before else peak)
                cost += tail
            else:
                rows = ()
            if cost < best[0]:
                best = (cost, (title[start:end], *rows))
        return best

    cost, rows = rest(0, count, 0, most)
    return (cost + _BETWEEN_WORDS * count, rows)
