"""Rules of the head, held against ink: where mark, rules and number stand on the first page (7.2, 10.1, 10.3)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from letters.ruler import fonts
from letters.ruler.case import InkCase, Spot
from letters.ruler.ink import Rule
from letters.ruler.number_form import faults_of_number
from letters.ruler.parts import Part
from letters.ruler.standard import (
    CENTRE,
    CHARACTER,
    GAP,
    LENGTH,
    MM_OF_POINT,
    PLACE,
    ROW,
    TEXT_END,
    TWO_ROWS,
    WEIGHT,
    Demand,
    G,
    Kind,
    Measure,
    Measures,
    R,
    T,
)

# A letter's mark stands 30 mm under the paper's edge, the others' so far under the text area's.
_MARK: Final = {
    Kind.LETTER: ("10.1", 30.0),
    Kind.GENERAL: ("7.2.4", 35.0),
    Kind.MINUTES: ("10.3", 35.0),
    Kind.COMMAND: ("10.2", 20.0),
}
_UNDER_RULE: Final = 14 * MM_OF_POINT  # 7/8 of a character of 3号
_FOOT: Final = TEXT_END  # rules under it are the letter's second ones


def mark(case: InkCase) -> Measures:
    """7.2.4, 10.1-10.3: the mark is red; its upper edge 35 mm under the text area's, a command's 20 mm.

    A letter's stands 30 mm under the paper's edge.
    """
    spots = case.parts.all(Part.MARK)
    if case.kind is None:
        return
    clause, top = _MARK[case.kind]
    if case.kind is not Kind.LETTER:
        top += case.area.top
    if not spots:
        yield Demand(clause, Part.MARK, "", R).missing("首页")
        return
    yield Demand(clause, Part.MARK, "上边缘至上页边", R).length(
        spots[0].where, min(spot.line.top for spot in spots), top, PLACE
    )
    for spot in spots:
        nearest = min(case.area.centres(case.first.width), key=lambda middle: abs(spot.line.centre - middle))
        if case.kind is not Kind.GENERAL or len(spots) == 1:
            yield Demand(clause, Part.MARK, "中线至左页边", R).length(spot.where, spot.line.centre, nearest, CENTRE)
        if not case.paper.rendered:
            yield Demand(clause, Part.MARK, "颜色", R).said(
                spot.where, "红色" if spot.line.red else "非红色", "红色", right=spot.line.red
            )
            if not fonts.is_stand_in(spot.line.font):
                found = fonts.family(spot.line.font)
                yield Demand(clause, Part.MARK, "字体", T).said(
                    spot.where, found, fonts.XIAOBIAOSONG, right=found == fonts.XIAOBIAOSONG
                )
    if case.kind is Kind.LETTER and not case.paper.rendered:
        has = case.mark.endswith("文件")
        yield Demand("10.1", Part.MARK, "用语", R).said(
            spots[0].where, "加“文件”二字" if has else "不加“文件”二字", "不加“文件”二字", right=not has
        )


def letter_rules(case: InkCase) -> Measures:
    """10.1: a red double rule 4 mm under the mark (上粗下细), one 20 mm over the paper's edge (上细下粗); 170 mm."""
    doubles = list(case.doubles())
    upper = next((pair for pair in doubles if pair[0].top < _FOOT / 2), None)
    lower = next((pair for pair in doubles if pair[0].top > _FOOT), None)
    name = "首条红色双线"
    if upper is None:
        yield Demand("10.1", name, "", R).missing("首页", why=_what_else(case, low=False))
    else:
        marks = case.parts.all(Part.MARK)
        if marks:
            gap = upper[0].top - max(spot.line.bottom for spot in marks)
            yield Demand("10.1", name, "与发文机关标志的距离", R).length("首页", gap, 4, CENTRE)
        yield from _double(name, upper, thick_first=True)
    name = "末条红色双线"
    if lower is None:
        yield Demand("10.1", name, "", R).missing("首页", why=_what_else(case, low=True))
    else:
        yield Demand("10.1", name, "至下页边", R).length("首页", case.first.height - lower[1].bottom, 20, PLACE)
        yield from _double(name, lower, thick_first=False)


def _what_else(case: InkCase, *, low: bool) -> str:
    """Say what stands where a double rule should."""
    near = [rule for rule in case.first.rules if (rule.top > _FOOT) is low and rule.length > _LEAST]
    if not near:
        return ""
    return "有单线而非双线" if any(rule.red for rule in near) else "有线而非红色双线"


_LEAST: Final = 100.0  # mm: a rule as long as the head


def _double(name: str, pair: tuple[Rule, Rule], *, thick_first: bool) -> Measures:
    upper, lower = pair
    found = "上粗下细" if upper.weight > lower.weight else "上细下粗"
    if abs(upper.weight - lower.weight) < WEIGHT:
        found = "等粗"
    wanted = "上粗下细" if thick_first else "上细下粗"
    yield Demand("10.1", name, "粗细", R).said("首页", found, wanted, right=found == wanted)
    yield Demand("10.1", name, "长度", R).length("首页", upper.length, 170, LENGTH)
    yield Demand("10.1", name, "中线至左页边", R).length("首页", (upper.left + upper.right) / 2, 105.5, PLACE)


def head_rule(case: InkCase) -> Measures:
    """7.2.7: a red rule as long as the text area is wide, 4 mm under the number."""
    number = case.parts.last(Part.NUMBER)
    under = number.line.baseline if number is not None and number.leaf.number == 1 else 0
    # Marks of many agencies push it down the page: it is the first one under the number, wherever that stands.
    rules = [rule for rule in case.red_rules if rule.top < case.area.end]
    rule = next((rule for rule in rules if rule.top > under), rules[0] if rules else None)
    if rule is None:
        if case.kind is Kind.GENERAL:
            yield Demand("7.2.7", "版头分隔线", "", R).missing("首页")
        return
    yield Demand("7.2.7", "版头分隔线", "长度", R).length("首页", rule.length, case.area.wide, LENGTH)
    yield Demand("7.2.7", "版头分隔线", "左端至左页边", R).length("首页", rule.left, case.area.left, PLACE)
    if number is not None and number.leaf.number == 1:
        gap = rule.top - number.line.body_bottom
        yield Demand("7.2.7", "版头分隔线", "与发文字号的距离", R).length("首页", gap, 4, PLACE)


def number(case: InkCase) -> Measures:
    """7.2.5: two rows under the mark, centred; 10.1: at the right, 7/8 of a character of 3号 under the rule."""
    spots = [spot for spot in case.parts.all(Part.NUMBER) if spot.leaf.number == 1]
    for spot in spots[:1]:
        if not case.paper.rendered and case.kind is not Kind.MINUTES:
            faults = faults_of_number(spot.line.text)
            yield Demand("7.2.5", Part.NUMBER, "写法", R).said(
                spot.where, spot.line.text, "代字〔年份〕序号号", right=not faults, why="；".join(faults)
            )
        if case.kind is Kind.LETTER:
            yield from _letter_number(case, spot)
        elif case.kind is Kind.GENERAL:
            yield from _general_number(case, spot)
        elif case.kind is Kind.COMMAND:
            yield from _under_mark(case, spot, spot.line.body_top, "10.2")
            yield _centred(case, spot, "10.2")


def _letter_number(case: InkCase, spot: Spot) -> Measures:
    yield Demand("10.1", Part.NUMBER, "右边缘至左页边", R).length(spot.where, spot.line.right, case.area.right, PLACE)
    upper = next((pair for pair in case.doubles() if pair[0].top < _FOOT / 2), None)
    if upper is not None:
        first = min((other.line.top for other in _beside(case, spot)), default=spot.line.top)
        gap = first - upper[1].bottom
        yield Demand("10.1", Part.NUMBER, "与红色双线的距离", R).length(spot.where, gap, _UNDER_RULE, GAP)


def _beside(case: InkCase, spot: Spot) -> list[Spot]:
    """Give the words of the head that stand in the number's row, itself among them."""
    head = case.parts.all(Part.NUMBER, Part.SECRECY, Part.URGENCY, Part.COPY_NUMBER)
    return [other for other in head if abs(other.line.baseline - spot.line.baseline) < 1]


def _general_number(case: InkCase, spot: Spot) -> Measures:
    signers = case.parts.all(Part.SIGNER)
    line = spot.line
    yield from _under_mark(case, spot, min([line.body_top, *(signer.line.body_top for signer in signers)]), "7.2.5")
    if not signers:
        yield _centred(case, spot, "7.2.5")
        return
    yield Demand("7.2.5", Part.NUMBER, "左空", R).length(spot.where, line.left - case.area.left, CHARACTER, PLACE)
    beside = [other.line for _, other in case.parts.told if other.leaf is spot.leaf]
    same = any(abs(other.baseline - line.baseline) < ROW / 3 and other.left > line.right for other in beside)
    yield Demand("7.2.5", Part.NUMBER, "与最后一个签发人姓名", R).said(
        spot.where, "同行" if same else "不同行", "同行", right=same
    )
    yield from _signers_column(signers)
    edge = case.area.right - max(signer.line.right for signer in signers)
    yield Demand("7.2.6", Part.SIGNER, "右空", R).length(signers[-1].where, edge, CHARACTER, CENTRE)


def _under_mark(case: InkCase, spot: Spot, top: float, clause: str) -> Measures:
    """Two empty rows under the mark."""
    marks = case.parts.all(Part.MARK)
    if marks:
        gap = (top - max(mark.line.bottom for mark in marks)) / ROW
        yield Demand(clause, Part.NUMBER, "在发文机关标志之下空", R).empty_rows(spot.where, gap, 2, TWO_ROWS)


def _centred(case: InkCase, spot: Spot, clause: str) -> Measure:
    nearest = min(case.area.centres(case.first.width), key=lambda middle: abs(spot.line.centre - middle))
    return Demand(clause, Part.NUMBER, "中线至左页边", R).length(spot.where, spot.line.centre, nearest, CENTRE)


def command_text(case: InkCase) -> Measures:
    """10.2: a command's text stands two empty rows under its number."""
    number, text = case.parts.last(Part.NUMBER), case.parts.first(Part.BODY)
    if number is None or text is None or number.leaf is not text.leaf:
        return
    gap = (text.line.body_top - number.line.body_bottom) / ROW
    yield Demand("10.2", Part.BODY, "在令号之下空", R).empty_rows(text.where, gap, 2, TWO_ROWS)


def _signers_column(signers: Sequence[Spot]) -> Measures:
    """7.2.6: names that wrap begin under the first one."""
    first = signers[0].line
    name = next((glyph.left for before, glyph in pairwise(first.glyphs) if before.text in "：:"), None)
    following = [spot for spot in signers if spot.line.baseline - first.baseline > ROW / 2]
    for baseline in dict.fromkeys(round(spot.line.baseline) for spot in following):
        spot = min((one for one in following if round(one.line.baseline) == baseline), key=lambda one: one.line.left)
        if name is not None:
            yield Demand("7.2.6", Part.SIGNER, "回行姓名与首个姓名相距", R).length(
                spot.where, spot.line.left - name, 0, CENTRE
            )


def left_of_head(case: InkCase) -> Measures:
    """7.2.1-7.2.3: the copy's number, secrecy and urgency stand flush left, in a row of their own each."""
    for part, clause in ((Part.COPY_NUMBER, "7.2.1"), (Part.SECRECY, "7.2.2"), (Part.URGENCY, "7.2.3")):
        for spot in case.parts.all(part):
            if spot.leaf.number == 1:
                yield Demand(clause, part, "左边缘至左页边", G).length(
                    spot.where, spot.line.left, case.area.left, PLACE
                )
