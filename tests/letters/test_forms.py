"""The reply form: written, filled by hand, read back exactly."""

from __future__ import annotations

import io

import docx

from letters.forms import FormClause, ReplyForm, read_form, write_form
from tests.letters.wordfiles import paragraph, run, table, word

FORM = ReplyForm(
    office="云泽市交通局",
    unit="云泽市公安局",
    title="云泽市夜间公共交通提升方案",
    clauses=(
        FormClause(11, "二/（三）/5", "5.", "加强夜间巡查。"),
        FormClause(12, "二/（三）/6", "6.", "完善驾驶员休息制度。"),
    ),
    token="YJ-2025011-007-K7Q2",
    register_number="2025-0011",
    version=2,
    due="3月5日下班前",
)


def filled(cells: dict[tuple[int, int], str], *, tick: bool = False, swap: bool = False) -> bytes:
    document = docx.Document(io.BytesIO(write_form(FORM)))
    rows = document.tables[0].rows
    for (row, column), text in cells.items():
        rows[row].cells[column].text = text
    if swap:
        rows[1]._tr.addprevious(rows[2]._tr)
    if tick:
        choice = next(p for p in document.paragraphs if "无意见" in p.text)
        choice.runs[1].text = "☑"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_filled_form_is_read_back_with_its_token_and_clause() -> None:
    form = read_form(filled({(1, 3): "加强夜间巡查和视频监控。", (1, 4): "便于处置"}))
    assert form is not None
    assert (form.token, form.register_number, form.version, form.unit) == (FORM.token, "2025-0011", 2, FORM.unit)
    (entry,) = form.entries
    assert (entry.clause_id, entry.original, entry.proposed, entry.reason) == (
        11,
        "加强夜间巡查。",
        "加强夜间巡查和视频监控。",
        "便于处置",
    )
    assert not form.no_comment


def test_rows_may_be_reordered_and_keep_their_clauses() -> None:
    form = read_form(filled({(1, 3): "甲", (2, 3): "乙"}, swap=True))
    assert form is not None
    assert [(entry.clause_id, entry.proposed) for entry in form.entries] == [(12, "乙"), (11, "甲")]


def test_an_added_row_has_no_clause_of_ours() -> None:
    form = read_form(filled({(3, 1): "三", (3, 3): "补充经费保障内容"}))
    assert form is not None
    assert [(entry.clause_id, entry.clause) for entry in form.entries] == [(None, "三")]


def test_a_ticked_box_says_no_comment_and_an_empty_form_says_nothing() -> None:
    ticked, empty = read_form(filled({}, tick=True)), read_form(filled({}))
    assert ticked is not None
    assert ticked.no_comment
    assert empty is not None
    assert not empty.no_comment
    assert not empty.entries


def test_a_form_typed_anew_is_read_without_a_token() -> None:
    typed = word(
        paragraph(run("意见反馈表")),
        paragraph(run("填报单位（盖章）：云泽市财政局")),
        table(["序号", "条款", "原内容", "建议修改为", "修改理由"], ["1", "第3项", "200座", "150座", "资金有限"]),
    )
    form = read_form(typed)
    assert form is not None
    assert (form.token, form.unit, form.entries[0].proposed) == (None, "云泽市财政局", "150座")


def test_a_letter_is_no_form() -> None:
    assert read_form(word(paragraph(run("无意见。")))) is None
    assert read_form(b"PK broken") is None
