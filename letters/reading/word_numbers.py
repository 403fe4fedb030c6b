"""The numbers Word makes by itself (numbering.xml), counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from letters.numerals import to_chinese
from letters.package import W

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "japaneseDigitalTenThousand",
}
_PLACE = re.compile(r"%([1-9])")
_CIRCLED_MOST = 20
_LETTERS = 26
_CHINESE_MOST = 999
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    legal: bool


class Numbering:
    """Counters of a document's lists. `label` is to be asked once for each numbered paragraph, in order."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        abstract = {
            element.get(f"{W}abstractNumId", ""): _levels(element) for element in root.iterfind(f"{W}abstractNum")
        }
        for number in root.iterfind(f"{W}num"):
            base = number.find(f"{W}abstractNumId")
            key = base.get(f"{W}val", "") if base is not None else ""
            levels = dict(abstract.get(key, {}))
            restarts: dict[int, int] = {}
            for override in number.iterfind(f"{W}lvlOverride"):
                at = _int(override.get(f"{W}ilvl"), 0)
                start = override.find(f"{W}startOverride")
                levels |= _levels(override)
                if start is not None:
                    restarts[at] = _int(start.get(f"{W}val"), 1)
            self._lists[number.get(f"{W}numId", "")] = (key, levels, restarts)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph on and give its printed number; empty for a bullet or an unknown list."""
        if number not in self._lists or not 0 <= level < _LEVELS:
            return ""
        key, levels, restarts = self._lists[number]
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at, start in restarts.items():
                if at < _LEVELS:
                    counts[at] = start - 1
        shape = levels.get(level)
        if shape is None:
            return ""
        counts[level] = counts[level] + 1 if counts[level] or level in restarts else shape.start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if shape.form in {"bullet", "none"}:
            return ""
        return _PLACE.sub(lambda place: self._written(int(place[1]) - 1, counts, levels, shape), shape.text)

    @staticmethod
    def _written(at: int, counts: list[int], levels: dict[int, _Level], shape: _Level) -> str:
        level = levels.get(at)
        value = counts[at] or (level.start if level else 1)
        return write_number(value, "decimal" if shape.legal or level is None else level.form)


def write_number(value: int, form: str) -> str:
    """Write a value the way a Word number format does; unknown formats give arabic figures."""
    if form in _CHINESE and 0 < value <= _CHINESE_MOST:
        return to_chinese(value)
    if form.startswith("decimalEnclosedCircle") and 0 < value <= _CIRCLED_MOST:
        return chr(0x2460 + value - 1)
    if form == "decimalZero":
        return f"{value:02d}"
    if form in {"upperLetter", "lowerLetter"} and value > 0:
        letter = chr(ord("a") + (value - 1) % _LETTERS) * min((value - 1) // _LETTERS + 1, _LEVELS)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"upperRoman", "lowerRoman"} and 0 < value <= _CHINESE_MOST:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    return str(value)


def _roman(value: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        written += letters * times
    return written


def _levels(parent: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in parent.iterfind(f"{W}lvl"):
        start, form, text = (element.find(f"{W}{name}") for name in ("start", "numFmt", "lvlText"))
        levels[_int(element.get(f"{W}ilvl"), 0)] = _Level(
            _int(start.get(f"{W}val"), 1) if start is not None else 1,
            form.get(f"{W}val", "decimal") if form is not None else "decimal",
            text.get(f"{W}val", "") if text is not None else "",
            element.find(f"{W}isLgl") is not None,
        )
    return levels


def _int(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
