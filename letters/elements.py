"""The elements of an official paper, each as the rows it stands in (GB/T 9704 7.3); the kinds put them together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from docx.shared import Length

from letters import page
from letters.headline import title_rows, width
from letters.strokes import Look, Row, Run, Side, Table, empty, row

HEITI: Final = Look(page.HEITI)
KAITI: Final = Look(page.KAITI)
TITLE: Final = Look(page.XIAOBIAOSONG, page.SIZE_2)
# LibreOffice does not split a kept paragraph: longer ones would leave half a page white.
_KEPT_ROWS: Final = 4
_BEFORE_LAST: Final = 8  # of the paragraph before a last one of one row
_LEVELS: Final = (
    (re.compile(r"[一二三四五六七八九十百]+、"), HEITI),
    (re.compile(r"（[一二三四五六七八九十百]+）"), KAITI),
)


def title(text: str, names: Iterable[str] = ()) -> list[Row]:
    """Write a title's rows, centred, broken by meaning, with one empty row under them (7.3.1, 7.3.2).

    `names` of units stay whole.
    """
    written = row(
        "\n".join(title_rows(text, names=frozenset(name for name in names if name in text))),
        TITLE,
        side=Side.CENTER,
        pitch=page.TITLE_ROW,
    )
    return [written, *empty()]


def addressees(names: str) -> Row:
    """Write 主送机关: flush left, also where it wraps, ended by a colon (7.3.2)."""
    return row(f"{names}：")


def body(text: str) -> list[Row]:
    """Write the text, a line a paragraph; headings of level 1 in 黑体 and of level 2 in 楷体 (7.3.3)."""
    return [paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def paragraph(line: str) -> Row:
    """Write one paragraph of the text, or a heading with what follows it in its row (7.3.3)."""
    look = next((look for label, look in _LEVELS if label.match(line)), None)
    if look is None:
        return row(line, first=2)
    heading, stop, text = line.partition("。")
    written = row(heading + (stop if text else ""), look, first=2)
    if text or stop:
        written.runs.append(Run(text or stop))
    else:
        written.keep_next = True
    return written


def attachment_list(names: Sequence[str]) -> list[Row]:
    """Write 附件说明 one row under the text, wrapped rows under the name's first character (7.3.4)."""
    if not names:
        return []
    written = empty()
    label = 2 + 3.0  # two characters of indent, then 附件：
    number = len(str(len(names))) / 2 + 0.75 if len(names) > 1 else 0
    for n, name in enumerate(names, start=1):
        lead = "附件：" if n == 1 else ""
        text = f"{lead}{n}.\t{name}" if number else f"{lead}{name}"
        hang = label + number - (2 if n == 1 else label)
        written.append(row(text, side=Side.LEFT, left=label + number, first=-hang))
    return written


def remark(text: str) -> list[Row]:
    """Write 附注: in brackets, indented 2, in the row after the date (7.3.6); nothing where there is none."""
    return [row(f"（{text}）", first=2)] if text else []


def keep_with_text(text: Sequence[Row | Table], closing: Sequence[Row]) -> None:
    """Keep the signature on a page that shows text (7.3.5.5), without emptying page 1 of text (7.3.2).

    Two rows of text at least go with it, so that 特此函复 never does so alone; a long paragraph is free to split.
    """
    kept = list(closing)  # the last one too: what 抄送 leaves no room for goes with it
    rows = 0
    # What page 1 shows at least: headings stay with their text, and this text is free to stay there.
    first = next((n for n, block in enumerate(text) if isinstance(block, Table) or not block.keep_next), 0)
    for block in reversed(text[first + 1 :]):
        if isinstance(block, Table):
            break
        more = math.ceil((width(block.text) + 2) / page.ROW_HOLDS)
        if more > (_BEFORE_LAST if rows else _KEPT_ROWS):
            break
        kept.append(block)
        rows += more
        if rows > 1:
            break
    for kept_row in kept:
        kept_row.keep_next = True


def addressees_move(names: str, top: Length, above: int, title_count: int) -> bool:
    """Whether so many are addressed that page 1 would show no text: then they move to the page's end (7.3.2).

    Args:
        names: 主送机关 as written.
        top: where the text area begins, from the page's top.
        above: rows that stand over the title's empty rows.
        title_count: rows of the title.

    """
    room = page.BODY_END - top - page.TITLE_ROW * title_count
    rows = room // page.ROW - above - 3  # two empty rows over the title, one under it
    return math.ceil((width(names) + 1) / page.ROW_HOLDS) >= rows


def chinese_date(day: date) -> str:
    """Write a date as 7.3.5.4 asks: full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
