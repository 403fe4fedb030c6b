"""Page numbers: between dashes, 7 mm under the text area, at the outer edge (GB/T 9704 7.5)."""

from __future__ import annotations

from typing import Final

from docx.shared import Length, Mm, Pt

from letters import page
from letters.strokes import Look, Row, Run, Side, characters

_DASH_UNDER_TEXT: Final = Mm(7)  # between the text area's lower edge and the dashes
_PITCH: Final = Pt(14)
_LOOK: Final = Look(page.SONGTI, page.SIZE_4, latin=page.SONGTI)


def page_number(footer_distance: Length, *, odd: bool) -> tuple[Row, ...]:
    """Give a footer with the page's number, 1 character from the right edge on odd pages, from the left on even ones.

    `footer_distance` is where the footer ends, over the page's lower edge; what is left under the number is white.
    """
    number = Row(
        runs=[Run("— ", _LOOK), Run("1", _LOOK, field="PAGE"), Run(" —", _LOOK)],
        side=Side.RIGHT if odd else Side.LEFT,
        first=Length(0),
        left=characters(0 if odd else 1),
        right=characters(1 if odd else 0),
        pitch=_PITCH,
    )
    white = Length(page.BOTTOM - footer_distance - _DASH_UNDER_TEXT - _PITCH // 2)
    return number, Row(pitch=white)
