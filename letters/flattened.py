"""Tables that lost their rules: web pages and PDF exports give them cell by cell, each on a line of its own.

A heading row stays recognizable (序号 and the columns' names, short lines one after another), and so does each row that
begins with its number. Rows that continue a task repeat neither number nor task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from letters.document import Block, BlockKind, Document
from letters.labels import LabelKind, label_at

_NUMBER_HEADING = re.compile(r"^(?:序\s*号|编\s*号)$")
_HEADING = re.compile(r"^[\u4e00-\u9fff（）() 、/／]{2,16}$")
_NUMBER = re.compile(r"^\d{1,3}[.．、]?$")
_ANNEX = re.compile(r"^\s*附\s*[件表录]")
_LEAST_COLUMNS, _MOST_COLUMNS = 3, 12
_LEAST_ROWS = 2
_MOST_SKIPPED = 10  # numbers left out between two rows, as where rows were taken from a public version


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[str, ...], ...]
    end: int  # index after its last block


def with_tables(document: Document) -> Document:
    """Give the document with every flattened table as a table again; each keeps the number of its first block."""
    body = document.blocks
    made: list[Block] = []
    index = 0
    while index < len(body):
        table = _table_at(body, index)
        if table is None:
            made.append(body[index])
            index += 1
            continue
        text = "\n".join("\t".join(row) for row in table.rows)
        made.append(replace(body[index], kind=BlockKind.TABLE, text=text, rows=table.rows))
        index = table.end
    return document if len(made) == len(body) else replace(document, blocks=tuple(made))


def _table_at(body: Sequence[Block], start: int) -> _Table | None:
    """Read a flattened table whose heading row begins here, `None` where none does."""
    if not _NUMBER_HEADING.match(body[start].text.strip()) or not _is_line(body[start]):
        return None
    columns = _columns(body, start)
    if not _LEAST_COLUMNS <= columns <= _MOST_COLUMNS:
        return None
    rows = [tuple(_line(block) for block in body[start : start + columns])]
    index, number, count = start + columns, 0, 0
    while index < len(body) and _is_line(body[index]):
        if _is_group(body, index):
            rows.append((_line(body[index]),) * columns)
            index += 1
            continue
        following = _next_number(body, index, number)
        if following is None:
            break
        end = _end_of_row(body, index + 1, following, columns)
        cells = [_line(block) for block in body[index + 1 : end]]
        if len(cells) < columns - 1:
            return None  # an empty cell left no line: nobody can tell which
        rows += _rows(_line(body[index]), cells, columns)
        index, number, count = end, following, count + 1
    return _Table(tuple(rows), index) if count >= _LEAST_ROWS else None


def _columns(body: Sequence[Block], start: int) -> int:
    """Count the heading's cells: short lines from 序号 on, up to the first row's number or a group's name."""
    index = start
    while index < len(body) and index - start <= _MOST_COLUMNS and _is_line(body[index]):
        line = _line(body[index])
        if index > start and (not _HEADING.match(line) or _is_group(body, index)):
            break
        index += 1
    return index - start


def _is_line(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.label and not _ANNEX.match(block.text)


def _line(block: Block) -> str:
    return " ".join(block.text.split())


def _is_group(body: Sequence[Block], index: int) -> bool:
    """Whether a line names the rows below it: 一、秩序方面（共1项）, then a number alone, or another such name."""
    while index < len(body) and _is_line(body[index]):
        if _NUMBER.match(_line(body[index])):
            return False
        label = label_at(body[index].text)
        if label is None or label.kind not in {LabelKind.CHINESE, LabelKind.CHINESE_BRACKET}:
            return False
        index += 1
        if index < len(body) and _NUMBER.match(_line(body[index])):
            return True
    return False


def _next_number(body: Sequence[Block], index: int, before: int) -> int | None:
    """Give the row number at a line, where it goes on from the one before."""
    line = _line(body[index])
    number = int(line.rstrip(".．、")) if _NUMBER.match(line) else 0
    return number if before < number <= before + _MOST_SKIPPED else None


def _end_of_row(body: Sequence[Block], start: int, number: int, columns: int) -> int:
    """Find where a row's cells end: at the next number, a group's name, or the end of all that are lines."""
    index = start
    while index < len(body) and _is_line(body[index]):
        is_full = index - start >= columns - 1
        if is_full and (_is_group(body, index) or _next_number(body, index, number) is not None):
            break
        index += 1
    return index


def _rows(number: str, cells: Sequence[str], columns: int) -> list[tuple[str, ...]]:
    """Part a number's cells into its rows: the first whole, the others without number and task."""
    whole = columns - 1
    rows = [(number, *cells[:whole])]
    rest = cells[whole:]
    size = columns - 2
    if rest and len(rest) % size == 0:
        return [*rows, *(("", "", *rest[place : place + size]) for place in range(0, len(rest), size))]
    if rest:  # a cell of several paragraphs: they belong to the longest column, whose words need them
        wide = max(range(whole), key=lambda place: len(cells[place]))
        extra = len(rest)
        joined = " ".join(cells[wide : wide + extra + 1])
        rows = [(number, *cells[:wide], joined, *cells[wide + extra + 1 :])]
    return rows
