"""Register numbers 收文编号 and document numbers 发文字号. A number once given is never given again; voids are kept."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from registry.errors import SettingFault

# GB/T 9704 7.2.5: full year in 〔〕, no 第, no leading zero, 号.
DOCUMENT_NUMBER = re.compile(r"^\S+〔\d{4}〕[1-9]\d*号$")


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
