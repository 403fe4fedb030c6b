"""The fictional region's papers: the letter that asks for comments, the draft plan with it, the city's directory."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from docx.document import Document as WordDocument

from desk.demo.plan import GOALS, PREAMBLE, REQUIREMENTS, SAFEGUARDS, TASKS, Section
from letters import page

CITY: Final = "云泽市"
OFFICE: Final = "云泽市人民政府办公室"
ISSUER: Final = "朔原自治区数据发展局"
LEAD: Final = "云泽市数据发展局"
GROUP: Final = "各县市区人民政府"
WRITTEN_ON: Final = date(2026, 3, 4)
LETTER_NAME: Final = "关于征求三年行动方案意见的函.docx"
DRAFT_NAME: Final = "三年行动方案（征求意见稿）.docx"

_PLAN: Final = "朔原自治区公共数据资源开发利用三年行动方案"
_NAMED: Final = f"{_PLAN}（2026-2028年）"  # as the letter names it
_TITLED: Final = f"{_PLAN}（2026-2028）"  # as the draft is headed: one of the planted faults


@cache
def incoming_letter() -> bytes:
    """Write the region's letter as docx: no number, due on a Sunday."""
    document = page.blank()
    _centred(document, ISSUER, page.XIAOBIAOSONG, colour=True)
    _blank(document)
    _centred(document, f"{ISSUER}关于征求《{_NAMED}》（征求意见稿）意见的函", page.XIAOBIAOSONG)
    _blank(document)
    page.text_row(document, "各盟行政公署、市人民政府，自治区各有关单位：", first=0)
    for words in (
        (
            f"为加快公共数据资源开发利用，我局牵头起草了《{_NAMED}》（征求意见稿），拟按程序报请自治区人民政府印发。"
            "现征求你单位意见，请结合实际认真研究，于3月15日前将意见书面反馈我局（加盖公章），电子版同时发送至指定邮箱。"
            "如无意见，也请书面反馈。"
        ),
        "联系人：闻道 0999-5551234",
        "传真：0999-5551235",
        "电子邮箱：jihua@shuoyuan.example",
        f"附件：{_NAMED}（征求意见稿）",
    ):
        page.text_row(document, words)
    _blank(document)
    for words in (ISSUER, f"{WRITTEN_ON.year}年{WRITTEN_ON.month}月{WRITTEN_ON.day}日"):
        paragraph = page.text_row(document, words, first=0, alignment=page.RIGHTWARD)
        page.indent(paragraph, right=4)
    return page.packed(document)


@cache
def draft_plan() -> bytes:
    """Write the draft plan of thirty tasks as docx, planted faults and all."""
    document = page.blank()
    _centred(document, _TITLED, page.XIAOBIAOSONG)
    _centred(document, "（征求意见稿）", page.KAITI, size_2=False)
    _blank(document)
    page.text_row(document, PREAMBLE)
    _heading(document, "一、总体要求")
    page.text_row(document, REQUIREMENTS)
    _heading(document, "二、工作目标")
    page.text_row(document, GOALS)
    _heading(document, "三、重点任务")
    count = _sections(document, TASKS, 0)
    _heading(document, "四、保障措施")
    _sections(document, SAFEGUARDS, count)
    return page.packed(document)


def units_csv() -> bytes:
    """Give the directory of the city's units, as the office would import it."""
    return (files("desk.demo") / "units.csv").read_bytes()


def _sections(document: WordDocument, sections: tuple[Section, ...], count: int) -> int:
    """Write sections and their tasks, numbers running on from `count`; give the last number."""
    for section in sections:
        page.text_row(document, f"{section.label}{section.heading}", font=page.KAITI)
        for words, units in section.tasks:
            count += 1
            note = f"（责任单位：{units}）" if units else ""
            page.text_row(document, f"{count}. {words}{note}")
    return count


def _heading(document: WordDocument, words: str) -> None:
    page.text_row(document, words, font=page.HEITI)


def _centred(document: WordDocument, words: str, font: str, *, colour: bool = False, size_2: bool = True) -> None:
    paragraph = document.add_paragraph()
    size = page.SIZE_2 if size_2 else page.SIZE_3
    page.write(paragraph, words, font=font, size=size, color=page.RED if colour else None)
    paragraph.alignment = page.CENTER
    if size_2:
        page.row_pitch(paragraph, page.TITLE_ROW)


def _blank(document: WordDocument) -> None:
    page.text_row(document, "", first=0)
