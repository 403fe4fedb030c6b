"""Lines of text with their boxes on the page, as PDF, OFD and scans give them; columns put in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

GAP = "\t"  # stands in a line's words where a wide gap parts it, as a tab would
_WIDE_GAP = 2.0  # times the size of the letters: a gap that parts columns
_LEAST_ROWS = 6  # lines side by side before a page has columns
_GUTTER_STEP = 4.0  # points
_COLUMN_FILLED = 0.7  # of a column's width that its longer lines fill
_SAME_ROW = 0.5  # of the lower line's height that two lines of one row share


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line between wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with its box in points from the page's lower left."""

    page: int  # from 0
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float  # points, of its letters
    red: bool = False
    parts: tuple[Part, ...] = ()  # where wide gaps part it: at least two
    confidence: float | None = field(default=None, kw_only=True)  # 0…1 where it was recognised in a picture
    column: int = field(default=0, kw_only=True)  # 0: the whole page's width; 1, 2: left and right column

    @property
    def middle(self) -> float:
        """Height of the line's middle above the page's lower edge."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table drawn on a page, its edges in points from the page's lower left."""

    page: int  # from 0
    left: float
    right: float
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, line: Line) -> bool:
        """Say whether a line stands within the table."""
        return (
            line.page == self.page
            and self.bottom <= line.middle <= self.top
            and line.left < self.right
            and line.right > self.left
        )


def is_wide_gap(gap: float, size: float) -> bool:
    """Say whether a gap between two words of a line parts it (both in points)."""
    return gap > _WIDE_GAP * size


def page_in_order(lines: Sequence[Line]) -> list[Line]:
    """Put one page's lines in reading order: from top to bottom, in two columns the left before the right.

    Lines of one row stay beside each other, left before right.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return _by_rows(lines)
    whole, *columns = (_by_rows(side) for side in _in_columns(lines, gutter))
    ordered: list[Line] = []
    taken = [0, 0]
    for across in [*whole, None]:  # a line over both columns ends what stands above it in either
        for side, column in enumerate(columns):
            begun = taken[side]
            while taken[side] < len(column) and (across is None or column[taken[side]].middle > across.middle):
                taken[side] += 1
            ordered += column[begun : taken[side]]
        ordered += [across] if across else []
    return ordered


def rows_of_page(lines: Iterable[Line]) -> list[list[Line]]:
    """Put one page's lines in rows from top to bottom; those of one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and _in_one_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _by_rows(lines: Iterable[Line]) -> list[Line]:
    return [line for row in rows_of_page(lines) for line in row]


def _in_one_row(first: Line, second: Line) -> bool:
    shared = min(first.top, second.top) - max(first.bottom, second.bottom)
    lower = min(first.top - first.bottom, second.top - second.bottom)
    return shared > _SAME_ROW * max(lower, 1.0)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Give where a page's two columns part, or `None` for a page in one column.

    Columns are running text on both sides of an empty strip: several lines on either side, side by side, most of
    them as long as their column is wide. A letter's signature at the right has nothing beside it; a table without
    rules has short cells.
    """
    parts = [part for line in lines for part in _parts(line)]
    if len(parts) < 2 * _LEAST_ROWS:
        return None
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    third = (right - left) / 3
    steps = int(third / _GUTTER_STEP)
    for step in sorted(range(steps + 1), key=lambda step: abs(step - steps / 2)):
        place = left + third + step * _GUTTER_STEP
        before = [part for part in parts if part.right <= place]
        after = [part for part in parts if part.left >= place]
        crossing = len(parts) - len(before) - len(after)
        least = min(len(before), len(after))
        if least >= _LEAST_ROWS and crossing * 3 <= least and _fills(before) and _fills(after):
            return place
    return None


def _fills(parts: Sequence[Part]) -> bool:
    """Whether most lines of a column are as long as it is wide."""
    width = max(part.right for part in parts) - min(part.left for part in parts)
    full = sum(part.right - part.left >= _COLUMN_FILLED * width for part in parts)
    return full * 2 > len(parts)


def _parts(line: Line) -> tuple[Part, ...]:
    return line.parts or (Part(line.text, line.left, line.right),)


def _in_columns(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines over the whole width, of the left column, of the right column; a line over both columns is parted."""
    whole: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for column, side in ((1, left), (2, right)):
            of_side = [part for part in _parts(line) if _side(part, gutter) == column]
            if of_side:
                side.append(_of_parts(line, of_side, column))
        crossing = [part for part in _parts(line) if _side(part, gutter) == 0]
        if crossing:
            whole.append(_of_parts(line, crossing, 0))
    return whole, left, right


def _side(part: Part, gutter: float) -> int:
    if part.right <= gutter:
        return 1
    return 2 if part.left >= gutter else 0


def _of_parts(line: Line, parts: Sequence[Part], column: int) -> Line:
    return replace(
        line,
        text=GAP.join(part.text for part in parts),
        left=parts[0].left,
        right=parts[-1].right,
        parts=tuple(parts) if len(parts) > 1 else (),
        column=column,
    )
