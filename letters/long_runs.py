"""Long runs of stops and spaces cut short: they say nothing, and every rule of reading would look at each of them."""

from __future__ import annotations

import re
from typing import Final

_MOST: Final = 40  # signs; a blank to be filled in is no longer
_SIGN: Final = r"[\s，。；：、！？…·,.;:!?_—\-（()）《》]"
_RUN: Final = re.compile(rf"({_SIGN}{{{_MOST}}})(?:{_SIGN})+")


def without_long_runs(line: str) -> str:
    """Give a line in which no more than 40 stops and spaces follow one another."""
    return _RUN.sub(r"\1", line) if len(line) > _MOST else line
