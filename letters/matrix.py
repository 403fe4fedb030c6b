"""汇总表: every opinion by clause with its source, as docx and as xlsx; 问题文件: what was set aside."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

import xlsxwriter
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Length, Mm
from docx.table import _Cell

from letters import page
from letters.draft import Draft
from letters.headline import title_rows
from letters.matrix_rows import HEADINGS, Decision, matrix_rows
from letters.merging import Merged, SetAside
from letters.tables import borders, column_widths, fill, heading_row, keep_rows_whole, shared_widths, side_margins
from letters.wording import book
from registry.words import Disposition

_SIZE: Final = page.SIZE_SMALL_5  # eleven columns in one row
_SIDE: Final = Mm(0.9)  # beside the words of a cell
_LEAST: Final = (2, 5, 5, 6, 7, 4, 5, 4, 4, 5, 5)  # characters of each column: its heading, and a clause's name
_GIVEN: Final = frozenset({0, 1, 2, 7})  # columns whose words are short or go over many rows: they ask for no more
_ROOM: Final = int((page.TEXT_HEIGHT - len(_LEAST) * 2 * _SIDE) / _SIZE)  # characters of a row on a page on its side
_SHEET_WIDTHS: Final = (6, 24, 16, 40, 40, 30, 18, 12, 24, 40, 28)
_MERGED: Final = (1, 2)  # columns whose equal neighbours become one cell
_DISPOSITION: Final = 7
SHEET: Final = "意见汇总表"
HIDDEN: Final = ("编号", "路径", "处理记号")
"""The hidden columns of the sheet: ids, the clause's path, the sign of the decision it stood on."""
_CELL: Final = 32_767  # characters a cell of Excel holds
_FIRST_ROW_STRINGS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


_TITLE_HOLDS: Final = 27  # characters of 2号 in a row of a page on its side


def matrix_docx(
    merged: Merged,
    title: str,
    decisions: Mapping[str, Decision] | None = None,
    silent: Sequence[str] = (),
    *,
    by_unit: bool = False,
) -> bytes:
    """Write the matrix as a landscape paper; the heading row repeats, the cells of one clause are one.

    `silent` are units deemed to have no comment; they are named apart from those that said so. By unit, the rows stand
    unit by unit, each opinion in a row of its own.
    """
    document = page.blank(landscape=True)
    heading = document.add_paragraph()
    heading.alignment = page.CENTER
    named = f"{book(title)}意见汇总表" + ("（按单位）" if by_unit else "")
    told = "\n".join(title_rows(named, most=_TITLE_HOLDS))
    page.write(heading, told, font=page.XIAOBIAOSONG, size=page.SIZE_2)
    page.row_pitch(heading, page.TITLE_ROW)
    _write_table(document, [row.cells for row in matrix_rows(merged, title, decisions, by_unit=by_unit)])
    for label, units in (("无意见的单位", merged.no_comment), ("未反馈、视为无意见的单位", tuple(silent))):
        if units:
            page.text_row(document, f"{label}（{len(units)}个）：{'、'.join(units)}。", size=page.SIZE_4)
    if merged.set_aside:
        names = "、".join(item.unit or item.file for item in merged.set_aside)
        page.text_row(document, f"报送材料无法使用、已请补报的：{names}。", size=page.SIZE_4)
    return page.packed(document)


def _write_table(document: WordDocument, rows: Sequence[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(HEADINGS))
    table.autofit = False
    borders(table)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cells = [list(row.cells) for row in table.rows]
    side_margins(table, _SIDE)
    heading_row(table, HEADINGS, size=_SIZE)
    for row, values in zip(cells[1:], rows, strict=True):
        for column, (cell, value) in enumerate(zip(row, values, strict=True)):
            if not _goes_on(rows, values, column):
                fill(cell, value, size=_SIZE)
    asking = [["" if n in _GIVEN else cell for n, cell in enumerate(values)] for values in rows]
    widths = shared_widths(asking, _LEAST, _ROOM)
    column_widths(table, [Length(round(width * _SIZE + 2 * _SIDE)) for width in widths])
    keep_rows_whole(table)
    _merge_down(cells[1:], rows)


def _goes_on(rows: Sequence[tuple[str, ...]], values: tuple[str, ...], column: int) -> bool:
    """Whether a cell continues the one above: the same document and clause."""
    number = int(values[0]) - 1
    return column in _MERGED and number > 0 and rows[number - 1][1 : column + 1] == values[1 : column + 1]


def _merge_down(cells: Sequence[Sequence[_Cell]], rows: Sequence[tuple[str, ...]]) -> None:
    """Join equal neighbours downwards by marking them, as Word writes it."""
    for column in _MERGED:
        for n, values in enumerate(rows):
            goes_on = _goes_on(rows, values, column)
            begins = n + 1 < len(rows) and _goes_on(rows, rows[n + 1], column)
            if goes_on or begins:
                cells[n][column]._tc.vMerge = "continue" if goes_on else "restart"


def matrix_xlsx(merged: Merged, title: str, decisions: Mapping[str, Decision] | None = None) -> bytes:
    """Write the matrix as a sheet: heading frozen, filter on, 处理意见 chosen from a list, every cell a string.

    Three last columns, hidden, hold the ids of a row's opinions, its clause's path and the sign of what was decided, so
    that the sheet can be read back row by row (`letters.matrix_sheet`).
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **_FIRST_ROW_STRINGS})
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    plain = book.add_format({"border": 1, "valign": "top", "text_wrap": True, "num_format": "@"})
    for column, (heading, width) in enumerate(zip(HEADINGS, _SHEET_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    first, last = len(HEADINGS), len(HEADINGS) + len(HIDDEN) - 1
    sheet.set_column(first, last, 4, None, {"hidden": True})
    for column, heading in enumerate(HIDDEN, start=first):
        sheet.write_string(0, column, heading, head)
    rows = matrix_rows(merged, title, decisions)
    for n, row in enumerate(rows, start=1):
        hidden = (" ".join(row.ids), row.clause, row.decision.sign if row.decision else "")
        for column, value in enumerate((*row.cells, *hidden)):
            sheet.write_string(n, column, value[:_CELL], plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), last)
    choices = {
        "validate": "list",
        "source": [d.label for d in Disposition],
        "error_title": "处理意见",
        "error_message": "请从下拉列表中选择",
    }
    sheet.data_validation(1, _DISPOSITION, max(1, len(rows)), _DISPOSITION, choices)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    book.close()
    return target.getvalue()


def problem_note(set_aside: Sequence[SetAside]) -> str:
    """Write 问题文件.md: which files were set aside, why, and what to ask for."""
    if not set_aside:
        return "# 问题文件\n\n本次汇总没有被搁置的文件。\n"
    rows = ["# 问题文件", "", f"以下{len(set_aside)}个文件未能并入汇总，其余文件已正常汇总。", ""]
    for item in set_aside:
        rows += [
            f"## {item.file}",
            "",
            f"- 报送单位：{item.unit or '未能识别'}",
            f"- 情况：{item.reason}",
            "- 已保留：原文件原样保存，未作改动",
            "- 请对方：按上述情况重新报送意见反馈表或可编辑的电子版（docx）",
            "",
        ]
    return "\n".join(rows)


def title_of(draft: Draft, name: str) -> str:
    """Name the draft: by its title, else by its file."""
    return draft.outline.title or name.rsplit(".", 1)[0]
