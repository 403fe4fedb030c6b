"""Texts folded so that a quotation is found however it was typed: no spaces, one width, one kind of quotation mark."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

_SAME: Final = {
    **dict.fromkeys('“”„‟″"＂『』「」', '"'),
    **dict.fromkeys("‘’‛′'＇", "'"),
    **dict.fromkeys("—–－-‐‑―~～", "-"),
    "﹒": ".",
    "．": ".",
    "〔": "(",
    "〕": ")",
    "【": "(",
    "】": ")",
}
_SHOWS_NOTHING: Final = "Cf"  # marks of direction, zero-width spaces: reading leaves them out
_LINE_END: Final = "\n"
_FURTHER: Final = 2_000  # characters a printed row may stand further on than the row before it ends


def fold_text(text: str) -> tuple[str, list[int]]:
    """Fold a text; give it with the place in the text of each of its characters."""
    folded: list[str] = []
    places: list[int] = []
    for n, char in enumerate(text):
        for one in _folded(char):
            folded.append(one)
            places.append(n)
    return "".join(folded), places


@lru_cache(maxsize=8_192)  # texts are written in few thousand characters
def _folded(char: str) -> str:
    if char.isspace() or unicodedata.category(char) == _SHOWS_NOTHING:
        return ""
    return "".join(_SAME.get(one, one) for one in _SAME.get(char) or unicodedata.normalize("NFKC", char).lower())


def folded_words(text: str) -> str:
    """Fold a text and leave out stops at its ends: two quotations that agree in this are the same."""
    return "".join(map(_folded, text)).strip("。，；：、,;:.!！?？\"'()")


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start` to `end` of line `line`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Folded:
    """All lines of a text folded into one string, with the way back."""

    text: str
    begins: tuple[int, ...]  # where each line begins in `text`
    places: tuple[tuple[int, ...], ...]  # for each line, place in the line of each folded character

    def spots(self, quotation: str, limit: int = 50) -> list[Spot]:
        """Find every place where a quotation stands, at most `limit`. An ellipsis in it stands for any words."""
        parts = [folded for part in _halves(quotation) if (folded := fold_text(part)[0])]
        if not parts:
            return []
        found: list[Spot] = []
        for start, end in self._runs(parts):
            line = bisect_right(self.begins, start) - 1
            place, first = self.places[line], self.begins[line]
            found.append(Spot(line, place[start - first], place[end - first - 1] + 1))
            if len(found) >= limit:
                break
        return found

    def _runs(self, parts: list[str]) -> Iterator[tuple[int, int]]:
        at = self.text.find(parts[0])
        while at >= 0:
            end = at + len(parts[0])
            line_end = self.text.find(_LINE_END, at)
            for part in parts[1:]:
                next_part = self.text.find(part, end, line_end)
                if next_part < 0:
                    end = -1
                    break
                end = next_part + len(part)
            if end > 0:
                yield at, end
            at = self.text.find(parts[0], at + len(parts[0]))

    @cached_property
    def pairs(self) -> tuple[frozenset[str], ...]:
        """Pairs of neighbouring characters of each line, for likeness."""
        bounds = [*self.begins, len(self.text) + 1]
        lines = (self.text[bounds[n] : bounds[n + 1] - 1] for n in range(len(self.begins)))
        return tuple(frozenset(line[i : i + 2] for i in range(len(line) - 1)) for line in lines)


def _halves(quotation: str) -> list[str]:
    return quotation.replace("......", "…").replace("···", "…").split("…")


def fold(lines: Sequence[str]) -> Folded:
    """Fold the lines of a text."""
    texts: list[str] = []
    begins: list[int] = []
    places: list[tuple[int, ...]] = []
    at = 0
    for line in lines:
        folded, where = fold_text(line)
        begins.append(at)
        texts.append(folded)
        places.append(tuple(where))
        at += len(folded) + 1
    return Folded(_LINE_END.join([*texts, ""]), tuple(begins), tuple(places))


def placed_rows(folded: Folded, pages: Sequence[Sequence[str]]) -> tuple[tuple[Spot | None, ...], ...]:
    """Find the rows of printed pages, which break a text's lines, in the text; they follow one another in it."""
    placed: list[tuple[Spot | None, ...]] = []
    at = 0
    for rows in pages:
        spots: list[Spot | None] = []
        for row in rows:
            words = fold_text(row)[0]
            start = folded.text.find(words, at, at + len(words) + _FURTHER) if words else -1
            if start < 0:
                spots.append(None)
                continue
            at = start + len(words)
            line = bisect_right(folded.begins, start) - 1
            place, first = folded.places[line], folded.begins[line]
            spots.append(Spot(line, place[start - first], place[at - first - 1] + 1))
        placed.append(tuple(spots))
    return tuple(placed)
