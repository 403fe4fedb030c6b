"""What stands around a letter's text: the mark over its red rule, the rule at the foot, page numbers (GB/T 9704 10.1).

The first page's own header and footer carry mark and rules, so the text may grow or shrink without moving them.
Values the standard leaves open are in docs/decisions/0008-letter-layout.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from docx.shared import Length, Mm, Pt

from letters import page
from letters.mark import mark_pitch, mark_rows, white_above, white_below
from letters.page_number import page_number
from letters.sheet import Around
from letters.strokes import RED, Look, Row, Side, row

# The letter format, all in 10.1.
_MARK_TOP: Final = Mm(30)  # upper edge of the mark's characters
_RULE_FOOT: Final = Mm(20)  # lower rule over the page's edge
_RULE_GAP: Final = Mm(4)  # between mark and rule
_RULE_LENGTH: Final = Mm(170)
_UNDER_RULE: Final = Pt(14)  # 7/8 of a 3号 character, to what stands under the rule
_EIGHTHS: Final = 18  # weight of the thick line in eighths of a point; Word draws the thin one at 0.75 pt
_RULE_HEIGHT: Final = Pt(2.25 + 0.75 + 0.75)
_MARK_SIZES: Final = (48, 44, 40, 36, 32, 28)  # points
_SLACK: Final = Pt(1)  # programs round: the text area must not end just before its last row does
_FOOT_ROW: Final = Pt(2)  # the empty row that carries the rule at the foot
_REMEMBERED: Final = 32  # offices write under the same few marks


@dataclass(frozen=True, slots=True)
class LetterPage:
    """What stands around a letter, and where its first page's text area begins, from the page's top."""

    around: Around
    top: Length


@lru_cache(maxsize=_REMEMBERED)
def letter_page(mark: str) -> LetterPage:
    """Give mark, rules and page numbers of a letter under this mark.

    Raises:
        SettingFault: a mark too long for two rows.
    """
    rows, size = mark_rows(mark, _MARK_SIZES)
    header, top = _mark(rows, size)
    around = Around(
        first_header=header,
        first_footer=_foot_rule(Length(max((page.BODY_END - top) % page.ROW - _SLACK, 0))),
        odd_footer=page_number(_RULE_FOOT, odd=True),
        even_footer=page_number(_RULE_FOOT, odd=False),
        header_distance=Length(round(_MARK_TOP - white_above(mark_pitch(size), size))),
        footer_distance=_RULE_FOOT,
        has_first=True,
    )
    return LetterPage(around, top)


def _mark(rows: tuple[str, ...], size: Length) -> tuple[tuple[Row, ...], Length]:
    """Write the mark, its rule (上粗下细) and the white under it; give where that ends."""
    pitch = mark_pitch(size)
    below = white_below(pitch, size)
    look = Look(page.XIAOBIAOSONG, size, RED)
    written = [row(text, look, side=Side.CENTER, pitch=pitch) for text in rows]
    _draw_rule(written[-1], "thickThinSmallGap", Length(_RULE_GAP - below))
    # A row of 3号 has white above its characters already; the rest of the 7/8 is this empty row.
    white = Length(_UNDER_RULE - white_above(page.ROW, page.SIZE_3))
    above = white_above(pitch, size)
    end = Length(_MARK_TOP - above + pitch * len(rows) + _RULE_GAP - below + _RULE_HEIGHT + white)
    return (*written, Row(pitch=white)), end


def _foot_rule(spare: Length) -> tuple[Row, ...]:
    """Draw the rule at the first page's foot (上细下粗), which carries no number (10.1).

    `spare` is what whole rows leave of the text area. The footer takes it, for LibreOffice shares it out above and
    below the text, which would move the first row away from the rule over it.
    """
    white = Length(page.BOTTOM - _RULE_FOOT + spare - _FOOT_ROW - _RULE_HEIGHT)
    rule = Row(pitch=_FOOT_ROW)
    _draw_rule(rule, "thinThickSmallGap", Length(0))
    return Row(pitch=white), rule


def _draw_rule(under: Row, kind: str, gap: Length) -> None:
    """Draw a red double rule of 170 mm under a row, centred on the text area."""
    under.rule = f"<w:bottom w:val='{kind}' w:sz='{_EIGHTHS}' w:space='{round(gap.pt)}' w:color='{RED}'/>"
    beyond = Length(-((_RULE_LENGTH - page.TEXT_WIDTH) // 2))
    under.left = under.right = beyond
