"""Rules of the whole page, held against a Word file: paper, margins, grid, default font (GB/T 9704 clause 5)."""

from __future__ import annotations

import math

from letters.ruler.case import WordCase
from letters.ruler.parts import Part
from letters.ruler.standard import (
    MARGIN,
    MM_OF_POINT,
    PAGE_HOLDS,
    PRACTICE,
    ROW_HOLDS,
    SIZE,
    TEXT_HIGH,
    TEXT_WIDE,
    Demand,
    G,
    Measure,
    Measures,
    P,
    R,
)
from letters.ruler.word import Section, WordRow

# Margins that make up for the white over the first and under the last row; offices use them, the standard does not
# name them.
_COMPENSATED_TOP, _COMPENSATED_BOTTOM = 34.58, 32.58
_SLACK = 0.05  # of a row or a character: rounding to twips


def _upright(case: WordCase) -> list[tuple[str, Section]]:
    """Give the sections whose pages stand upright, each with its place; a turned one is for a wide table (8)."""
    held = [(f"第{count}节", section) for count, section in enumerate(case.paper.sections, 1) if not section.is_wide]
    return [("全文", held[0][1])] if len(case.paper.sections) == 1 and held else held


def paper_size(case: WordCase) -> Measures:
    """5.1: the paper is A4, 210 mm × 297 mm; only pages with wide tables are turned (8)."""
    for count, section in enumerate(case.paper.sections, 1):
        if section.is_wide and count > 1:
            continue
        where = f"第{count}节" if len(case.paper.sections) > 1 else "全文"
        why = "页面横排" if section.is_wide else ""
        yield Demand("5.1", "用纸", "宽度", R).length(where, section.width, 210, MARGIN, why=why)
        yield Demand("5.1", "用纸", "高度", R).length(where, section.height, 297, MARGIN, why=why)


def margins(case: WordCase) -> Measures:
    """5.2.1: 天头 37 mm ± 1 mm, 订口 28 mm ± 1 mm, 版心 156 mm × 225 mm."""
    for where, section in _upright(case):
        top = Demand("5.2.1", "天头", "（上白边）", R).length(where, section.top, 37, MARGIN)
        bottom = Demand("5.2.1", "版心下边缘", "至纸边", R).length(where, section.bottom, 35, MARGIN)
        yield _compensated(top, section.top, _COMPENSATED_TOP)
        yield _compensated(bottom, section.bottom, _COMPENSATED_BOTTOM)
        yield Demand("5.2.1", "订口", "（左白边）", R).length(where, section.left, 28, MARGIN)
        wide = section.width - section.left - section.right
        if abs(section.width - 210) > MARGIN and abs(section.right - 26) <= MARGIN:
            continue  # the paper is too wide, which 5.1 tells
        yield Demand("5.2.1", "版心", "宽度", R).length(where, wide, 156, MARGIN)


def _compensated(measure: Measure, measured: float, practice: float) -> Measure:
    """Take the margin offices use to make up for the rows' white as right."""
    if measure.right or abs(measured - practice) > PRACTICE:
        return measure
    demand = Demand(measure.clause, measure.element, "（补偿行距的惯例）", P)
    return demand.length(measure.where, measured, practice, PRACTICE)


def rows_of_page(case: WordCase) -> Measures:
    """5.2.3: a page holds 22 rows in 225 mm; a wrong margin is told by itself and not once more by these."""
    where, section = _measured_section(case)
    pitches = [(row, _pitch(row, section)) for row in case.parts.all(Part.BODY, Part.ANNEX_BODY)]
    demand = Demand("5.2.3", "正文", "每页行数", G)
    for row, pitch in pitches:
        if pitch is None:
            yield demand.said(
                row.where, "单倍或多倍行距，无网格", "22行", right=False, why="行距宜设为固定值约29磅（28.95磅）"
            )
        else:
            rows = math.floor(TEXT_HIGH / (pitch * MM_OF_POINT) + _SLACK)
            right = rows == PAGE_HOLDS
            why = "" if right else f"行距{pitch:g}磅"
            yield demand.said(where if right else row.where, f"{rows}行", "22行", right=right, why=why)


def characters_of_row(case: WordCase) -> Measures:
    """5.2.3: a row holds 28 characters in 156 mm, whatever the margins leave."""
    where, section = _measured_section(case)
    room = TEXT_WIDE / MM_OF_POINT
    demand = Demand("5.2.3", "正文", "每行字数", G)
    for row in case.parts.all(Part.BODY):
        if abs(row.look.size - 16) > SIZE or row.left + row.right > 1 or row.in_table:
            continue
        wide = row.look.size + row.look.spacing
        if section.grid in {"linesAndChars", "snapToChars"} and row.on_grid:
            wide += section.char_space
        count = math.floor(room / max(wide, 1) + _SLACK)
        right = count == ROW_HOLDS
        why = "" if right else f"版心宽{TEXT_WIDE:g}毫米，每字占{wide:g}磅"
        yield demand.said(where if right else row.where, f"{count}字", "28字", right=right, why=why)


def _measured_section(case: WordCase) -> tuple[str, Section]:
    return (_upright(case) or [("全文", case.paper.sections[0])])[0]


def _pitch(row: WordRow, section: Section) -> float | None:
    """Give a row's pitch in points: its own, else the grid's; `None` where the font alone decides."""
    if row.pitch is not None:
        return row.pitch
    if section.grid and section.pitch and row.on_grid:
        return section.pitch
    return None


def black(case: WordCase) -> Measures:
    """5.2.4: characters are black unless the standard names another colour (the mark is red, 7.2.4)."""
    for part, row in case.parts.told:
        if part in {Part.MARK, Part.PAGE_NUMBER}:
            continue
        odd = next((run for run in row.runs if run.text.strip() and not run.look.is_black), None)
        if odd is not None:
            yield Demand("5.2.4", part.value, "颜色", R).said(row.where, f"#{odd.look.color}", "黑色", right=False)
        elif part is Part.BODY:
            yield Demand("5.2.4", "正文", "颜色", R).said("全文", "黑色", "黑色", right=True)
