"""Places of a return that are no clause: paragraphs and sentences of an article, the title, rows and cells."""

from __future__ import annotations

import pytest

from letters.changes import Shape
from letters.draft import open_draft
from letters.opinions import Opinion
from letters.returns import read_return
from registry.words import Kind
from tests.letters.wordfiles import paragraph, plain, run, table, word

ROWS = (("序号", "场所", "2027年", "2028年"), ("1", "客运站", "20", "30"), ("2", "高等学校", "85", "90"))
LINES = (
    "青岚县公共急救设备管理办法",
    "第一章 总则",
    "第一条 为保障安全，制定本办法。",
    "第二条 县卫生局应当编制规划。规划应当公开。",
    "教育、公安部门应当配合。各单位应当支持。",
    "街道办事处应当巡查。",
    "第三条 下列场所应当配置设备：",
    "（一）客运站；",
    "（二）学校；",
    "（三）商场。",
    "第二章 附则",
    "第四条 下列活动免费：",
    "（一）培训；",
    "（二）演练。",
    "第五条 本办法自2027年1月1日起施行。",
)
ANNEX = ("附件1", "配置标准表")
AFTER = ("注：每月统计。", "附件2", "分工", "县公安局负责巡查。")
IN_WORD = word(*(paragraph(run(row)) for row in (*LINES, *ANNEX)), table(*ROWS), *(paragraph(run(r)) for r in AFTER))
IN_TEXT = "\n".join((*LINES, *ANNEX, *("\t".join(row) for row in ROWS), *AFTER)).encode()


def asked(*rows: str, draft: bytes = IN_WORD) -> list[Opinion]:
    return list(read_return(draft, "\n".join(rows).encode(), "正文.txt").opinions)


def only(*rows: str, draft: bytes = IN_WORD) -> Opinion:
    (opinion,) = asked(*rows, draft=draft)
    return opinion


@pytest.mark.parametrize(
    ("words", "old"),
    [
        ("建议删除第二条第二款。", "教育、公安部门应当配合。各单位应当支持。"),
        ("第二条第三款改为“街道办事处可以巡查。”", "街道办事处应当巡查。"),
        ("建议删除第二条最后一句。", "街道办事处应当巡查。"),
        ("第二条第二款最后一句建议删去。", "各单位应当支持。"),
        ("第二条第一款第一句改为“县卫生局编制规划。”", "县卫生局应当编制规划。"),
        ("第二条第二自然段建议删除。", "教育、公安部门应当配合。各单位应当支持。"),
    ],
)
def test_a_paragraph_or_a_sentence_is_less_than_its_article(words: str, old: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.original) == ("第一章/第二条", old)
    struck = "".join(LINES[c.line][c.start : c.end] for c in opinion.changes)
    assert opinion.changes
    assert struck in old


@pytest.mark.parametrize(
    "words", ["建议删除第二条第九款。", "建议删除第三条最后一句。", "第二条第七句建议删除。", "第一条后半句建议删除。"]
)
def test_a_part_that_is_not_there_strikes_nothing(words: str) -> None:
    opinion = only(words)
    assert (opinion.original, opinion.changes) == (None, ())
    assert opinion.confidence < 0.75


def test_words_quoted_of_a_paragraph_are_changed_there() -> None:
    opinion = only("第二条第三款“应当”改为“可以”。")
    assert [(c.line, c.new) for c in opinion.changes] == [(5, "可以")]


def test_an_item_of_a_paragraph_is_found_though_paragraphs_bear_no_number() -> None:
    assert only("第三条第一款第（二）项“学校”改为“高等学校”。").clause == "第一章/第三条/（二）"


def test_the_last_article_ends_before_the_annexes() -> None:
    opinion = only("建议删除第五条。")
    assert [c.line for c in opinion.changes] == [LINES.index("第五条 本办法自2027年1月1日起施行。")]


def test_numbered_points_stand_under_the_article_that_heads_them() -> None:
    found = asked(
        "一、关于第三条",
        "1.第（二）项改为“各级学校；”。",
        "2.增加一项，作为第（四）项：“（四）影院。”",
        "二、第五条删除。",
    )
    assert [o.clause for o in found] == ["第一章/第三条/（二）", "第一章/第三条", "第二章/第五条"]


def test_what_follows_the_points_is_not_under_their_heading() -> None:
    found = asked("关于第三条，意见如下：", "（1）第（一）项删除；", "（2）第（二）项删除。", "另建议统一全文标点。")
    assert [o.clause for o in found] == ["第一章/第三条/（一）", "第一章/第三条/（二）", None]


@pytest.mark.parametrize("draft", [IN_WORD, IN_TEXT], ids=["word", "text"])
@pytest.mark.parametrize(
    ("words", "old", "row"),
    [
        ("附件1“高等学校”2027年由85台调整为80台。", "85", "高等学校"),
        ("附件1表格第2行“90”改为“95”。", "90", "高等学校"),
        ("附件1序号1“20”改为“25”。", "20", "客运站"),
        ("附件1高等学校2027年的“85”改为“80”。", "85", "高等学校"),
        ("附件1第1行“客运站”改为“客运站、火车站”。", "客运站", "客运站"),
    ],
)
def test_a_cell_is_found_by_its_row(draft: bytes, words: str, old: str, row: str) -> None:
    opinion = only(words, draft=draft)
    read = open_draft(draft)
    assert (opinion.clause, opinion.original) == (None, old)
    assert row in {cell.text for cell in read.row_at[opinion.line]}
    assert [c.shape for c in opinion.changes] == [Shape.TEXT]


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("附件1“高等学校”2028年的90调整为95。", "90", "95"),
        ("附件1“高等学校”2027年的数量调整为80台。", "85", "80"),
        ("“高等学校”2027年的目标调整为80。", "85", "80"),
    ],
)
def test_a_figure_asked_for_a_row_is_that_of_its_column_and_never_its_name(words: str, old: str, new: str) -> None:
    opinion = only(words)
    assert (opinion.original, opinion.proposed) == (old, new)
    assert open_draft(IN_WORD).lines[opinion.line] == old


def test_a_figure_asked_for_a_row_without_its_column_is_left_to_a_person() -> None:
    opinion = only("附件1“高等学校”调整为80。")
    assert (opinion.kind, opinion.changes) == (Kind.GENERAL, ())
    assert open_draft(IN_WORD).lines[opinion.line] == "高等学校"


@pytest.mark.parametrize(
    "words", ["我局意见如下：第四条删除。", "经研究，第四条应予删除。", "现提出修改意见：删除第四条。"]
)
def test_what_is_asked_behind_an_opening_is_not_lost(words: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.kind) == ("第二章/第四条", Kind.DELETE)


@pytest.mark.parametrize("words", ["附件1“90”改为“95”，在第9行。", "附件1第1行“高等学校”2027年“85”改为“80”。"])
def test_a_row_that_contradicts_what_it_names_changes_no_other(words: str) -> None:
    (opinion,) = asked(words)
    assert opinion.line != open_draft(IN_WORD).lines.index("85")


def test_words_quoted_behind_a_wish_on_the_title_are_looked_for_where_they_stand() -> None:
    title, other = asked("标题中“办法”改为“规定”。建议将“制定本办法”修改为“制定本规定”。")
    assert (title.clause, open_draft(IN_WORD).lines[title.line]) == (None, LINES[0])
    assert (other.clause, other.original) == ("第一章/第一条", "制定本办法")


def test_a_row_is_a_place_though_no_words_of_it_are_given() -> None:
    opinion = only("附件1第2行建议删除。")
    assert (open_draft(IN_WORD).lines[opinion.line], opinion.changes) == ("高等学校", ())


def test_words_missing_in_the_annex_that_is_named_are_not_taken_from_elsewhere() -> None:
    opinion = only("附件2“客运站”改为“汽车站”。")
    assert opinion.changes == ()


def test_a_number_means_the_text_unless_an_annex_is_named() -> None:
    draft = plain(
        "青岚县停车方案", "一、目标", "便民。", "三、保障", "落实。", "附件1", "分工", "三、县公安局负责巡查。"
    )
    assert only("第三部分增加一项：“（五）人才。”", draft=draft).clause == "三"


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("第四条、第五条均建议增加责任主体。", ["第二章/第四条", "第二章/第五条"]),
        ("第二条、第三条均有“应当”，建议统一为“可以”。", ["第一章/第二条", "第一章/第三条"]),
        ("第一条、第五条均使用“本办法”，建议统一为“本规定”。", ["第一章/第一条", "第二章/第五条"]),
        ("第一条、第五条均提到期限，建议将“2027年”改为“2028年”。", ["第二章/第五条"]),
    ],
)
def test_one_wish_on_two_clauses_stands_at_each_where_its_words_stand(words: str, clauses: list[str]) -> None:
    assert [o.clause for o in asked(words)] == clauses


@pytest.mark.parametrize("words", ["第2页第5行建议删除。", "第一条可行。第2页第5行，建议改为“另行规定”。"])
def test_a_place_on_paper_is_shown_and_not_guessed_where_the_draft_is_no_paper(words: str) -> None:
    opinion = only(words)
    assert (opinion.clause, opinion.line, opinion.changes) == (None, -1, ())
    assert "第2页第5行" in opinion.place


def test_words_quoted_beside_a_place_on_paper_decide() -> None:
    opinion = only("第9页第30行“街道办事处应当巡查”改为“街道办事处可以巡查”。")
    assert (opinion.clause, len(opinion.changes)) == ("第一章/第二条", 1)


def test_a_title_in_two_rows_keeps_its_place_and_changes_what_is_quoted() -> None:
    draft = plain("青岚县公共急救设备", "管理办法", "第一条 为便民制定本办法。", "第二条 自公布之日起施行。")
    lines = open_draft(draft)
    assert list(lines.title_lines) == [0, 1]
    opinion = only("标题中“管理办法”改为“管理规定”。", draft=draft)
    assert (opinion.line, [c.new for c in opinion.changes]) == (1, ["规定"])
    whole = only("标题改为“青岚县急救设备办法”。", draft=draft)
    assert (whole.line, whole.changes) == (0, ())


def test_a_sentence_is_struck_with_the_line_it_fills() -> None:
    assert [c.shape for c in only("附件2“县公安局负责巡查”建议删除。").changes] == [Shape.LINE_OUT]
    assert only("附件2建议补充考核要求。").kind is Kind.INSERT


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("根据《中华人民共和国消防法》第五条规定，建议将第二条“应当公开”改为“及时公开”。", "第一章/第二条"),
        ("第二条“应当公开”与《安全生产法》第五条不一致，建议改为“及时公开”。", "第一章/第二条"),
        ("依据行政处罚法第五条，第四条建议删除。", "第二章/第四条"),
        ("《办法》第五条“2027年”改为“2028年”。", "第二章/第五条"),
    ],
)
def test_an_article_of_a_statute_is_no_place_of_the_draft(words: str, clause: str) -> None:
    opinion = only(words)
    assert opinion.clause == clause
    assert opinion.changes


def test_a_statute_that_opens_a_letter_lends_its_article_to_no_point() -> None:
    found = asked("根据《中华人民共和国消防法》第五条规定，提出以下意见：", "1.建议进一步明确经费来源。")
    assert [o.clause for o in found] == [None]


def test_an_annex_that_heads_points_lends_itself_to_them() -> None:
    found = asked("关于附件1：", "1.第1项“20”改为“25”。", "2.第2项建议明确统计口径。")
    lines = open_draft(IN_WORD).lines
    assert [lines[o.line] for o in found] == ["20", "高等学校"]
