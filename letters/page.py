"""The measures of an official page (GB/T 9704-2012) and the few strokes every paper is written with.

Lengths are python-docx `Length` values; "characters" are widths of one 3号 character on the 28-character row.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

XIAOBIAOSONG = "方正小标宋简体"
HEITI = "黑体"
KAITI = "楷体_GB2312"
FANGSONG = "仿宋_GB2312"
SONGTI = "宋体"
LATIN = "Times New Roman"

SIZE_2 = Pt(22)  # 2号
SIZE_3 = Pt(16)  # 3号
SIZE_4 = Pt(14)  # 4号
SIZE_5 = Pt(10.5)  # 5号, tables only
SIZE_SMALL_5 = Pt(9)  # 小5号, tables of many columns only

TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)  # 5.2.1
TEXT_WIDTH, TEXT_HEIGHT = Mm(156), Mm(225)  # 5.2.1: the text area (版心) of an upright page
BODY_END = Length(Mm(297) - BOTTOM)  # 5.2.1: lower edge of the text area, from the page's top
ROW = Twips(579)  # 5.2.3: 22 rows in 225 mm
ROW_HOLDS = 28  # characters of 3号 in a row, 5.2.3
CHARACTER = Pt(15.75)  # 5.2.3: 28 characters in 156 mm (16 pt less the -5/20 pt of the master)
TITLE_ROW = Pt(34)  # 7.3.1 leaves the pitch of 2号 rows open
RED = RGBColor(0xFF, 0x00, 0x00)  # 7.2.4 says red; 6.2 gives it as full yellow and magenta

MOST_WHOLE = 250  # characters of a cell in a row that stays whole: half a page in the narrowest column

# What stands behind snapToGrid in a w:pPr, by Word's schema (ECMA-376 17.3.1.26).
_BEHIND_GRID = tuple(
    f"w:{name}"
    for name in (
        "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
# What XML cannot hold: control characters and halves of surrogate pairs.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

CENTER, LEFTWARD, RIGHTWARD = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@cache
def _master() -> bytes:
    """Zip the lean master once; python-docx's own default carries hundreds of styles nobody uses."""
    root = files("templates") / "masters" / "blank"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        _pack(archive, root, "")
    return packed.getvalue()


def _pack(archive: zipfile.ZipFile, folder: Traversable, prefix: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            _pack(archive, entry, f"{prefix}{entry.name}/")
        else:
            archive.writestr(zipfile.ZipInfo(f"{prefix}{entry.name}"), entry.read_bytes())


def blank(*, landscape: bool = False) -> WordDocument:
    """Give an empty document on an A4 page with the margins and grid of 5.1-5.2; turned on its side for wide tables."""
    document = docx.Document(io.BytesIO(_master()))
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        # Clause 8: the page is turned, so what was the top margin is now at the binding side.
        section.top_margin, section.bottom_margin = LEFT, RIGHT
        section.left_margin, section.right_margin = BOTTOM, TOP
    return document


def packed(document: WordDocument) -> bytes:
    """Give the document as docx bytes, the same whenever it is made: python-docx stamps each part with the time."""
    saved, target = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(target, "w") as archive:
        for part in made.infolist():
            archive.writestr(zipfile.ZipInfo(part.filename), made.read(part), zipfile.ZIP_DEFLATED, compresslevel=1)
    return target.getvalue()


def write(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = FANGSONG,
    size: Length = SIZE_3,
    color: RGBColor | None = None,
    latin: str = LATIN,
) -> Run:
    """Add a run whose fonts are set for every script, so that no theme font can win (WPS prefers themes)."""
    run = paragraph.add_run(UNWRITABLE.sub("", text))
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name, value in (("eastAsia", font), ("ascii", latin), ("hAnsi", latin), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” — … are of both scripts: Chinese ones here
    run.font.size = size
    if color is not None:
        run.font.color.rgb = color
    return run


def indent(
    paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0, size: Length | None = None
) -> None:
    """Indent by characters (7.3.3: first line 2). A negative `first` hangs. `size` is that of the characters meant."""
    character = CHARACTER if size is None else size
    layout = paragraph.paragraph_format
    layout.first_line_indent = Length(round(character * first))
    layout.left_indent = Length(round(character * left))
    layout.right_indent = Length(round(character * right))


def row_pitch(paragraph: Paragraph, pitch: Length) -> None:
    """Give a paragraph its own exact row pitch and take it off the grid, as titles of 2号 need (measured)."""
    paragraph.paragraph_format.line_spacing = pitch
    off_grid = parse_xml(f"<w:snapToGrid {nsdecls('w')} w:val='0'/>")
    properties: BaseOxmlElement = cast("Any", paragraph._element).get_or_add_pPr()
    properties.insert_element_before(off_grid, *_BEHIND_GRID)


def text_row(
    document: WordDocument,
    text: str,
    *,
    first: float = 2,
    font: str = FANGSONG,
    size: Length = SIZE_3,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    """Add a paragraph of running text (7.3.3: 3号仿宋, first line indented 2 characters)."""
    paragraph = document.add_paragraph()
    write(paragraph, text, font=font, size=size)
    if first:
        indent(paragraph, first=first)
    if alignment is not None:
        paragraph.alignment = alignment
    return paragraph
