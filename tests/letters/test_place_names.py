"""Places without a number, from the return to the revised draft: the title, the opening, annexes, rows of tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest

from letters.draft import open_draft
from letters.matrix import matrix_xlsx
from letters.matrix_rows import Decision, matrix_rows
from letters.merging import Merged, merge
from letters.place_names import place_name
from letters.reply_opinions import reply_opinions
from letters.returns import read_return
from letters.revised import Revised, revised_draft
from registry.words import Disposition, Relation
from tests.letters.wordfiles import paragraph, read_back, run, table, word

TITLE = "青岚县夜间公交方案"
ROWS = (("序号", "指标", "2027年"), ("1", "线路数", "20"), ("2", "准点率", "85"))
HEAD = (TITLE, "为便民制定本方案。", "一、目标", "便民。", "附件1", "指标表")
TAIL = ("注：每月统计。", "附件2：", "县公安局负责巡查。")
DRAFT = word(*(paragraph(run(row)) for row in HEAD), table(*ROWS), *(paragraph(run(row)) for row in TAIL))
ACCEPTED = Decision(Disposition.ACCEPTED)
ASKED = (
    ("标题改为“青岚县夜间公交提升方案”。", "方案", "标题"),
    ("“便民制定”改为“方便群众制定”。", "方案", "引言"),
    ("第一部分“便民”改为“利民”。", "方案", "第一部分"),
    ("附件1“准点率”由85调整为80。", "附件1 指标表", "附件1中表格“准点率”行"),
    ("附件1注中“每月”改为“每季度”。", "附件1 指标表", "附件1"),
    ("附件2“县公安局”改为“县公安局、县交通局”。", "附件2", "附件2"),
    ("建议加强宣传引导工作。", "方案", "综合"),
)


def merged_of(*rows: str) -> Merged:
    return merge(DRAFT, [read_return(DRAFT, row.encode(), f"甲{n}.txt", [f"甲{n}"]) for n, row in enumerate(rows)])


def revised(merged: Merged, decision: Decision = ACCEPTED) -> Revised:
    return revised_draft(
        merged, {item.id: decision for item in merged.opinions}, "县政府办公室", "2026-03-12T10:00:00Z"
    )


def lines_of(data: bytes) -> Sequence[str]:
    return open_draft(data).lines


@pytest.mark.parametrize(("words", "paper", "place"), ASKED)
def test_the_matrix_names_the_paper_and_the_place(words: str, paper: str, place: str) -> None:
    (row,) = matrix_rows(merged_of(words), "方案")
    assert row.cells[1:3] == (paper, place)


def test_accepted_changes_of_title_annexes_and_cells_are_made() -> None:
    merged = merged_of(*(words for words, _, _ in ASKED[:-1]))
    made = revised(merged)
    assert made.by_hand == ()
    text = "\n".join(lines_of(made.clean))
    for new in ("夜间公交提升方案", "方便群众制定", "利民。", "\n80\n", "每季度", "县公安局、县交通局"):
        assert new in text
    units = {item.unit for item in merged.opinions}
    assert read_back(made.redline, set()) == list(lines_of(DRAFT))
    assert read_back(made.redline, units) == list(lines_of(made.clean))


@pytest.mark.parametrize(
    ("words", "text", "made"),
    [
        (ASKED[0][0], "青岚县夜间公交优化方案", "青岚县夜间公交优化方案"),
        (ASKED[3][0], "82", "82"),
        (ASKED[5][0], "县公安局会同县交通局", "县公安局会同县交通局负责巡查。"),
    ],
)
def test_what_is_accepted_in_part_reads_there_as_it_was_settled(words: str, text: str, made: str) -> None:
    result = revised(merged_of(words), Decision(Disposition.PARTLY, "经研究", text))
    assert result.by_hand == ()
    assert made in lines_of(result.clean)


def test_a_place_that_is_not_sure_is_left_to_a_person() -> None:
    merged = merged_of("第2页第5行“每年”改为“每月”。")
    made = revised(merged, Decision(Disposition.PARTLY, "经研究", "每季度"))
    assert (len(made.by_hand), made.applied) == (1, ())
    assert place_name(merged.draft, merged.opinions[0].opinion) == "综合"


def test_units_that_want_the_same_of_the_title_are_one_row_and_those_that_do_not_contradict_each_other() -> None:
    same = merged_of(ASKED[0][0], ASKED[0][0])
    assert len(matrix_rows(same, "方案")) == 1
    unlike = merged_of(
        ASKED[0][0], "标题改为“青岚县夜间公交优化方案”。", "附件1“准点率”由85调整为80。", "附件1“线路数”由20调整为30。"
    )
    assert [(c.clause, c.at, c.relation) for c in unlike.clusters] == [
        (None, "标题", Relation.CONFLICT),
        (None, "附件1/表/“线路数”行", Relation.COMPATIBLE),
        (None, "附件1/表/“准点率”行", Relation.COMPATIBLE),
    ]


def test_the_reply_says_where_an_opinion_without_a_clause_stands() -> None:
    merged = merged_of(ASKED[3][0])
    (said,) = reply_opinions(merged, {merged.opinions[0].id: ACCEPTED})
    assert said.clause == "附件1/表/“准点率”行"


def test_the_sheet_names_the_annex_too() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(matrix_xlsx(merged_of(ASKED[3][0]), "方案"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:3] == ["附件1 指标表", "附件1中表格“准点率”行"]


@pytest.mark.office
def test_office_shows_the_new_title_and_the_new_cell(soffice: str) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    from letters.render import to_pdf  # noqa: PLC0415  as above

    made = revised(merged_of(ASKED[0][0], ASKED[3][0]))
    with pypdfium2.PdfDocument(to_pdf(made.clean)) as pdf:
        shown = pdf[0].get_textpage().get_text_range()
    assert "青岚县夜间公交提升方案" in shown
    assert "80" in shown
    assert "85" not in shown
