"""Rules of the whole page, held against ink: paper, text area, rows and characters, colour, page numbers (5, 7.5)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from letters.headline import width
from letters.ruler import fonts
from letters.ruler.case import InkCase, Spot
from letters.ruler.ink import Leaf
from letters.ruler.parts import Part
from letters.ruler.standard import (
    CELL_WHITE,
    CHARACTER,
    MARGIN,
    PAGE_HOLDS,
    PLACE,
    ROW,
    ROW_HOLDS,
    SIZE,
    STANDARD_AREA,
    TEXT_END,
    TEXT_HIGH,
    TEXT_LEFT,
    TEXT_RIGHT,
    TEXT_TOP,
    Demand,
    G,
    K,
    Kind,
    Measures,
    P,
    R,
)

_TEXT: Final = (Part.ADDRESSEE, Part.BODY, Part.ATTACHMENTS, Part.ATTENDANCE, Part.ANNEX_BODY)
_HANGING: Final = "，。、；：！？”’」』）》〉】,.;:"  # may stand outside a full row
_COMPENSATED: Final = 2.42  # mm: what offices' margins take off the white over the first row
_OVER_RULE: Final = 4.2  # mm: 7/8 of a character of 3号, less the tolerance


def paper_size(case: InkCase) -> Measures:
    """5.1: A4, 210 mm × 297 mm; pages turned on their side are for wide tables (8)."""
    for leaf in case.paper.leaves:
        if leaf.is_wide and leaf.number > 1:
            continue
        why = "页面横排" if leaf.is_wide else ""
        yield Demand("5.1", "用纸", "宽度", R).length(leaf.where, leaf.width, 210, MARGIN, why=why)
        yield Demand("5.1", "用纸", "高度", R).length(leaf.where, leaf.height, 297, MARGIN, why=why)


def text_area(case: InkCase) -> Measures:
    """5.2.1: 订口 28 mm, 天头 37 mm, 版心 156 mm × 225 mm; a letter's page 1 ends over the red rule (10.1)."""
    for leaf, spots in _by_leaf(case):
        left = min(spot.line.left for spot in spots)
        edge = Demand("5.2.1", "版心左边缘", "至左纸边", R)
        if left < TEXT_LEFT + CHARACTER:
            yield edge.length(leaf.where, left, TEXT_LEFT, MARGIN)
        else:  # a page of short paragraphs shows no row that begins at the edge itself
            yield edge.at_least(leaf.where, left, TEXT_LEFT - MARGIN, unit="mm")
        right = max(_right_of(spot) for spot in spots)
        most = TEXT_RIGHT + max(0.0, leaf.width - 210) + MARGIN  # paper that is too large is told by 5.1
        yield Demand("5.2.1", "版心右边缘", "至左纸边", R).at_most(leaf.where, right, most, unit="mm")
        yield from _top_and_end(case, leaf, spots)


def _right_of(spot: Spot) -> float:
    """Give where a row ends; marks that hang outside a full row do not count."""
    glyphs = list(spot.line.glyphs)
    while len(glyphs) > 1 and glyphs[-1].text in _HANGING:
        glyphs.pop()
    return glyphs[-1].right


def _top_and_end(case: InkCase, leaf: Leaf, spots: list[Spot]) -> Measures:
    end = max(spot.line.bottom for spot in spots)
    if leaf.number > 1:
        # An element that follows an empty row may begin a page: only what stands too high is surely wrong.
        top = min(line.body_top for line in leaf.lines)
        least = TEXT_TOP - _COMPENSATED - MARGIN
        yield Demand("5.2.1", "首行文字上缘", "至上纸边", R).at_least(leaf.where, top, round(least, 1), unit="mm")
    if leaf.number == 1 and case.kind is Kind.LETTER:
        rule = next((rule for rule in case.red_rules if rule.top > TEXT_END), None)
        if rule is not None:
            yield Demand("10.1", "末条红色双线上一行文字", "与线的距离", R).at_least(
                leaf.where, rule.top - end, _OVER_RULE, unit="mm"
            )
        return
    yield Demand("5.2.1", "版心下边缘", "至上纸边", R).at_most(leaf.where, end, TEXT_END + MARGIN, unit="mm")


def tables(case: InkCase) -> Measures:
    """5.2.1: a table stands within the text area of an upright page; the white in Word's cells may stand outside.

    Rules of 版记 are measured by 7.4.1.
    """
    record = case.parts.all(Part.COPIES, Part.PRINTED)
    for leaf in case.paper.leaves:
        ends = min((spot.line.top for spot in record if spot.leaf is leaf), default=leaf.height) - ROW
        wide = max((rule.length for rule in leaf.rules if not rule.red and rule.top < ends), default=0.0)
        if wide and not leaf.is_wide:
            most = case.area.wide + 2 * CELL_WHITE + MARGIN
            yield Demand("5.2.1", Part.TABLE, "宽度", R).at_most(leaf.where, wide, most, unit="mm")


def rows_and_characters(case: InkCase) -> Measures:
    """5.2.3: 22 rows a page and 28 characters a row, filling the text area."""
    pitches: list[float] = []
    full: list[tuple[float, Spot]] = []
    of_text = {id(spot) for spot in case.parts.all(Part.BODY)}
    for leaf, spots in _by_leaf(case):
        rows = [spot for spot in spots if abs(spot.line.size - 16) < SIZE and id(spot) in of_text]
        steps = [after.line.baseline - before.line.baseline for before, after in pairwise(rows)]
        pitches += [step for step in steps if 1 < step < ROW * 1.6]
        full += [(_count(case, before), before) for before, after in pairwise(rows) if _wraps(case, before, after)]
        if leaf.number > 1 and len(rows) == len(spots) and steps and max(steps) - min(steps) < _UNEVEN:
            end = case.area.end - rows[-1].line.body_bottom
            if end < ROW:
                yield Demand("5.2.3", "满页", "行数", G).said(
                    leaf.where, f"{len(rows)}行", "22行", right=len(rows) == PAGE_HOLDS
                )
    if len(pitches) > 1:
        pitch = median(pitches)
        count = math.floor(TEXT_HIGH / pitch + _SLACK)
        right = count == PAGE_HOLDS
        why = "" if right else f"行距{pitch:.2f}毫米"
        yield Demand("5.2.3", "正文", "每页行数", G).said("全文", f"{count}行", "22行", right=right, why=why)
    if len(full) >= _ENOUGH:
        counts = sorted(count for count, _ in full)
        most = counts[-1 - len(counts) // 10]
        right = ROW_HOLDS - 1 < most <= ROW_HOLDS + 0.5
        where = "全文" if right else full[0][1].where
        yield Demand("5.2.3", "正文", "每行字数", G).said(where, f"{math.floor(most + 0.5)}字", "28字", right=right)


_ENOUGH: Final = 3  # full rows from which their characters are told
_SLACK: Final = 0.05  # of a row: rounding
_UNEVEN: Final = 0.6  # mm between rows' pitches: more, and something stands among the rows


def _wraps(case: InkCase, before: Spot, after: Spot) -> bool:
    """Whether a row is full: the next is of the same paragraph, at the left edge."""
    return abs(after.line.left - case.area.left) < CHARACTER and before.line.right > case.area.right - CHARACTER


def _count(case: InkCase, spot: Spot) -> float:
    """Count a full row's characters with its indent, as if Chinese ones filled a row of 156 mm."""
    counted = width(spot.line.text) + max(0.0, round((spot.line.left - case.area.left) / CHARACTER))
    is_wide = abs(case.area.wide - STANDARD_AREA.wide) > MARGIN  # a margin's fault, told by itself
    return counted * STANDARD_AREA.wide / case.area.wide if is_wide else counted


def _by_leaf(case: InkCase) -> Iterator[tuple[Leaf, list[Spot]]]:
    """Give upright pages with the rows of their text, top down, what is centred or in tables left out."""
    held: dict[int, list[Spot]] = {}
    for spot in case.parts.all(*_TEXT):
        held.setdefault(spot.leaf.number, []).append(spot)
    for leaf in case.paper.leaves:
        spots = held.get(leaf.number)
        if spots:
            yield leaf, sorted(spots, key=lambda spot: spot.line.baseline)


def black(case: InkCase) -> Measures:
    """5.2.4: characters are black unless the standard names another colour."""
    if case.paper.rendered:
        return
    for part, spot in case.parts.told:
        if part is not Part.MARK and any(glyph.red for glyph in spot.line.glyphs):
            yield Demand("5.2.4", part.value, "颜色", R).said(spot.where, "红色", "黑色", right=False)


def text_look(case: InkCase) -> Measures:
    """5.2.2: text in 3号仿宋. Of a file rendered here only its Word says so; of fonts known to stand in, nothing."""
    if case.paper.rendered:
        return
    for spot in case.parts.all(Part.BODY, Part.ADDRESSEE):
        line = spot.line
        if not fonts.is_stand_in(line.font) and not _LEVEL.match(line.text):
            found = fonts.family(line.font)
            yield Demand("5.2.2", Part.BODY, "字体", G).said(
                spot.where, found, fonts.FANGSONG, right=found == fonts.FANGSONG
            )
        right = abs(line.size - 16) <= SIZE * 2
        yield Demand("5.2.2", Part.BODY, "字号", G).said(spot.where, f"{line.size:g}磅", "3号（16磅）", right=right)


_LEVEL: Final = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")


def page_number(case: InkCase) -> Measures:
    """7.5: the dashes 7 mm under the text area; odd numbers 1 character from the right, even ones from the left."""
    numbers: dict[int, Spot] = {spot.leaf.number: spot for spot in case.parts.all(Part.PAGE_NUMBER)}
    count = len(case.paper.leaves)
    for leaf in case.paper.leaves:
        spot = numbers.get(leaf.number)
        if case.kind is Kind.LETTER and leaf.number == 1:
            yield Demand("10.1", Part.PAGE_NUMBER, "（首页）", R).said(
                leaf.where, "显示页码" if spot else "不显示", "不显示", right=spot is None
            )
        elif spot is None:
            yield from _unnumbered(case, leaf, count)
        elif not leaf.is_wide:
            yield from _numbered(case, spot)


def _unnumbered(case: InkCase, leaf: Leaf, count: int) -> Measures:
    """Tell a page without a number: wrong in every format; only a letter's second and last page may go without.

    A blank page before the one with 版记, and that page then, bear none.
    """
    if case.kind is None or leaf.is_wide or leaf.is_blank:
        return
    if leaf.number == count > 1 and case.paper.leaves[-2].is_blank:
        return
    is_second = case.kind is Kind.LETTER and count == 2  # noqa: PLR2004  the one the handbooks allow for
    yield Demand("7.5", Part.PAGE_NUMBER, "", K if is_second else G).missing(leaf.where)


def _numbered(case: InkCase, spot: Spot) -> Measures:
    line, where, odd = spot.line, spot.leaf.where, spot.leaf.number % 2 == 1
    digits = "".join(char for char in line.text if char.isdigit())
    yield Demand("7.5", Part.PAGE_NUMBER, "数码", G).said(
        where, digits, str(spot.leaf.number), right=digits == str(spot.leaf.number)
    )
    dashes = [glyph for glyph in line.glyphs if glyph.text in "—―─－-–"]
    middle = median((glyph.top + glyph.bottom) / 2 for glyph in (dashes or line.glyphs))
    yield Demand("7.5", Part.PAGE_NUMBER, "一字线距版心下边缘", G).length(where, middle - case.area.end, 7, PLACE)
    if odd:
        yield Demand("7.5", Part.PAGE_NUMBER, "右空", G).length(where, case.area.right - line.right, CHARACTER, PLACE)
    else:
        yield Demand("7.5", Part.PAGE_NUMBER, "左空", G).length(where, line.left - case.area.left, CHARACTER, PLACE)
    right = abs(line.size - 14) <= SIZE * 2
    yield Demand("7.5", Part.PAGE_NUMBER, "字号", G).said(where, f"{line.size:g}磅", "4号（14磅）", right=right)


def pages_measured(case: InkCase) -> Measures:
    """5.2.1: pages beyond the bound are not measured; the paper says so."""
    if case.paper.more:
        yield Demand("5.2.1", "页面", "核对", P).said("全文", f"后{case.paper.more}页未核对", "全部核对", right=False)
