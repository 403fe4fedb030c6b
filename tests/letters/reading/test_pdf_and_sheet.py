"""Text PDFs and workbooks."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from letters.document import BlockKind
from letters.reading import read_document
from registry.errors import FileTruncated

FULL = "各县市区各部门要结合本地区本部门实际认真抓好贯彻落实确保"  # a line as long as the page is wide
MakePdf = Callable[..., bytes]


def test_lines_of_a_pdf_join_to_paragraphs(make_pdf: MakePdf) -> None:
    page = [
        (231, 760, 22, "河阳市工作方案"),
        (116, 700, 16, FULL[:26]),
        (84, 671, 16, FULL),
        (84, 642, 16, "完成任务。"),
        (116, 613, 16, "一、总体要求"),
        (116, 584, 16, "（一）夯实数据底座"),
    ]
    document = read_document(make_pdf([page]), "方案.pdf")
    assert [b.text for b in document.blocks] == [
        "河阳市工作方案",
        f"{FULL[:26]}{FULL}完成任务。",
        "一、总体要求",
        "（一）夯实数据底座",
    ]
    assert document.pages == 1
    assert document.blocks[0].layout.size == 22


def test_a_paragraph_goes_on_over_the_page_and_page_edges_are_dropped(make_pdf: MakePdf) -> None:
    pages = [[(84, 810, 10, "河阳市文件"), (84, 120, 16, FULL), (270, 40, 14, f"— {n} —")] for n in range(1, 4)]
    document = read_document(make_pdf(pages), "三页.pdf")
    assert [(b.kind, b.text) for b in document.blocks] == [
        (BlockKind.HEADER, "河阳市文件"),
        (BlockKind.PARAGRAPH, FULL * 3),
    ]


def test_gaps_of_typesetting_around_figures_are_no_spaces(make_pdf: MakePdf) -> None:
    page = [(84, 700, 16, "到 2028 年达到 95% 以上，于 3 月 15 日前反馈。")]
    assert read_document(make_pdf([page]), "文.pdf").text == "到2028年达到95%以上，于3月15日前反馈。"


def test_a_ruled_table_in_a_pdf_keeps_its_cells(make_pdf: MakePdf) -> None:
    lines = [(84, y, 384, y) for y in (500, 470, 440)] + [(x, 440, x, 500) for x in (84, 184, 384)]
    strokes = "\n".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in lines)
    cells = [(90, 480, 12, "序号"), (190, 480, 12, "任务"), (90, 450, 12, "1"), (190, 450, 12, "不低于 3000 元")]
    page = [(84, 700, 16, "一、任务分工"), *cells, (84, 400, 16, "二、保障措施")]
    document = read_document(make_pdf([page], strokes), "表.pdf")
    assert [b.kind.value for b in document.blocks] == ["paragraph", "table", "paragraph"]
    assert document.blocks[1].rows == (("序号", "任务"), ("1", "不低于3000元"))


def test_a_damaged_pdf_says_so(make_pdf: MakePdf) -> None:
    with pytest.raises(FileTruncated, match="损坏"):
        read_document(b"%PDF-1.7\n" + b"\xff" * 300, "坏.pdf")


def test_a_workbook_gives_each_sheets_name_and_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "意见"
    sheet.append(["条款", "意见", 3.0])
    sheet.append([])
    sheet.append(["三/1", "改为“300项”", None])
    packed = io.BytesIO()
    book.save(packed)
    document = read_document(packed.getvalue(), "意见.xlsx")
    assert document.blocks[0].text == "意见"
    assert document.blocks[1].rows == (("条款", "意见", "3"), ("三/1", "改为“300项”"))


def test_a_sheet_that_claims_a_million_wide_rows_is_read_to_its_bounds() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "甲", "乙"
    packed = io.BytesIO()
    book.save(packed)
    document = read_document(packed.getvalue(), "宽.xlsx")
    assert document.blocks[1].rows == (("甲",),)
