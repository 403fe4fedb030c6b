"""Handling slips 收文阅办单 as other offices write them: what their fields say of the paper they came with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.document import Document

_FIELDS = {
    "title": re.compile(r"^(?:文件)?(?:标题|题名|名称|事由)$|^文件标题$"),
    "issuer": re.compile(r"^(?:来文|发文|来电|报送)(?:单位|机关)$"),
    "number": re.compile(r"^(?:来文|原)?(?:文号|字号)$|^来文编号$"),
    "secrecy": re.compile(r"^密级$"),
    "urgency": re.compile(r"^(?:紧急程度|缓急)$"),
}
_NO_NUMBER = {"便函", "无", "—", "-", "/"}
_MARK = re.compile(r"^\s*[（(\[【]\s*(?:特急|加急|急件|平急|平件)\s*[）)\]】]\s*")
_CELL_LIMIT = 300


def slip_fields(document: Document) -> dict[str, str]:
    """Give a slip's fields by name: title, issuer, number, secrecy, urgency; what it does not fill is left out.

    A field's value stands in the cell after its label, or behind its colon.
    """
    found: dict[str, str] = {}
    cells = list(_cells(document))
    for index, cell in enumerate(cells):
        label, _, value = cell.replace(":", "：").partition("：")
        name = next((name for name, form in _FIELDS.items() if form.match("".join(label.split()))), None)
        if name is None:
            continue
        value = value.strip() or (cells[index + 1] if index + 1 < len(cells) and "：" not in cell else "")
        if value and not any(form.match("".join(value.split())) for form in _FIELDS.values()):
            found.setdefault(name, value.strip())
    if found.get("number", "") in _NO_NUMBER:
        found.pop("number", None)
    if "title" in found:
        found["title"] = _MARK.sub("", found["title"])
    return found


def _cells(document: Document) -> Iterator[str]:
    for block in document.body:
        rows = block.rows or tuple(tuple(line.split("\t")) for line in block.text.split("\n"))
        for row in rows:
            yield from (cell.strip() for cell in row if cell.strip() and len(cell) <= _CELL_LIMIT)
