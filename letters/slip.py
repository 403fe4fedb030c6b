"""收文阅办单: the handling slip, a form table that grows with the leaders' words (procedure: handling slip)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row

from letters import page
from letters.tables import borders, column_widths

_WIDTHS: Final = tuple(Mm(w) for w in (24, 28, 24, 28, 24, 28))
_PITCH: Final = Pt(24)
_SMALL: Final = Mm(13)  # least height of a row of facts
_SECRETARY: Final = "秘书长"


@dataclass(frozen=True, slots=True)
class SlipEndorsement:
    """A leader's words on the slip."""

    leader: str
    title: str
    words: str
    at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What stands on a slip. `endorsements` are in order of rank."""

    office: str
    number: str
    secrecy: str
    urgency: str
    issuers: str
    document_number: str
    received: date
    title: str
    proposal: str = ""
    endorsements: tuple[SlipEndorsement, ...] = ()
    conclusion: str = ""


def handling_slip(slip: Slip) -> bytes:
    """Write the slip as docx: what arrived, the leaders' and the secretary-general's words, proposal, conclusion.

    Endorsements of one whose title holds 秘书长 stand under 秘书长阅批, all others under 领导批示.
    """
    document = page.blank()
    _write_title(document, slip.office)
    table = document.add_table(rows=0, cols=len(_WIDTHS))
    table.autofit = False
    borders(table)
    received = f"{slip.received.year}年{slip.received.month}月{slip.received.day}日"
    _facts(table, ("密级", slip.secrecy, "紧急程度", slip.urgency, "收文编号", slip.number))
    _facts(table, ("来文单位", slip.issuers, "文号", slip.document_number, "收文日期", received))
    _wide(table, "文件标题", [slip.title], Mm(18))
    secretary = [row for row in slip.endorsements if _SECRETARY in row.title]
    leaders = [row for row in slip.endorsements if _SECRETARY not in row.title]
    _wide(table, "领导批示", _told(leaders), Mm(52))
    _wide(table, "秘书长阅批", _told(secretary), Mm(28))
    _wide(table, "拟办意见", slip.proposal.splitlines(), Mm(46), first=2)
    _wide(table, "办结说明", slip.conclusion.splitlines(), Mm(22), first=2)
    column_widths(table, _WIDTHS)
    return page.packed(document)


def _write_title(document: WordDocument, office: str) -> None:
    for text, size in ((office, page.SIZE_3), ("收文阅办单", page.SIZE_2)):
        paragraph = document.add_paragraph()
        paragraph.alignment = page.CENTER
        page.write(paragraph, text, font=page.XIAOBIAOSONG, size=size, color=page.RED)
        page.row_pitch(paragraph, page.TITLE_ROW)


def _facts(table: Table, texts: Sequence[str]) -> None:
    row = _row(table, _SMALL)
    for n, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        if n % 2:
            _write(cell, [text])
        else:
            _label(cell, text)


def _wide(table: Table, label: str, lines: Sequence[str], height: Length, *, first: float = 0) -> None:
    """Add a row of a label and one wide cell, which grows beyond `height` with its lines."""
    cells = _row(table, height).cells
    _label(cells[0], label)
    _write(cells[1].merge(cells[-1]), lines, first=first)


def _row(table: Table, height: Length) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it untyped
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    return row


def _label(cell: _Cell, text: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = page.CENTER
    page.write(paragraph, text, font=page.HEITI, size=page.SIZE_4, color=page.RED)
    page.row_pitch(paragraph, _PITCH)


def _write(cell: _Cell, lines: Sequence[str], *, first: float = 0) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for n, line in enumerate([line.strip() for line in lines if line.strip()]):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.alignment = page.LEFTWARD
        page.write(paragraph, line, size=page.SIZE_4)
        page.row_pitch(paragraph, _PITCH)
        if first:
            page.indent(paragraph, first=first, size=page.SIZE_4)


def _told(endorsements: Sequence[SlipEndorsement]) -> list[str]:
    """Say each endorsement with who wrote it and when."""
    return [f"{row.words}　　{row.leader}　{row.at.month}月{row.at.day}日" for row in endorsements]
