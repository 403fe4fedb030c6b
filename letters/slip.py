"""收文阅办单: the handling slip, a form table that grows with the leaders' words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row

from letters import page
from letters.elements import chinese_date
from letters.headline import title_rows, width
from letters.tables import borders, column_widths

_WIDTHS: Final = tuple(Mm(w) for w in (27, 18, 22, 25, 22, 42))  # labels and 2026年12月14日 in one row each
_VALUES: Final = _WIDTHS[1:]
_WIDE: Final = Length(sum(_VALUES))
_PADDING: Final = Mm(1)
_PITCH: Final = Pt(24)
_LEAST: Final = {"文件标题": Mm(17), "秘书长阅批": Mm(22), "拟办意见": Mm(36), "办结说明": Mm(18)}
_FACTS: Final = Mm(10)
_LEADERS: Final = (Mm(30), Mm(60))  # the leaders' row takes what the page has left, within these
_TIGHT: Final = Pt(19)  # row pitch where the words would not fit one page else
_UNDER_TITLE: Final = Pt(6)
_OTHER: Final = Length(2 * page.TITLE_ROW + _UNDER_TITLE + 3 * _FACTS + page.ROW + Mm(3))  # title, facts, end, rules
_SECRETARY: Final = "秘书长"
_FIELDS: Final = ("密级", "紧急程度", "收文编号", "来文单位", "文号", "收文日期")
_WORDS: Final = ("文件标题", "领导批示", "秘书长阅批", "拟办意见", "办结说明")  # fields that grow
INDENTED: Final = ("拟办意见", "办结说明")  # fields written in paragraphs, whose first rows stand 2 characters in


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the form: its left upper corner from the page's, its width and height."""

    x: Length
    y: Length
    width: Length
    height: Length


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
    return _written(slip.office, slip_values(slip))


def _written(office: str, values: Mapping[str, Sequence[str]]) -> bytes:
    """Write the form with the lines of its fields; those not told stay empty."""
    document = page.blank()
    _write_title(document, office)
    table = document.add_table(rows=0, cols=len(_WIDTHS))
    table.autofit = False
    borders(table)
    _narrow_padding(table)
    told = {label: values.get(label, ()) for label in (*_FIELDS, *_WORDS)}
    _facts(table, [text for label in _FIELDS[:3] for text in (label, (told[label] or [""])[0])])
    _write(_wide(table, "来文单位", _FACTS), told["来文单位"])
    _facts(table, [text for label in _FIELDS[4:] for text in (label, (told[label] or [""])[0])])
    rows = {label: told[label] for label in _WORDS}
    heights, pitch = _heights(rows)
    for label, lines in rows.items():
        cell = _wide(table, label, heights[label])
        _write(cell, lines, first=2 if label in INDENTED else 0, pitch=pitch)
    column_widths(table, _WIDTHS)
    return page.packed(document)


def slip_values(slip: Slip) -> dict[str, list[str]]:
    """Give the lines of each field, in the form's order."""
    return {
        "密级": [slip.secrecy],
        "紧急程度": [slip.urgency],
        "收文编号": [slip.number],
        "来文单位": [slip.issuers],
        "文号": [slip.document_number],
        "收文日期": [chinese_date(slip.received)],
        "文件标题": [slip.title],
        "领导批示": _told([row for row in slip.endorsements if _SECRETARY not in row.title]),
        "秘书长阅批": _told([row for row in slip.endorsements if _SECRETARY in row.title]),
        "拟办意见": slip.proposal.splitlines(),
        "办结说明": slip.conclusion.splitlines(),
    }


def blank_form(office: str) -> bytes:
    """Write the slip with nothing filled in, to be printed beforehand; 套打 prints the values onto it."""
    return _written(office, {})


def form_places(office: str) -> dict[str, Place]:
    """Give where a blank form has its fields."""
    titles = title_rows(f"{office}收文阅办单")
    down = Length(page.TOP + page.TITLE_ROW * len(titles) + _UNDER_TITLE)
    edges = [Length(page.LEFT + sum(_WIDTHS[:n])) for n in range(len(_WIDTHS) + 1)]
    places = {
        "密级": Place(edges[1], down, _WIDTHS[1], _FACTS),
        "紧急程度": Place(edges[3], down, _WIDTHS[3], _FACTS),
        "收文编号": Place(edges[5], down, _WIDTHS[5], _FACTS),
        "来文单位": Place(edges[1], Length(down + _FACTS), _WIDE, _FACTS),
        "文号": Place(edges[1], Length(down + 2 * _FACTS), Length(sum(_WIDTHS[1:4])), _FACTS),
        "收文日期": Place(edges[5], Length(down + 2 * _FACTS), _WIDTHS[5], _FACTS),
    }
    down = Length(down + 3 * _FACTS)
    heights, _ = _heights(dict.fromkeys(_WORDS, ()))
    for label, height in heights.items():
        places[label] = Place(edges[1], down, _WIDE, height)
        down = Length(down + height)
    return places


def _heights(rows: Mapping[str, Sequence[str]]) -> tuple[dict[str, Length], Length]:
    """Give each row's height and the pitch of its words, so that all fit one page as long as words allow."""
    room = page.BODY_END - page.TOP - _OTHER
    for pitch in (_PITCH, _TIGHT):
        needed = {label: _needed(lines, pitch) for label, lines in rows.items()}
        heights = {label: max(length, _LEAST.get(label, _LEADERS[0])) for label, length in needed.items()}
        spare = room - sum(heights.values())
        if spare >= 0:
            break
        if room >= sum(needed.values()):
            heights, spare = needed, room - sum(needed.values())
            break
    most = max(_LEADERS[1], heights["领导批示"])
    heights["领导批示"] = Length(min(heights["领导批示"] + max(spare, 0), most))
    return heights, pitch


def _needed(lines: Sequence[str], pitch: Length) -> Length:
    """Give the height a row's words take; an empty row takes two lines, for writing by hand."""
    holds = (_WIDE - 2 * _PADDING) / page.SIZE_4
    rows = sum(max(1, math.ceil((width(line) + 2) / holds)) for line in lines)
    return Length((rows or 2) * pitch + Mm(1))


def _write_title(document: WordDocument, office: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = page.CENTER
    title = "\n".join(title_rows(f"{office}收文阅办单"))
    page.write(paragraph, title, font=page.XIAOBIAOSONG, size=page.SIZE_2, color=page.RED)
    page.row_pitch(paragraph, page.TITLE_ROW)
    paragraph.paragraph_format.space_after = _UNDER_TITLE


def _narrow_padding(table: Table) -> None:
    sides = "".join(f"<w:{side} w:w='{_PADDING.twips}' w:type='dxa'/>" for side in ("left", "right"))
    padding = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else properties.index(look), padding)


def _facts(table: Table, texts: Sequence[str]) -> None:
    """Add a row of labels and values; the first value takes the columns that are left over."""
    cells = list(_row(table, _FACTS).cells)
    spare = len(cells) - len(texts)
    if spare:
        cells[1:] = [cells[1].merge(cells[1 + spare]), *cells[2 + spare :]]
    for n, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if n % 2:
            _write(cell, [text])
        else:
            _label(cell, text)


def _wide(table: Table, label: str, height: Length) -> _Cell:
    """Add a row of a label and one wide cell, which grows beyond `height` with its lines; give that cell."""
    cells = _row(table, height).cells
    _label(cells[0], label)
    wide: _Cell = cells[1].merge(cells[-1])
    return wide


def _row(table: Table, height: Length) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it untyped
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    return row


def _label(cell: _Cell, text: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = page.CENTER
    page.write(paragraph, text, font=page.HEITI, size=page.SIZE_4)
    page.row_pitch(paragraph, _PITCH)


def _write(cell: _Cell, lines: Sequence[str], *, first: float = 0, pitch: Length = _PITCH) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    page.row_pitch(cell.paragraphs[0], pitch)  # an empty field too: its row must not grow
    for n, line in enumerate([line.strip() for line in lines if line.strip()]):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.alignment = page.LEFTWARD
        page.write(paragraph, line, size=page.SIZE_4)
        page.row_pitch(paragraph, pitch)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Length(_WIDE - 2 * _PADDING), WD_TAB_ALIGNMENT.RIGHT)
        if first:
            page.indent(paragraph, first=first, size=page.SIZE_4)


def _told(endorsements: Sequence[SlipEndorsement]) -> list[str]:
    """Say each endorsement; who wrote it and when stands at the right."""
    return [f"{row.words}\t{row.leader}　{chinese_date(row.at)}" for row in endorsements]
