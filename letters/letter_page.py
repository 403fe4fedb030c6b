"""What stands around a letter's text: the mark over its red rule, the rule at the foot, page numbers (GB/T 9704 10.1).

The first page's own header and footer carry mark and rules, so the text may grow or shrink without moving them.
Values the standard leaves open are in docs/decisions/0008-letter-layout.md.
"""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import _Footer, _Header
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from letters import page
from letters.headline import title_rows, width
from registry.errors import SettingFault

MARK_TOP: Final = Mm(30)  # L1: upper edge of the mark's characters
RULE_FOOT: Final = Mm(20)  # L4: lower rule over the page's edge
_RULE_GAP: Final = Mm(4)  # L3: between mark and rule
_RULE_LENGTH: Final = Mm(170)  # L5
_UNDER_RULE: Final = Pt(14)  # L6, L7: 7/8 of a 3号 character
_EIGHTHS: Final = 18  # weight of the thick line in eighths of a point; Word draws the thin one at 0.75 pt
_RULE_HEIGHT: Final = Pt(2.25 + 0.75 + 0.75)
_MARK_SIZES: Final = (48, 44, 40, 36, 32, 28)  # points; the largest that fits one row of 156 mm
_TWO_ROWS: Final = (32, 28, 24)
# Word and LibreOffice put the baseline of an exact row at 80 % of its height; characters of CJK fonts reach from 8 %
# of their size under the baseline to 84 % above it.
_BASELINE, _ABOVE, _BELOW = 0.8, 0.84, 0.08
_MARK_PITCH: Final = 1.2  # of the mark's size: less would cut the characters' tops
_NUMBER_DASH: Final = Mm(7)  # 7.5: between the text area and the number's dashes
_NUMBER_ROW: Final = Pt(14)
_SLACK: Final = Pt(1)  # programs round: the text area must not end just before its last row does
_FOOT_ROW: Final = Pt(2)  # the empty row that carries the rule at the foot


def furnish(document: WordDocument, mark: str) -> Length:
    """Set mark, rules and page numbers; give where the first page's text area begins, from the page's top.

    Raises:
        SettingFault: a mark too long for two rows.
    """
    rows, size = mark_rows(mark)
    # Exact rows fill the grid by themselves; snapped, they would move against the rule above them.
    page.off_grid(document.styles["Normal"])
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Length(round(MARK_TOP - _white_above(_MARK_PITCH * size, size)))
    section.footer_distance = RULE_FOOT
    top = _write_mark(section.first_page_header, rows, size)
    _write_foot_rule(section.first_page_footer, max((page.BODY_END - top) % page.ROW - _SLACK, 0))
    _write_number(section.footer, odd=True)
    _write_number(section.even_page_footer, odd=False)
    return top


def mark_rows(mark: str) -> tuple[tuple[str, ...], Length]:
    """Give the rows of a mark and their size: one row of at most 48 pt where 28 pt or more fit, else two.

    Raises:
        SettingFault: longer than two rows of 24 pt hold.
    """
    room = Mm(156)
    for size in _MARK_SIZES:
        if width(mark) * Pt(size) <= room:
            return (mark,), Pt(size)
    for size in _TWO_ROWS:
        rows = title_rows(mark, most=int(room / Pt(size)))
        if len(rows) <= 2:  # noqa: PLR2004  two rows, as the summary says
            return rows, Pt(size)
    raise SettingFault(
        f"发文机关标志过长（{len(mark)}字），信函版头容纳不下", todo="请在 office.toml 的 mark 中填写规范化简称"
    )


def _write_mark(header: _Header, rows: tuple[str, ...], size: Length) -> Length:
    """Write the mark, its rule (上粗下细) and the white under it; give where that ends."""
    header.is_linked_to_previous = False
    pitch = Length(round(size * _MARK_PITCH))
    white_below = round(pitch * (1 - _BASELINE) - size * _BELOW)
    for n, row in enumerate(rows):
        paragraph = _first(header) if n == 0 else header.add_paragraph()
        paragraph.alignment = page.CENTER
        page.write(paragraph, row, font=page.XIAOBIAOSONG, size=size, color=page.RED)
        page.row_pitch(paragraph, pitch)
        if n == len(rows) - 1:
            _rule(paragraph, "thickThinSmallGap", Length(_RULE_GAP - white_below))
    # A row of 3号 has white above its characters already; the rest of the 7/8 is this empty paragraph.
    white = Length(_UNDER_RULE - _white_above(page.ROW, page.SIZE_3))
    page.row_pitch(header.add_paragraph(), white)
    above = _white_above(pitch, size)
    return Length(MARK_TOP - above + pitch * len(rows) + _RULE_GAP - white_below + _RULE_HEIGHT + white)


def _white_above(pitch: float, size: float) -> int:
    """White between the top of a row of `pitch` and its characters of `size`."""
    return round(pitch * _BASELINE - size * _ABOVE)


def _write_foot_rule(footer: _Footer, spare: int) -> None:
    """Draw the rule at the first page's foot (上细下粗), which carries no number (L10).

    `spare` is what whole rows leave of the text area. The footer takes it, for LibreOffice shares it out above and
    below the text, which would move the first row away from the rule over it.
    """
    footer.is_linked_to_previous = False
    page.row_pitch(_first(footer), Length(page.BOTTOM - RULE_FOOT + spare - _FOOT_ROW - _RULE_HEIGHT))
    paragraph = footer.add_paragraph()
    page.row_pitch(paragraph, _FOOT_ROW)
    _rule(paragraph, "thinThickSmallGap", Length(0))


def _rule(paragraph: Paragraph, kind: str, gap: Length) -> None:
    """Draw a red double rule of 170 mm under a paragraph, centred on the text area."""
    page.lay(
        paragraph,
        f"<w:pBdr {nsdecls('w')}><w:bottom w:val='{kind}' w:sz='{_EIGHTHS}' w:space='{round(gap.pt)}' "
        f"w:color='{page.RED}'/></w:pBdr>",
    )
    beyond = Length((_RULE_LENGTH - Mm(156)) // 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Length(-beyond)


def _write_number(footer: _Footer, *, odd: bool) -> None:
    """Write the page's number between dashes, 7 mm under the text area, 1 character from the outer edge (7.5)."""
    footer.is_linked_to_previous = False
    paragraph = _first(footer)
    paragraph.alignment = page.RIGHTWARD if odd else page.LEFTWARD
    page.indent(paragraph, right=1 if odd else 0, left=0 if odd else 1)
    page.row_pitch(paragraph, _NUMBER_ROW)
    for text in ("— ", None, " —"):
        run = page.write(paragraph, text or "", font=page.SONGTI, size=page.SIZE_4, latin=page.SONGTI)
        if text is None:
            for part in (
                "<w:fldChar {} w:fldCharType='begin'/>",
                "<w:instrText {} xml:space='preserve'> PAGE </w:instrText>",
                "<w:fldChar {} w:fldCharType='separate'/>",
                "<w:t {}>1</w:t>",
                "<w:fldChar {} w:fldCharType='end'/>",
            ):
                run._r.append(parse_xml(part.format(nsdecls("w"))))
    # The footer stands on the first page's rule; what is left under the number is white.
    page.row_pitch(footer.add_paragraph(), Length(page.BOTTOM - RULE_FOOT - _NUMBER_DASH - _NUMBER_ROW // 2))


def _first(place: _Header | _Footer) -> Paragraph:
    """Give the paragraph python-docx put there, without the style the master does not have."""
    paragraph: Paragraph = place.paragraphs[0]
    paragraph.style = None
    return paragraph
