"""Page numbers: between dashes, 7 mm under the text area, at the outer edge (GB/T 9704 7.5).

On a page turned on its side they stand where upright pages have them (clause 8): such a page is turned so that its
head lies at the left of the bound paper, on odd pages at the binding, on even ones at the cut.
"""

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
    number = _number(odd=odd)
    number.first, number.left, number.right = Length(0), characters(0 if odd else 1), characters(1 if odd else 0)
    white = Length(page.BOTTOM - footer_distance - _DASH_UNDER_TEXT - _PITCH // 2)
    return number, Row(pitch=white)


def turned_page_number(*, odd: bool) -> tuple[Row, ...]:
    """Give a footer that puts the number of a page on its side at its left edge, turned a quarter with the page."""
    far = page.LEFT + page.TEXT_WIDTH - characters(1) - _BOX_LONG
    xml = _TURNED.format(
        left=int(page.BOTTOM - _DASH_UNDER_TEXT - _BOX_WIDE // 2),
        top=int(far if odd else page.LEFT + characters(1)),
        wide=int(_BOX_WIDE),
        long=int(_BOX_LONG),
        words=_number(odd=odd).xml(),
    )
    return (Row(pitch=Pt(1), drawn=xml),)


def _number(*, odd: bool) -> Row:
    """Write the number between its dashes, towards the outer edge."""
    return Row(
        runs=[Run("— ", _LOOK), Run("1", _LOOK, field="PAGE"), Run(" —", _LOOK)],
        side=Side.RIGHT if odd else Side.LEFT,
        pitch=_PITCH,
    )


_BOX_WIDE, _BOX_LONG = Mm(8), Mm(40)
_TURNED: Final = (
    "<w:r><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='1' "
    "behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
    "<wp:positionH relativeFrom='page'><wp:posOffset>{left}</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='page'><wp:posOffset>{top}</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{wide}' cy='{long}'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
    "<wp:docPr id='1' name='页码'/><wp:cNvGraphicFramePr/><a:graphic>"
    "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:cNvSpPr txBox='1'/>"
    "<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{wide}' cy='{long}'/></a:xfrm>"
    "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
    "<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>"
    "<wps:bodyPr vert='vert' lIns='0' tIns='0' rIns='0' bIns='0' anchor='ctr'/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
