"""Papers as clerks type them in Word, from python-docx's own template: its margins, its styles, its theme."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True)
class Typed:
    """A row as typed."""

    text: str
    font: str = "宋体"
    size: float = 12
    align: WD_ALIGN_PARAGRAPH = LEFT
    red: bool = False
    bold: bool = False
    first: float = 0  # points


def paper(rows: Sequence[Typed], *, a4: bool = True, margins: tuple[float, float, float, float] | None = None) -> bytes:
    """Type a paper; margins are top, right, bottom, left in millimetres."""
    document: WordDocument = docx.Document()
    section = document.sections[0]
    if a4:
        section.page_width, section.page_height = Mm(210), Mm(297)
    if margins:
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    for typed in rows:
        _row(document, typed)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _row(document: WordDocument, typed: Typed) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = typed.align
    if typed.first:
        paragraph.paragraph_format.first_line_indent = Pt(typed.first)
    run = paragraph.add_run(typed.text)
    run.font.size, run.font.bold = Pt(typed.size), typed.bold or None
    if typed.red:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), typed.font)


DEFAULTS = (
    Typed("关于开展夜市安全检查的通知", size=18, align=CENTER, bold=True, font="黑体"),
    Typed("各有关单位:"),
    Typed("为加强夜市管理，现就开展安全检查工作通知如下。", first=24),
    Typed("一.检查时间", bold=True),
    Typed("1、检查自3月9日开始。", first=24),
    Typed("附件:检查表。", first=24),
    Typed("云江市商务局", align=RIGHT),
    Typed("2026年03月06日", align=RIGHT),
)
RED_HEADED = (
    Typed("云江市商务局文件", font="宋体", size=42, align=CENTER, red=True),
    Typed("云商发[2026]第05号", font="仿宋", size=16, align=CENTER),
    Typed("关于开展夜市安全检查的通知", font="方正小标宋简体", size=22, align=CENTER),
    Typed("各有关单位：", font="仿宋", size=16),
    Typed("为加强夜市管理，现就开展安全检查工作通知如下。", font="仿宋", size=16, first=32),
    Typed("一、检查时间", font="黑体", size=16, first=32),
    Typed("检查自三月九日开始。", font="楷体", size=16, first=32),
    Typed("云江市商务局　　", font="仿宋", size=16, align=RIGHT),
    Typed("二〇二六年三月六日", font="仿宋", size=16, align=RIGHT),
)
NO_PAPER = (Typed("今天天气很好，我们去了公园。"), Typed("晚上吃了面条。"))
