"""Contacts set in columns: 姓名, 部门, 电话, 邮箱 in one line, one person in each line below it.

A table of a file gives its cells parted by tabs; a table typed with blanks, or one that lost its rules, by two blanks
or more. A single blank stands within a name of two characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.document import Span

_CELL = re.compile(r"[^\s\u3000]+(?:[ \u3000][^\s\u3000]+)*")
_HEADINGS = {
    "contact": re.compile(r"^(?:姓名|联系人|联系人员|联络人|联系人姓名|经办人)$"),
    "phone": re.compile(r"^(?:联系|办公|咨询|固定|移动|手机)?(?:电话|手机|座机|方式|号码)(?:号码)?$"),
    "fax": re.compile(r"^传真(?:电话|号码)?$"),
}
_HEADING_LIMIT = 80  # characters of the line of headings
_ROW_LIMIT = 300  # characters of a person's line
_MOST_ROWS = 50


def contact_cells(text: str) -> Iterator[tuple[str, Span]]:
    """Give the cells of every table of contacts with what they hold: `contact`, `phone` or `fax`."""
    columns: dict[int, str] = {}
    rows = width = 0
    for line in re.finditer(r"[^\n]+", text):
        cells = [(match.start() + line.start(), match.end() + line.start()) for match in _cells(line[0])]
        heading = _columns([text[slice(*cell)] for cell in cells]) if len(line[0]) <= _HEADING_LIMIT else {}
        if heading:
            columns, width, rows = heading, len(cells), 0
        elif columns and len(cells) == width and rows < _MOST_ROWS:
            rows += 1
            yield from ((kind, cells[place]) for place, kind in columns.items())
        else:
            columns = {}


def _cells(line: str) -> list[re.Match[str]]:
    return list(_CELL.finditer(line)) if len(line) <= _ROW_LIMIT else []


def _columns(cells: list[str]) -> dict[int, str]:
    """What each column holds, of a line that names a person and a number; nothing for any other line."""
    words = ["".join(cell.split()) for cell in cells]
    found = {
        place: kind for place, word in enumerate(words) for kind, pattern in _HEADINGS.items() if pattern.match(word)
    }
    return found if {"contact", "phone"} <= set(found.values()) else {}
