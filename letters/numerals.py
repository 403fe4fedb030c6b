"""Numbers as official papers write them: 二十三, ２３, ⑬."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SHAPE = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])百)?[零〇○]?"
    r"(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?",
)
CHINESE = "一二三四五六七八九十百零〇○两"


def chinese_int(text: str) -> int | None:
    """Value of a Chinese numeral up to 999, or `None` where the characters make no number (十四二)."""
    shape = _SHAPE.fullmatch(text)
    if not text or shape is None:
        return None
    hundreds, tens, ones = (_DIGITS.get(shape[part] or "", 0) for part in ("hundreds", "tens", "ones"))
    if shape["ten"] and not shape["tens"]:
        tens = 1
    value = hundreds * 100 + tens * 10 + ones
    return value or None


@lru_cache(maxsize=1024)
def to_int(text: str) -> int | None:
    """Value of an arabic (half or full width, circled) or Chinese numeral, or `None` where it is none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if folded.isascii() and folded.isdigit():
        return int(folded) if len(folded) <= 9 else None  # noqa: PLR2004 - nine digits: far beyond any label
    return chinese_int(folded)


def to_chinese(number: int) -> str:
    """Chinese numeral of 1 to 999, as labels write it (十, 二十三, 一百零三)."""
    names = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{names[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else names[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (names[ones] if ones else "")
