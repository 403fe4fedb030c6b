"""Register numbers 收文编号 and document numbers 发文字号. A number once given is never given again; voids are kept."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from registry.errors import NotPermitted, SettingFault

# GB/T 9704 7.2.5: full year in 〔〕, no 第, no leading zero, 号.
DOCUMENT_NUMBER = re.compile(r"^(?P<agency>\S+)〔(?P<year>\d{4})〕(?P<number>[1-9]\d{0,5})号$")
LARGEST = 999_999  # a year's running number; what an office gives in a year is far below, a slip of the finger is not


AGENCY = re.compile(r"[^\W\d_]{1,20}")  # 机关代字: letters of any script, so that no sign is in it that cannot be seen


@dataclass(frozen=True, slots=True)
class RegisterNumbering:
    """The office's form of a register number, as `{year}-{number:04d}`. An office setting."""

    template: str = "{year}-{number:04d}"

    def __post_init__(self) -> None:
        try:
            fields = {name for _, name, _, _ in string.Formatter().parse(self.template) if name is not None}
            self.template.format(year=2024, number=1)
        except (ValueError, KeyError, IndexError) as fault:
            raise SettingFault(
                f"收文编号格式“{self.template}”有误：{fault}", todo="请用 {year} 和 {number:04d}"
            ) from fault
        if fields != {"year", "number"}:
            raise SettingFault(f"收文编号格式“{self.template}”须含年份和序号", todo="请用 {year} 和 {number:04d}")

    def write(self, year: int, number: int) -> str:
        """Give the register number of the year's `number`-th paper."""
        return self.template.format(year=year, number=number)


def document_number(agency: str, year: int, number: int) -> str:
    """Give a 发文字号, as `云数函〔2026〕7号` (GB/T 9704 7.2.5)."""
    return f"{agency}〔{year}〕{number}号"


def parts_of_number(written: str) -> tuple[str, int, int]:
    """Give the 机关代字, the year and the running number of a 发文字号; the brackets of a keyboard count as 〔〕.

    Raises:
        NotPermitted: not the form of a number.
    """
    plain = "".join(written.split()).translate(str.maketrans("[]［］【】()（）", "〔〕〔〕〔〕〔〕〔〕"))
    match = DOCUMENT_NUMBER.match(plain)
    if match is None:
        raise NotPermitted(f"“{written}”不是发文字号的写法", todo="请写成 云政办函〔2026〕7号 这样的形式")
    return match["agency"], int(match["year"]), int(match["number"])
