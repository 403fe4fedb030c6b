"""汇总表: every opinion by clause with its source, as docx and as xlsx; 问题文件: what was set aside."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.table import _Cell

from letters import page
from letters.clause_names import clause_name
from letters.draft import Draft
from letters.headline import title_rows
from letters.merging import Merged, Named, SetAside
from letters.tables import borders, column_widths, fill, heading_row, keep_rows_whole
from letters.wish_words import cell_words
from letters.wording import book
from registry.words import Disposition, Kind

HEADINGS: Final = (
    "序号",
    "文件/附件",
    "条款",
    "原文",
    "修改意见",
    "理由",
    "提出单位",
    "处理意见",
    "处理理由",
    "修改后文本",
    "来源",
)
# 225 mm, the text area of a page on its side.
_WIDTHS: Final = tuple(Mm(w) for w in (9, 21, 18, 34, 34, 21, 19, 16, 19, 16, 18))
_SHEET_WIDTHS: Final = (6, 24, 16, 40, 40, 30, 18, 12, 24, 40, 28)
_MERGED: Final = (1, 2)  # columns whose equal neighbours become one cell
_DISPOSITION: Final = 7
_CELL: Final = 32_767  # characters a cell of Excel holds
_FIRST_ROW_STRINGS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of an opinion: its disposition, the reason, the text as it now stands."""

    disposition: Disposition
    reason: str = ""
    text: str = ""


def matrix_rows(merged: Merged, title: str, decisions: Mapping[str, Decision] | None = None) -> list[tuple[str, ...]]:
    """Give the rows of the matrix in the order of the draft, strings only."""
    rows: list[tuple[str, ...]] = []
    for number, item in enumerate(merged.opinions, start=1):
        decision = (decisions or {}).get(item.id)
        rows.append(
            (
                str(number),
                title,
                clause_name(item.opinion.clause) if item.opinion.clause else _unsure(item),
                item.opinion.original or "",
                cell_words(item.opinion, merged.draft.lines),
                item.opinion.reason or "",
                item.unit,
                decision.disposition.label if decision else "",
                decision.reason if decision else "",
                _settled(item, decision) if decision else "",
                f"{item.file} {item.opinion.place}",
            )
        )
    return rows


_TITLE_HOLDS: Final = 27  # characters of 2号 in a row of a page on its side


def matrix_docx(
    merged: Merged, title: str, decisions: Mapping[str, Decision] | None = None, silent: Sequence[str] = ()
) -> bytes:
    """Write the matrix as a landscape paper; the heading row repeats, the cells of one clause are one.

    `silent` are units deemed to have no comment; they are named apart from those that said so.
    """
    document = page.blank(landscape=True)
    heading = document.add_paragraph()
    heading.alignment = page.CENTER
    told = "\n".join(title_rows(f"{book(title)}意见汇总表", most=_TITLE_HOLDS))
    page.write(heading, told, font=page.XIAOBIAOSONG, size=page.SIZE_2)
    page.row_pitch(heading, page.TITLE_ROW)
    rows = matrix_rows(merged, title, decisions)
    _write_table(document, rows)
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
    heading_row(table, HEADINGS)
    for row, values in zip(cells[1:], rows, strict=True):
        for column, (cell, value) in enumerate(zip(row, values, strict=True)):
            if not _goes_on(rows, values, column):
                fill(cell, value)
    column_widths(table, _WIDTHS)
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

    Two last columns, hidden, hold each opinion's id and clause path, so that the sheet can be read back row by row.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **_FIRST_ROW_STRINGS})
    sheet = book.add_worksheet("意见汇总表")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    plain = book.add_format({"border": 1, "valign": "top", "text_wrap": True, "num_format": "@"})
    for column, (heading, width) in enumerate(zip(HEADINGS, _SHEET_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    hidden = len(HEADINGS)
    sheet.set_column(hidden, hidden + 1, 4, None, {"hidden": True})
    sheet.write_string(0, hidden, "编号", head)
    sheet.write_string(0, hidden + 1, "路径", head)
    rows = matrix_rows(merged, title, decisions)
    for n, (values, item) in enumerate(zip(rows, merged.opinions, strict=True), start=1):
        for column, value in enumerate((*values, item.id, item.opinion.clause or "")):
            sheet.write_string(n, column, value[:_CELL], plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), hidden + 1)
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


def _unsure(item: Named) -> str:
    if item.opinion.candidates:
        return f"待定（{'或'.join(map(clause_name, item.opinion.candidates))}）"
    return "综合"


def _settled(item: Named, decision: Decision) -> str:
    """Give the text as it now stands: as decided, or as the unit had it where its rewording was accepted."""
    accepted = decision.disposition is Disposition.ACCEPTED and item.opinion.kind is Kind.REPLACE
    return decision.text or (accepted and item.opinion.original and item.opinion.proposed) or ""
