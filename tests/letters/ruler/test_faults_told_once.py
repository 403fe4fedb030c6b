"""A notice set in Word with one thing wrong: the ruler tells that one thing, once, in the file or on the page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from letters.ruler import Kind, measure
from letters.ruler.sources import told_once
from letters.ruler.standard import Demand, G, Measure, P, R
from tests.letters.ruler.notices import LEFT, Notice, made


@dataclass(frozen=True)
class Wrong:
    """What is set otherwise, and what is said: the clause and words of each finding, hints among them."""

    said: tuple[tuple[str, str], ...]
    values: dict[str, Any] = field(default_factory=dict)


WRONG = {
    "无误": Wrong(()),
    "Word默认页边距": Wrong(
        (
            ("5.2.1", "天头（上白边）应为37 mm，实为25.4 mm"),
            ("5.2.1", "版心下边缘至纸边应为35 mm，实为25.4 mm"),
            ("5.2.1", "订口（左白边）应为28 mm，实为31.75 mm"),
            ("5.2.1", "版心宽度应为156 mm，实为146.5 mm"),
            ("7.5", "页码一字线距版心下边缘"),  # the footer stands where it stood, the text reaches lower
        ),
        {"margins": (25.4, 31.75, 25.4, 31.75), "from_right": True},
    ),
    "美国信纸": Wrong(
        (("5.1", "宽度应为210 mm，实为215.9 mm"), ("5.1", "高度应为297 mm，实为279.4 mm")), {"size": (215.9, 279.4)}
    ),
    "制表符缩进": Wrong(
        (("7.3.3", "首行缩进应为2字，实为2.28字"), ("7.3.3", "缩进方式应为段落格式中的首行缩进，实为制表符")),
        {"before": "\t", "indent": 0},
    ),
    "空格缩进": Wrong((("7.3.3", "实为空格"),), {"before": "    ", "indent": 0}),
    "缩进1.25厘米": Wrong((("7.3.3", "首行缩进应为2字，实为2.24字"),), {"indent": 35.4}),
    "正文用楷体": Wrong((("5.2.2", "正文字体应为仿宋，实为楷体"),), {"font": "楷体"}),
    "1.5倍行距": Wrong((("5.2.3", "每页行数应为22行，实为单倍或多倍行距"),), {"pitch": 1.5}),
    "页码居中无一字线": Wrong(
        (
            ("7.5", "页码形式应为— 1 —，实为只有数码"),
            ("7.5", "页码右空应为5.57 mm，实为76"),
        ),
        {"numbered": "centred"},
    ),
    "没有页码": Wrong((("7.5", "未见页码"),), {"numbered": ""}),
    "标题居左": Wrong(
        (("7.3.1", "标题对齐应为居中，实为居左；排出的版面上中线至左页边为"),), {"title_look": (22, False, LEFT)}
    ),
    "标题18磅加粗居左": Wrong(
        (
            ("7.3.1", "标题字号应为2号（22磅），实为小2号（18磅）"),
            ("7.3.1", "标题对齐应为居中，实为居左"),
            ("7.3.1", "标题字形应为不加粗"),
        ),
        {"title_look": (18, True, LEFT)},
    ),
    "文号用方括号": Wrong((("7.2.5", "不用“[]”"),), {"number": "云商发[2026]5号"}),
    "文号加第字编虚位": Wrong((("7.2.5", "序号前不加“第”字；序号不编虚位"),), {"number": "云商发〔2026〕第05号"}),
    "日期编虚位": Wrong((("7.3.5.4", "成文日期写法应如2026年3月6日，实为2026年03月05日"),), {"day": "2026年03月05日"}),
    "日期用汉字": Wrong((("7.3.5.4", "用阿拉伯数字"),), {"day": "二〇二六年三月五日"}),
    "表格宽出版心": Wrong((("5.2.1", "表格宽度应为≤160.8 mm，实为180.2 mm"),), {"table": 90}),
    "没有红线": Wrong((("7.2.7", "未见版头分隔线"),), {"rule": False}),
    "附件加书名号": Wrong((("7.3.4", "名称应为不加书名号"),), {"attachments": ("附件：《夜市检查表》",)}),
    "主送用半角标点": Wrong(
        (("7.3.2", "末尾标点应为“：”，实为“:”"), ("9", "标点应为全角“，”，实为半角“,”")),
        {"addressee": "市财政局,市公安局:"},
    ),
    "主送无冒号": Wrong((("7.3.2", "末尾标点应为“：”，实为无"),), {"addressee": "市财政局、市公安局"}),
}


@pytest.mark.office
@pytest.mark.parametrize("name", WRONG)
def test_one_thing_wrong_is_told_once_and_nothing_else_is(soffice: str, name: str) -> None:
    wrong = WRONG[name]
    measured = measure(made(replace(Notice(), **wrong.values)))
    told = [(one.clause, one.message) for one in measured.findings]
    assert measured.kind is Kind.GENERAL
    assert len(told) == len(wrong.said), told
    for clause, words in wrong.said:
        assert [message for found, message in told if found == clause and words in message], (clause, words, told)


@pytest.mark.office
@pytest.mark.parametrize("from_right", [False, True])
@pytest.mark.parametrize("name", ["云江市商务局", "云江市商务分局", "云江市商务局办公室综合处"])
def test_a_date_that_the_stand_ins_digits_stretch_is_where_it_was_set(
    soffice: str, name: str, *, from_right: bool
) -> None:
    assert measure(made(replace(Notice(), name=name, from_right=from_right))).findings == ()


def _told(what: str, measured: float, source: str, *, element: str = "标题", clause: str = "7.3.1") -> Measure:
    return replace(Demand(clause, element, what, G).length("首页", measured, 0, 1), source=source)


def test_a_fault_of_the_file_says_what_the_page_shows_of_it() -> None:
    file = replace(Demand("7.3.1", "标题", "对齐", G).said("第3段", "居左", "居中", right=False), source="docx")
    (one,) = told_once([file], [_told("中线至左页边", 69.3, "pdf")])
    assert (one.source, one.measured) == ("docx", "居左")
    assert one.message.endswith("；排出的版面上中线至左页边为69.3 mm")


def test_a_fault_both_sources_give_the_same_figure_of_says_it_once() -> None:
    (one,) = told_once([_told("宽度", 297.0, "docx")], [_told("宽度", 297.0, "pdf")])
    assert one.message.count("297") == 1


def test_the_stricter_of_two_strengths_stays() -> None:
    hint = replace(Demand("7.5", "页码", "", G).missing("页脚"), strength=P, source="docx")
    (one,) = told_once([hint], [replace(Demand("7.5", "页码", "", R).missing("第1页"), source="pdf")])
    assert one.strength is R


def test_faults_of_different_elements_stay_apart() -> None:
    held = told_once([_told("左空", 3, "docx")], [_told("左空", 3, "pdf", element="主送机关", clause="7.3.2")])
    assert [one.source for one in held] == ["docx", "pdf"]
