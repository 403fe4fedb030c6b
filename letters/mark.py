"""发文机关标志: in how many rows of which size it is set, and where the ink of an exact row begins and ends.

GB/T 9704 7.2.4 and 10.1 give the mark's place and leave its size open: docs/decisions/0008-letter-layout.md and 0016
say which sizes are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.shared import Length, Pt

from letters import page
from letters.headline import title_rows, width
from registry.errors import SettingFault

_TWO_ROWS: Final = (32, 28, 24)  # points
_PITCH: Final = 1.2  # of the mark's size: less would cut the characters' tops
# Word and LibreOffice put the baseline of an exact row at 80 % of its height; characters of CJK fonts reach from 8 %
# of their size under the baseline to 84 % above it.
_BASELINE, _ABOVE, _BELOW = 0.8, 0.84, 0.08


def mark_rows(mark: str, sizes: Sequence[int]) -> tuple[tuple[str, ...], Length]:
    """Give the rows of a mark and their size: one row of the largest of `sizes` (points) that fits, else two.

    Raises:
        SettingFault: longer than two rows of 24 pt hold.
    """
    room = page.TEXT_WIDTH
    for size in sizes:
        if width(mark) * Pt(size) <= room:
            return (mark,), Pt(size)
    for size in _TWO_ROWS:
        rows = title_rows(mark, most=int(room / Pt(size)))
        if len(rows) <= 2:  # noqa: PLR2004  two rows, as the summary says
            return rows, Pt(size)
    raise SettingFault(
        f"发文机关标志过长（{len(mark)}字），版头容纳不下", todo="请在 office.toml 的 mark 中填写规范化简称"
    )


def white_above(pitch: float, size: float) -> int:
    """White between the top of an exact row of `pitch` and its characters of `size`."""
    return round(pitch * _BASELINE - size * _ABOVE)


def white_below(pitch: float, size: float) -> int:
    """White between the characters of `size` and the end of an exact row of `pitch`."""
    return round(pitch * (1 - _BASELINE) - size * _BELOW)


def mark_pitch(size: Length) -> Length:
    """Give the height of a row of a mark of this size."""
    return Length(round(size * _PITCH))
