"""汇总表.xlsx filled in by staff: read back exactly, or every wrong cell named and nothing taken over."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from letters.matrix import matrix_xlsx
from letters.matrix_rows import HEADINGS, Decision, matrix_rows
from letters.matrix_sheet import read_dispositions
from letters.merging import Merged
from registry.errors import FileRefused, FileUnknown, SheetFault
from registry.words import Disposition
from tests.letters.test_wish_words import merged_of

WISHES = (("云泽市公安局", "建议将第3项“200座”修改为“300座”。"), ("市人社局", "建议删除第3项中的“200座”。"))
ALIKE = (WISHES[0], ("市人社局", WISHES[0][1]))
DISPOSITION, REASON, TEXT = (HEADINGS.index(name) + 1 for name in ("处理意见", "处理理由", "修改后文本"))


def filled(merged: Merged, fill: Callable[[Any], None], decisions: dict[str, Decision] | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(matrix_xlsx(merged, "方案", decisions)))
    fill(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cells(**values: str) -> Callable[[Any], None]:
    """Fill cells named as D2: column letter of the first three columns staff fill, and the sheet's row."""

    def fill(sheet: Any) -> None:
        for place, value in values.items():
            column = {"d": DISPOSITION, "r": REASON, "t": TEXT}[place[0]]
            sheet.cell(int(place[1:]), column).value = value

    return fill


def test_a_sheet_left_as_it_was_chooses_nothing() -> None:
    merged = merged_of(*WISHES)
    rows = read_dispositions(filled(merged, cells()), "汇总表.xlsx")
    assert [(one.row, one.decision) for one in rows] == [(2, None), (3, None)]
    assert [one for row in rows for one in row.ids] == [item.id for item in merged.opinions]


def test_what_staff_chose_is_read_back_with_reason_and_text() -> None:
    merged = merged_of(*WISHES)
    data = filled(merged, cells(d2="部分采纳", r2="经费所限", t2="250座", d3=" 不采纳 ", r3="确有需要"))
    first, second = read_dispositions(data, "汇总表.xlsx")
    assert first.decision == Decision(Disposition.PARTLY, "经费所限", "250座")
    assert second.decision == Decision(Disposition.DECLINED, "确有需要")


def test_what_was_decided_before_comes_back_as_it_was() -> None:
    merged = merged_of(*WISHES)
    decisions = {item.id: Decision(Disposition.ACCEPTED) for item in merged.opinions}
    rows = read_dispositions(filled(merged, cells(), decisions), "汇总表.xlsx")
    assert {one.decision for one in rows} == {Decision(Disposition.ACCEPTED)}
    assert {one.sign for one in rows} == {Decision(Disposition.ACCEPTED).sign}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"d2": "同意"}, "第2行“处理意见”写的“同意”不是可选的值"),
        ({"d2": "不采纳"}, "第2行“不采纳”没有写“处理理由”"),
        ({"d3": "解释说明", "r3": " "}, "第3行“解释说明”没有写“处理理由”"),
        ({"d3": "部分采纳", "r3": "经费所限"}, "第3行“部分采纳”没有写“修改后文本”"),
        ({"r3": "确有需要"}, "第3行写了“处理理由”，没有选“处理意见”"),
    ],
)
def test_a_wrong_cell_is_named(values: dict[str, str], told: str) -> None:
    with pytest.raises(SheetFault, match=told):
        read_dispositions(filled(merged_of(*WISHES), cells(**values)), "汇总表.xlsx")


def test_every_wrong_cell_is_named_at_once() -> None:
    with pytest.raises(SheetFault, match=r"有2处填写有误.*第2行.*第3行"):
        read_dispositions(filled(merged_of(*WISHES), cells(d2="行", d3="不采纳")), "汇总表.xlsx")


def test_sorted_rows_moved_and_added_columns_and_rows_of_ones_own_do_no_harm() -> None:
    merged = merged_of(*WISHES)

    def rearrange(sheet: Any) -> None:
        cells(d2="采纳", d3="不采纳", r3="确有需要")(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head, first, second = ([*row[3:], *row[:3], "备注"] for row in rows)
        sheet.delete_rows(1, 3)
        for row in (["汇总表"], head, second, first, ["小计", 2]):
            sheet.append(row)

    told = {row.ids: row.decision for row in read_dispositions(filled(merged, rearrange), "汇总表.xlsx")}
    assert told == {
        (merged.opinions[0].id,): Decision(Disposition.ACCEPTED),
        (merged.opinions[1].id,): Decision(Disposition.DECLINED, "确有需要"),
    }


@pytest.mark.parametrize("changed", ["Yxxxx", ""])
def test_a_choice_in_a_row_whose_number_was_changed_is_told_and_not_passed_over(changed: str) -> None:
    def fill(sheet: Any) -> None:
        cells(d2="采纳", d3="采纳")(sheet)
        head = [cell.value for cell in sheet[1]]
        sheet.cell(3, head.index("编号") + 1).value = changed

    with pytest.raises(SheetFault, match=r"第3行选了“处理意见”.*认不出是哪条意见"):
        read_dispositions(filled(merged_of(*WISHES), fill), "汇总表.xlsx")


def test_a_row_copied_is_told() -> None:
    def copy(sheet: Any) -> None:
        sheet.append([cell.value for cell in sheet[2]])

    with pytest.raises(SheetFault, match="第4行与第2行是同一条意见"):
        read_dispositions(filled(merged_of(*WISHES), copy), "汇总表.xlsx")


def test_another_sheet_is_refused() -> None:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.save(target)
    with pytest.raises(FileUnknown, match="不是本系统写出的汇总表"):
        read_dispositions(target.getvalue(), "别的表.xlsx")
    with pytest.raises(FileRefused):
        read_dispositions(b"PK\x03\x04", "坏表.xlsx")


def test_the_same_wish_of_two_units_is_one_row_with_both_and_decided_at_once() -> None:
    merged = merged_of(*ALIKE)
    [row] = matrix_rows(merged, "方案")
    assert row.cells[6].count("、") == 1
    assert len(row.ids) == 2
    [one] = read_dispositions(filled(merged, cells(d2="采纳")), "汇总表.xlsx")
    assert one.ids == row.ids


def test_what_was_decided_otherwise_for_one_unit_stands_in_a_row_of_its_own() -> None:
    merged = merged_of(*ALIKE)
    rows = matrix_rows(merged, "方案", {merged.opinions[1].id: Decision(Disposition.ACCEPTED)})
    assert [row.decision for row in rows] == [None, Decision(Disposition.ACCEPTED)]


def test_by_unit_every_opinion_has_a_row_of_its_own_in_the_order_of_units() -> None:
    rows = matrix_rows(merged_of(*ALIKE), "方案", by_unit=True)
    assert [len(row.ids) for row in rows] == [1, 1]
    assert [row.cells[6] for row in rows] == sorted(row.cells[6] for row in rows)
