"""How units write what they want, rule by rule: verbs of change, reasons without their word, moves, titles, annexes."""

from __future__ import annotations

import time

import pytest

from letters.changes import Shape
from letters.draft import open_draft
from letters.opinions import Opinion, Return
from letters.reasons import judged_before, told_behind
from letters.returns import read_return
from letters.statements import statements
from registry.words import Kind, Stance
from tests.letters.sample import DRAFT, LINES, UNITS, letter
from tests.letters.wordfiles import plain

WITH_ANNEX = plain(
    *LINES,
    "附件1",
    "线路指标表",
    "序号\t指标\t2025年\t2026年",
    "1\t夜间线路\t20\t30",
    "2\t准点率\t85\t90",
    "附件2",
    "分工",
    "一、市公安局负责巡查。",
)


def asked(*rows: str) -> list[Opinion]:
    return list(read_return(DRAFT, letter(*rows), "来件.docx", UNITS).opinions)


def only(*rows: str) -> Opinion:
    (opinion,) = asked(*rows)
    return opinion


def mail(*rows: str, draft: bytes = DRAFT) -> Return:
    return read_return(draft, "\n".join(rows).encode(), "正文.txt", UNITS)


@pytest.mark.parametrize(
    ("words", "original", "proposed"),
    [
        ("第3项“200座”缩减至“150座”。", "200座", "150座"),
        ("第3项“200座”改“150座”。", "200座", "150座"),
        ("第3项 “200座”→“150座”", "200座", "150座"),
        ("第3项更新数量由200座降为150座。", "200座", "150座"),
        ("第3项规定更新200座，数量偏多，建议下调为150座。", "200座", "150座"),
        ("第4项、第3项均提到电子站牌，建议将“50处”换成“40处”。", "50处", "40处"),
    ],
)
def test_a_change_is_read_from_any_verb_of_change_and_from_plain_figures(
    words: str, original: str, proposed: str
) -> None:
    opinion = only(words)
    assert (opinion.kind, opinion.original, opinion.proposed) == (Kind.REPLACE, original, proposed)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("第3项“200座”数量偏多，建议改为“150座”。", "数量偏多"),
        ("第3项“200座”建议改为“150座”，与年度预算相衔接。", "与年度预算相衔接"),
        ("第3项规定更新候车亭，财力难以支撑，建议将“200座”改为“150座”。", "财力难以支撑"),
        ("关于第3项，建议将“200座”改为“150座”。", None),
        ("第3项任务，建议将“200座”改为“150座”。", None),
        ("建议将第3项“200座”改为“150座”，我局予以配合。", None),
    ],
)
def test_a_reason_needs_no_word_of_its_own(words: str, reason: str | None) -> None:
    opinion = only(words)
    assert (opinion.original, opinion.proposed, opinion.reason) == ("200座", "150座", reason)


def test_a_line_that_heads_reasons_gives_those_under_it_to_the_opinion_above() -> None:
    opinion = only("一、修改意见", "第3项“200座”修改为“150座”。", "二、修改理由", "年度预算不足。")
    assert (opinion.proposed, opinion.reason) == ("150座", "年度预算不足")


def test_new_words_behind_a_line_of_the_original_are_a_replacement() -> None:
    opinion = only("第3项", "原文：全年更新候车亭200座", "建议：全年更新候车亭150座", "理由：财力有限。")
    assert (opinion.kind, opinion.original, opinion.proposed, opinion.reason) == (
        Kind.REPLACE,
        "全年更新候车亭200座",
        "全年更新候车亭150座",
        "财力有限",
    )


def test_words_changed_respectively_are_as_many_opinions() -> None:
    found = asked("建议将第3项“200座”、“照明”分别修改为“150座”、“灯光”。")
    assert [(o.original, o.proposed) for o in found] == [("200座", "150座"), ("照明", "灯光")]


def test_a_list_inside_a_line_is_read_item_by_item() -> None:
    found = asked("意见如下：1.第3项“200座”改为“150座”；2.第4项“50处”改为“40处”。")
    assert [(o.clause, o.proposed) for o in found] == [("二/（二）/3", "150座"), ("二/（二）/4", "40处")]


def test_a_wish_of_its_own_behind_another_keeps_the_clause_named_before() -> None:
    change, duty = asked("第4项“50处”改为“40处”，牵头单位改为市交通局。")
    assert (change.kind, duty.kind, duty.clause) == (Kind.REPLACE, Kind.DUTY, "二/（二）/4")


@pytest.mark.parametrize(
    "words",
    ["将第3项移至第4项之后。", "第3项改为第5项之前。", "建议将第3项与第4项顺序对调。", "将第3项调整到第三部分。"],
)
def test_moving_a_clause_changes_none_of_its_words(words: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.kind, opinion.changes) == ("二/（二）/3", Kind.GENERAL, ())


@pytest.mark.parametrize("words", ["第3项“200座”后增加“左右”。", "第3项“200座”之后应补充“左右”。"])
def test_words_are_added_beside_a_quotation_without_in(words: str) -> None:
    opinion = only(words)
    assert (opinion.kind, opinion.original, opinion.proposed) == (Kind.INSERT, "200座", "左右")
    assert [(c.shape, c.new) for c in opinion.changes] == [(Shape.TEXT, "左右")]


def test_a_question_about_the_text_is_an_opinion_on_its_clause() -> None:
    opinion = only("第4项“闲置地场”包括哪些？", "特此函复。")
    assert (opinion.clause, opinion.kind) == ("二/（二）/4", Kind.GENERAL)


def test_a_refused_duty_is_an_opinion_on_duties() -> None:
    for words in ("第5项，我局不宜牵头，建议市交通局牵头。", "建议不将我局列入第5项。"):
        assert (only(words).kind, only(words).clause) == (Kind.DUTY, "二/（三）/5")


def test_no_duty_of_ours_and_no_comment_is_no_comment() -> None:
    assert mail("该项工作不涉及我局职责，无意见。").stance is Stance.NO_COMMENT


@pytest.mark.parametrize("words", ["标题改为“云泽市夜间公交提升方案”。", "建议名称改为《云泽市夜间公交提升方案》。"])
def test_an_opinion_on_the_title_stands_at_the_title(words: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.line, opinion.original) == (None, 0, LINES[0])
    assert opinion.proposed == "云泽市夜间公交提升方案"


def test_the_title_of_a_part_is_that_parts_heading() -> None:
    assert only("第三部分标题“保障措施”改为“组织保障”。").clause == "三"


def test_a_cell_of_an_annexed_table_is_found_by_its_row_and_belongs_to_no_clause() -> None:
    draft = open_draft(WITH_ANNEX)
    for words in ("附件1中“准点率”由85%调整为80%。", "附件1“准点率”2025年“85”改为“80”。"):
        (opinion,) = mail(words, draft=WITH_ANNEX).opinions
        assert (opinion.clause, opinion.original, opinion.proposed) == (None, "85", "80")
        assert draft.lines[opinion.line] == "2\t准点率\t85\t90"
        assert len(opinion.changes) == 1


def test_words_of_a_named_annex_are_looked_for_there() -> None:
    (opinion,) = mail("附件2“市公安局”改为“市公安局交警支队”。", draft=WITH_ANNEX).opinions
    assert opinion.clause == "附件2/一"


def test_a_figure_that_stands_twice_in_a_row_is_left_open() -> None:
    draft = plain(*LINES, "附件1", "指标表", "序号\t指标\t2025年\t2026年", "1\t准点率\t85\t85")
    (opinion,) = mail("附件1“准点率”由85%调整为80%。", draft=draft).opinions
    assert opinion.changes == ()


def test_words_without_quotation_marks_are_never_met_by_chance_elsewhere() -> None:
    opinion = only("第3项的重点任务改为分年度实施。")
    assert (opinion.clause, opinion.changes) == ("二/（二）/3", ())


def test_a_typing_error_at_the_end_of_a_quotation_leaves_no_character_behind() -> None:
    assert (
        only("第4项“利用闲置场地建设夜间停车位”改为“利用空地建设夜间停车点”。").original == "利用闲置场地建设夜间停车点"
    )


@pytest.mark.parametrize("words", ["没有什么意见。", "无。", "没意见", "方案可行，建议尽快印发。"])
def test_no_comment_in_few_words(words: str) -> None:
    assert mail(words).stance is Stance.NO_COMMENT


@pytest.mark.parametrize("words", ["我局无不同意见，建议明确资金来源。", "职责范围内无意见。建议第4项明确资金来源。"])
def test_no_comment_with_advice_is_agreeing_with_advice(words: str) -> None:
    answer = mail(words)
    assert (answer.stance, len(answer.opinions)) == (Stance.AGREE_WITH_OPINIONS, 1)


@pytest.mark.parametrize(
    "words",
    ["来函收到，我们将尽快研究反馈。", "能否延期至下周反馈？", "附件打不开，请重新发送。", "请问反馈意见需要盖章吗？"],
)
def test_words_that_answer_nothing_are_no_opinion(words: str) -> None:
    answer = mail(words)
    assert (answer.stance, answer.opinions) == (Stance.UNUSABLE, ())
    assert answer.error


@pytest.mark.parametrize(
    ("name", "stance"),
    [
        ("云泽市夜间停车收费管理办法", Stance.OTHER_DOCUMENT),
        ("云泽市中小学课后服务方案", Stance.OTHER_DOCUMENT),
        ("云泽市夜间公交提升方案", Stance.NO_COMMENT),
        ("夜间公共交通提升方案", Stance.NO_COMMENT),
        ("公共交通方案", Stance.NO_COMMENT),
    ],
)
def test_a_letter_about_another_draft_is_told_by_the_names_own_words(name: str, stance: Stance) -> None:
    assert mail(f"贵局《关于征求〈{name}〉意见的函》收悉，我局无意见。").stance is stance


def test_a_statute_named_as_a_ground_is_no_other_draft() -> None:
    answer = mail("根据《云岭省消防管理规定》的有关意见，建议将第3项“200座”改为“150座”。")
    assert answer.stance is Stance.OPINIONS


def test_reasons_are_taken_out_of_a_statement() -> None:
    assert judged_before("第3项⟦0⟧偏多难行，建议改为⟦1⟧") == ("第3项⟦0⟧，建议改为⟦1⟧", "偏多难行")
    assert told_behind("第3项⟦0⟧改为⟦1⟧，便于落实") == ("第3项⟦0⟧改为⟦1⟧", "便于落实")
    assert told_behind("第3项⟦0⟧改为⟦1⟧，并增加一项") == ("第3项⟦0⟧改为⟦1⟧，并增加一项", None)


@pytest.mark.parametrize("part", ["，将", "删除，", "“甲”，", "由", "→", "、“甲”", "附件", "关于《", "标题"])
def test_a_hostile_line_is_read_in_little_time(part: str) -> None:
    begun = time.process_time()
    list(statements(part * 20_000))
    mail(part * 20_000)
    assert time.process_time() - begun < 5


def test_clauses_listed_for_striking_are_struck_one_by_one() -> None:
    assert [o.clause for o in asked("建议删除第3项和第4项。")] == ["二/（二）/3", "二/（二）/4"]
    assert [o.clause for o in asked("第4项与第3项重复，建议删除第4项。")] == ["二/（二）/4"]


def test_words_added_at_a_quotation_have_their_clause_and_leave_the_spot_to_a_person() -> None:
    opinion = only("“全年更新候车亭200座”建议增加“（含港湾式）”。")
    assert (opinion.clause, opinion.original, opinion.changes) == ("二/（二）/3", "全年更新候车亭200座", ())


def test_a_short_heading_of_a_statute_is_a_place() -> None:
    draft = plain(
        "云泽市公交办法", "第一章 总则", "第一条 为便民制定本办法。", "第二章 附则", "第二条 本办法自公布之日起施行。"
    )
    (opinion,) = mail("附则增加一条：“本办法由市交通局解释。”", draft=draft).opinions
    assert opinion.clause == "第二章"


@pytest.mark.parametrize("words", ["第3项时间安排建议推迟至2027年。", "第3项“200座”建议写明为“150座”。"])
def test_times_put_off_and_words_made_plain_are_changes(words: str) -> None:
    assert only(words).kind is Kind.REPLACE


def test_a_lack_of_grounds_is_no_stated_reason() -> None:
    opinion = only("第3项200座缺少测算依据，请补充说明。")
    assert (opinion.clause, opinion.kind) == ("二/（二）/3", Kind.GENERAL)


def test_a_refusal_and_what_is_offered_instead_are_one_opinion() -> None:
    opinion = only("第3项，建议我局不列为责任单位，改为配合单位。")
    assert (opinion.kind, opinion.changes) == (Kind.DUTY, ())
    assert "不列为责任单位，改为配合单位" in (opinion.proposed or "")


@pytest.mark.parametrize(
    "words",
    [
        "请问第4项“闲置场地”是否包括学校操场？如包括，建议商教育部门后再定。",
        "第4项“闲置场地”是否包括学校操场？若包括，建议将“50处”改为“60处”；如不包括，建议写明。",
    ],
)
def test_what_is_to_be_done_if_a_question_is_answered_yes_is_part_of_it(words: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.kind, opinion.changes) == ("二/（二）/4", Kind.GENERAL, ())
    assert "包括，建议" in (opinion.proposed or "")


def test_a_condition_without_a_question_is_a_wish_of_its_own() -> None:
    assert [o.kind for o in asked("建议删除第3项“照明”。如保留，建议将“照明”改为“灯光”。")] == [
        Kind.DELETE,
        Kind.REPLACE,
    ]


def test_what_remains_of_a_refused_duty_is_the_same_opinion() -> None:
    opinion = only("第5项建议由市交通局牵头，理由为站点由其管理。我局仅承担配合职责。")
    assert (opinion.kind, opinion.reason) == (Kind.DUTY, "站点由其管理")
    assert "我局仅承担配合职责" in (opinion.proposed or "")


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("第3项责任明确，但消防救援机构未列入，建议补入。", "消防救援机构"),
        ("第3项“电子站牌”已列明，无障碍坡道没有写入，建议一并补充。", "无障碍坡道"),
        ("第3项遗漏了雨棚，建议补上。", "雨棚"),
    ],
)
def test_words_left_out_are_named_before_the_verb(words: str, missing: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.kind, opinion.proposed) == ("二/（二）/3", Kind.INSERT, missing)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("第3项“200座”太多，改为“150座”。", "太多"),
        ("第3项“照明”建议删去，重复。", "重复"),
        ("第3项“照明”建议删除。财力不足，难以落实。", "财力不足，难以落实"),
        ("第3项“照明”建议删除。我局将积极配合。", None),
        ("第3项“200座”建议改为“150座”，我局无此项资金。", "我局无此项资金"),
        ("第3项“200座”改为“150座”，全市没有“200座”的规模。", "全市没有“200座”的规模"),
        ("第3项200座太多，150座比较现实。", "太多"),
    ],
)
def test_a_short_judgement_and_a_sentence_behind_are_reasons(words: str, reason: str | None) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.reason) == ("二/（二）/3", reason)


def test_a_reason_may_follow_on_the_next_line() -> None:
    assert only("第3项“照明”建议删除。理由如下：", "财力有限。").reason == "财力有限"


def test_a_place_with_a_change_of_its_own_is_an_opinion_of_its_own() -> None:
    found = asked("第3项“照明”建议删除，第4项“50处”改为“40处”。")
    assert [(o.clause, o.kind) for o in found] == [("二/（二）/3", Kind.DELETE), ("二/（二）/4", Kind.REPLACE)]


def test_of_two_clauses_that_repeat_each_other_the_one_before_the_verb_is_struck() -> None:
    assert [o.clause for o in asked("第3项与第4项重复，建议删除第4项。")] == ["二/（二）/4"]
    assert only("第3项“配备照明和电子站牌”与第4项重复，第4项中的该句建议删除。").clause == "二/（二）/4"


@pytest.mark.parametrize(
    "words",
    [
        "对第3项没有异议。建议第4项明确资金来源。",
        "建议第4项明确资金来源。除此之外，无其他意见。",
        "第3项，无异议；第4项“50处”改为“40处”。",
    ],
)
def test_agreeing_on_a_clause_is_not_agreeing_on_the_draft(words: str) -> None:
    assert mail(words).stance is Stance.OPINIONS


@pytest.mark.parametrize("words", ["以上意见，请研究。", "冒昧提两点小建议，不当之处请指正：", "上述意见供参考。"])
def test_words_around_opinions_are_none(words: str) -> None:
    assert only("第3项“照明”建议删除。", words).kind is Kind.DELETE


@pytest.mark.parametrize("words", ["第3项“照明”是否必要？建议删除。", "第3项“照明”范围不清。建议删除。"])
def test_a_bare_wish_is_about_the_words_quoted_before_it_and_not_their_clause(words: str) -> None:
    opinion = only(words)
    assert (opinion.kind, opinion.original) == (Kind.DELETE, "照明")


def test_a_bare_wish_behind_several_quotations_is_advice() -> None:
    opinion = only("第3项“照明”与“电子站牌”范围不清。建议删除。")
    assert (opinion.clause, opinion.kind, opinion.changes) == ("二/（二）/3", Kind.GENERAL, ())


def test_a_figure_goes_into_the_words_quoted_for_it() -> None:
    opinion = only("第4项“建设夜间停车点50处”建议调整为40处。")
    assert (opinion.original, opinion.proposed) == ("建设夜间停车点50处", "建设夜间停车点40处")


def test_a_figure_for_words_that_hold_several_is_advice() -> None:
    draft = plain(*LINES[:-1], "违反规定的，处500元以上3000元以下罚款。")
    (opinion,) = mail("“500元以上3000元以下”建议提高至1000元。", draft=draft).opinions
    assert (opinion.kind, opinion.changes) == (Kind.GENERAL, ())


@pytest.mark.parametrize(
    "words",
    [
        "第3项 原文：“全年更新候车亭200座” 建议修改为：“全年更新候车亭150座” 理由：财力有限",
        "第3项 原文：全年更新候车亭200座 修改为：全年更新候车亭150座。理由：财力有限。",
    ],
)
def test_original_new_words_and_reason_may_stand_in_one_line(words: str) -> None:
    opinion = only(words)
    assert (opinion.original, opinion.proposed, opinion.reason) == (
        "全年更新候车亭200座",
        "全年更新候车亭150座",
        "财力有限",
    )
