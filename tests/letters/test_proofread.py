"""Faults found, and silence where a text is sound."""

import pytest

from letters.document import Block, BlockKind, Document, Finding, Source
from letters.outline import outline
from letters.proofread import proofread


def faults(*lines: str, subject: str | None = None) -> list[tuple[str, str]]:
    document = Document(Source.TXT, tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines)))
    found = proofread(document, outline(document), subject)
    assert all(finding.rule and finding.suggestion for finding in found), "a fault is told with its rule and a remedy"
    return [(finding.kind, finding.where) for finding in found]


def test_a_number_that_repeats_is_one_fault_and_not_two() -> None:
    assert faults("四、目标", "一、甲", "二、乙", "三、丙")[0] == ("numbering", "四")
    assert faults("一、甲", "二、乙", "二、丙", "三、丁") == [("numbering", "二#2")]


def test_a_gap_is_a_fault() -> None:
    assert faults("一、甲", "三、乙", "四、丙") == [("numbering", "三")]


def findings(*lines: str) -> tuple[Finding, ...]:
    document = Document(Source.TXT, tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines)))
    return proofread(document, outline(document))


def messages(*lines: str) -> list[str]:
    return [finding.message for finding in findings(*lines)]


def articles(*numbers: str) -> list[str]:
    return [f"第{number}条 本条规定一项事项。" for number in numbers]


def test_articles_run_on_through_chapters_and_a_missing_one_is_named() -> None:
    first, second = ["第一章 总则", *articles("一", "二", "三")], "第二章 职责"
    assert messages(*first, second, *articles("五", "六")) == ["序号“第五条”不连续，缺第四条"]
    assert messages(*first, second, *articles("七", "八")) == ["序号“第七条”不连续，缺第四条至第六条"]
    assert messages(*first, second, *articles("四", "五")) == []


def test_articles_numbered_anew_in_each_chapter_are_no_fault() -> None:
    assert messages("第一章 总则", *articles("一", "二"), "第二章 职责", *articles("一", "二")) == []


def test_an_article_put_in_between_takes_no_number() -> None:
    assert messages(*articles("一", "二"), "第二条之一 本条规定一项事项。", *articles("三")) == []


def test_an_ordinal_that_is_no_number_is_a_fault() -> None:
    assert faults("一、甲", "（一）子", "（十四二）丑", "（三）寅") == [("numbering", "一/（十四二）")]


def test_numbers_that_run_on_across_headings_are_no_fault() -> None:
    assert faults("一、甲", "（一）子", "1.a", "2.b", "（二）丑", "3.c", "二、乙", "（三）寅", "4.d") == []


def test_numbers_that_begin_anew_under_each_heading_are_no_fault() -> None:
    assert faults("一、甲", "（一）子", "1.a", "2.b", "（二）丑", "1.c", "二、乙", "（一）寅") == []


def test_several_lists_under_one_heading_are_no_fault() -> None:
    assert faults("第一条 包括：", "1.甲", "2.乙", "另有：", "1.丙", "2.丁", "第二条 戊") == []


def test_one_target_with_two_figures_is_a_fault() -> None:
    found = faults(
        "一、目标", "到2028年，数据产业规模达到200亿元。", "二、任务", "1.到2028年，数据产业规模超2000亿元。"
    )
    assert found == [("figure", "二/1")]


def test_one_target_for_two_years_is_no_fault() -> None:
    assert (
        faults("一、目标", "到2027年，数据产业规模达到100亿元。", "二、任务", "1.到2028年，数据产业规模达到200亿元。")
        == []
    )


def test_a_condition_on_each_of_many_is_no_target() -> None:
    assert (
        faults("一、甲", "每处服务站建筑面积不少于200平方米。", "二、乙", "每处服务站建筑面积不少于1000平方米。") == []
    )


def test_a_title_spelled_two_ways_is_a_fault() -> None:
    lines = ("河阳市数据方案（2026-2028）", "一、甲", "落实任务。")
    assert faults(*lines, subject="河阳市数据方案（2026-2028年）") == [("title", "来文")]
    assert faults(*lines, subject="河阳市数据方案（2026—2028）") == []


def test_a_date_no_calendar_has_is_a_fault() -> None:
    assert faults("一、甲", "2026年2月30日前完成，6月31日前验收。") == [("date", "一"), ("date", "一")]
    assert faults("一、甲", "2028年2月29日前完成。") == []


def test_years_the_wrong_way_round_are_a_fault() -> None:
    assert ("date", "一") in faults("一、落实《数据规划（2028-2026年）》")


def test_an_annex_promised_and_not_there_is_a_fault() -> None:
    assert faults("一、甲", "分工详见附件2。") == [("attachment", "一")]
    assert faults("一、甲", "分工详见附件。", "附件：任务分工表") == []


def test_an_article_cited_and_not_there_is_a_fault() -> None:
    assert faults("第一条 甲。", "第二条 按照本办法第九条执行。") == [("reference", "第二条")]


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        ("按照《河阳市夜市办法的要求执行。", "punctuation", "不成对"),
        ("各单位要抓好落实，。", "punctuation", "标点重复"),
        ("征求社会意见,请踊跃参加。", "punctuation", "半角标点"),
        ("按照河政发[2024]7号要求执行。", "reference", "六角括号"),
        ("按照河政发〔2024〕第7号要求执行。", "reference", "不加“第”字"),
        ("按照河政发〔2024〕007号要求执行。", "reference", "不编虚位"),
        ("按照河政发〔24〕7号要求执行。", "reference", "写全四位"),
        ("按照河环发2006[28]号要求执行。", "reference", "括号应括年份"),
        ("2024年3月15日（星期六）前完成。", "date", "该日为星期五"),
        ("违反第八条规定的，予以处罚。", "reference", "不存在"),
        ("按照本办法第八条、第九条执行。", "reference", "不存在"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_rule_and_what_to_do(words: str, kind: str, told: str) -> None:
    found = [finding for finding in findings("第一条 甲。", f"第二条 {words}") if told in finding.message]
    assert [finding.kind for finding in found[:1]] == [kind]
    assert found[0].rule
    assert found[0].suggestion


@pytest.mark.parametrize(
    "words",
    [
        "按照《河阳市〈夜市〉办法》和河政发〔2024〕17号文件（见附表）执行。",
        "按照《治安管理处罚法》第八条、第九条处罚。",
        "依照民法典第一千条以及公司法第二十条执行。",
        "1）划定区域；2）公布标志。",
        "2024年3月15日（星期五）前完成。",
        "（2020）河01民初123号判决生效。",
        "增长1,200件，浓度≤0.5,合格。",
    ],
)
def test_sound_words_are_left_alone(words: str) -> None:
    assert not [f for f in findings("第一条 甲。", f"第二条 {words}") if f.kind in {"punctuation", "reference", "date"}]
