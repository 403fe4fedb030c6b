"""Signs the fonts of official papers lack: each goes in a font that has it, or shows as 〓, never as an empty box.

仿宋_GB2312 and 楷体_GB2312 hold the 6,763 characters of GB 2312; names and places use more.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final

from letters import page

MISSING: Final = "〓"  # what printers set where a character is missing
EXTENDED: Final = "SimSun-ExtB"  # characters of planes 2 and 3
SIGNS: Final = "Segoe UI Emoji"
_WIDER: Final = {page.FANGSONG: "仿宋", page.KAITI: "楷体", page.XIAOBIAOSONG: page.SONGTI}
_PLANE: Final = 0x10000
_REMEMBERED: Final = 4_096


def is_common(text: str) -> bool:
    """Whether every font of official papers holds the whole text. Python's GB 2312 lacks — and ·, which they hold."""
    try:
        text.replace("—", "").replace("·", "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def by_font(text: str, font: str) -> list[tuple[str, str]]:
    """Part a text into pieces, each with the font that holds it; what no font holds becomes 〓."""
    placed = [(MISSING if _is_nowhere(sign) else sign, _font_of(sign, font)) for sign in text]
    return [("".join(sign for sign, _ in group), name) for name, group in groupby(placed, key=lambda pair: pair[1])]


def nowhere(text: str) -> str:
    """Give the signs of a text that no font holds: those of private use, and numbers never given to a sign."""
    return "" if is_common(text) else "".join(sign for sign in text if _is_nowhere(sign))


@lru_cache(maxsize=_REMEMBERED)
def _is_nowhere(sign: str) -> bool:
    return unicodedata.category(sign) in {"Co", "Cn"} and sign not in "\ufffe\uffff"


@lru_cache(maxsize=_REMEMBERED)
def _font_of(sign: str, font: str) -> str:
    if is_common(sign) or _is_nowhere(sign):
        return font
    if ord(sign) >= _PLANE:
        return EXTENDED if unicodedata.category(sign) == "Lo" else SIGNS
    if unicodedata.name(sign, "").startswith("CJK"):
        return _WIDER.get(font, font)
    return font
