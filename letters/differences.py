"""Differences between two texts in pieces a reader would name: 2023年 → 2024年 is one change, not one digit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

_MEASURE: Final = (
    "%|％|个百分点|万亿元|万亿|亿元|万元|万人|万户|万吨|平方公里|平方米|公里|千瓦|兆瓦|小时|分钟|工作日|个工作日|个月"
    "|亿|万|元|年|月|日|时|分|个|家|项|人|户|倍|吨|座|处|条|次|套|辆|名|所|件|亩|天|周"
)
_NUMBER: Final = re.compile(rf"\d[\d,.]*(?:{_MEASURE})?")
_TOKEN: Final = re.compile(rf"\d[\d,.]*(?:{_MEASURE})?|[A-Za-z]+|\s+|.", re.DOTALL)
_MEASURE_START: Final = frozenset(one[0] for one in _MEASURE.split("|"))
_IN_NUMBERS: Final = frozenset(".,")
_LONG: Final = 2_000  # tokens; beyond it difflib may skip frequent ones
_BRIDGE: Final = 2  # characters between two changes that a reader would take as one
_AROUND: Final = 20  # characters shown on both sides of what differs, where no pause is nearer
_LEFT_OUT: Final = "……"
_STOPS: Final = frozenset("，。；：、！？（）《》“”\n")
_ALIKE: Final = 0.5
_MOST_PAIRS: Final = 40_000
_MOST_COMPARED: Final = 16_000_000  # characters, of each pair the line that is put beside the other


def word_changes(old: str, new: str) -> list[tuple[int, int, str]]:
    """Give the changes that make `new` of `old`: (start, end, words put in their place), by characters of `old`."""
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    if tail:  # never cut a number in two
        head, tail = _back_off(old, new, head, tail)
    elif head:
        head, _ = _back_off(old, new, head, 0)
    a = _TOKEN.findall(old[head : len(old) - tail])
    b = _TOKEN.findall(new[head : len(new) - tail])
    starts = [head]
    for token in a:
        starts.append(starts[-1] + len(token))
    matcher = SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _LONG)
    raw = [
        (starts[i1], starts[i2], "".join(b[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"
    ]
    return bridged(old, raw)


def changed_words(old: str, new: str, most: int) -> tuple[str, str]:
    """Show two long texts by what differs, from pause to pause; what both begin and end with is left out.

    Texts of no more than `most` characters are shown whole, and so is all that differs.
    """
    if not old or not new or max(len(old), len(new)) <= most:
        return old, new
    changes = word_changes(old, new)
    if not changes:
        return old, new
    begin, end = _from_pause(old, changes[0][0]), len(old) - _from_pause(old[::-1], len(old) - changes[-1][1])
    ahead, behind = _LEFT_OUT if begin else "", _LEFT_OUT if end < len(old) else ""
    return f"{ahead}{old[begin:end]}{behind}", f"{ahead}{new[begin : len(new) - (len(old) - end)]}{behind}"


def _from_pause(text: str, at: int) -> int:
    """Give where the words begin that run up to a place, one at least; a few characters back without a pause near."""
    near = max(0, at - _AROUND)
    begin = next((n for n in range(at - 1, near, -1) if text[n - 1] in _STOPS), near)
    return begin if begin > len(_LEFT_OUT) else 0  # nothing is gained by leaving out less


def bridged(old: str, changes: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join changes that only a character or two keeps apart, unless a stop stands between."""
    joined: list[tuple[int, int, str]] = []
    for start, end, new in changes:
        if joined:
            first, last, words = joined[-1]
            gap = old[last:start]
            if len(gap) <= _BRIDGE and not _STOPS.intersection(gap) and (end > start or last > first):
                joined[-1] = (first, end, words + gap + new)
                continue
        joined.append((start, end, new))
    return joined


def widened(old: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """Widen a change to whole numbers: 3 → 4 in 2023年 is 2023年 → 2024年."""
    for match in _NUMBER.finditer(old, max(0, start - 24), min(len(old), end + 24)):
        inside = match.start() < end and start < match.end()
        touching = start == end and match.start() < start < match.end()
        beside = start == end and new[:1].isdigit() and start in {match.start(), match.end()}
        if inside or touching or beside:
            low, high = min(start, match.start()), max(end, match.end())
            return low, high, old[low:start] + new + old[end:high]
    return start, end, new


def pair_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Match the lines of two versions by content, in order; a line of one side only has `None` on the other."""
    pairs: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, old, new)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs.extend(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            pairs.extend(_paired(old, new, range(i1, i2), range(j1, j2)))
    return pairs


def likeness(one: str, other: str) -> float:
    """Say how alike two texts are, 0 to 1, by the pairs of characters they share (Dice)."""
    if one == other:
        return 1.0
    a, b = _bigrams(one), _bigrams(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def held(part: str, whole: str) -> float:
    """Say how much of `part` is found in `whole`, 0 to 1, by pairs of characters."""
    a = _bigrams(part)
    return len(a & _bigrams(whole)) / len(a) if a else 0.0


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or ({text} if text else set())


def _paired(old: Sequence[str], new: Sequence[str], left: range, right: range) -> list[tuple[int | None, int | None]]:
    """Pair the lines of two stretches that differ: the pairing in order with the greatest likeness."""
    compared = len(left) * sum(len(new[j]) for j in right)
    if not left or not right or len(left) * len(right) > _MOST_PAIRS or compared > _MOST_COMPARED:
        return [(i, None) for i in left] + [(None, j) for j in right]
    a = [_bigrams(old[i]) for i in left]
    b = [_bigrams(new[j]) for j in right]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            total = len(a[i]) + len(b[j])
            score = 2 * len(a[i] & b[j]) / total if total else 0.0
            alike[i, j] = score if score >= _ALIKE else 0.0
            match = best[i + 1][j + 1] + alike[i, j] if alike[i, j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], match)
    return _walk(best, alike, left, right)


def _walk(
    best: list[list[float]], alike: dict[tuple[int, int], float], left: range, right: range
) -> list[tuple[int | None, int | None]]:
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if alike[i, j] and best[i][j] == best[i + 1][j + 1] + alike[i, j]:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((left[i], None))
            i += 1
        else:
            pairs.append((None, right[j]))
            j += 1
    pairs.extend((k, None) for k in left[i:])
    pairs.extend((None, k) for k in right[j:])
    return pairs


def shared(one: str, other: str) -> int:
    """Count the characters both begin with."""
    alike, most = 0, min(len(one), len(other))
    while alike < most:
        middle = (alike + most + 1) // 2
        if one[alike:middle] == other[alike:middle]:
            alike = middle
        else:
            most = middle - 1
    return alike


def _back_off(old: str, new: str, head: int, tail: int) -> tuple[int, int]:
    """Step back from a shared head or tail that ends inside a number or a Latin word."""
    while head and (_one_token(old, head) or _one_token(new, head)):
        head -= 1
    while tail and (_one_token(old, len(old) - tail) or _one_token(new, len(new) - tail)):
        tail -= 1
    return head, tail


def _one_token(text: str, cut: int) -> bool:
    """Whether cutting here would part a number, its unit or a Latin word."""
    if not 0 < cut < len(text):
        return False
    before, after = text[cut - 1], text[cut]
    if before.isdigit() and after in _MEASURE_START:
        return True
    if before.isascii() and after.isascii():
        return all(char.isalnum() or char in _IN_NUMBERS for char in (before, after))
    return False
