"""汇总表 filled in by staff, read back: what they chose for each row, or every cell that is wrong; never half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from letters.matrix import HIDDEN, SHEET
from letters.matrix_rows import HEADINGS, Decision
from letters.reading.sheet import sheets_of
from registry.errors import FileRefused, FileUnknown, SheetFault
from registry.words import Disposition

_DISPOSITION, _REASON, _TEXT = "处理意见", "处理理由", "修改后文本"
_IDS, _PATH, _SIGN = HIDDEN
_ID: Final = re.compile(r"Y[0-9a-f]{10}(?:-\d{1,4})?")
_LABELS: Final = {disposition.label: disposition for disposition in Disposition}
_MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Filled:
    """What staff chose in one row.

    Args:
        row: the sheet's row, from 1, for telling a person where.
        ids: the opinions the row tells.
        decision: what was chosen; `None` where nothing was.
        sign: of the decision the row was written with, empty where there was none (`Decision.sign`).

    """

    row: int
    ids: tuple[str, ...]
    decision: Decision | None
    sign: str


def read_dispositions(data: bytes, name: str) -> tuple[Filled, ...]:
    """Read the rows of a matrix that was filled in; rows staff added themselves are none of ours and left alone.

    A row that is no opinion's and yet has a disposition chosen is told: what staff chose is never passed over.

    Raises:
        SheetFault: names every wrong cell: a word not in the list, a reason or text that is missing, a row twice, a
            disposition in a row whose hidden number was changed.
        FileRefused: not a sheet that was written here, damaged or encrypted.
    """
    rows = _rows(data, name)
    at = _places(rows, name)
    faults: list[str] = []
    filled: list[Filled] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[at.head + 1 :], start=at.head + 2):
        ids = tuple(_ID.findall(at.cell(row, _IDS)))
        if not ids:
            faults += [f"第{number}行{_LOST}"] if _chosen(at, row) is not None else []
            continue
        faults += [f"第{number}行与第{seen[one]}行是同一条意见" for one in ids[:1] if one in seen]
        seen.update(dict.fromkeys(ids, number))
        wrong = list(_wrong(at, row, number))
        faults += wrong
        if not wrong:
            filled.append(Filled(number, ids, _decision(at, row), at.cell(row, _SIGN)))
    if not seen:
        raise FileUnknown(f"“{name}”中没有本系统汇总表的意见行", kept="处理意见未改动", todo=_TODO)
    refuse_faults(name, faults)
    return tuple(filled)


def refuse_faults(name: str, faults: Sequence[str]) -> None:
    """Refuse a sheet with wrong cells, all of them told as far as a screen holds.

    Raises:
        SheetFault: there are any.
    """
    if faults:
        more = f"；等共{len(faults)}处" if len(faults) > _MOST_TOLD else ""
        raise SheetFault(f"“{name}”有{len(faults)}处填写有误：{'；'.join(faults[:_MOST_TOLD])}{more}")


_LOST: Final = f"选了“{_DISPOSITION}”，但隐藏的“{_IDS}”一栏已被改动或清空，认不出是哪条意见"
_TODO: Final = "请用 huiban merge 写出的汇总表.xlsx 填写，不要删除隐藏的列"


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the heading row and the columns stand: staff may move and add columns."""

    head: int
    columns: dict[str, int]

    def cell(self, row: Sequence[str], heading: str) -> str:
        column = self.columns[heading]
        return row[column].strip() if column < len(row) else ""


def _rows(data: bytes, name: str) -> list[tuple[str, ...]]:
    try:
        sheets = sheets_of(data)
    except FileRefused as error:
        raise type(error)(f"“{name}”：{error.happened}", kept="处理意见未改动", todo=error.todo) from error
    named = [rows for title, rows in sheets if title.strip() == SHEET]
    return (named or [rows for _, rows in sheets] or [[]])[0]


def _places(rows: Sequence[Sequence[str]], name: str) -> _Places:
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = {cell.strip(): column for column, cell in enumerate(row) if cell.strip() in {*HEADINGS, *HIDDEN}}
        if {_DISPOSITION, _REASON, _TEXT, _IDS, _SIGN} <= columns.keys():
            return _Places(number, columns)
    raise FileUnknown(f"“{name}”不是本系统写出的汇总表", kept="处理意见未改动", todo=_TODO)


_HEAD_WITHIN: Final = 20  # rows in which the heading row is looked for


def _wrong(at: _Places, row: Sequence[str], number: int) -> Iterator[str]:
    """Say what is wrong in a row."""
    chosen, reason, text = (at.cell(row, heading) for heading in (_DISPOSITION, _REASON, _TEXT))
    disposition = _chosen(at, row)
    if chosen and disposition is None:
        yield f"第{number}行“{_DISPOSITION}”写的“{chosen[:20]}”不是可选的值（{'、'.join(_LABELS)}）"
    if not chosen and reason:
        yield f"第{number}行写了“{_REASON}”，没有选“{_DISPOSITION}”"
    if disposition is not None and disposition.needs_reason and not reason:
        yield f"第{number}行“{disposition.label}”没有写“{_REASON}”"
    if disposition is Disposition.PARTLY and not text:
        yield f"第{number}行“{disposition.label}”没有写“{_TEXT}”"


def _chosen(at: _Places, row: Sequence[str]) -> Disposition | None:
    return _LABELS.get("".join(at.cell(row, _DISPOSITION).split()))


def _decision(at: _Places, row: Sequence[str]) -> Decision | None:
    disposition = _chosen(at, row)
    if disposition is None:
        return None
    # An accepted rewording shows its own words there: only what is taken in part has a text of the office's.
    text = at.cell(row, _TEXT) if disposition is not Disposition.ACCEPTED else ""
    return Decision(disposition, at.cell(row, _REASON), text)
