"""Which format of the standard a paper is in, and why it is taken for that."""

from __future__ import annotations

import re
from typing import Any, Final

from letters.ruler.case import HEAD_ROWS, InkCase, WordCase
from letters.ruler.parts import Part, Parts
from letters.ruler.standard import Kind

_LETTER_NUMBER: Final = re.compile(r"函[〔\[［(（【]")
_FOOT: Final = 265.0  # mm: rules under this are of a letter's first page
_CHINESE: Final = re.compile("[\u4e00-\u9fff]{2}")


def kind_of_word(case: WordCase) -> tuple[Kind | None, str]:
    """Give a Word file's format as its rows tell it."""
    doubled = any(
        border.kind.startswith(("thickThin", "thinThick"))
        for rows in (case.paper.edges, *case.paper.sections[0].footers.values(), case.paper.rows[:HEAD_ROWS])
        for row in rows
        for border in row.borders
    )
    numbers = [row.text for row in case.parts.all(Part.NUMBER)]
    return _kind(case.mark, case.parts, numbers, doubled=doubled)


def kind_of_ink(case: InkCase) -> tuple[Kind | None, str]:
    """Give a paper's format as its pages show it."""
    doubled = next(case.doubles(), None) is not None or any(rule.top > _FOOT for rule in case.red_rules)
    numbers = [spot.line.text for spot in case.parts.all(Part.NUMBER)]
    return _kind(case.mark, case.parts, numbers, doubled=doubled)


def _kind(mark: str, parts: Parts[Any], numbers: list[str], *, doubled: bool) -> tuple[Kind | None, str]:
    signs = (
        (mark.endswith("令"), Kind.COMMAND, "发文机关标志以“令”结尾"),
        (mark.endswith("纪要"), Kind.MINUTES, "发文机关标志以“纪要”结尾"),
        (doubled, Kind.LETTER, "首页有双线"),
        (mark.endswith("文件"), Kind.GENERAL, "发文机关标志以“文件”结尾"),
        (parts.first(Part.SIGNER) is not None, Kind.GENERAL, "有签发人"),
        (mark and any(map(_LETTER_NUMBER.search, numbers)), Kind.LETTER, "有发文机关标志，文号为函号"),
        (mark, Kind.GENERAL, "有发文机关标志，无双线"),
    )
    nothing = None, "未见版头（发文机关标志），只核对各种格式共同的要求"
    return next(((kind, why) for seen, kind, why in signs if seen), nothing)


def is_paper(parts: Parts[Any]) -> bool:
    """Whether anything on it makes it look like an official paper; a title does where it is Chinese."""
    telling = (Part.MARK, Part.NUMBER, Part.ADDRESSEE, Part.DATE, Part.COPIES, Part.PRINTED)
    title = parts.first(Part.TITLE)
    is_titled = title is not None and bool(_CHINESE.search(title.text))
    return is_titled or any(parts.first(part) is not None for part in telling)
