"""A notice in the general format as a clerk sets it who knows the standard, and with one thing set otherwise."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LEFT, CENTER, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
CHARACTER = 15.75  # points of the 28-character row
FANGSONG, XIAOBIAOSONG = "仿宋_GB2312", "方正小标宋简体"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What of the notice can be set otherwise; lengths in millimetres, indents in points."""

    margins: tuple[float, float, float, float] = (37, 26, 35, 28)  # top, right, bottom, left
    size: tuple[float, float] = (210, 297)
    pitch: float = 28.95  # points, or rows where it is less than 10
    font: str = FANGSONG
    before: str = ""  # what stands before a paragraph's words
    indent: float = 2 * CHARACTER
    number: str = "云商发〔2026〕5号"
    title: str = "关于开展夜市安全检查的通知"
    title_look: tuple[float, bool, WD_ALIGN_PARAGRAPH] = (22, False, CENTER)
    addressee: str = "市财政局、市公安局："
    attachments: tuple[str, ...] = ()
    table: float = 0  # width of each of two columns
    name: str = "云江市商务局办公室"
    day: str = "2026年3月6日"
    from_right: bool = False  # the date's place is set from the right edge, else from the left one
    rule: bool = True
    numbered: str = "outside"  # or centred, or nothing


def made(notice: Notice) -> bytes:
    """Set the notice."""
    document: WordDocument = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, notice.size)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, notice.margins)
    section.header_distance, section.footer_distance = Mm(15), Mm(25.6)
    normal = document.styles["Normal"]
    normal.font.name, normal.paragraph_format.space_after = "Times New Roman", Pt(0)
    _head(document, notice)
    _text(document, notice)
    _numbers(document, notice.numbered)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _head(document: WordDocument, notice: Notice) -> None:
    _row(document, pitch=93)
    _row(document, "云江市商务局文件", CENTER, size=48, font=XIAOBIAOSONG, red=True, pitch=57.6)
    _empty(document, 2)
    number = _row(document, notice.number, CENTER)
    if notice.rule:
        border = OxmlElement("w:pBdr")
        rule = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "7"), ("color", "FF0000")):
            rule.set(qn(f"w:{name}"), value)
        border.append(rule)
        number._p.get_or_add_pPr().insert(0, border)
    _empty(document, 2)
    size, bold, side = notice.title_look
    _row(document, notice.title, side, size=size, font=XIAOBIAOSONG, bold=bold)
    _empty(document, 1)
    _row(document, notice.addressee)


def _text(document: WordDocument, notice: Notice) -> None:
    for words in ("为加强夜市管理，现就开展安全检查工作的有关事项通知如下，请认真贯彻落实。", "特此通知。"):
        row = _row(document, notice.before + words, BOTH, first=notice.indent, font=notice.font, pitch=notice.pitch)
        assert row is not None
    if notice.table:
        table = document.add_table(2, 2)
        table.autofit, table.style = False, "Table Grid"
        for column in table.columns:
            column.width = Mm(notice.table)
            for cell in column.cells:
                cell.width, cell.text = Mm(notice.table), "夜市"
    if notice.attachments:
        _empty(document, 1)
    for words in notice.attachments:
        _row(document, words, first=2 * CHARACTER)
    _empty(document, 1)
    _row(document, notice.name, RIGHT, right=2 * CHARACTER)
    if notice.from_right:
        _row(document, notice.day, RIGHT, right=(len(notice.name) - 6) * CHARACTER)
    else:
        _row(document, notice.day, left=(28 - len(notice.name)) * CHARACTER)


def _row(
    document: WordDocument,
    text: str = "",
    side: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    size: float = 16,
    font: str = FANGSONG,
    red: bool = False,
    bold: bool = False,
    pitch: float = 28.95,
    first: float = 0,
    left: float = 0,
    right: float = 0,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    layout = paragraph.paragraph_format
    if pitch < 10:
        layout.line_spacing = pitch
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.first_line_indent, layout.left_indent, layout.right_indent = Pt(first), Pt(left), Pt(right)
    if text:
        _run(paragraph, text, size=size, font=font, red=red, bold=bold)
    return paragraph


def _run(paragraph: Any, text: str, *, size: float, font: str, red: bool = False, bold: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold or None, "Times New Roman"
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RGBColor(255, 0, 0)
    if size == 16:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), "-5")
        properties.append(closer)
    return run


def _empty(document: WordDocument, count: int) -> None:
    for _ in range(count):
        _row(document)


def _numbers(document: WordDocument, how: str) -> None:
    section = document.sections[0]
    if how == "centred":
        footer = section.footer.paragraphs[0]
        footer.alignment = CENTER
        _field(footer, ("", ""), shown=False)
    elif how == "outside":
        document.settings.odd_and_even_pages_header_footer = True
        for part, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
            footer = part.paragraphs[0]
            layout = footer.paragraph_format
            footer.alignment = side
            layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(15.7)
            layout.right_indent, layout.left_indent = (Pt(CHARACTER), None) if side == RIGHT else (None, Pt(CHARACTER))
            _field(footer, ("— ", " —"), shown=True)


def _field(footer: Any, dashes: Sequence[str], *, shown: bool) -> None:
    """Write the field PAGE; python leaves what it shows to be counted, Word writes it down."""
    pieces = [("begin", ""), ("", " PAGE "), *([("separate", "")] if shown else []), ("end", "")]
    if dashes[0]:
        _song(footer.add_run(dashes[0]))
    for kind, code in pieces:
        run = footer.add_run()
        _song(run)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)
        if kind == "separate":
            _song(footer.add_run("1"))
    if dashes[1]:
        _song(footer.add_run(dashes[1]))


def _song(run: Any) -> None:
    run.font.size, run.font.name = Pt(14), "宋体"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
