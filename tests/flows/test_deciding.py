"""处理意见 by the sheet that staff filled in: all of it or nothing, and never over what was decided meanwhile."""

import io

import openpyxl
import pytest

from flows.work import deciding, merging, returning, revising
from letters.matrix_rows import HEADINGS
from letters.reading import read_document
from registry import papers
from registry.errors import NotPermitted, SheetFault
from registry.words import Disposition
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, POLICE, Solicited, quoted

DISPOSITION, REASON = HEADINGS.index("处理意见") + 1, HEADINGS.index("处理理由") + 1
TEXT = HEADINGS.index("修改后文本") + 1
BY = "李明"


@pytest.fixture
def merged(desk: Desk, with_mail: Solicited) -> str:
    """Bring a paper to where two units' unlike opinions are merged."""
    number = with_mail()
    first, second = desk.requests(number)[EDUCATION].clauses[:2]
    returning.hand_in(desk.office, number, EDUCATION, [], f"建议删除“{quoted(desk, first)}”。")
    returning.hand_in(desk.office, number, POLICE, [], f"建议将“{quoted(desk, second)}”修改为“另行规定”。")
    merging.merge(desk.office, number)
    return number


def sheet(desk: Desk, number: str, *rows: tuple[str, str], texts: tuple[str, ...] = ()) -> bytes:
    """Fill the sheet that `merge` wrote: disposition and reason, row by row."""
    with desk.office.store.reading() as session:
        files = papers.files(session, papers.find(session, number), "汇总表")
        data = desk.office.blobs.read(next(row.sha256 for row in files if row.name.endswith(".xlsx")))
    book, target = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    for n, (disposition, reason) in enumerate(rows, start=2):
        book.active.cell(n, DISPOSITION).value = disposition  # type: ignore[union-attr]
        book.active.cell(n, REASON).value = reason  # type: ignore[union-attr]
    for n, text in enumerate(texts, start=2):
        book.active.cell(n, TEXT).value = text  # type: ignore[union-attr]
    book.save(target)
    return target.getvalue()


def decided(desk: Desk, number: str) -> list[tuple[str, str]]:
    return sorted((row[6], row[7]) for row in deciding.list_opinions(desk.office, number).rows)


def test_a_sheet_filled_in_decides_every_row_it_fills(desk: Desk, merged: str) -> None:
    told = deciding.decide_by_sheet(
        desk.office, merged, "汇总表.xlsx", sheet(desk, merged, ("采纳", ""), ("不采纳", "确有需要")), BY
    )
    assert "处理2条意见" in told.said
    assert decided(desk, merged) == [("不采纳", "确有需要"), ("采纳", "")]


def test_the_same_sheet_again_changes_nothing(desk: Desk, merged: str) -> None:
    data = sheet(desk, merged, ("采纳", ""))
    deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY)
    assert "处理0条意见" in deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY).said


def test_one_wrong_cell_and_nothing_is_decided(desk: Desk, merged: str) -> None:
    with pytest.raises(SheetFault, match="第3行"):
        deciding.decide_by_sheet(
            desk.office, merged, "汇总表.xlsx", sheet(desk, merged, ("采纳", ""), ("不采纳", "")), BY
        )
    assert decided(desk, merged) == [("", ""), ("", "")]


def test_what_is_taken_in_part_changes_something(desk: Desk, merged: str) -> None:
    row = next(row for row in deciding.list_opinions(desk.office, merged).rows if row[5] == "另行规定")
    with pytest.raises(NotPermitted, match="与原文相同"):
        deciding.decide(desk.office, merged, [row[0]], Disposition.PARTLY, "保留", BY, text=row[4])
    data = sheet(desk, merged, ("", ""), ("部分采纳", "保留"), texts=("", row[4]))
    with pytest.raises(SheetFault, match="第3行部分采纳后的文字与原文相同"):
        deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY)
    assert decided(desk, merged) == [("", ""), ("", "")]


def test_what_was_decided_since_the_sheet_was_written_is_not_overwritten(desk: Desk, merged: str) -> None:
    data = sheet(desk, merged, ("采纳", ""), ("采纳", ""))
    key = deciding.list_opinions(desk.office, merged).rows[0][0]
    deciding.decide(desk.office, merged, [key], Disposition.DECLINED, "领导批示", "沈砚秋")
    with pytest.raises(SheetFault, match="以后已另作处理（现为“不采纳”）"):
        deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY)
    assert ("采纳", "") not in decided(desk, merged)


def test_a_row_left_empty_asks_nothing_of_what_was_decided_meanwhile(desk: Desk, merged: str) -> None:
    data = sheet(desk, merged, ("", ""), ("采纳", ""))
    key = deciding.list_opinions(desk.office, merged).rows[0][0]
    deciding.decide(desk.office, merged, [key], Disposition.DECLINED, "领导批示", "沈砚秋")
    assert "处理1条意见" in deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY).said
    assert decided(desk, merged) == [("不采纳", "领导批示"), ("采纳", "")]


def test_a_decision_may_be_changed_by_a_newer_sheet_but_not_emptied(desk: Desk, merged: str) -> None:
    deciding.decide(desk.office, merged, [], Disposition.ACCEPTED, "", BY)
    merging.merge(desk.office, merged)
    with pytest.raises(SheetFault, match="不能清空"):
        deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", sheet(desk, merged, ("", ""), ("", "")), BY)
    data = sheet(desk, merged, ("解释说明", "已有规定"), ("采纳", ""))
    assert "处理1条意见" in deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY).said


def test_an_opinion_the_unit_replaced_meanwhile_is_told(desk: Desk, merged: str) -> None:
    data = sheet(desk, merged, ("采纳", ""), ("采纳", ""))
    returning.hand_in(desk.office, merged, EDUCATION, [], "经研究，我局无意见。")
    with pytest.raises(SheetFault, match="已由该单位新的反馈取代"):
        deciding.decide_by_sheet(desk.office, merged, "汇总表.xlsx", data, BY)


def test_what_contradicts_itself_is_accepted_by_no_sheet_and_told_until_settled(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    words = quoted(desk, desk.requests(number)[EDUCATION].clauses[0])
    returning.hand_in(desk.office, number, EDUCATION, [], f"建议删除“{words}”。")
    returning.hand_in(desk.office, number, POLICE, [], f"建议将“{words}”修改为“另行规定”。")
    merging.merge(desk.office, number)
    data = sheet(desk, number, ("采纳", ""), ("采纳", ""))
    with pytest.raises(NotPermitted, match="相互矛盾"):
        deciding.decide_by_sheet(desk.office, number, "汇总表.xlsx", data, BY)
    data = sheet(desk, number, ("采纳", ""), ("不采纳", "确有需要"))
    told = deciding.decide_by_sheet(desk.office, number, "汇总表.xlsx", data, BY)
    assert "0条未处理；1处分歧没有协调结果" in told.said


def test_a_revised_draft_holds_what_was_accepted_as_redline_and_clean(desk: Desk, merged: str) -> None:
    with pytest.raises(NotPermitted, match="还没有采纳的意见"):
        revising.revise(desk.office, merged)
    deciding.decide(desk.office, merged, [], Disposition.ACCEPTED, "", BY)
    assert "已把2条采纳的意见写入修改稿" in revising.revise(desk.office, merged).said
    with desk.office.store.reading() as session:
        files = papers.files(session, papers.find(session, merged), "修改稿")
        clean = next(desk.office.blobs.read(row.sha256) for row in files if "清稿" in row.name)
    assert "另行规定" in read_document(clean, "清稿.docx").text
