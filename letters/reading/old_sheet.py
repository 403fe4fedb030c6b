"""Old Excel workbooks (xls): the same blocks as of xlsx."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

import xlrd
from xlrd.compdoc import CompDocError

from letters.document import Document
from letters.reading.sheet import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, document_of_sheets, written
from registry.errors import FileEncrypted, FileTruncated

# Whatever a damaged workbook trips over inside xlrd, to staff it is one thing.
_DAMAGED: Final = (
    CompDocError,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    MemoryError,
    NotImplementedError,
    OverflowError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
)


def read_old_sheet(data: bytes) -> Document:
    """Read an xls workbook's values.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, no words.
    """
    return document_of_sheets(_sheets_of(data))


def _sheets_of(data: bytes) -> list[tuple[str, list[tuple[str, ...]]]]:
    try:
        with xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True) as book:
            return [
                (sheet.name, list(_rows(sheet, book.datemode)))
                for sheet in islice((sheet for sheet in map(book.sheet_by_index, range(book.nsheets))), MOST_SHEETS)
                if sheet.visibility == 0
            ]
    except xlrd.XLRDError as error:
        if "encrypt" in str(error) or "password" in str(error):
            raise FileEncrypted("表格文件已加密，无法读取", kept="", todo="请对方去掉密码后重新报送") from error
        raise _damaged() from error
    except _DAMAGED as error:
        raise _damaged() from error


def _damaged() -> FileTruncated:
    return FileTruncated("表格文件已损坏，无法打开", kept="", todo="请对方重新保存后再报送")


def _rows(sheet: Any, datemode: int) -> Iterator[tuple[str, ...]]:
    for number in range(min(sheet.nrows, MOST_ROWS)):
        cells = tuple(_cell(cell, datemode) for cell in sheet.row(number)[:MOST_COLUMNS])
        while cells and not cells[-1]:
            cells = cells[:-1]
        yield cells


def _cell(cell: Any, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment: datetime = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return written(cell.value)
        return written(moment)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return written(bool(cell.value))
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else written(cell.value)
