"""信函格式: the measures of GB/T 9704 10.1, in the file."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import time_machine
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt

from letters.composing import (
    ReplyOpinion,
    draft_reply,
    explanation,
    reminder_letter,
    solicitation_letter,
)
from letters.letter import Letter, compose_letter
from letters.mark import mark_rows
from letters.page import blank, packed
from letters.reading import read_document
from letters.wording import Wordings
from registry.errors import SettingFault, TemplateFault

LETTER = Letter(
    mark="云江市商务局",
    number="云商函〔2026〕17号",
    urgency="加急",
    title="关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    addressee="市财政局",
    body="一、总体要求\n请研究。\n（一）时限。请按时反馈。\n特此函达。",
    signature="云江市人民政府办公室",
    dated=date(2026, 3, 9),
)
SUBJECT = "云岭省夜市管理办法（征求意见稿）"


def opened(data: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(data))


def row(document: WordDocument, start: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(start))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def indents(paragraph: Any) -> tuple[float, ...]:
    """Left, first and right indent in characters of the 28-character row."""
    layout = paragraph.paragraph_format
    values = (layout.left_indent, layout.first_line_indent, layout.right_indent)
    return tuple(round((value or 0) / Pt(15.75), 2) for value in values)


def test_the_page_has_the_margins_and_grid_of_the_standard() -> None:
    section = opened(compose_letter(LETTER)).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 35, 28, 26]
    assert 'w:linePitch="579"' in part(compose_letter(LETTER), "word/document.xml")
    styles = part(compose_letter(LETTER), "word/styles.xml")
    assert 'w:line="579" w:lineRule="exact"' in styles
    assert '<w:spacing w:val="-5"/>' in styles


def test_no_theme_font_can_win_over_the_standard_ones() -> None:
    with zipfile.ZipFile(io.BytesIO(compose_letter(LETTER))) as archive:
        assert not any("theme" in name for name in archive.namelist())
        for name in archive.namelist():
            assert not re.search(rb"w:\w+Theme=", archive.read(name))


def test_each_element_has_its_font_and_size() -> None:
    document = opened(compose_letter(LETTER))

    def look(start: str, run: int = 0) -> tuple[str, float]:
        written = row(document, start).runs[run]._r.rPr
        fonts = written.rFonts.attrib
        return next(value for name, value in fonts.items() if name.endswith("eastAsia")), written.sz.val.pt

    assert look("关于征求") == ("方正小标宋简体", 22)
    assert look("市财政局：") == ("仿宋_GB2312", 16)
    assert look("加急") == ("黑体", 16)
    assert look("一、总体要求") == ("黑体", 16)
    assert look("（一）时限") == ("楷体_GB2312", 16)
    assert look("（一）时限", 1) == ("仿宋_GB2312", 16)
    assert look("特此函达") == ("仿宋_GB2312", 16)


def test_the_mark_is_red_centred_and_over_a_double_rule_thick_above_thin() -> None:
    header = opened(compose_letter(LETTER)).sections[0].first_page_header
    mark = header.paragraphs[0]
    assert mark.text == "云江市商务局"
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    assert 'w:val="thickThinSmallGap" w:sz="18"' in mark._p.xml


def test_the_rule_at_the_foot_of_page_one_is_thin_above_thick_and_bears_no_number() -> None:
    section = opened(compose_letter(LETTER)).sections[0]
    foot = "".join(paragraph._p.xml for paragraph in section.first_page_footer.paragraphs)
    assert 'w:val="thinThickSmallGap" w:sz="18"' in foot
    assert "PAGE" not in foot
    assert section.footer_distance == pytest.approx(Mm(20), rel=0.001)


def test_later_pages_are_numbered_odd_right_even_left() -> None:
    section = opened(compose_letter(LETTER)).sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.text == even.text == "— 1 —"
    assert (indents(odd), indents(even)) == ((0, 0, 1), (1, 0, 0))
    assert "PAGE" in odd._p.xml
    assert "evenAndOddHeaders" in part(compose_letter(LETTER), "word/settings.xml")


def test_the_number_stands_flush_right_under_the_rule() -> None:
    alone = row(opened(compose_letter(replace(LETTER, urgency=""))), "云商函")
    assert alone.alignment == 2
    assert indents(alone) == (0, 0, 0)
    shared = row(opened(compose_letter(LETTER)), "加急")
    assert shared.text == "加急\t云商函〔2026〕17号"
    assert [stop.position.mm for stop in shared.paragraph_format.tab_stops] == [pytest.approx(156, abs=0.1)]


def test_secrecy_stands_over_urgency() -> None:
    texts = [paragraph.text for paragraph in opened(compose_letter(replace(LETTER, secrecy="内部"))).paragraphs]
    assert texts[:2] == ["内部\t云商函〔2026〕17号", "加急"]


def test_the_title_stands_two_rows_under_what_is_above_it_and_one_over_the_addressee() -> None:
    texts = [paragraph.text for paragraph in opened(compose_letter(LETTER)).paragraphs]
    assert [bool(text) for text in texts[:6]] == [True, False, False, True, False, True]
    assert texts[5] == "市财政局："


def test_attachments_hang_with_their_numbers_aligned() -> None:
    names = ("《夜市管理办法》。", "意见反馈表；")
    document = opened(compose_letter(replace(LETTER, attachments=names)))
    first, second = row(document, "附件："), row(document, "2.")
    assert (first.text, second.text) == ("附件：1.\t夜市管理办法", "2.\t意见反馈表")
    assert indents(first)[0] == indents(second)[0]
    left, hang, _ = indents(first)
    assert left + hang == pytest.approx(2, abs=0.02)
    assert indents(second)[0] + indents(second)[1] == pytest.approx(5, abs=0.02)


def test_one_attachment_has_no_number() -> None:
    alone = row(opened(compose_letter(replace(LETTER, attachments=("意见反馈表",)))), "附件")
    assert alone.text == "附件：意见反馈表"
    assert indents(alone)[:2] == (5, -3)


def test_the_date_begins_two_characters_right_of_the_signature() -> None:
    document = opened(compose_letter(LETTER))
    name, day = row(document, "云江市人民政府"), row(document, "2026年3月9日")
    assert indents(name)[2] == 2
    assert indents(day)[0] == pytest.approx(28 - 2 - 10 + 2, abs=0.02)  # 10: the signature's width


def test_a_date_longer_than_the_signature_stands_two_from_the_right_and_moves_it_left() -> None:
    document = opened(compose_letter(replace(LETTER, signature="商务局", dated=date(2026, 12, 14))))
    name, day = row(document, "商务局"), row(document, "2026年12月14日")
    assert indents(day)[2] == 2
    assert indents(name)[2] + 3 == pytest.approx(2 + 7 + 2, abs=0.02)  # 7: the date's width


def test_signature_and_date_stay_with_the_last_words() -> None:
    document = opened(compose_letter(LETTER))
    for start in ("特此函达", "云江市人民政府"):
        assert row(document, start).paragraph_format.keep_with_next


def test_a_closing_formula_takes_the_words_before_it_to_the_signatures_page() -> None:
    body = "现函复如下。\n" + "请研究。" * 20 + "\n特此函复。"
    document = opened(compose_letter(replace(LETTER, body=body)))
    assert row(document, "特此函复").paragraph_format.keep_with_next
    assert row(document, "请研究").paragraph_format.keep_with_next
    assert not row(document, "现函复").paragraph_format.keep_with_next


def test_a_long_last_paragraph_is_free_to_split_over_pages() -> None:
    document = opened(compose_letter(replace(LETTER, body="现函告如下。\n" + "请研究。" * 40)))
    assert not row(document, "请研究").paragraph_format.keep_with_next


def test_the_note_stands_in_brackets_under_the_date() -> None:
    texts = [paragraph.text for paragraph in opened(compose_letter(replace(LETTER, contact="联系人：李明"))).paragraphs]
    assert texts[-2:] == ["2026年3月9日", "（联系人：李明）"]


def test_forty_addressees_move_to_the_end_so_that_page_one_shows_text() -> None:
    many = "、".join(f"云江市第{n}工作协调推进委员会办公室" for n in range(40))
    texts = [paragraph.text for paragraph in opened(compose_letter(replace(LETTER, addressee=many))).paragraphs]
    assert not any(text.endswith("：") for text in texts)
    assert f"主送：{many}。" in texts


def test_copies_stand_at_the_foot_of_the_text_area_without_rules() -> None:
    copies = row(opened(compose_letter(replace(LETTER, copies="市委办公室，市政协办公室。"))), "抄送")
    assert copies.text == "抄送：市委办公室，市政协办公室。"
    assert 'w:yAlign="bottom"' in copies._p.xml
    assert "pBdr" not in copies._p.xml


@pytest.mark.parametrize(
    ("field", "told"),
    [("mark", "发文机关标志"), ("title", "标题"), ("addressee", "主送机关"), ("body", "正文"), ("signature", "署名")],
)
def test_a_letter_without_what_every_letter_has_is_refused(field: str, told: str) -> None:
    with pytest.raises(TemplateFault, match=f"缺少{told}"):
        compose_letter(replace(LETTER, **dict[str, Any]({field: " \n "})))


def test_what_no_letter_can_hold_is_refused() -> None:
    refused: list[dict[str, Any]] = [{"title": "长" * 121}, {"addressee": "局" * 5001}, {"attachments": ("表",) * 100}]
    for over in refused:
        with pytest.raises(TemplateFault, match="过长"):
            compose_letter(replace(LETTER, **over))


def test_a_long_mark_shrinks_then_takes_two_rows_then_is_refused() -> None:
    sizes = (48, 44, 40, 36, 32, 28)
    assert mark_rows("云江市商务局", sizes) == (("云江市商务局",), Pt(48))
    assert mark_rows("云江市市场监督管理局办公室", sizes) == (("云江市市场监督管理局办公室",), Pt(32))
    rows, _ = mark_rows("云江市新型城镇化和城乡融合发展工作领导小组办公室", sizes)
    assert len(rows) == 2
    with pytest.raises(SettingFault, match="发文机关标志过长"):
        mark_rows("长" * 60, sizes)


def test_characters_xml_cannot_hold_are_left_out() -> None:
    text = "".join(p.text for p in opened(compose_letter(replace(LETTER, body="正\x00文\x1b。\ud800"))).paragraphs)
    assert "正文。" in text


def solicitation(**values: Any) -> bytes:
    given: dict[str, Any] = {
        "mark": "云江市商务局",
        "number": "云商函〔2026〕17号",
        "urgency": "",
        "secrecy": "",
        "addressee": "市财政局",
        "subject": SUBJECT,
        "origin": "云岭省商务厅",
        "lead": "",
        "clauses": ("二/（一）/1",),
        "due_text": "2026年3月13日17时30分",
        "silence_is_consent": False,
        "email": "office@example.cn",
        "contact": "李明",
        "phone": "0999-1234567",
        "signature": "云江市商务局",
        "dated": date(2026, 3, 9),
        "attachments": (SUBJECT, "意见反馈表"),
    }
    return solicitation_letter(**given | values)


def said(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in opened(data).paragraphs)


def test_a_solicitation_says_by_when_how_and_that_no_comment_too_is_answered() -> None:
    text = said(solicitation())
    for words in (
        "请于2026年3月13日17时30分前",
        "office@example.cn",
        "无意见的，也请书面反馈",
        "主要有：第二部分（一）第1项。",
    ):
        assert words in text


def test_silence_is_consent_only_where_the_office_says_so() -> None:
    assert "视为无意见" not in said(solicitation())
    assert "逾期未反馈的，视为无意见。" in said(solicitation(silence_is_consent=True))


def test_the_lead_is_named_where_it_is_another_unit() -> None:
    assert "牵头" not in said(solicitation(lead="云江市商务局"))
    led = said(solicitation(lead="市发展改革委"))
    assert "各单位意见由云江市商务局汇总，由市发展改革委牵头研究并代拟复函。" in led


def test_the_letter_that_asked_is_named_with_its_number_where_it_has_one() -> None:
    assert "云岭省商务厅来文就" in said(solicitation())
    assert "云岭省商务厅来文（云商函〔2026〕5号）就" in said(solicitation(origin_number="云商函〔2026〕5号"))


def test_a_composed_letter_is_read_back_as_a_letter() -> None:
    text = "\n".join(block.text for block in read_document(solicitation(), "函.docx").blocks)
    assert "云商函〔2026〕17号" in text
    assert "云江市商务局" in text


def test_an_office_sets_its_own_words_in_a_letter(tmp_path: Path) -> None:
    (tmp_path / "solicitation.txt.j2").write_text("请贵单位研究{{ subject|book }}。", "utf-8")
    assert f"请贵单位研究《{SUBJECT}》。" in said(solicitation(wordings=Wordings(tmp_path)))


def test_a_reminder_says_whether_the_time_has_passed() -> None:
    given: dict[str, Any] = {
        "mark": "云江市商务局",
        "number": "",
        "addressee": "市财政局",
        "subject": SUBJECT,
        "sent_on": date(2026, 3, 9),
        "due_text": "2026年3月13日",
        "contact": "",
        "phone": "",
        "signature": "云江市商务局",
        "dated": date(2026, 3, 16),
    }
    assert "时限已过" in said(reminder_letter(**given, is_overdue=True))
    assert "时限临近" in said(reminder_letter(**given, is_overdue=False))


def reply(*opinions: ReplyOpinion) -> str:
    return said(
        draft_reply(
            mark="云江市商务局",
            number="",
            addressee="云岭省商务厅",
            subject=SUBJECT,
            origin_number="云商函〔2026〕5号",
            opinions=opinions,
            signature="云江市商务局",
            dated=date(2026, 3, 14),
        )
    )


def test_a_reply_without_opinions_says_so() -> None:
    assert "无修改意见的复函" in reply().replace("\n", "")
    assert "经征求有关单位意见并认真研究，无修改意见。" in reply()


def test_a_reply_gathers_opinions_under_their_clauses() -> None:
    text = reply(
        ReplyOpinion("二/（一）", "建议删除“全部”", "与上位法不一致"),
        ReplyOpinion("三", "建议增加一款。"),
        ReplyOpinion("二/（一）", "建议将“可以”修改为“应当”"),
        ReplyOpinion("", "建议精简篇幅"),
    )
    body = text[text.index("一、") : text.index("特此函复")].splitlines()
    assert body == [
        "一、关于第二部分（一）",
        "1. 建议删除“全部”。理由：与上位法不一致。",
        "2. 建议将“可以”修改为“应当”。",
        "二、关于第三部分",
        "建议增加一款。",
        "三、总体意见",
        "建议精简篇幅。",
    ]


def test_an_explanation_keeps_no_comment_and_silence_apart() -> None:
    text = said(
        explanation(
            subject=SUBJECT,
            total=3,
            accepted=1,
            partly=0,
            declined=1,
            explained=1,
            answered=("市财政局",),
            no_comment=("市教育局",),
            deemed=("市统计局",),
            waived=(),
            disputes=(("二/（一）", "市财政局：甲（理由一）；市教育局：乙（理由二）"),),
        )
    )
    assert "书面答复无意见的1个：市教育局。" in text
    assert "经催办未反馈、按函告视为无意见的1个：市统计局。" in text
    assert "“第二部分（一）”：市财政局：甲（理由一）" in text


def test_a_letter_made_again_is_the_same_byte_for_byte() -> None:
    made = []
    for moment in ("2026-03-09 09:00:00", "2026-03-09 09:00:07"):  # a zip counts time in steps of two seconds
        with time_machine.travel(moment, tick=False):
            made.append(packed(blank()))
    assert made[0] == made[1]
