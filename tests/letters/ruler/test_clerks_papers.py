"""Papers typed by hand in Word: the ruler says of each what is wrong, as a reader of the standard would."""

from __future__ import annotations

import pytest

from letters.ruler import Kind, Measured, measure
from tests.letters.ruler.clerks import CENTER, DEFAULTS, RED_HEADED, Typed, paper


def failing(measured: Measured) -> set[str]:
    return {one.message for one in measured.findings if one.strength.fails}


def test_a_notice_typed_with_words_defaults_fails_by_every_clause_it_breaks() -> None:
    measured = measure(paper(DEFAULTS), ink=False)
    said = failing(measured)
    for expected in (
        "天头（上白边）应为37 mm，实为25.4 mm",
        "订口（左白边）应为28 mm，实为31.75 mm",
        "版心宽度应为156 mm，实为146.5 mm",
        "标题字体应为小标宋，实为黑体",
        "标题字号应为2号（22磅），实为小2号（18磅）",
        "主送机关末尾标点应为“：”，实为“:”",
        "正文字体应为仿宋，实为宋体",
        "正文字号应为3号（16磅），实为小4号（12磅）",
        "第一层标题序号应为一、，实为“一.检查”",
        "第三层序号应为1.，实为“1、检查”",
        "附件说明标点应为全角冒号“：”，实为“:”",
        "附件说明名称后标点应为无，实为“。”",
        "成文日期写法应如2026年3月6日，实为2026年03月06日；月、日不编虚位（1不编为01）",
    ):
        assert expected in said
    assert any(message.startswith("署名和成文日期位置") for message in said)
    assert any("单倍或多倍行距" in message for message in said)
    assert measured.kind is None
    assert "未见版头" in measured.why


def test_a_red_headed_notice_is_told_as_the_general_format_and_its_number_is_faulted() -> None:
    measured = measure(paper(RED_HEADED, margins=(37, 26, 35, 28)), ink=False)
    assert measured.kind is Kind.GENERAL
    number = next(one for one in measured.findings if one.element == "发文字号")
    assert (number.clause, number.measured) == ("7.2.5", "云商发[2026]第05号")
    for fault in ("六角括号", "不加“第”字", "不编虚位"):
        assert fault in number.message
    assert "成文日期写法应如2026年3月6日，实为二〇二六年三月六日；用阿拉伯数字" in failing(measured)
    assert not {one.clause for one in measured.findings} & {"5.2.1", "7.3.2", "7.3.1"}


def test_a_mark_in_song_is_only_hinted_at_for_xiaobiaosong_is_recommended() -> None:
    measured = measure(paper(RED_HEADED, margins=(37, 26, 35, 28)), ink=False)
    mark = next(one for one in measured.findings if one.element == "发文机关标志")
    assert (mark.strength, mark.strength.label, mark.measured) == ("T", "提示", "宋体")


def test_the_same_fault_in_many_paragraphs_is_told_once_with_its_places() -> None:
    rows = [*RED_HEADED[:4], *(Typed(f"第{n}件事是检查安全。", first=32, font="宋体", size=16) for n in range(9))]
    measured = measure(paper(rows, margins=(37, 26, 35, 28)), ink=False)
    fonts = [one for one in measured.findings if one.message == "正文字体应为仿宋，实为宋体"]
    assert len(fonts) == 1
    assert fonts[0].where.startswith("第5段“第0件事")
    assert fonts[0].where.endswith("等9处")


def test_a_kind_that_is_given_is_the_one_measured_against() -> None:
    measured = measure(paper(RED_HEADED), Kind.LETTER, ink=False)
    assert (measured.kind, measured.why) == (Kind.LETTER, "按指定")
    assert "发文机关标志用语应为不加“文件”二字，实为加“文件”二字" in failing(measured)


@pytest.mark.office
def test_on_paper_a_red_headed_notice_stands_in_the_wrong_places(soffice: str) -> None:
    measured = measure(paper(RED_HEADED, margins=(37, 26, 35, 28)))
    inked = {(one.clause, one.element) for one in measured.findings if one.strength.fails}
    assert ("7.2.4", "发文机关标志") in inked  # its upper edge is not 35 mm under the text area's
    assert ("7.2.7", "版头分隔线") in inked
    assert ("7.2.5", "发文字号") in inked  # not two rows under the mark
    assert ("7.3.5.2", "署名和成文日期") in inked


def test_minutes_are_told_by_their_mark() -> None:
    rows = (
        Typed("云江市人民政府专题会议纪要", font="方正小标宋简体", size=40, align=CENTER, red=True),
        Typed("3月6日，市政府召开会议。纪要如下。", font="仿宋", size=16, first=32),
        Typed("出席：市商务局李明", font="仿宋", size=16, first=32),
    )
    measured = measure(paper(rows, margins=(37, 26, 35, 28)), ink=False)
    assert measured.kind is Kind.MINUTES
    assert "“出席”标识字体应为黑体，实为仿宋" in failing(measured)
