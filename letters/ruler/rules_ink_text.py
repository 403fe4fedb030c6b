"""Rules of title, addressees, text and signature, held against ink (7.3)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from letters.ruler import fonts
from letters.ruler.case import InkCase, Spot
from letters.ruler.ink import Line, Patch
from letters.ruler.parts import Part
from letters.ruler.standard import (
    CHARACTER,
    CHARACTERS,
    PLACE,
    ROW,
    ROW_OFF,
    SIZE,
    TEXT_LEFT,
    TEXT_RIGHT,
    Demand,
    G,
    Kind,
    Measure,
    Measures,
    P,
    R,
)
from letters.ruler.title_shape import title_measures

_CENTRES: Final = (105.0, 106.0)


def title(case: InkCase) -> Measures:
    """7.3.1: 2号, centred, two rows under what is above it; rows of whole words, a trapezoid or a diamond."""
    spots = case.parts.all(Part.TITLE)
    if not spots:
        return
    for spot in spots:
        nearest = min(_CENTRES, key=lambda middle: abs(spot.line.centre - middle))
        yield Demand("7.3.1", Part.TITLE, "中线至左页边", G).length(spot.where, spot.line.centre, nearest, PLACE * 1.5)
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
        right = _TWO_ROWS[0] <= gap <= _TWO_ROWS[1]
        clause = "10.1" if case.kind is Kind.LETTER else "7.3.1"
        yield Demand(clause, Part.TITLE, "上方空", R if case.kind is Kind.LETTER else G).said(
            spot.where, "2行" if right else f"约{gap:.1f}行", "2行", right=right
        )


_TWO_ROWS: Final = (1.75, 3.0)  # rows of ink-free paper that two empty rows and the white around them make


def addressees(case: InkCase) -> Measures:
    """7.3.2: one empty row under the title, at the left edge, also where they wrap."""
    spots = case.parts.all(Part.ADDRESSEE)
    for spot in spots:
        yield Demand("7.3.2", Part.ADDRESSEE, "左边缘至左页边", R).length(spot.where, spot.line.left, TEXT_LEFT, PLACE)
    titles = [spot for spot in case.parts.all(Part.TITLE) if spots and spot.leaf is spots[0].leaf]
    if titles:
        gap = (spots[0].line.body_top - titles[-1].line.body_bottom) / ROW
        right = _ONE_ROW[0] <= gap <= _ONE_ROW[1]
        yield Demand("7.3.2", Part.ADDRESSEE, "在标题之下空", R).said(
            spots[0].where, "1行" if right else f"约{gap:.1f}行", "1行", right=right
        )


_ONE_ROW: Final = (1.0, 2.1)


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
        off = (line.left - TEXT_LEFT) / CHARACTER
        begins = before is None or (
            before.line.right < TEXT_RIGHT - 2 * CHARACTER and before.line.text[-1:] in "。：；"
        )
        wanted = 2.0 if begins or off > 1 else 0.0
        if abs(off) < _FAR:
            yield Demand("7.3.3", Part.BODY, "首行缩进" if wanted else "回行缩进", G).length(
                spot.where, off, wanted, CHARACTERS, unit="字"
            )


_FAR: Final = 6.0  # characters: beyond this a row is no paragraph's


def signature(case: InkCase) -> Measures:
    """7.3.5.1, 7.3.5.2: where signature and date stand, with a seal and without."""
    date, name = case.parts.last(Part.DATE), case.parts.last(Part.SIGNATURE)
    if date is None or name is None or date.leaf is not name.leaf:
        return
    together = [spot for spot in case.parts.all(Part.SIGNATURE) if spot.leaf is date.leaf]
    if len(together) > 1:
        yield from _joint(together)
        return
    yield _placed(case, name.line, date)
    step = (date.line.baseline - name.line.baseline) / ROW
    yield Demand("7.3.5.2", Part.DATE, "在署名之下", R).said(
        date.where, "下一行" if abs(step - 1) < _HALF else f"下{step:.1f}行", "下一行", right=abs(step - 1) < _HALF
    )
    with_it = [spot for spot in case.parts.all(Part.BODY, Part.ATTACHMENTS) if spot.leaf is date.leaf]
    yield Demand("7.3.5.5", "署名页", "正文", P).said(
        date.where,
        "有正文" if with_it else "无正文",
        "有正文",
        right=bool(with_it),
        why="" if with_it else "应调整行距、字距",
    )
    if with_it and not case.seals(date.leaf):
        first = next(spot for spot in case.parts.all(Part.SIGNATURE) if spot.leaf is date.leaf)
        gap = (first.line.baseline - max(spot.line.baseline for spot in with_it)) / ROW - 1
        yield Demand("7.3.5.2", Part.SIGNATURE, "在正文或附件说明之下空", R).at_least(
            first.where, gap, 1 - ROW_OFF / ROW, unit="行"
        )


def _joint(names: list[Spot]) -> Measures:
    """7.3.5.1: names of several agencies in a regular array within the text area."""
    for spot in names:
        inside = spot.line.left >= TEXT_LEFT - PLACE and spot.line.right <= TEXT_RIGHT + PLACE
        yield Demand("7.3.5.1", "联合行文的署名", "位置", R).said(
            spot.where, "版心以内" if inside else "超出版心", "版心以内", right=inside
        )


_HALF: Final = 0.5  # rows


def _placed(case: InkCase, name: Line, date: Spot) -> Measure:
    line = date.line
    right_of_name, right_of_date = (TEXT_RIGHT - edge for edge in (name.right, line.right))
    off = CHARACTERS * CHARACTER
    is_longer = line.wide > name.wide
    of_longer = right_of_date if is_longer else right_of_name
    # LibreOffice puts white between digits and Chinese characters, whatever the file says; the file is not to blame.
    stretched = max(0.0, line.right - line.left - line.wide * CHARACTER) if case.paper.rendered else 0.0
    leads = line.left - name.left - 2 * CHARACTER
    unsealed = -off - stretched <= leads <= off and abs(of_longer - 2 * CHARACTER) <= off
    long = name.right - name.left > line.right - line.left + 8 * CHARACTER
    sealed = abs(right_of_date - 4 * CHARACTER) <= off and (abs(name.centre - line.centre) <= off or long)
    has_seal = bool(case.seals(date.leaf))
    right = sealed if has_seal else sealed or unsealed
    told = (
        f"署名右空{_counted(right_of_name)}字、日期右空{_counted(right_of_date)}字、"
        f"日期首字比署名首字右移{_counted(line.left - name.left)}字"
    )
    wanted = "日期右空4字、署名居中于日期之上"
    if not has_seal:
        wanted = f"不盖章：署名右空2字、日期首字右移2字；盖章：{wanted}"
    clause = "7.3.5.1" if has_seal else "7.3.5.2"
    return Demand(clause, "署名和成文日期", "位置", R).said(date.where, told, wanted, right=right)


def _counted(length: float) -> str:
    """Write millimetres as characters."""
    return f"{round(length / CHARACTER, 1) + 0.0:g}"


def seal(case: InkCase) -> Measures:
    """7.3.5.1: the seal over signature and date, both a little under its middle; its top within a row of the text."""
    date = case.parts.last(Part.DATE)
    if date is None:
        return
    names = [spot for spot in case.parts.all(Part.SIGNATURE) if spot.leaf is date.leaf]
    seals = case.seals(date.leaf)
    if not seals:
        return
    nearest = min(seals, key=lambda patch: abs(patch.centre - date.line.centre) + abs(patch.bottom - date.line.bottom))
    covers = nearest.top < date.line.top and nearest.bottom > date.line.bottom and _over(nearest, date)
    over_name = not names or (nearest.top <= names[-1].line.top and nearest.bottom > names[-1].line.top)
    yield Demand("7.3.5.1", "印章", "位置", R).said(
        date.where,
        "压署名和成文日期" if covers and over_name else "未压住署名和成文日期",
        "端正、居中下压署名和成文日期",
        right=covers and over_name,
    )
    text = [spot.line.bottom for spot in case.parts.all(Part.BODY, Part.ATTACHMENTS) if spot.leaf is date.leaf]
    if text:
        yield Demand("7.3.5.1", "印章", "顶端距正文或附件说明", R).at_most(
            date.where, (min(patch.top for patch in seals) - max(text)) / ROW, 1 + ROW_OFF / ROW, unit="行"
        )
    for before, after in pairwise(sorted(seals, key=lambda patch: (patch.top, patch.left))):
        apart = after.left >= before.right or after.top >= before.bottom or after.right <= before.left
        yield Demand("7.3.5.1", "印章", "相互", R).said(
            date.where, "不相交、不相切" if apart else "相交或相切", "不相交、不相切", right=apart
        )


def _over(patch: Patch, spot: Spot) -> bool:
    return abs(patch.centre - spot.line.centre) <= _SEAL_ASIDE


_SEAL_ASIDE: Final = 8.0  # mm that a seal may stand beside the date's middle
