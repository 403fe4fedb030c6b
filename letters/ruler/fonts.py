"""Families of fonts by the names that Word files and PDFs give them."""

from __future__ import annotations

import re
from typing import Final

XIAOBIAOSONG: Final = "小标宋"
HEITI: Final = "黑体"
KAITI: Final = "楷体"
FANGSONG: Final = "仿宋"
SONGTI: Final = "宋体"

# First match wins: 仿宋 and 小标宋 hold the sign of 宋.
_FAMILIES: Final = (
    (XIAOBIAOSONG, re.compile(r"小标宋|大标宋|xiaobiaosong|FZXBS|XBSJW|XBS", re.IGNORECASE)),
    (FANGSONG, re.compile(r"仿宋|fang-?song|FZFS|STFangsong|_FS", re.IGNORECASE)),
    (KAITI, re.compile(r"楷|kaiti|FZKT|_KT|^kai", re.IGNORECASE)),
    (HEITI, re.compile(r"(?<!雅)黑体|simhei|heiti|FZHT|_HT\b", re.IGNORECASE)),
    (SONGTI, re.compile(r"宋体|simsun|nsimsun|stsong|书宋|FZSS|_SS\b", re.IGNORECASE)),
)
_STAND_IN: Final = re.compile(r"fandol|noto|source\s?han|droid|wqy|文泉驿|思源|AR ?PL|uming|ukai", re.IGNORECASE)


def family(name: str) -> str:
    """Give the family of a font; its own name where it is of none of the standard's."""
    return next((known for known, pattern in _FAMILIES if pattern.search(name)), name or "未指定")


def is_stand_in(name: str) -> bool:
    """Whether a PDF's font is one that programs put in place of a missing one: it says nothing of what was meant."""
    return not name or bool(_STAND_IN.search(name))
