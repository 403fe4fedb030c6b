"""署名, 成文日期 and seals (GB/T 9704 7.3.5): without room for a seal, with it, or with a signer's own stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.shared import Length, Mm

from letters import page
from letters.elements import chinese_date
from letters.headline import title_rows, width
from letters.seal_picture import Seal, Stamp
from letters.strokes import Picture, Row, Side, characters, empty, row

_FROM_RIGHT: Final = 4.0  # characters between a sealed date and the right edge, 7.3.5.1
_NAME_HOLDS: Final = 22  # characters of a name in one row
_UNDER_CENTRE: Final = Mm(3)  # 偏下: from the seal's centre to the middle of name and date
_LEAST_OVER: Final = Mm(1)  # between the text and a seal's top; at most one row
_BETWEEN_SEALS: Final = Mm(4)  # they neither touch nor cross
_A_ROW: Final = 3  # seals side by side: four of 42 mm are wider than the text area
_STAMP: Final = 2.0  # characters between a signer's title and the stamp, 7.3.5.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """How a paper is signed: by whom, when, and with which seals.

    Args:
        names: the agencies in order, the host first.
        dated: 成文日期.
        seals: one an agency, in their order; none where the paper bears no seal.

    """

    names: tuple[str, ...]
    dated: date
    seals: tuple[Seal, ...] = ()


def signature(signing: Signing) -> list[Row]:
    """Write 署名 and 成文日期 as the seals ask for; seals without a picture leave their room to a stamp by hand."""
    day = chinese_date(signing.dated)
    if not signing.seals:
        return [*empty(), *unsealed_day(signing.names, day)]
    if len(signing.names) == 1:
        return _sealed(signing.names[0], day, signing.seals[0])
    return _sealed_array(signing.names, day, signing.seals)


def unsealed_day(names: Sequence[str], day: str) -> list[Row]:
    """Write names and date without a seal (7.3.5.2): host first, the others under it, all beginning at one place.

    The longest ends 2 characters from the right, the date begins 2 characters right of the names; where the date is
    the longer, it stands 2 from the right and the names move left.
    """
    rows = [_in_rows(name) for name in names]
    long = max(width(part) for parts in rows for part in parts)
    day_long = width(day)
    right, day_right = (2.0, long - day_long) if day_long <= long else (day_long + 4 - long, 2.0)
    flat = [part for parts in rows for part in parts]
    written = [row(part, side=Side.RIGHT, right=right + long - width(part)) for part in flat]
    if day_long > long:
        return [*written, row(day, side=Side.RIGHT, right=day_right)]
    # From the left: programs part digits and characters unlike, its first character stays where it belongs.
    return [*written, row(day, side=Side.LEFT, left=page.ROW_HOLDS - right - long + 2)]


def _in_rows(name: str) -> tuple[str, ...]:
    return title_rows(name, _NAME_HOLDS) if width(name) > _NAME_HOLDS else (name,)


def _sealed(name: str, day: str, seal: Seal) -> list[Row]:
    """One agency (7.3.5.1): date 4 characters from the right, the name centred on it, the seal over both."""
    parts = _in_rows(name)
    day_long = width(day)
    day_right = max([_FROM_RIGHT, *((width(part) - day_long) / 2 for part in parts)])
    white, over = _over(seal.diameter, len(parts) + 1)
    # Centred between indents that differ: programs part digits and characters unlike, the middle stays the middle.
    middle = day_right + day_long / 2
    left, right = max(page.ROW_HOLDS - 2 * middle, 0), max(2 * middle - page.ROW_HOLDS, 0)
    written = [row(part, side=Side.CENTER, left=left, right=right) for part in parts]
    written.append(row(day, side=Side.RIGHT, right=day_right))
    made = [*empty(white), *written]
    if seal.picture:
        centre = Length(page.TEXT_WIDTH - characters(middle))
        made[white].pictures = (_print(seal, centre, Length(over - page.ROW * white), name),)
    return made


def _over(diameter: Length, rows: int) -> tuple[int, Length]:
    """Give the empty rows over a signature of so many rows, and the seal's top under the text: within one row of it."""
    white = 1
    while (over := page.ROW * white + page.ROW * rows // 2 - _UNDER_CENTRE - diameter // 2) < _LEAST_OVER:
        white += 1
    # Many rows of a name push their middle down; the seal still begins within a row of the text.
    return white, Length(min(over, page.ROW - _LEAST_OVER))


def _print(seal: Seal, centre: Length, top: Length, name: str) -> Picture:
    half = seal.diameter // 2
    return Picture(seal.picture, seal.diameter, seal.diameter, Length(centre - half), top, f"{name}印章")


def _sealed_array(names: Sequence[str], day: str, seals: Sequence[Seal]) -> list[Row]:
    """Several agencies (7.3.5.1): names in a regular array, a seal over each, the last over name and date."""
    across = 2 if len(names) in {2, 4} else _A_ROW
    column = page.TEXT_WIDTH / across
    holds = int(min(column / page.CHARACTER, _NAME_HOLDS)) - 1
    broken = [title_rows(name, holds) if width(name) > holds else (name,) for name in names]
    broken[-1] = (*broken[-1], day)
    made: list[Row] = []
    reach = Length(0)  # how far the seals above reach under the rows written so far
    for start in range(0, len(names), across):
        band, of_band = broken[start : start + across], seals[start : start + across]
        diameter, tall = Length(max(seal.diameter for seal in of_band)), max(map(len, band))
        white, over = _over(diameter, tall)
        if start:
            made.append(Row(pitch=Length(max(reach + _BETWEEN_SEALS - over, page.ROW // 4))))
        centres = [Length(round(column * (n + 0.5))) for n in range(len(band))]
        rows = empty(white)
        for line in range(tall):
            written = row("".join(f"\t{parts[line] if line < len(parts) else ''}" for parts in band), side=Side.LEFT)
            written.tabs = tuple((centre, Side.CENTER) for centre in centres)
            rows.append(written)
        rows[white].pictures = tuple(
            _print(seal, centre, Length(over - page.ROW * white), name)
            for seal, centre, name in zip(of_band, centres, names[start:], strict=False)
            if seal.picture
        )
        made += rows
        reach = Length(over + diameter - page.ROW * len(rows))
    return made


def stamped(signers: Sequence[tuple[str, Stamp]], dated: date) -> list[Row]:
    """Write 签名章 (7.3.5.3): two rows under the text, 4 characters from the right, the signer's title left of it.

    Args:
        signers: title and stamp, one an agency, a row each; a stamp without a picture leaves room to sign.
        dated: written one row under the last, 4 characters from the right.

    """
    made = empty(2)
    for number, (title, stamp) in enumerate(signers):
        if number:
            made.append(Row(pitch=Length(page.ROW // 2)))  # stamps do not touch
        beside = Length(max((stamp.height - page.ROW) // 2, 0))
        right = _FROM_RIGHT + stamp.width / page.CHARACTER + _STAMP
        named = row(title, side=Side.RIGHT, right=right)
        if stamp.picture:
            left = Length(page.TEXT_WIDTH - characters(_FROM_RIGHT) - stamp.width)
            top = Length((page.ROW - stamp.height) // 2)
            named.pictures = (Picture(stamp.picture, stamp.width, stamp.height, left, top, f"{title}签名章"),)
        made += [Row(pitch=beside), named, Row(pitch=beside)] if beside else [named]
    return [*made, *empty(), row(chinese_date(dated), side=Side.RIGHT, right=_FROM_RIGHT)]
