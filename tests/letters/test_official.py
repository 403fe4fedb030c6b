"""The general format: 版头, body, 版记, upward papers and joint issues by GB/T 9704 7.2-7.4."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from docx.shared import Pt

from letters.bound import Bound
from letters.official import Official, compose_official
from letters.package import W
from letters.seal_picture import Seal, Stamp
from registry.errors import SettingFault, TemplateFault
from tests.letters.opened import font, indents, opened, row, sections, texts

PAPER = Official(
    marks=("云江市人民政府",),
    number="云政发〔2026〕7号",
    title="关于做好夜市管理工作的通知",
    addressee="各区、县人民政府",
    body="一、总体要求\n请认真落实。\n特此通知。",
    dated=date(2026, 3, 9),
    copies="市委办公室，市政协办公室",
    printer="云江市人民政府办公室",
)
THREE = ("云江市商务局", "云江市公安局", "云江市市场监督管理局")


def made(**values: Any) -> bytes:
    return compose_official(replace(PAPER, **values))


def heights(data: bytes) -> list[float]:
    """Give the exact pitch of each row in mm, 10.21 for those of the grid."""
    layouts = (paragraph.paragraph_format.line_spacing for paragraph in opened(data).paragraphs)
    return [round(pitch.mm, 2) if pitch is not None and not isinstance(pitch, float) else 10.21 for pitch in layouts]


@pytest.mark.parametrize(
    "left", [{}, {"urgency": "特急"}, {"copy_number": "000012", "secrecy": "机密★1年", "urgency": "特急"}]
)
def test_the_mark_stands_35_mm_under_the_text_areas_top_whatever_stands_over_it(left: dict[str, str]) -> None:
    data = made(**left)
    rows = texts(data)
    place = rows.index("云江市人民政府文件")
    size = font(opened(data).paragraphs[place].runs[0])[1] * 25.4 / 72
    assert sum(heights(data)[:place]) + 0.12 * size == pytest.approx(35, abs=0.1)  # white over the characters


def test_copy_number_secrecy_and_urgency_stand_over_each_other_at_the_left() -> None:
    data = made(copy_number="000012", secrecy="机密★1年", urgency="特急")
    assert texts(data)[:3] == ["000012", "机密★1年", "特急"]
    assert [font(opened(data).paragraphs[n].runs[0])[0] for n in range(3)] == ["仿宋_GB2312", "黑体", "黑体"]


def test_the_mark_is_red_and_as_large_as_the_row_holds() -> None:
    mark = row(PAPER_DATA, "云江市人民政府文件")
    assert font(mark.runs[0]) == ("方正小标宋简体", 46)
    assert str(mark.runs[0].font.color.rgb) == "FF0000"


def test_the_number_stands_two_rows_under_the_mark_over_a_red_rule() -> None:
    rows = texts(PAPER_DATA)
    place = rows.index("云江市人民政府文件")
    assert rows[place + 1 : place + 4] == ["", "", "云政发〔2026〕7号"]
    xml = opened(PAPER_DATA).paragraphs[place + 3]._p.xml
    assert '<w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/>' in xml  # 4 mm under the characters
    assert rows[place + 4 : place + 7] == ["", "", "关于做好夜市管理工作的通知"]


def test_an_upward_paper_has_its_number_left_and_its_signers_right() -> None:
    number = row(made(signers=("王一",)), "云政发")
    assert number.text == "\t云政发〔2026〕7号\t签发人：\t王　一"
    stops = [stop.position / Pt(15.75) for stop in number.paragraph_format.tab_stops]
    assert stops[0] == pytest.approx(1, abs=0.05)
    assert stops[2] + 3 == pytest.approx(27, abs=0.05)
    assert [font(run)[0] for run in number.runs if run.text == "王　一"] == ["楷体_GB2312"]


def test_signers_stand_two_a_row_and_the_number_beside_the_last() -> None:
    rows = texts(made(signers=("王一", "李二三", "赵四")))
    place = next(n for n, text in enumerate(rows) if "签发人" in text)
    assert rows[place : place + 2] == ["\t签发人：\t王　一\t李二三", "\t云政发〔2026〕7号\t\t赵　四"]


def test_a_number_too_long_to_stand_beside_the_signers_stands_under_them() -> None:
    long = "云江市新型城镇化领导小组办发〔2026〕1123号"
    rows = texts(made(signers=("王一", "李二三"), number=long))
    place = next(n for n, text in enumerate(rows) if "签发人" in text)
    assert rows[place + 1] == f"\t{long}"


def test_agencies_of_a_joint_issue_stand_one_a_row_with_the_suffix_in_the_middle_at_the_right() -> None:
    table = opened(made(marks=THREE)).tables[0]
    names, suffix = table.rows[0].cells
    assert [paragraph.text for paragraph in names.paragraphs] == list(THREE)
    assert suffix.text == "文件"
    assert 'w:vAlign w:val="center"' in suffix._tc.xml
    assert "w:spacing w:val=" in names.paragraphs[0].runs[0]._r.xml  # spread to the longest name


def test_a_joint_issue_may_go_without_the_suffix() -> None:
    assert [cell.text.splitlines() for cell in opened(made(marks=THREE, suffix="")).tables[0].rows[0].cells] == [
        [*THREE]
    ]


def test_marks_too_many_for_a_page_are_refused() -> None:
    with pytest.raises(SettingFault, match="联合发文机关标志过多或过长"):
        made(marks=tuple(f"云江市第{n}工作领导小组" for n in range(12)))


def test_unsealed_joint_signatures_stand_host_first_all_beginning_at_one_place() -> None:
    data = made(marks=THREE)
    ends = [indents(row(data, name))[2] + len(name) for name in THREE]
    assert ends == [pytest.approx(12, abs=0.05)] * 3  # the longest: 10 characters, 2 from the right
    assert texts(data).index(THREE[0]) < texts(data).index(THREE[1])


def test_a_paper_signed_with_a_stamp_names_the_signers_office_and_no_agency() -> None:
    rows = texts(made(stamps=(("市长", Stamp()),)))
    place = rows.index("市长")
    assert [text for text in rows[place:] if text] == ["市长", "2026年3月9日"]
    assert "云江市人民政府" not in rows


def test_a_heading_and_its_text_stay_on_page_one_whatever_goes_with_the_signature() -> None:
    data = made(body="一、总体要求\n请认真落实。\n特此通知。", seals=(Seal(),))
    assert row(data, "一、").paragraph_format.keep_with_next
    assert not row(data, "请认真落实").paragraph_format.keep_with_next
    assert row(data, "特此通知").paragraph_format.keep_with_next


def test_the_record_stands_at_the_foot_between_rules_of_the_standards_weights() -> None:
    table = opened(PAPER_DATA).tables[-1]
    assert [cell.text for r in table.rows for cell in r.cells] == [
        "抄送：市委办公室，市政协办公室。",
        "云江市人民政府办公室\t2026年3月9日印发",
    ]
    xml = table._tbl.xml
    assert 'w:tblpYSpec="bottom"' in xml
    rules = [(rule.tag.removeprefix(W), rule.get(f"{W}sz")) for rule in table._tbl.iter(f"{W}top", f"{W}bottom")]
    assert rules == [("top", "8"), ("bottom", "6"), ("top", "6"), ("bottom", "8")]
    assert round(sum(column.width for column in table.columns) / 36_000) == 156


def test_addressees_that_would_push_the_text_from_page_one_move_to_the_record() -> None:
    many = "、".join(f"云江市第{n}工作协调推进委员会办公室" for n in range(40))
    data = made(addressee=many)
    assert not any(text.endswith("：") for text in texts(data))
    *faces, foot = opened(data).tables
    named = "".join(table.rows[0].cells[0].text.replace("\n", "") for table in (*faces, foot))
    assert named.startswith(f"主送：{many}。")


def test_names_that_one_face_does_not_hold_fill_faces_and_end_at_the_foot_of_the_last() -> None:
    face, foot = opened(made(copies="，".join(f"云江市第{n}工作委员会办公室" for n in range(40)))).tables
    assert len(face.rows[0].cells[0].paragraphs) == 21
    assert 'w:tblpYSpec="bottom"' not in face._tbl.xml
    assert 'w:tblpYSpec="bottom"' in foot._tbl.xml
    rules = [
        [(rule.tag.removeprefix(W), rule.get(f"{W}sz")) for rule in table._tbl.iter(f"{W}top", f"{W}bottom")]
        for table in (face, foot)
    ]
    assert rules == [[("top", "8")], [("bottom", "6"), ("top", "6"), ("bottom", "8")]]
    rows = [paragraph.text for paragraph in face.rows[0].cells[0].paragraphs]
    assert not any(text.startswith(("，", "。")) or (text[-1] + after[0]).isdigit() for text, after in pairwise(rows))


def test_bound_attachments_begin_new_pages_under_their_number_and_title() -> None:
    bound = (
        Bound("夜市管理办法", "第一条 为了规范夜市。"),
        Bound("任务表", "| 序号 | 任务 |\n| 1 | 摸排 |", is_wide=True),
    )
    data = made(attachments=("《夜市管理办法》", "任务表"), bound=bound)
    rows = texts(data)
    place = rows.index("附件1")
    assert rows[place : place + 3] == ["附件1", "", "夜市管理办法"]
    assert font(opened(data).paragraphs[place].runs[0]) == ("黑体", 16)
    assert "附件2" in rows
    wide = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections(data)]
    assert wide == [None, None, "landscape", None]  # the record gets an upright page of its own


def test_a_single_attachment_bears_no_number() -> None:
    data = made(attachments=("任务表",), bound=(Bound("任务表", "文字。"),))
    assert "附件" in texts(data)


def test_pages_are_numbered_from_the_first_on() -> None:
    section = opened(PAPER_DATA).sections[0]
    assert section.footer.paragraphs[0].text == section.even_page_footer.paragraphs[0].text == "— 1 —"
    assert not section.different_first_page_header_footer


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"marks": ()}, "缺少发文机关标志"),
        ({"title": " "}, "缺少标题"),
        ({"addressee": ""}, "缺少主送机关"),
        ({"body": "\n"}, "缺少正文"),
        ({"title": "长" * 121}, "标题过长"),
        ({"copy_number": "12"}, "份号“12”不是6位数字"),
        ({"signers": ("王",) * 13}, "签发人过长"),
        ({"seals": (Seal(), Seal())}, "1个单位署名，印章有2枚"),
        ({"title": "关于\ue000的通知"}, r"字体无法显示的字符（U\+E000）"),
    ],
)
def test_what_cannot_be_a_paper_is_refused(values: dict[str, Any], told: str) -> None:
    with pytest.raises(TemplateFault, match=told):
        made(**values)


def test_names_of_sixty_characters_are_broken_or_refused() -> None:
    with pytest.raises(SettingFault, match="发文机关标志过长"):
        made(marks=("长" * 60,))
    signed = made(signatures=("云江市新型城镇化和城乡融合发展工作领导小组办公室" * 2,))
    parts = [text for text in texts(signed) if "领导小组" in text]
    assert len(parts) >= 2
    assert all(len(part) <= 22 for part in parts)


def test_a_title_of_five_rows_stands_whole() -> None:
    title = "关于" + "、".join(f"第{n}项重点工作实施方案" for n in range(6)) + "的通知"
    headline = next(text for text in texts(made(title=title)) if text.startswith("关于"))
    assert headline.replace("\n", "") == title
    assert headline.count("\n") == 4


def test_thirty_attachments_hang_under_each_other() -> None:
    rows = texts(made(attachments=tuple(f"第{n}张表" for n in range(1, 31))))
    assert "附件：1.\t第1张表" in rows
    assert "30.\t第30张表" in rows


PAPER_DATA = compose_official(PAPER)


def test_a_paper_without_bound_attachments_is_one_section() -> None:
    assert len(sections(PAPER_DATA)) == 1
