"""Excel sheets to blocks: each sheet's name, then its cells as one table."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

import openpyxl

from letters.document import Block, BlockKind, Document, Source
from letters.package import Package
from registry.errors import FileEmpty, FileTruncated

MOST_SHEETS = 50
MOST_ROWS = 20_000
MOST_COLUMNS = 200


def read_sheet(data: bytes) -> Document:
    """Read a workbook's values; formulas give what they last came to.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, too large, no words.
    """
    return document_of_sheets(sheets_of(data))


def document_of_sheets(sheets: Iterable[tuple[str, Sequence[tuple[str, ...]]]]) -> Document:
    """Make blocks of sheets given by name and rows.

    Raises:
        FileEmpty: no cell has words.
    """
    blocks: list[Block] = []
    for name, all_rows in sheets:
        rows = tuple(row for row in all_rows if row)
        if not rows:
            continue
        blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, name))
        text = "\n".join("\t".join(row) for row in rows)
        blocks.append(Block(len(blocks), BlockKind.TABLE, text, rows=rows))
    if not blocks:
        raise FileEmpty("表格中没有内容", kept="", todo="请对方重新报送")
    return Document(Source.XLSX, tuple(blocks))


def sheets_of(data: bytes) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Give each sheet's name and its rows as text, an empty row as no cells.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, too large.
    """
    Package.open(data)  # bounds and passwords are checked there
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and drawings it leaves out
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [
                (sheet.title, list(_rows(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True))))
                for sheet in _sheets(book)
            ]
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError) as error:
        # Whatever a damaged workbook trips over inside openpyxl, to staff it is one thing.
        raise FileTruncated("表格文件已损坏，无法打开", kept="", todo="请对方重新保存后再报送") from error


def _sheets(book: openpyxl.Workbook) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[str, ...]]:
    for row in islice(rows, MOST_ROWS):
        cells = tuple(written(cell) for cell in row[:MOST_COLUMNS])
        while cells and not cells[-1]:
            cells = cells[:-1]
        yield cells


def written(value: object) -> str:
    """Give a cell's value as words: whole numbers without a point, days without a time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if not (value.hour or value.minute) else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
