"""版头 of the general format (GB/T 9704 7.2): what stands over the text, down to the red rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.shared import Length, Mm, Pt

from letters import elements, page
from letters.headline import width
from letters.mark import mark_pitch, mark_rows, white_above, white_below
from letters.sheet import Block
from letters.strokes import RED, Look, Row, Run, Side, Table, characters, empty, row, twips
from registry.errors import SettingFault

SUFFIX: Final = "文件"
_MARK_UNDER_TOP: Final = Mm(35)  # 7.2.4: of the mark's characters under the text area's top
_SIZES: Final = (62, 58, 54, 50, 46, 42, 38, 34, 30)  # points of a mark of one agency
_JOINT_SIZES: Final = (46, 42, 38, 34, 30, 28, 26, 24, 22, 20)
_JOINT_HIGHEST: Final = Mm(75)  # so that page 1 shows text under several agencies' marks
_GAP: Final = 0.4  # of the mark's size, between the agencies and 文件
_SUFFIX_SLACK: Final = 0.2  # of the mark's size: a cell just as wide as 文件 would break it
_RULE_GAP: Final = Mm(4)  # 7.2.7
_RULE: Final = 12  # eighths of a point
_SIGNER: Final = "签发人："
_EDGE: Final = 1.0  # characters: the number's and the signers' distance from the edges, 7.2.5, 7.2.6
_SLACK: Final = 0.25  # characters: words that reach a tab stop would jump over it
_NAME: Final = 3  # characters: names of two are spread over three


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a 版头 says.

    Args:
        marks: the agencies' names, the host first.
        suffix: 文件, 纪要 or nothing.
        left: 份号, 密级和保密期限, 紧急程度, those there are, from the top.
        number: 发文字号, or 期号 of minutes.
        signers: 签发人 of an upward paper, in the agencies' order.

    """

    marks: tuple[str, ...]
    suffix: str = SUFFIX
    left: tuple[str, ...] = ()
    number: str = ""
    signers: tuple[str, ...] = ()


def masthead(head: Head) -> tuple[list[Block], Length]:
    """Set a 版头; give it and where it ends, from the page's top.

    Raises:
        SettingFault: marks that do not fit.
    """
    left = [row(head.left[0]) if head.left[0].isdigit() else row(head.left[0], elements.HEITI)] if head.left else []
    left += [row(text, elements.HEITI) for text in head.left[1:]]
    marks, size, height = _marks(head)
    pitch = mark_pitch(size)
    white = Row(pitch=Length(_MARK_UNDER_TOP - page.ROW * len(left) - white_above(pitch, size)))
    numbered = _number_rows(head)
    numbered[-1].rule = f"<w:bottom w:val='single' w:sz='{_RULE}' w:space='{_under_number()}' w:color='{RED}'/>"
    end = page.TOP + _MARK_UNDER_TOP + height + page.ROW * (2 + len(numbered)) + _RULE_GAP
    return [*left, white, *marks, *empty(2), *numbered], Length(end)


def _under_number() -> int:
    """Points between a row of 3号 and the rule 4 mm under its characters."""
    points: float = Length(_RULE_GAP - white_below(page.ROW, page.SIZE_3)).pt
    return round(points)


def _marks(head: Head) -> tuple[list[Block], Length, Length]:
    if len(head.marks) > 1:
        return _joint(head.marks, head.suffix)
    rows, size = mark_rows(head.marks[0] + head.suffix, _SIZES)
    pitch = mark_pitch(size)
    look = Look(page.XIAOBIAOSONG, size, RED)
    written: list[Block] = [row(text, look, side=Side.CENTER, pitch=pitch) for text in rows]
    return written, size, Length(pitch * len(rows))


def _joint(names: Sequence[str], suffix: str) -> tuple[list[Block], Length, Length]:
    """Set several agencies' names, one a row and spread to one length, 文件 at their right in the middle (7.2.4)."""
    longest = max(map(width, names))
    size = _joint_size(names, longest + (width(suffix) + _GAP if suffix else 0))
    pitch = mark_pitch(size)
    rows = tuple(Row(runs=_spread(name, longest, size), side=Side.LEFT, pitch=pitch) for name in names)
    widths = [Length(round(size * (longest + _GAP)))]
    cells: list[tuple[Row, ...]] = [rows]
    if suffix:
        look = Look(page.XIAOBIAOSONG, size, RED)
        widths.append(Length(round(size * (width(suffix) + _SUFFIX_SLACK))))
        cells.append((row(suffix, look, side=Side.LEFT, pitch=pitch),))
    return [Table(tuple(widths), (tuple(cells),), is_bare=True)], size, Length(pitch * len(names))


def _joint_size(names: Sequence[str], wide: float) -> Length:
    """Give the largest size in which names of a joint issue fit; `wide` are characters of the longest row."""
    for size in map(Pt, _JOINT_SIZES):
        if wide * size <= page.TEXT_WIDTH and mark_pitch(size) * len(names) <= _JOINT_HIGHEST:
            return size
    raise SettingFault(
        f"联合发文机关标志过多或过长（{len(names)}个，最长{max(map(width, names)):.0f}字），版头容纳不下",
        todo="请用规范化简称，或只用主办机关的标志",
    )


def _spread(name: str, longest: float, size: Length) -> list[Run]:
    """Spread a name's characters to the length of the longest; the last one has no white after it."""
    look = Look(page.XIAOBIAOSONG, size, RED)
    if len(name) < 2 or width(name) >= longest:  # noqa: PLR2004  a single sign has no white within it
        return [Run(name, look)]
    white = twips((longest - width(name)) * size / (len(name) - 1))
    return [Run(name[:-1], Look(page.XIAOBIAOSONG, size, RED, spread=white)), Run(name[-1], look)]


def _number_rows(head: Head) -> list[Row]:
    """Write the number centred; of an upward paper at the left, in the row of the last 签发人 (7.2.5, 7.2.6)."""
    if not head.signers:
        return [row(head.number, side=Side.CENTER)]
    names = [_spaced(name) for name in head.signers]
    long = max(map(width, names))
    across = min(len(names), 2)
    first = page.ROW_HOLDS - _EDGE - long * across - (across - 1)
    label = first - width(_SIGNER) - _SLACK
    pairs = [names[start : start + 2] for start in range(0, len(names), 2)]
    is_beside = _EDGE + width(head.number) < label - 1
    places = (label, first, first + long + 1)
    written = [_signers(pair, places, is_first=n == 0) for n, pair in enumerate(pairs)]
    if not is_beside:  # so long a number stands by itself under the signers
        alone = row(f"\t{head.number}", side=Side.LEFT)
        alone.tabs = ((characters(_EDGE), Side.LEFT),)
        return [*written, alone]
    # A tab, no indent: the red rule under this row is as long as the text area is wide.
    last = written[-1]
    last.runs[:0] = [Run("\t"), Run(head.number)]
    last.tabs = ((characters(_EDGE), Side.LEFT), *last.tabs)
    return written


def _signers(names: Sequence[str], places: tuple[float, float, float], *, is_first: bool) -> Row:
    told = [Run("\t"), Run(_SIGNER)] if is_first else [Run("\t")]
    for name in names:
        told += [Run("\t"), Run(name, elements.KAITI)]
    made = Row(runs=told, side=Side.LEFT)
    made.tabs = tuple((characters(place), Side.LEFT) for place in places)
    return made


def _spaced(name: str) -> str:
    """Spread a name of two characters over three, so that names stand in columns."""
    return f"{name[0]}　{name[1]}" if len(name) == _NAME - 1 and width(name) == _NAME - 1 else name
