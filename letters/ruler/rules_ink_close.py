"""Rules of attachments and 版记, held against ink (7.3.7, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from letters.ruler.case import InkCase, Spot
from letters.ruler.ink import Line, Rule
from letters.ruler.parts import Part
from letters.ruler.standard import (
    LENGTH,
    MM_OF_POINT,
    PLACE,
    RECORD_THICK,
    RECORD_THIN,
    RECORD_WEIGHT,
    Demand,
    G,
    Kind,
    Measures,
    P,
    R,
    T,
)

_SMALL: Final = 14 * MM_OF_POINT  # a character of 4号
_RECORD_REACH: Final = 12.0  # mm a rule of 版记 stands from its words at most
_RECORD_LEAST: Final = 120.0  # mm: a rule, not an underline


def annexes(case: InkCase) -> Measures:
    """7.3.7: 附件 and its number in row 1 of a page of its own, at the left edge; the title in row 3, centred."""
    for spot in case.parts.all(Part.ANNEX):
        others = [
            other.line.baseline
            for part, other in case.parts.told
            if other.leaf is spot.leaf and part is not Part.PAGE_NUMBER
        ]
        first = spot.line.baseline <= min(others) + 1
        yield Demand("7.3.7", Part.ANNEX, "所在行", R).said(
            spot.where, "该面首行" if first else "前有他文", "另面编排，在版心左上角第一行", right=first
        )
        yield Demand("7.3.7", Part.ANNEX, "左边缘至左页边", R).length(spot.where, spot.line.left, case.area.left, PLACE)


def copies(case: InkCase) -> Measures:
    """7.4.2, 7.4.3: 抄送 and 印发 stand 1 character in at both sides."""
    spots = case.parts.all(Part.COPIES)
    if spots:
        yield Demand("7.4.2", Part.COPIES, "左空", G).length(
            spots[0].where, spots[0].line.left - case.area.left, _SMALL, PLACE
        )
        right = max(_of_words(spot.line) for spot in spots)
        yield Demand("7.4.2", Part.COPIES, "右空", G).at_least(
            spots[0].where, case.area.right - right, _SMALL - PLACE, unit="mm"
        )
    printed = sorted(case.parts.all(Part.PRINTED), key=lambda spot: spot.line.left)
    if printed and case.kind is not Kind.LETTER:
        yield Demand("7.4.3", "印发机关", "左空", G).length(
            printed[0].where, printed[0].line.left - case.area.left, _SMALL, PLACE
        )
        yield Demand("7.4.3", "印发日期", "右空", G).length(
            printed[-1].where, case.area.right - printed[-1].line.right, _SMALL, PLACE
        )


def _of_words(line: Line) -> float:
    """Give where a row's words end: a mark of punctuation may hang out behind them."""
    return line.glyphs[-2].right if len(line.glyphs) > 1 and line.glyphs[-1].text in _MARKS else line.right


_MARKS: Final = "，、。；："


def record(case: InkCase) -> Measures:
    """7.4.1: rules as long as the area, the last one at its lower edge on the last page; a letter has none (10.1)."""
    spots = case.parts.all(Part.COPIES, Part.PRINTED)
    if not spots:
        return
    leaf = spots[-1].leaf
    rules = _record_rules(spots)
    if case.kind is Kind.LETTER:
        yield Demand("10.1", "版记", "分隔线", R).said(
            leaf.where, f"{len(rules)}条" if rules else "无", "无", right=not rules
        )
        return
    if case.kind is not Kind.GENERAL:
        return
    if not rules:
        yield Demand("7.4.1", "版记分隔线", "", R).missing(leaf.where)
        return
    for rule in rules:
        yield Demand("7.4.1", "版记分隔线", "长度", R).length(leaf.where, rule.length, case.area.wide, LENGTH)
    yield Demand("7.4.1", "版记末条分隔线", "至上页边", R).length(
        leaf.where, (rules[-1].top + rules[-1].bottom) / 2, case.area.end, PLACE
    )
    for place, rule in enumerate(rules):
        wanted = RECORD_THICK if place in {0, len(rules) - 1} else RECORD_THIN
        yield Demand("7.4.1", "版记首末分隔线" if wanted == RECORD_THICK else "版记中间分隔线", "粗细", T).length(
            leaf.where, rule.bottom - rule.top, wanted, RECORD_WEIGHT
        )
    last = next(one for one in reversed(case.paper.leaves) if not one.is_blank)
    yield Demand("7.4.1", "版记", "所在面", R).said(
        leaf.where, leaf.where, f"第{last.number}页（末面）", right=leaf is last
    )
    # The standard asks for the last face. A blank page before it is there to bring it to an even one, or for nothing.
    if leaf.number > 1 and case.paper.leaves[leaf.number - 2].is_blank:
        even = leaf.number % 2 == 0
        yield Demand("7.4.1", "版记", "面次", P).said(
            leaf.where, "偶数面" if even else "奇数面，前有空白页", "偶数面", right=even
        )


def _record_rules(spots: Sequence[Spot]) -> list[Rule]:
    """Give the black rules about 版记, from the top, page after page."""
    found: list[Rule] = []
    for leaf in {spot.leaf.number: spot.leaf for spot in spots}.values():
        lines = [spot.line for spot in spots if spot.leaf is leaf]
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        found += [
            rule
            for rule in leaf.rules
            if not rule.red and rule.length > _RECORD_LEAST and top - _RECORD_REACH < rule.top < bottom + _RECORD_REACH
        ]
    return found
