"""Opinions said as official sentences: no addition reads as a replacement, no advice as a wording."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from letters.draft import open_draft
from letters.matrix import matrix_xlsx
from letters.matrix_rows import Decision, matrix_rows
from letters.merging import Merged, merge
from letters.opinions import Opinion
from letters.reply_opinions import reply_opinions
from letters.returns import read_return
from letters.wish_words import cell_words, office_reason, say_settled, say_wish
from registry.words import Disposition, How, Kind
from tests.letters.sample import DRAFT, LINES, UNITS, letter
from tests.letters.wordfiles import plain


def asked(*rows: str) -> list[Opinion]:
    return list(read_return(DRAFT, letter(*rows), "云泽市公安局.docx", UNITS).opinions)


@pytest.mark.parametrize(
    ("row", "sentence", "cell"),
    [
        (
            "建议将第3项“200座”修改为“300座”。",
            "建议将“全年更新候车亭200座”修改为“全年更新候车亭300座”",
            "修改为：300座",
        ),
        ("建议删除第3项“配备照明和电子站牌”。", "建议删除“配备照明和电子站牌”", "删除"),
        (
            "建议在第3项“全年更新候车亭200座”后增加“（含港湾式20座）”。",
            "建议在“全年更新候车亭200座”后增加“（含港湾式20座）”",
            "在“全年更新候车亭200座”后增加：（含港湾式20座）",
        ),
        ("建议进一步明确资金来源。", "建议进一步明确资金来源", "建议：进一步明确资金来源"),
    ],
)
def test_each_kind_is_said_in_its_own_way(row: str, sentence: str, cell: str) -> None:
    (opinion,) = asked(row)
    assert say_wish(opinion, LINES) == sentence
    assert cell_words(opinion, LINES) == cell


def test_one_number_changed_in_a_task_quotes_only_its_phrase() -> None:
    edited = plain(*(line.replace("23时30分", "24时") for line in LINES))
    (opinion,) = read_return(DRAFT, edited, "云泽市财政局.docx", UNITS).opinions
    old, new = "“医院、车站周边线路末班车延至23时30分”", "“医院、车站周边线路末班车延至24时”"
    assert say_wish(opinion, LINES) == f"建议将{old}修改为{new}"


def whole_task(proposed: str, kind: Kind = Kind.REPLACE, how: How = How.FORM) -> Opinion:
    draft = open_draft(DRAFT)
    clause = next(start.clause for start in draft.starts if start.clause.path == "二/（一）/1")
    return Opinion(clause.path, kind, clause.text, proposed, None, how, None, "第1行", 1.0)


def test_the_printed_number_of_a_clause_is_not_quoted_with_its_words() -> None:
    lines = ("办法", "第八条　新建停车设施应当按照15%的比例建设充电设施。", "第九条　鼓励社会资本投资建设停车设施。")
    draft = plain(*lines)
    wishes = ("建议将第八条“15%”修改为“30%”。", "建议在第九条“投资建设停车设施”后增加“，不得设置准入条件”。")
    opinions = read_return(draft, letter(*wishes), "来件.docx", UNITS).opinions
    assert [say_wish(opinion, lines) for opinion in opinions] == [
        "建议将“新建停车设施应当按照15%的比例建设充电设施”修改为“新建停车设施应当按照30%的比例建设充电设施”",
        "建议在“鼓励社会资本投资建设停车设施”后增加“，不得设置准入条件”",
    ]


def test_a_rewritten_task_quotes_only_the_changed_words() -> None:
    old = whole_task("").original or ""
    said = say_wish(whole_task(old.replace("23时30分", "24时")), LINES)
    assert said == "建议将“医院、车站周边线路末班车延至23时30分”修改为“医院、车站周边线路末班车延至24时”"
    added = say_wish(whole_task(old.replace("片区夜间班次", "片区夜间班次和节假日班次")), LINES)
    assert added == "建议将“加密重点片区夜间班次”修改为“加密重点片区夜间班次和节假日班次”"
    two = say_wish(whole_task(old.replace("23时30分", "24时").replace("重点片区", "中心片区")), LINES)
    assert two.count("修改为") == 2


@pytest.mark.parametrize("kind", [Kind.GENERAL, Kind.MERGE, Kind.DUTY, Kind.REPLACE])
def test_a_margin_comment_is_never_a_replacement_of_what_it_hangs_on(kind: Kind) -> None:
    opinion = whole_task("进一步明确经费保障渠道", kind, How.COMMENT)
    for said in (say_wish(opinion, LINES), cell_words(opinion, LINES)):
        assert "”修改为“" not in said
        assert "进一步明确经费保障渠道" in said


def test_a_remark_or_question_is_given_to_be_looked_into() -> None:
    opinion = whole_task("资金来源不明？", Kind.GENERAL, How.COMMENT)
    assert say_wish(opinion, LINES).endswith("建议研究以下意见：资金来源不明？")


def test_a_unit_that_speaks_of_itself_is_named() -> None:
    (opinion,) = asked("建议不再将我局列为第3项责任单位。")
    said = say_wish(opinion, LINES, "云泽市公安局")
    assert "我局" not in said
    assert "云泽市公安局" in said


def test_a_wish_about_duties_is_a_proposal_and_what_a_unit_thinks_of_them_is_looked_into() -> None:
    (wish,) = asked("建议我局不作为第3项责任单位。")
    assert say_wish(wish, LINES, "云泽市公安局") == "建议云泽市公安局不作为第3项责任单位"
    thought = whole_task("我局不同意作为牵头单位", Kind.DUTY, How.COMMENT)
    assert say_wish(thought, LINES, "云泽市公安局").endswith("建议研究以下意见：云泽市公安局不同意作为牵头单位")


def test_a_reason_in_the_units_own_voice_is_left_out_of_a_reply() -> None:
    assert office_reason("与上位法不一致") == "与上位法不一致"
    for reason in ("我局无此项职责", "本单位经费有限", "请你办统筹考虑"):
        assert office_reason(reason) == ""


def merged_of(*rows: tuple[str, str]) -> Merged:
    returns = [read_return(DRAFT, letter(row, unit=unit), f"{unit}.docx", UNITS) for unit, row in rows]
    return merge(DRAFT, returns)


SAME = (
    ("云泽市公安局", "建议将第3项“200座”改为“300座”。理由：我局测算。"),
    ("市人社局", "建议将第3项“200座”改为“300座”。理由：需求较大。"),
)


def decided(merged: Merged, how: Disposition, text: str = "") -> dict[str, Decision]:
    return {item.id: Decision(how, "", text) for item in merged.opinions}


def test_what_several_units_ask_alike_is_one_item_of_the_reply() -> None:
    merged = merged_of(*SAME)
    (said,) = reply_opinions(merged, decided(merged, Disposition.ACCEPTED))
    assert said.text == "建议将“全年更新候车亭200座”修改为“全年更新候车亭300座”"
    assert said.reason == "需求较大"


def test_an_opinion_partly_accepted_is_said_as_the_text_now_stands_or_left_to_the_explanation() -> None:
    merged = merged_of(SAME[0])
    assert reply_opinions(merged, decided(merged, Disposition.PARTLY)) == ()
    (said,) = reply_opinions(merged, decided(merged, Disposition.PARTLY, "250座"))
    assert "250座" in said.text
    assert "300座" not in said.text


def test_a_declined_opinion_is_not_in_the_reply() -> None:
    merged = merged_of(SAME[0])
    assert reply_opinions(merged, decided(merged, Disposition.DECLINED)) == ()


def test_a_settled_text_unlike_the_words_in_question_is_given_by_itself() -> None:
    (opinion,) = asked("建议将第3项“200座”修改为“300座”。")
    settled = "更新候车亭数量由市城管局会同市财政局根据年度预算安排另行确定并公布执行"
    assert say_settled(opinion, settled, LINES) == f"建议将有关内容修改为“{settled}”"


def test_the_matrix_names_clauses_for_people_and_keeps_their_paths_hidden() -> None:
    merged = merged_of(SAME[0])
    (row,) = matrix_rows(merged, "方案", decided(merged, Disposition.ACCEPTED))
    assert row.cells[2] == "第二部分（二）第3项"
    assert row.cells[9] == "300座"
    sheet = openpyxl.load_workbook(io.BytesIO(matrix_xlsx(merged, "方案"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][-2] == "二/（二）/3"


def test_a_long_text_is_named_by_words_cut_where_they_pause() -> None:
    (opinion,) = asked("建议删除第1项。")
    words = "建立健全机制，推动各部门各单位协同，支持五千家重点企业改造升级，带动投资，由市发展改革委、市财政局负责落实"
    said = say_wish(replace(opinion, original=words * 2), LINES)
    assert said == "建议删除“建立健全机制，推动各部门各单位协同……市财政局负责落实”"
