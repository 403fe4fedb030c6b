"""What the fictional units of the demonstration answer, in every way units do. The words they quote stand in the draft.

Each function gives the bytes a unit would send. `clauses` are ids of the outline the unit was asked about; none means
the whole draft.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import docx
from PIL import Image, ImageDraw

from letters import page
from letters.changes import Change, Shape
from letters.combined import combine
from letters.comments_part import Note
from letters.draft import Draft, open_draft, settled

_FIGURE: Final = re.compile(
    r"(?P<number>[1-9]\d{0,4})(?P<unit>个|座|处|项|家|户|条|次|名|亿元|万元|万亩|%|天|小时|分钟)"
)
_PART: Final = re.compile(r"[^，。；：、（）\n]+")
_MORE: Final = "，并定期公开进展情况"
_FIGURE_REASON: Final = "结合本单位近两年工作基础测算，调整后更切合实际"
_MORE_REASON: Final = "便于社会监督"
_STEP: Final = 1.2  # a unit asks for a fifth more
_LONG_STEP: Final = 1.3  # one that writes into the draft asks for more than others do of the same figure


@dataclass(frozen=True, slots=True)
class _Suggestion:
    """One thing a unit asks for: as a change of the draft, and as words of a letter."""

    change: Change
    words: str
    reason: str


def filled_form(form: bytes, rows: int = 1) -> bytes:
    """Fill the first rows of a reply form with new wordings for the clauses printed there."""
    document = docx.Document(io.BytesIO(form))
    for row in document.tables[0].rows[1 : rows + 1]:
        cells = row.cells
        text = cells[2].text
        if not text:
            break
        figure = _FIGURE.search(text)
        if figure:
            new, reason = text[: figure.start()] + _raised(figure) + text[figure.end() :], _FIGURE_REASON
        else:
            body = text.rstrip("。\n")
            new, reason = f"{body}{_MORE}{text[len(body) :]}", _MORE_REASON
        page.write(cells[3].paragraphs[0], new, size=page.SIZE_5)
        page.write(cells[4].paragraphs[0], reason, size=page.SIZE_5)
    return page.packed(document)


def prose_letter(
    draft: bytes, unit: str, office: str, on: date, clauses: Sequence[int] = (), *, agree: bool = False
) -> bytes:
    """Write a letter of reply in running words."""
    paper = open_draft(draft)
    document = page.blank()
    title = document.add_paragraph()
    title.alignment = page.CENTER
    page.write(title, f"关于《{paper.outline.title}》意见的复函", font=page.XIAOBIAOSONG, size=page.SIZE_2)
    page.row_pitch(title, page.TITLE_ROW)
    page.text_row(document, f"{office}：", first=0)
    opening = "原则同意征求意见稿，另提出以下建议：" if agree else "经研究，现将修改意见反馈如下："
    page.text_row(document, f"来函收悉。{opening}")
    for number, suggestion in enumerate(_suggestions(paper, clauses)[:2], start=1):
        page.text_row(document, f"{'一二'[number - 1]}、{suggestion.words}。理由：{suggestion.reason}。")
    for text in (unit, f"{on.year}年{on.month}月{on.day}日"):
        page.text_row(document, text, first=0, alignment=page.RIGHTWARD)
    return page.packed(document)


def mail_body(draft: bytes, unit: str, clauses: Sequence[int] = ()) -> str:
    """Write two lines as the body of a mail."""
    return f"{_suggestions(open_draft(draft), clauses)[0].words}，其他无意见。\n{unit}"


def no_comment(unit: str) -> str:
    """Say 无意见 as the body of a mail."""
    return f"经研究，{unit}对征求意见稿无修改意见，盖章件见附件。\n{unit}"


def tracked_copy(draft: bytes, author: str, on: date, clauses: Sequence[int] = ()) -> bytes:
    """Change the draft under tracking, signed by `author`."""
    paper = open_draft(draft)
    changes = [suggestion.change for suggestion in _suggestions(paper, clauses, _LONG_STEP)[:2]]
    return combine(paper.data, {author: [_dated(change, on) for change in changes]})


def edited_copy(draft: bytes, clauses: Sequence[int] = ()) -> bytes:
    """Change the draft without tracking."""
    paper = open_draft(draft)
    return settled(combine(paper.data, {"-": [s.change for s in _suggestions(paper, clauses)[:2]]}))


def commented_copy(draft: bytes, author: str, on: date, clauses: Sequence[int] = ()) -> bytes:
    """Write margin comments on the draft, signed by `author`."""
    paper = open_draft(draft)
    notes = [
        Note(author, n, f"建议进一步明确完成时限。理由：{_MORE_REASON}", start, end, f"{on.isoformat()}T10:00:00Z")
        for n, start, end in (paper.body_of(n) for n in _chosen(paper, clauses)[:2])
    ]
    return combine(paper.data, {}, notes)


def broken_file(draft: bytes) -> bytes:
    """Give a Word file whose sending broke off half-way."""
    return draft[: len(draft) // 2]


def sealed_scan() -> bytes:
    """Draw a scanned page with strokes for words and a round red seal; a PDF without any text."""
    width, height = 1240, 1754
    scan = Image.new("RGB", (width, height), (252, 251, 247))
    pen = ImageDraw.Draw(scan)
    pen.line((180, 300, width - 180, 300), fill=(205, 30, 35), width=6)
    for row in range(7):
        top = 420 + 70 * row
        for column in range(20 if row < 6 else 8):
            _stroke(pen, 200 + 42 * column, top)
    for column in range(7):
        _stroke(pen, 800 + 42 * column, 1180)
    _seal(pen, 945, 1200, 125)
    target = io.BytesIO()
    scan.save(target, "PDF", resolution=150)
    return target.getvalue()


def _stroke(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw what a character looks like from afar."""
    ink = (40, 40, 40)
    pen.line((left, top + 6, left + 30, top + 6), fill=ink, width=4)
    pen.line((left + 15, top, left + 15, top + 34), fill=ink, width=4)
    pen.line((left + 4, top + 32, left + 28, top + 20), fill=ink, width=4)


def _seal(pen: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    """Draw a ring, a star and marks around it: the shape of a seal, nobody's."""
    red = (214, 32, 38)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=9)
    points = []
    for n in range(10):
        far = radius * (0.34 if n % 2 == 0 else 0.14)
        turn = math.pi * n / 5 - math.pi / 2
        points.append((x + far * math.cos(turn), y + far * math.sin(turn)))
    pen.polygon(points, fill=red)
    for n in range(11):
        turn = math.pi * (0.85 + 0.13 * n)
        near, far = radius * 0.62, radius * 0.84
        start = (x + near * math.cos(turn), y + near * math.sin(turn))
        pen.line((*start, x + far * math.cos(turn), y + far * math.sin(turn)), fill=red, width=12)


def _chosen(paper: Draft, clauses: Sequence[int]) -> list[int]:
    """Give the clauses to speak about: those asked for that have words of their own, else all such."""
    own = [n for n, start in enumerate(paper.starts) if len(start.clause.text) > len(start.clause.heading or "")]
    return [n for n in own if paper.starts[n].clause.id in set(clauses)] or own


def _suggestions(paper: Draft, clauses: Sequence[int], step: float = _STEP) -> list[_Suggestion]:
    """Make one suggestion a clause: a figure raised, or some words added before the last stop."""
    return [_suggestion(paper, n, step) for n in _chosen(paper, clauses)]


def _suggestion(paper: Draft, n: int, step: float) -> _Suggestion:
    line, begin, end = paper.body_of(n)
    text = paper.lines[line]
    where = _named(paper, n)
    for part in _PART.finditer(text, begin, end):
        figure = _FIGURE.search(part[0])
        if figure and len(part[0]) > len(figure[0]):
            start = part.start() + figure.start()
            raised = _raised(figure, step)
            new = part[0][: figure.start()] + raised + part[0][figure.end() :]
            change = Change(Shape.TEXT, line, start, start + len(figure[0]), raised)
            return _Suggestion(change, f"建议将{where}“{part[0]}”修改为“{new}”", _FIGURE_REASON)
    stop = text.find("。", begin, end)
    at = stop if stop >= 0 else end
    last = [part[0] for part in _PART.finditer(text, begin, at)][-1]
    return _Suggestion(Change(Shape.TEXT, line, at, at, _MORE), f"建议在{where}“{last}”后增加“{_MORE}”", _MORE_REASON)


def _named(paper: Draft, n: int) -> str:
    """Name a clause as letters do, where its own number is told once in the draft."""
    label = paper.starts[n].clause.label.strip("、.． ")
    alone = sum(start.clause.label.strip("、.． ") == label for start in paper.starts) == 1
    return f"第{label}项" if label.isdigit() and alone else ""


def _raised(figure: re.Match[str], step: float = _STEP) -> str:
    return f"{math.ceil(int(figure['number']) * step)}{figure['unit']}"


def _dated(change: Change, on: date) -> Change:
    return Change(change.shape, change.line, change.start, change.end, change.new, date=f"{on.isoformat()}T09:30:00Z")
