"""The text layer of a PDF page as lines with their boxes, and the rules drawn on it. Few calls a line: each costs."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from letters.reading.lines import GAP, Line, Part, is_wide_gap

Point = tuple[float, float]

_GAP: Final = re.compile(r"\s+")
_ONE_LINE: Final = 1.9  # times its letters' size a line is high at most
_SLANT: Final = 0.05  # of a letter's height it may lean before its line counts as slanted: a watermark
_RED_LEAST, _REST_MOST = 0xC0, 0x60
_THIN: Final = 3.0  # points: a rule, not a box
_LONG: Final = 12.0  # points: a rule, not a stroke of a drawn letter
_LEAST_RULES: Final = 2  # across and down, before a table is looked for
_MOST_OBJECTS: Final = 20_000  # of a page, looked at for rules
_APART: Final = 3.0  # points between rules that are told apart
_CORNERS: Final = 4  # segments of one box; a path of more may be a whole grid
_DRAWN_LETTERS: Final = 50  # paths on a page before they may be letters
_DEEPEST: Final = 3  # forms within forms
_QUARTER: Final = 90  # degrees


def lines_of(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    """Give the lines of a page in the order of its text layer; slanted ones (watermarks) are left out."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        reader = _Reader(page, text_page, number, text)
        start = 0
        for raw in text.split("\n"):
            yield from reader.lines(start, start + len(raw))
            start += len(raw) + 1
    finally:
        text_page.close()


class _Reader:
    """Boxes of the lines of one page."""

    def __init__(self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, number: int, text: str) -> None:
        self._raw = text_page.raw
        self._number = number
        self._text = text
        self._upright = _upright(page)
        self._is_turned = page.get_rotation() % (2 * _QUARTER) == _QUARTER
        # Letters without a code are counted by the text layer and are not in its text.
        self._has_gaps = text_page.count_chars() != len(text)
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._channels = [ctypes.c_uint() for _ in range(4)]

    def lines(self, start: int, end: int) -> Iterator[Line]:
        """Give the line between two places of the text; several where the text layer took several for one."""
        words = self._text[start:end]
        shown = words.strip()
        if not shown:
            return
        first = start + len(words) - len(words.lstrip())
        line = self._line(first, shown)
        if line is not None and line.top - line.bottom <= _ONE_LINE * line.size:
            yield line
            return
        yield from (found for at, row in self._rows(first, shown) if (found := self._line(at, row)) is not None)

    def _line(self, first: int, shown: str) -> Line | None:
        size = self._size(first)
        if size is None:
            return None
        left, bottom, _, top = self._box_of(first)
        _, low, right, high = self._box_of(first + len(shown) - 1)
        parts = tuple(self._parts(first, shown, size, left, right)) if " " in shown else ()
        return Line(
            self._number,
            GAP.join(part.text for part in parts) or shown,
            left,
            right,
            max(top, high),
            min(bottom, low),
            size,
            self._is_red(first),
            parts if len(parts) > 1 else (),
        )

    def _rows(self, first: int, shown: str) -> Iterator[tuple[int, str]]:
        """Cut a stretch of text where its letters leave their row or stand askew."""
        begun: int | None = None
        middle = 0.0
        for at, letter in enumerate(shown):
            if letter.isspace():
                continue
            size = self._size(first + at)
            _, bottom, _, top = self._box_of(first + at)
            if begun is not None and (size is None or abs((bottom + top) / 2 - middle) > size / 2):
                yield first + begun, shown[begun:at].rstrip()
                begun = None
            if begun is None and size is not None:
                begun, middle = at, (bottom + top) / 2
        if begun is not None:
            yield first + begun, shown[begun:]

    def _parts(self, first: int, shown: str, size: float, left: float, right: float) -> Iterator[Part]:
        """Cut a line where its gaps are wide."""
        begun, begun_at = 0, left
        for gap in _GAP.finditer(shown):
            before, after = self._box_of(first + gap.start() - 1)[2], self._box_of(first + gap.end())[0]
            if is_wide_gap(after - before, size):
                yield Part(shown[begun : gap.start()], begun_at, before)
                begun, begun_at = gap.end(), after
        yield Part(shown[begun:], begun_at, right)

    def _box_of(self, place: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a letter on the page as it is shown."""
        box = self._box
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, self._index(place), box):
            return 0.0, 0.0, 0.0, 0.0
        (x1, y1), (x2, y2) = self._upright((box.left, box.bottom)), self._upright((box.right, box.top))
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _size(self, place: int) -> float | None:
        """Size of a letter on the page in points; `None` for a letter that stands askew."""
        index, matrix = self._index(place), self._matrix
        size = float(pdfium.FPDFText_GetFontSize(self._raw, index))
        if not pdfium.FPDFText_GetMatrix(self._raw, index, matrix):
            return size
        along, across = (matrix.c, matrix.d) if self._is_turned else (matrix.d, matrix.c)
        if abs(across) > _SLANT * abs(along) + abs(matrix.a) * 0.4:  # a made-up italic leans by a third
            return None
        return abs(size) * math.hypot(matrix.c, matrix.d) or None

    def _is_red(self, place: int) -> bool:
        if not pdfium.FPDFText_GetFillColor(self._raw, self._index(place), *self._channels):
            return False
        red, green, blue = (channel.value for channel in self._channels[:3])
        return red >= _RED_LEAST and green <= _REST_MOST and blue <= _REST_MOST

    def _index(self, place: int) -> int:
        if not self._has_gaps:
            return place
        found: int = pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, place)
        return found


def _upright(page: pypdfium2.PdfPage) -> Callable[[Point], Point]:
    """Turn a place of the text layer as the page is turned when it is shown."""
    turn = page.get_rotation()
    left, bottom, right, top = page.get_mediabox()
    if turn == _QUARTER:
        return lambda at: (at[1] - bottom, right - at[0])
    if turn == 2 * _QUARTER:
        return lambda at: (right - at[0], top - at[1])
    if turn == 3 * _QUARTER:
        return lambda at: (top - at[1], at[0] - left)
    return lambda at: at


def cells_drawn(page: pypdfium2.PdfPage) -> int:
    """Estimate how many cells the rules across and down a page make; 0 where no table can be drawn.

    A letterhead has no rules that go down. A whole grid drawn as one path counts by its segments.
    """
    across: set[int] = set()
    down: set[int] = set()
    grids = 0
    for left, bottom, right, top, corners in _paths(page):
        width, height = right - left, top - bottom
        if corners > _CORNERS + 1 and min(width, height) > _LONG:
            grids += corners
        elif min(width, height) > _LONG:  # the box of a cell
            across |= {int(bottom / _APART), int(top / _APART)}
            down |= {int(left / _APART), int(right / _APART)}
        elif max(width, height) > _LONG and min(width, height) <= _THIN:
            (across if width > height else down).add(int((bottom if width > height else left) / _APART))
    ruled = len(across) >= _LEAST_RULES and len(down) >= _LEAST_RULES
    return grids + (len(across) * len(down) if ruled else 0)


def is_pictured(page: pypdfium2.PdfPage) -> bool:
    """Say whether a page without words shows something all the same: a picture, or letters drawn as paths."""
    kinds = Counter(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, at))
        for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS))
    )
    pictures = kinds[pdfium.FPDF_PAGEOBJ_IMAGE] + kinds[pdfium.FPDF_PAGEOBJ_FORM] + kinds[pdfium.FPDF_PAGEOBJ_SHADING]
    return pictures > 0 or kinds[pdfium.FPDF_PAGEOBJ_PATH] >= _DRAWN_LETTERS


def _paths(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float, int]]:
    """Box and number of segments of every path drawn, those in forms too."""
    box = [ctypes.c_float() for _ in range(4)]
    left_to_see = _MOST_OBJECTS
    stack = [(page.raw, 0)]
    while stack:
        holder, depth = stack.pop()
        count = pdfium.FPDFFormObj_CountObjects(holder) if depth else pdfium.FPDFPage_CountObjects(holder)
        get = pdfium.FPDFFormObj_GetObject if depth else pdfium.FPDFPage_GetObject
        for at in range(min(count, left_to_see)):
            drawn = get(holder, at)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                stack.append((drawn, depth + 1))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(drawn, *box):
                left, bottom, right, top = (edge.value for edge in box)
                yield left, bottom, right, top, pdfium.FPDFPath_CountSegments(drawn)
        left_to_see -= min(count, left_to_see)
