"""退文告知 and 采纳情况反馈: what they say, and that long and empty values do not break them."""

from datetime import date
from typing import Any

import pytest

from letters.composing_notes import Fault, Outcome, outcome_notice, return_note
from tests.letters.opened import opened, texts

LETTERHEAD: dict[str, Any] = {
    "mark": "云江市商务局",
    "number": "",
    "contact": "李明",
    "phone": "",
    "signature": "云江市商务局",
    "dated": date(2026, 3, 9),
}


def note(*faults: Fault) -> list[str]:
    return texts(
        return_note(
            addressee="云岭省商务厅",
            title="关于征求夜市管理办法意见的函",
            document_number="",
            received=date(2026, 3, 5),
            faults=faults,
            **LETTERHEAD,
        )
    )


def notice(*outcomes: Outcome) -> bytes:
    return outcome_notice(addressee="市教育局", subject="夜市管理办法", outcomes=outcomes, **LETTERHEAD)


def test_a_return_note_tells_each_fault_with_its_rule_and_how_to_mend_it() -> None:
    rows = note(Fault("附件未见", "条例第24条", "请补送附件"), Fault("没有印章", "", "请加盖印章"))
    place = rows.index("一、存在的问题")
    assert rows[place + 1 : place + 6] == [
        "1. 附件未见。依据：条例第24条。",
        "2. 没有印章。",
        "二、补正要求",
        "1. 请补送附件。",
        "2. 请加盖印章。",
    ]
    assert "第二十四条" in rows[rows.index("云岭省商务厅：") + 1]


def test_one_fault_bears_no_number() -> None:
    assert "附件未见。" in note(Fault("附件未见", "", "请补送附件"))


def test_an_outcome_stands_in_a_row_with_disposition_and_reason() -> None:
    table = opened(
        notice(Outcome("三/（一）/1", "删除|此句\n第二行", "不采纳", "确有需要"), Outcome("", "精简", "采纳"))
    ).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "条款", "意见", "处理意见", "理由"],
        ["1", "第三部分（一）第1项", "删除｜此句 第二行", "不采纳", "确有需要"],
        ["2", "综合", "精简", "采纳", ""],
    ]


def test_a_notice_of_nothing_still_is_a_letter() -> None:
    data = notice()
    assert len(opened(data).tables[0].rows) == 1
    assert "特此函告。" in texts(data)


def test_a_row_as_long_as_half_a_page_may_split() -> None:
    short, long = (opened(notice(Outcome("", text, "采纳"))).tables[0].rows[1]._tr.xml for text in ("短", "长" * 300))
    assert "w:cantSplit" in short
    assert "w:cantSplit" not in long


@pytest.mark.parametrize("count", [1, 40])
def test_many_opinions_make_a_long_table(count: int) -> None:
    data = notice(*[Outcome(f"三/{n}", "改" * 60, "采纳") for n in range(count)])
    assert len(opened(data).tables[0].rows) == count + 1
