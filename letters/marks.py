"""The light marks of the plain prose that letters and attachments are written in, turned into rows and tables.

A line is a paragraph. Its first signs say what it is::

    一、 （一）           headings, in 黑体 and 楷体
    | 序号 | 单位 |      a row of a table; rows that follow each other are one table, the first is its head
    ---                  what follows begins a new page
    > 某某市人民政府     a signature, one name a line, its last line the date
    > 2026年3月6日
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from docx.shared import Length, Pt

from letters import elements, page
from letters.headline import width
from letters.mark_signs import MARKED
from letters.signing import unsealed_day
from letters.strokes import Look, Row, Run, Side, Table, empty
from registry.errors import TemplateFault

Block = Row | Table

_BESIDE_TABLE: Final = Pt(6)  # white over and under a table
_BREAK: Final = re.compile(r"-{3,}")
_DAY: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_LONGEST: Final = 500_000  # characters of one text
_COLUMNS_MOST: Final = 16
_ROWS_MOST: Final = 3_000
_SIGNERS_MOST: Final = 40
_CELL: Final = Look(size=Pt(12))
_CELL_HEAD: Final = Look(elements.HEITI.font, Pt(12))
_CELL_PITCH: Final = Pt(18)
_NARROWEST, _WIDEST = 3.0, 24.0  # characters that count when a column's width is found
_WHITE: Final = Pt(13)  # within a cell, at both sides
_TIGHTEST: Final = 6  # where long columns got less than this part of what they ask for, short ones give way
_NARROW: Final = 9  # characters of a column that keeps its words in one row
_SHORT: Final = 6  # characters of a cell that is centred


def blocks(text: str, *, is_wide: bool = False) -> list[Block]:
    """Turn a text with light marks into rows and tables.

    Args:
        text: lines are paragraphs; blank ones are dropped.
        is_wide: the page is on its side.

    Raises:
        TemplateFault: a text, a table or a signature beyond bounds, or a signature without a date; names the line.
    """
    if not MARKED.search(text):
        return list[Block](elements.body(text))
    if len(text) > _LONGEST:
        raise _fault(0, f"文字超过{_LONGEST // 10_000}万字")
    made: list[Block] = []
    breaks = False
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for kind, group in groupby(lines, key=lambda pair: _kind(pair[1])):
        told = list(group)
        if kind == "---":
            breaks = bool(made)
            continue
        written = list(_written(kind, told, page.TEXT_HEIGHT if is_wide else page.TEXT_WIDTH))
        if breaks and isinstance(written[0], Row):
            written[0].page_break = True
        made += written
        breaks = False
    return made


def _kind(line: str) -> str:
    if line.startswith("|"):
        return "|"
    if line.startswith(">"):
        return ">"
    return "---" if _BREAK.fullmatch(line) else ""


def _written(kind: str, lines: Sequence[tuple[int, str]], room: Length) -> Iterator[Block]:
    if kind == "|":
        yield Row(pitch=_BESIDE_TABLE)
        yield table([_cells(line) for _, line in lines if not _is_line(line)], room, line=lines[0][0])
        yield Row(pitch=_BESIDE_TABLE)
    elif kind == ">":
        yield from _signature(lines)
    else:
        yield from (elements.paragraph(line) for _, line in lines)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _is_line(line: str) -> bool:
    """Whether a row only parts the head from the rest: | --- | --- |."""
    return not line.strip("|-: ")


def table(rows: Sequence[Sequence[str]], room: Length, *, line: int = 0) -> Table:
    """Set a table in `room`: the first row its head, columns as wide as their words ask for; short rows are filled up.

    Raises:
        TemplateFault: more columns or rows than a page and a paper hold.
    """
    count = max(map(len, rows), default=0)
    if count > _COLUMNS_MOST:
        raise _fault(line, f"表格有{count}列，不超过{_COLUMNS_MOST}列")
    if not 0 < len(rows) <= _ROWS_MOST:
        raise _fault(line, f"表格有{len(rows)}行，须为1至{_ROWS_MOST}行")
    full = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = _widths([max(width(row[n]) for row in full) for n in range(count)], room)
    is_short = [all(width(row[n]) <= _SHORT for row in full[1:]) for n in range(count)]
    made = [tuple((_head(cell),) for cell in full[0])]
    made += [tuple((_cell(cell, short),) for cell, short in zip(row, is_short, strict=True)) for row in full[1:]]
    return Table(widths, tuple(made), heads=1)


def _widths(longest: Sequence[float], room: Length) -> tuple[Length, ...]:
    """Share the room among columns by their longest words; short words stay in one row as long as there is room."""
    needs = [_CELL.size * min(max(long, _NARROWEST), _WIDEST) + _WHITE for long in longest]
    short = [need if long <= _NARROW else 0 for need, long in zip(needs, longest, strict=True)]
    spare, wanted = room - sum(short), sum(needs) - sum(short)
    if sum(needs) <= room or not wanted or spare < wanted / _TIGHTEST:
        return tuple(Length(round(room * need / sum(needs))) for need in needs)
    return tuple(Length(round(fixed or need * spare / wanted)) for need, fixed in zip(needs, short, strict=True))


def _head(text: str) -> Row:
    return Row(runs=[Run(text, _CELL_HEAD)], side=Side.CENTER, pitch=_CELL_PITCH)


def _cell(text: str, short: bool) -> Row:  # noqa: FBT001  of one table
    return Row(runs=[Run(text, _CELL)], side=Side.CENTER if short else Side.LEFT, pitch=_CELL_PITCH)


def _signature(lines: Sequence[tuple[int, str]]) -> list[Row]:
    *names, day = [line.lstrip(">").strip() for _, line in lines]
    if not names or not _DAY.fullmatch(day):
        raise _fault(lines[-1][0], "的落款（> 开头的各行）须先写单位，最后一行写日期，如“> 2026年3月6日”")
    if len(names) > _SIGNERS_MOST:
        raise _fault(lines[0][0], f"的落款有{len(names)}个单位，不超过{_SIGNERS_MOST}个")
    made = [*empty(), *unsealed_day(names, day)]
    for row in made[:-1]:
        row.keep_next = True
    return made


def _fault(line: int, why: str) -> TemplateFault:
    where = f"第{line}行" if line else ""
    return TemplateFault(f"正文{where}{why}", kept="未生成文件", todo="请修改后重试")
