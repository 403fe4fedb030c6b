"""What stands on an official page: runs, rows, tables, pictures, and how Word writes each of them down.

Written as text, not through an object model: a letter is some thirty rows, and a round is a thousand letters. The
order of properties is the one the schema asks for (ECMA-376 17.3.1.26, 17.3.2.28).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from docx.shared import Length, Pt

from letters import page
from letters.rare_signs import by_font, is_common

_APOSTROPHE: Final = {"'": "&apos;"}
_PIECES: Final = re.compile(r"([\t\n])")
_BREAKS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_REMEMBERED: Final = 512  # looks; names of a joint mark each have a spread of their own
_NO_WHITE: Final = "<w:tblCellMar><w:left w:w='0' w:type='dxa'/><w:right w:w='0' w:type='dxa'/></w:tblCellMar>"
_EMU: Final = 635  # English Metric Units to a twentieth of a point


class Side(StrEnum):
    """Where a row's words stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts, size and colour of words. Fonts are set for every script, else WPS would let the theme's win."""

    font: str = page.FANGSONG
    size: Length = page.SIZE_3
    color: str = ""
    latin: str = page.LATIN
    spread: int = 0  # twips added between characters


TEXT: Final = Look()
RED: Final = str(page.RED)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. A tab or a line break within them is one on the page. `field` is a Word field such as PAGE."""

    text: str
    look: Look = TEXT
    field: str = ""

    def xml(self) -> str:
        """Write it as `w:r`."""
        if self.field:
            return _field(self.field, self.text, self.look)
        if is_common(self.text):
            return f"<w:r>{_look(self.look)}{_words(self.text)}</w:r>"
        return "".join(
            f"<w:r>{_look(_in_font(self.look, font))}{_words(text)}</w:r>"
            for text, font in by_font(self.text, self.look.font)
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that floats over the row it hangs on: a seal. Places are of its left upper corner.

    Args:
        data: PNG or JPEG.
        width, height: on paper.
        left: from the left edge of the text area.
        top: from the row's top; negative is above it.
        name: what screen readers say.

    """

    data: bytes
    width: Length
    height: Length
    left: Length
    top: Length
    name: str

    def xml(self, relation: str, number: int) -> str:
        """Write it as a run with an anchored drawing, behind the words as a seal's print is."""
        return _ANCHORED.format(
            relation=relation,
            number=number,
            width=int(self.width),
            height=int(self.height),
            left=int(self.left),
            top=int(self.top),
            name=escape(self.name, _APOSTROPHE | {'"': "&quot;"}),
        )


@dataclass(slots=True, kw_only=True)
class Row:
    """A paragraph. Lengths are python-docx `Length`; `first` is the first line's indent, negative where it hangs."""

    runs: list[Run] = field(default_factory=list)
    side: Side | None = None
    first: Length | None = None
    left: Length | None = None
    right: Length | None = None
    pitch: Length | None = None  # exact; such a row is off the grid
    before: Length | None = None
    after: Length | None = None
    keep_next: bool = False
    page_break: bool = False
    off_grid: bool = False
    rule: str = ""  # `w:pBdr`'s children
    frame: str = ""  # attributes of `w:framePr`
    tabs: tuple[tuple[Length, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    drawn: str = ""  # a drawing, as a run

    @property
    def text(self) -> str:
        """The words, line breaks and tabs among them."""
        return "".join(run.text for run in self.runs)

    def xml(self, drawn: Sequence[str] = ()) -> str:
        """Write it as `w:p`; `drawn` are its pictures as runs."""
        runs = "".join([run.xml() for run in self.runs])
        return f"<w:p>{self._properties()}{runs}{self.drawn}{''.join(drawn)}</w:p>"

    def _properties(self) -> str:
        tabs = "".join(f"<w:tab w:val='{side}' w:pos='{twips(at)}'/>" for at, side in self.tabs)
        written = "".join(
            (
                "<w:keepNext/>" if self.keep_next else "",
                "<w:pageBreakBefore/>" if self.page_break else "",
                f"<w:framePr {self.frame}/>" if self.frame else "",
                f"<w:pBdr>{self.rule}</w:pBdr>" if self.rule else "",
                f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
                "<w:snapToGrid w:val='0'/>" if self.off_grid or self.pitch is not None else "",
                _spacing(self.before, self.after, self.pitch),
                _indents(self.first, self.left, self.right),
                f"<w:jc w:val='{self.side}'/>" if self.side else "",
            )
        )
        return f"<w:pPr>{written}</w:pPr>" if written else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with thin rules all around, or bare. `heads` rows at its top come again on every page."""

    widths: tuple[Length, ...]
    rows: tuple[tuple[tuple[Row, ...], ...], ...]
    heads: int = 0
    is_bare: bool = False  # no rules, no white in its cells: it only puts words side by side
    heights: tuple[Length, ...] = ()  # least heights of the rows
    place: str = ""  # attributes of `w:tblpPr`: such a table floats
    rules: tuple[str, ...] = ()  # `w:tcBorders`' children, one a row

    @property
    def text(self) -> str:
        """The words, cells parted by tabs, rows by line feeds."""
        return "\n".join("\t".join("\n".join(row.text for row in cell) for cell in cells) for cells in self.rows)

    def xml(self) -> str:
        """Write it as `w:tbl`."""
        grid = "".join(f"<w:gridCol w:w='{twips(width)}'/>" for width in self.widths)
        rows = "".join(self._row(number, cells) for number, cells in enumerate(self.rows))
        total = twips(sum(self.widths))
        style = "" if self.is_bare else "<w:tblStyle w:val='TableGrid'/>"
        white = _NO_WHITE if self.is_bare else ""
        place = f"<w:tblpPr {self.place}/><w:tblOverlap w:val='never'/>" if self.place else ""
        side = "" if self.place else "<w:jc w:val='center'/>"
        return (
            f"<w:tbl><w:tblPr>{style}{place}<w:tblW w:w='{total}' w:type='dxa'/>{side}"
            f"<w:tblLayout w:type='fixed'/>{white}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, number: int, cells: tuple[tuple[Row, ...], ...]) -> str:
        rules = f"<w:tcBorders>{self.rules[number]}</w:tcBorders>" if self.rules else ""
        written = "".join(
            f"<w:tc><w:tcPr><w:tcW w:w='{twips(width)}' w:type='dxa'/>{rules}<w:vAlign w:val='center'/></w:tcPr>"
            f"{''.join(row.xml() for row in cell) or '<w:p/>'}</w:tc>"
            for width, cell in zip(self.widths, cells, strict=True)
        )
        height = f"<w:trHeight w:val='{twips(self.heights[number])}' w:hRule='atLeast'/>" if self.heights else ""
        head = "<w:tblHeader/>" if number < self.heads else ""
        # A row as long as half a page may split: kept whole it would leave the page before it white.
        is_short = all(len(row.text) <= page.MOST_WHOLE for cell in cells for row in cell)
        whole = "<w:cantSplit/>" if is_short else ""
        return f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{written}</w:tr>"


def characters(count: float, size: Length | None = None) -> Length:
    """Give the width of so many characters: of 3号 on the 28-character row (5.2.3), or of `size`."""
    return Length(round((page.CHARACTER if size is None else size) * count))


def row(
    text: str,
    look: Look = TEXT,
    *,
    side: Side | None = None,
    first: float = 0,
    left: float = 0,
    right: float = 0,
    pitch: Length | None = None,
) -> Row:
    """Give a paragraph of one look; indents in characters of 3号 (7.3.3: first line 2), those of 0 not written."""
    made = Row(runs=[Run(text, look)], side=side, pitch=pitch)
    if first or left or right:
        made.first, made.left, made.right = characters(first), characters(left), characters(right)
    return made


def empty(count: int = 1) -> list[Row]:
    """Give empty rows of 3号."""
    return [Row() for _ in range(count)]


def twips(length: float) -> int:
    """Give a length in twentieths of a point, as Word counts."""
    return round(length / _EMU)


@lru_cache(maxsize=_REMEMBERED)
def _look(look: Look) -> str:
    fonts = f"w:ascii='{look.latin}' w:hAnsi='{look.latin}' w:eastAsia='{look.font}' w:cs='{look.latin}'"
    color = f"<w:color w:val='{look.color}'/>" if look.color else ""
    spread = f"<w:spacing w:val='{look.spread}'/>" if look.spread else ""
    half_points = round(look.size / Pt(0.5))
    # “ ” — … are of both scripts: Chinese ones here.
    return (
        f"<w:rPr><w:rFonts w:hint='eastAsia' {fonts}/>{color}{spread}"
        f"<w:sz w:val='{half_points}'/><w:szCs w:val='{half_points}'/></w:rPr>"
    )


def _in_font(look: Look, font: str) -> Look:
    """Give a look in another font; Latin words keep their own, unless the font is one of signs."""
    return look if font == look.font else replace(look, font=font, latin=font)


def _words(text: str) -> str:
    clean = escape(page.UNWRITABLE.sub("", text), _APOSTROPHE)  # so that `'` stands around attributes only
    if "\t" not in clean and "\n" not in clean:
        return f"<w:t xml:space='preserve'>{clean}</w:t>"
    return "".join(
        _BREAKS.get(piece) or f"<w:t xml:space='preserve'>{piece}</w:t>" for piece in _PIECES.split(clean) if piece
    )


def _field(code: str, shown: str, look: Look) -> str:
    parts = (
        "<w:fldChar w:fldCharType='begin'/>",
        f"<w:instrText xml:space='preserve'> {code} </w:instrText>",
        "<w:fldChar w:fldCharType='separate'/>",
        _words(shown),
        "<w:fldChar w:fldCharType='end'/>",
    )
    return "".join(f"<w:r>{_look(look)}{part}</w:r>" for part in parts)


def _spacing(before: Length | None, after: Length | None, pitch: Length | None) -> str:
    told = "".join(
        (
            f" w:before='{twips(before)}'" if before is not None else "",
            f" w:after='{twips(after)}'" if after is not None else "",
            f" w:line='{twips(pitch)}' w:lineRule='exact'" if pitch is not None else "",
        )
    )
    return f"<w:spacing{told}/>" if told else ""


def _indents(first: Length | None, left: Length | None, right: Length | None) -> str:
    if first is None and left is None and right is None:
        return ""
    hang = f"w:hanging='{twips(-first)}'" if first and first < 0 else f"w:firstLine='{twips(first or 0)}'"
    return f"<w:ind w:left='{twips(left or 0)}' w:right='{twips(right or 0)}' {hang}/>"


_ANCHORED: Final = (
    "<w:r><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='{number}' "
    "behindDoc='1' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
    "<wp:positionH relativeFrom='margin'><wp:posOffset>{left}</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>{top}</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{width}' cy='{height}'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
    "<wp:docPr id='{number}' name='{name}' descr='{name}'/><wp:cNvGraphicFramePr/>"
    "<a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/picture'><pic:pic>"
    "<pic:nvPicPr><pic:cNvPr id='{number}' name='{name}'/><pic:cNvPicPr/></pic:nvPicPr>"
    "<pic:blipFill><a:blip r:embed='{relation}'/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    "<pic:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"
    "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></w:r>"
)
