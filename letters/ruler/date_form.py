"""The form of a date of issue (GB/T 9704 7.3.5.4), and what one that is written otherwise would be."""

from __future__ import annotations

import re
from typing import Final

from letters.numerals import to_int

_RIGHT: Final = re.compile(r"^[12]\d{3}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日$")
_WRITTEN: Final = re.compile(r"^(?P<year>.{4})[年./-](?P<month>.{1,3})[月./-](?P<day>.{1,3}?)[日号]?$")
_DIGITS: Final = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def is_right_date(text: str) -> bool:
    """Whether a date, without blanks, is in arabic digits, the year in full, no leading zeros."""
    return bool(_RIGHT.match(text))


def right_date(text: str) -> str:
    """Give a date as it should be written; as it stands where it cannot be told."""
    found = _WRITTEN.match(text)
    if found is None:
        return text
    year, month, day = found["year"].translate(_DIGITS), to_int(found["month"]), to_int(found["day"])
    return f"{year}年{month}月{day}日" if month and day else text


def fault_of_date(text: str) -> str:
    """Say what is wrong with a date; nothing where it is right."""
    if is_right_date(text):
        return ""
    if re.search(r"[〇○零一二三四五六七八九十]", text):
        return "用阿拉伯数字"
    if re.search(r"[年月]0\d", text):
        return "月、日不编虚位（1不编为01）"
    if not re.match(r"[12]\d{3}", text):
        return "年份标全称"
    return "写成“年月日”"
