"""Rules of title, addressees and text, held against ink (7.3.1-7.3.3)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from letters.ruler import fonts
from letters.ruler.case import InkCase, Spot
from letters.ruler.parts import Part
from letters.ruler.standard import (
    CENTRE,
    CHARACTER,
    CHARACTERS,
    ONE_ROW,
    PLACE,
    ROW,
    SIZE,
    TWO_ROWS,
    Demand,
    G,
    Kind,
    Measures,
    R,
)
from letters.ruler.title_shape import title_measures


def title(case: InkCase) -> Measures:
    """7.3.1: 2号, centred, two rows under what is above it; rows of whole words, a trapezoid or a diamond."""
    spots = case.parts.all(Part.TITLE)
    if not spots:
        return
    for spot in spots:
        nearest = min(case.area.centres(spot.leaf.width), key=lambda middle: abs(spot.line.centre - middle))
        yield Demand("7.3.1", Part.TITLE, "中线至左页边", G).length(spot.where, spot.line.centre, nearest, CENTRE)
        if not case.paper.rendered:
            right = abs(spot.line.size - 22) <= SIZE * 2
            yield Demand("7.3.1", Part.TITLE, "字号", G).said(
                spot.where, f"{spot.line.size:g}磅", "2号（22磅）", right=right
            )
            if not fonts.is_stand_in(spot.line.font):
                found = fonts.family(spot.line.font)
                yield Demand("7.3.1", Part.TITLE, "字体", G).said(
                    spot.where, found, fonts.XIAOBIAOSONG, right=found == fonts.XIAOBIAOSONG
                )
    yield from _above_title(case, spots[0])
    lines = [spot.line.text for spot in spots]
    if len(lines) > 1:
        yield from title_measures(lines, spots[0].where)


def _above_title(case: InkCase, spot: Spot) -> Measures:
    """Two empty rows over the title: under the red rule (7.3.1), in a letter under what stands above it (10.1)."""
    if case.kind not in {Kind.LETTER, Kind.GENERAL} or spot.leaf.number != 1:
        return
    above = [
        other.line.bottom
        for _, other in case.parts.told
        if other.leaf.number == 1 and other.line.bottom < spot.line.top
    ]
    above += [rule.bottom for rule in case.red_rules if rule.bottom < spot.line.top]
    if above:
        gap = (spot.line.top - max(above)) / ROW
        clause = "10.1" if case.kind is Kind.LETTER else "7.3.1"
        strength = R if case.kind is Kind.LETTER else G
        yield Demand(clause, Part.TITLE, "上方空", strength).empty_rows(spot.where, gap, 2, TWO_ROWS)


def addressees(case: InkCase) -> Measures:
    """7.3.2: one empty row under the title, at the left edge, also where they wrap."""
    spots = case.parts.all(Part.ADDRESSEE)
    for spot in spots:
        yield Demand("7.3.2", Part.ADDRESSEE, "左边缘至左页边", R).length(
            spot.where, spot.line.left, case.area.left, PLACE
        )
    titles = [spot for spot in case.parts.all(Part.TITLE) if spots and spot.leaf is spots[0].leaf]
    if titles:
        gap = (spots[0].line.body_top - titles[-1].line.body_bottom) / ROW
        yield Demand("7.3.2", Part.ADDRESSEE, "在标题之下空", R).empty_rows(spots[0].where, gap, 1, ONE_ROW)


def first_page(case: InkCase) -> Measures:
    """7.3.3: the first page shows text."""
    shows = any(spot.leaf.number == 1 for spot in case.parts.all(Part.BODY, Part.ATTENDANCE))
    if case.kind is not None:
        yield Demand("7.3.3", "首页", "正文", R).said("首页", "有" if shows else "无", "有", right=shows)


def indents(case: InkCase) -> Measures:
    """7.3.3: a paragraph begins 2 characters in, what wraps at the left edge. Of a file, its Word says so better."""
    if case.paper.rendered:
        return
    spots = case.parts.all(Part.BODY)
    for before, spot in pairwise((None, *spots)):
        assert spot is not None  # noqa: S101  the rest of the pairs are spots
        line = spot.line
        off = (line.left - case.area.left) / CHARACTER
        begins = before is None or (
            before.line.right < case.area.right - 2 * CHARACTER and before.line.text[-1:] in "。：；"
        )
        wanted = 2.0 if begins or off > 1 else 0.0
        if abs(off) < _FAR:
            yield Demand("7.3.3", Part.BODY, "首行缩进" if wanted else "回行缩进", G).length(
                spot.where, off, wanted, CHARACTERS, unit="字"
            )


_FAR: Final = 6.0  # characters: beyond this a row is no paragraph's
