"""Rules of signature, date, seal and signer's stamp, held against ink (7.3.5)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from letters.headline import width
from letters.ruler.case import InkCase, Spot
from letters.ruler.date_form import right_date
from letters.ruler.ink import RED_NAME, Line, Patch
from letters.ruler.parts import Part
from letters.ruler.patterns import is_signers_title
from letters.ruler.standard import (
    CHARACTER,
    CHARACTERS,
    ONE_ROW_BY_STAMP,
    PLACE,
    ROW,
    ROW_OFF,
    STAMP_MIDDLE,
    TWO_ROWS_BY_STAMP,
    Demand,
    G,
    Measure,
    Measures,
    P,
    R,
)

_HALF: Final = 0.5  # rows
_OFF: Final = CHARACTERS * CHARACTER
_SEAL_ASIDE: Final = 8.0  # mm that a seal may stand beside the date's middle
_MOST_STRETCHED: Final = 1.6 * CHARACTER  # of a date, by white that programs put between digits and characters
_BESIDE: Final = 8.0  # mm that the middles of a title and of its stamp lie apart at most


def signature(case: InkCase) -> Measures:
    """7.3.5.1, 7.3.5.2: where signature and date stand, with a seal and without."""
    date, names = _closing(case)
    if date is None or not names or is_signers_title(names[-1].text):
        return
    if len(names) > 1:
        yield from _joint(case, names, date)
        return
    name = names[-1]
    yield _placed(case, name.line, date)
    step = (date.line.baseline - name.line.baseline) / ROW
    yield Demand("7.3.5.2", Part.DATE, "在署名之下", R).said(
        date.where, "下一行" if abs(step - 1) < _HALF else f"下{step:.1f}行", "下一行", right=abs(step - 1) < _HALF
    )
    yield from _with_text(case, date, names[0])


def _closing(case: InkCase) -> tuple[Spot | None, list[Spot]]:
    """Give the date and the names over it on its page."""
    date = case.parts.last(Part.DATE)
    if date is None:
        return None, []
    return date, [spot for spot in case.parts.all(Part.SIGNATURE) if spot.leaf is date.leaf]


def _texts(case: InkCase, date: Spot) -> list[Spot]:
    """Give the rows of text on the date's page."""
    return [spot for spot in case.parts.all(Part.BODY, Part.ATTACHMENTS) if spot.leaf is date.leaf]


def _with_text(case: InkCase, date: Spot, first: Spot) -> Measures:
    with_it = _texts(case, date)
    yield Demand("7.3.5.5", "署名页", "正文", P).said(
        date.where,
        "有正文" if with_it else "无正文",
        "有正文",
        right=bool(with_it),
        why="" if with_it else "应调整行距、字距",
    )
    if with_it and not case.seals(date.leaf):
        gap = (first.line.baseline - max(spot.line.baseline for spot in with_it)) / ROW - 1
        yield Demand("7.3.5.2", Part.SIGNATURE, "在正文或附件说明之下空", R).at_least(
            first.where, gap, 1 - ROW_OFF / ROW, unit="行"
        )


def _joint(case: InkCase, names: list[Spot], date: Spot) -> Measures:
    """7.3.5.1: names of several agencies within the text area; unsealed ones, one under the other, as a single one."""
    for spot in names:
        inside = spot.line.left >= case.area.left - PLACE and spot.line.right <= case.area.right + PLACE
        yield Demand("7.3.5.1", "联合行文的署名", "位置", R).said(
            spot.where, "版心以内" if inside else "超出版心", "版心以内", right=inside
        )
    in_rows = all(after.line.baseline - before.line.baseline > ROW * _HALF for before, after in pairwise(names))
    if in_rows and not case.seals(date.leaf):
        yield _placed(case, max(names, key=lambda spot: spot.line.wide).line, date)


def _placed(case: InkCase, name: Line, date: Spot) -> Measure:
    line, has_seal = date.line, bool(case.seals(date.leaf))
    meant = _meant(line)
    sealed = any(_is_sealed(case, name, *edges) for edges in meant)
    right = sealed or (not has_seal and any(_is_unsealed(case, name, _count(line), *edges) for edges in meant))
    right_of_name, right_of_date = (case.area.right - edge for edge in (name.right, line.right))
    told = (
        f"署名右空{_counted(right_of_name)}字、日期右空{_counted(right_of_date)}字、"
        f"日期首字比署名首字{_moved(line.left - name.left)}"
    )
    wanted = "日期右空4字、署名居中于日期之上"
    if not has_seal:
        wanted = f"不盖章的署名右空2字、日期首字右移2字；盖章的{wanted}"
    clause = "7.3.5.1" if has_seal else "7.3.5.2"
    return Demand(clause, "署名和成文日期", "位置", R).said(date.where, told, wanted, right=right)


def _meant(line: Line) -> list[tuple[float, float]]:
    """Give the edges a date was meant to have, of the width its characters count.

    Programs put white between digits and Chinese characters. Whether the row was set from its left, its middle or its
    right, that place is where it was meant; the white went to the other side.
    """
    count = _count(line)
    more = (line.wide - count) * CHARACTER  # what a wrong form takes is told by 7.3.5.4
    stretched = min(max(0.0, line.right - line.left - count * CHARACTER), _MOST_STRETCHED + more)
    return [(line.left + stretched * share, line.right - stretched * (1 - share)) for share in (0, 0.5, 1)]


def _count(line: Line) -> float:
    """Count the characters of a date as it should be written."""
    return width(right_date(line.text))


def _is_unsealed(case: InkCase, name: Line, count: float, left: float, right: float) -> bool:
    """Whether the longer ends 2 characters from the right and the date begins 2 right of the name."""
    longer = right if count > name.wide else name.right
    return abs(left - name.left - 2 * CHARACTER) <= _OFF and abs(case.area.right - longer - 2 * CHARACTER) <= _OFF


def _is_sealed(case: InkCase, name: Line, left: float, right: float) -> bool:
    """Whether the date stands 4 characters from the right and the name is centred on it, as far as it has room."""
    over = (name.right - name.left - (right - left)) / 2  # what a centred name takes on either side of the date
    wanted = max(4 * CHARACTER, over)
    is_centred = abs(name.centre - (left + right) / 2) <= _OFF
    if over > 4 * CHARACTER and abs(case.area.right - right - 4 * CHARACTER) <= _OFF:
        return True
    return is_centred and abs(case.area.right - right - wanted) <= _OFF


def _counted(length: float) -> str:
    """Write millimetres as characters."""
    return f"{round(length / CHARACTER, 1) + 0.0:g}"


def _moved(length: float) -> str:
    """Write how far something stands right or left of something."""
    return f"{'右' if length >= 0 else '左'}移{_counted(abs(length))}字"


def seal(case: InkCase) -> Measures:
    """7.3.5.1: a red seal over signature and date, both a little under its middle; its top within a row of the text."""
    date, names = _closing(case)
    seals = case.seals(date.leaf) if date is not None else ()
    if date is None or not seals:
        return
    for patch in seals:
        yield Demand("7.3.5.1", "印章", "颜色", R).said(date.where, patch.colour, RED_NAME, right=patch.red)
    if len(seals) < len(names):  # others are still to be pressed by hand: each that is there lies over its own name
        right = all(any(_covers(patch, name) for name in names) for patch in seals)
        what = "署名"
    else:
        nearest = min(
            seals, key=lambda patch: abs(patch.centre - date.line.centre) + abs(patch.bottom - date.line.bottom)
        )
        over_name = not names or (nearest.top <= names[-1].line.top and nearest.bottom > names[-1].line.top)
        right = _covers(nearest, date) and nearest.bottom > date.line.bottom and over_name
        what = "署名和成文日期"
    yield Demand("7.3.5.1", "印章", "位置", R).said(
        date.where, f"压{what}" if right else f"未压住{what}", f"端正、居中下压{what}", right=right
    )
    text = [spot.line.bottom for spot in _texts(case, date)]
    if text:
        yield Demand("7.3.5.1", "印章", "顶端距正文或附件说明", R).at_most(
            date.where, (min(patch.top for patch in seals) - max(text)) / ROW, 1 + ROW_OFF / ROW, unit="行"
        )
    for before, after in pairwise(sorted(seals, key=lambda patch: (patch.top, patch.left))):
        apart = after.left >= before.right or after.top >= before.bottom or after.right <= before.left
        yield Demand("7.3.5.1", "印章", "相互", R).said(
            date.where, "不相交、不相切" if apart else "相交或相切", "不相交、不相切", right=apart
        )


def _covers(patch: Patch, spot: Spot) -> bool:
    """Whether a seal lies over a row's words, its middle over theirs."""
    aside = abs(patch.centre - spot.line.centre)
    return aside <= _SEAL_ASIDE and patch.top < spot.line.top and patch.bottom > spot.line.top


def stamp(case: InkCase) -> Measures:
    """7.3.5.3: two empty rows, the stamp 4 characters from the right, the signer's title 2 left of it; then the date.

    The date stands one empty row under the last stamp, 4 characters from the right. Where the stamp is still to be
    pressed by hand, the date's place alone is measured.
    """
    date, names = _closing(case)
    titles = [spot for spot in names if is_signers_title(spot.text)]
    if date is None or not titles:
        return
    space = min((case.area.right - right for _, right in _meant(date.line)), key=lambda gap: abs(gap - 4 * CHARACTER))
    yield Demand("7.3.5.3", Part.DATE, "右空", R).length(date.where, space / CHARACTER, 4, CHARACTERS, unit="字")
    stamps = [(title, found) for title in titles if (found := _stamp_beside(title)) is not None]
    for title, found in stamps:
        yield from _stamped(case, title, found)
    text = [spot.line.body_bottom for spot in _texts(case, date)]
    if stamps and text:
        top = min(stamps[0][1].top, stamps[0][0].line.body_top)
        gap = (top - max(text)) / ROW
        yield Demand("7.3.5.3", "签名章", "在正文之下空", R).empty_rows(title.where, gap, 2, TWO_ROWS_BY_STAMP)
    if stamps:
        bottom = max(stamps[-1][1].bottom, stamps[-1][0].line.body_bottom)
        gap = (date.line.body_top - bottom) / ROW
        yield Demand("7.3.5.3", Part.DATE, "在签名章之下空", R).empty_rows(date.where, gap, 1, ONE_ROW_BY_STAMP)


def _stamp_beside(title: Spot) -> Patch | None:
    """Give the stamp that stands right of a title, in its row."""
    beside = (
        patch
        for patch in title.leaf.patches
        if patch.is_stamp and patch.centre > title.line.right and abs(patch.middle - _middle(title)) < _BESIDE
    )
    return min(beside, key=lambda patch: patch.left, default=None)


def _middle(spot: Spot) -> float:
    return (spot.line.body_top + spot.line.body_bottom) / 2


def _stamped(case: InkCase, title: Spot, found: Patch) -> Measures:
    yield Demand("7.3.5.3", "签名章", "右空", R).length(
        title.where, (case.area.right - found.right) / CHARACTER, 4, CHARACTERS, unit="字"
    )
    yield Demand("7.3.5.3", "签发人职务", "与签名章的距离", R).length(
        title.where, (found.left - title.line.right) / CHARACTER, 2, CHARACTERS, unit="字"
    )
    off = found.middle - _middle(title)
    level = abs(off) <= STAMP_MIDDLE
    yield Demand("7.3.5.3", "签发人职务", "与签名章", R).said(
        title.where, "上下居中" if level else f"上下错开{abs(off):.1f}毫米", "上下居中", right=level
    )
    yield Demand("7.3.5.3", "签名章", "颜色", G).said(title.where, found.colour, RED_NAME, right=found.red)
