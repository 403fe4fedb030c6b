"""The form of a document number (GB/T 9704 7.2.5), and what is wrong with one."""

from __future__ import annotations

import re
from typing import Final

from letters.ruler.patterns import NUMBER

_RIGHT: Final = re.compile(r"^[^\s\d]\S*〔[12]\d{3}〕[1-9]\d*号$")
_ORDERED: Final = re.compile(r"^第[1-9]\d*号$")  # a command's or a meeting's own
_FULL_YEAR: Final = 4


def faults_of_number(text: str) -> tuple[str, ...]:
    """Say what is wrong with a number, without blanks; nothing where it is right."""
    if _RIGHT.match(text) or _ORDERED.match(text):
        return ()
    found = NUMBER.match(text)
    if found is None:
        return ("缺发文机关代字",) if text.startswith(("〔", "[", "第")) else ("年份应以六角括号“〔〕”括入",)
    faults = []
    if found["open"] != "〔" or found["close"] != "〕":
        faults.append(f"年份应以六角括号“〔〕”括入，不用“{found['open']}{found['close']}”")
    if len(found["year"]) != _FULL_YEAR:
        faults.append("年份应标全称")
    if "年" in text[found.end("year") : found.start("close")]:
        faults.append("年份后不写“年”字")
    rest = found["rest"]
    if rest.startswith("第"):
        faults.append("序号前不加“第”字")
    if rest.removeprefix("第").startswith("0"):
        faults.append("序号不编虚位")
    if not rest.endswith("号"):
        faults.append("序号后应加“号”字")
    return tuple(faults) or ("与“代字〔年份〕序号号”不符",)
