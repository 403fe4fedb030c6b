"""The directory of units as a sheet: csv or xlsx with the columns of the contract."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from letters.reading.formats import Format, format_of
from letters.reading.sheet import sheets_of
from letters.reading.text import decode
from registry.addresses import is_address
from registry.directory import Directory, Unit
from registry.errors import DirectoryFault, FileRefused, FileUnknown
from registry.words import Level

COLUMNS = ("名称", "简称", "层级", "上级", "类别", "对应", "分组", "联系人", "电话", "邮箱", "渠道")
MOST_UNITS = 20_000
_LIST = re.compile(r"[、，,；;\n]")
_LEVELS = {
    "国家": Level.STATE,
    "国家级": Level.STATE,
    "中央": Level.STATE,
    "省": Level.PROVINCE,
    "省级": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "自治区级": Level.PROVINCE,
    "市": Level.CITY,
    "市级": Level.CITY,
    "盟市": Level.CITY,
    "县": Level.COUNTY,
    "县级": Level.COUNTY,
    "旗县": Level.COUNTY,
    "区县": Level.COUNTY,
}


def read_directory(data: bytes, name: str) -> Directory:
    """Read a directory sheet; `name` only names the file in errors.

    Raises:
        DirectoryFault: a missing column, a name missing or given twice, a level that is none; rows named.
        FileRefused: one of its kinds: not a csv or xlsx, damaged, encrypted, empty.
    """
    try:
        rows = _rows(data)
    except FileRefused as error:
        raise type(error)(f"“{name}”：{error.happened}", kept="原有单位名录未改动", todo=error.todo) from error
    if not rows:
        raise DirectoryFault(f"“{name}”中没有内容", todo=f"第一行应为列名：{'、'.join(COLUMNS)}")
    head = [re.sub(r"[\s*（(].*$|\s", "", cell) for cell in rows[0]]
    if "名称" not in head:
        raise DirectoryFault(f"“{name}”的第一行缺少“名称”一列", todo=f"第一行应为列名：{'、'.join(COLUMNS)}")
    repeated = sorted({column for column in COLUMNS if head.count(column) > 1})
    if repeated:
        raise DirectoryFault(f"“{name}”的列名重复：{'、'.join(repeated)}")
    places = {column: head.index(column) for column in COLUMNS if column in head}
    units: list[Unit] = []
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {column: row[place].strip() if place < len(row) else "" for column, place in places.items()}
        if not any(cells.values()):
            # An empty row between units keeps its number, so that faults name the sheet's own rows.
            continue
        faults += _faults_of(cells, number)
        units.append(_unit(cells))
    faults += _repeated(units, rows)
    if faults:
        raise DirectoryFault(f"“{name}”有{len(faults)}处问题：{'；'.join(faults[:5])}", tuple(faults))
    if not units:
        raise DirectoryFault(f"“{name}”中只有列名，没有单位")
    return Directory.of(units)


def _rows(data: bytes) -> list[tuple[str, ...]]:
    found = format_of(data)
    if found is Format.XLSX:
        sheets = sheets_of(data)
        return sheets[0][1] if sheets else []
    if found is not Format.TEXT:
        raise FileUnknown(f"单位名录须为 csv 或 xlsx，这是{found.value}", todo="请另存为 xlsx 后重新导入")
    text = decode(data)
    dialect = "\t" if "\t" in text.split("\n", 1)[0] else ","
    try:
        return [tuple(row) for row in islice(csv.reader(io.StringIO(text), delimiter=dialect), MOST_UNITS)]
    except csv.Error as error:
        raise FileUnknown("csv 文件的格式有误，无法读取", todo="请另存为 xlsx 后重新导入") from error


def _unit(cells: dict[str, str]) -> Unit:
    return Unit(
        name=cells.get("名称", ""),
        aliases=_listed(cells.get("简称", "")),
        level=_LEVELS.get(cells.get("层级", "")),
        parent=cells.get("上级", ""),
        kind=cells.get("类别", ""),
        counterparts=_listed(cells.get("对应", "")),
        groups=_listed(cells.get("分组", "")),
        contact=cells.get("联系人", ""),
        phone=cells.get("电话", ""),
        email=cells.get("邮箱", ""),
        channel=cells.get("渠道", ""),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in _LIST.split(cell) if part.strip()))


def _faults_of(cells: dict[str, str], number: int) -> list[str]:
    faults = []
    if not cells.get("名称"):
        faults.append(f"第{number}行：缺少单位名称")
    level = cells.get("层级", "")
    if level and level not in _LEVELS:
        faults.append(f"第{number}行：层级“{level}”不是国家、省、市、县之一")
    email = cells.get("邮箱", "")
    if email and not is_address(email):
        faults.append(f"第{number}行：邮箱“{email[:60]}”须为一个有效的邮箱地址")
    return faults


def _repeated(units: list[Unit], rows: list[tuple[str, ...]]) -> list[str]:
    """Names that two units share, each with the sheet's row numbers."""
    numbers = [number for number, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    owner: dict[str, int] = {}
    faults: list[str] = []
    for number, unit in zip(numbers, units, strict=False):
        for name in dict.fromkeys(filter(None, unit.names)):
            if name in owner:
                faults.append(f"第{number}行：名称“{name}”与第{owner[name]}行重复")
            else:
                owner[name] = number
    return faults
