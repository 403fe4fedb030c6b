"""Dates as papers bear them: in figures of either width or in Chinese ones, 2026年3月12日, 二〇二六年三月十二日."""

from __future__ import annotations

import re
from datetime import date

from letters.numerals import to_int

_FIGURES = "0-9０-９〇○零一二三四五六七八九十"
_MONTH = rf"(?P<y>[{_FIGURES}]{{4}})\s*年\s*(?P<m>[{_FIGURES}]{{1,3}})\s*月"
DATE = rf"{_MONTH}\s*(?P<d>[{_FIGURES}]{{1,3}})\s*日"
"""Pattern of a full date, with its figures as `y`, `m` and `d`; `date_of` reads them."""

_DATE_LINE = re.compile(rf"^\s*(?:发文日期[：:])?\s*{DATE}\s*(?:[（(][^（）()]{{1,10}}[）)])?\s*$")
_MONTH_LINE = re.compile(rf"^\s*{_MONTH}\s*$")


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else: the line under a signature (GB/T 9704 7.3.5)."""
    return bool(_DATE_LINE.match(text))


def is_month_line(text: str) -> bool:
    """Whether a line is a month and nothing else, as the cover of a draft bears it."""
    return bool(_MONTH_LINE.match(text))


def date_of(match: re.Match[str]) -> date | None:
    """Give the date of a match of `DATE`, or `None` for one that no calendar has."""
    year = "".join(str(to_int(figure) or 0) for figure in match["y"])  # 二〇二六: figure by figure
    try:
        return date(int(year), to_int(match["m"]) or 0, to_int(match["d"]) or 0)
    except ValueError:
        return None
