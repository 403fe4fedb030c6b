"""Rules and pictures on a PDF page: lines that are stroked, boxes too thin to be boxes, borders of either kind."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from letters.ruler.ink import RED_NAME, Patch, Rule
from letters.ruler.ink_pictures import print_of
from letters.ruler.standard import MM_OF_POINT

_MOST_OBJECTS: Final = 20_000
_MOST_SEGMENTS: Final = 2_000  # of one path
_MOST_RULES: Final = 500  # of a page
_DEEPEST: Final = 3  # forms within forms
_THICKEST: Final = 2.5  # mm: a rule, not a box
_LONG: Final = 15.0  # mm: a rule, not a stroke of a drawn letter
_LEAST_PATCH: Final = 5.0  # mm
_MOST_LOOKED_AT: Final = 40  # pictures of a page
_RED_LEAST, _REST_MOST = 0xB0, 0x70
_FILLS: Final = 0.6  # of the page's height
_WHITE: Final = 0xF5
_TOUCHING: Final = 0.02  # mm between pieces of one rule

Matrix = tuple[float, float, float, float, float, float]
_SAME: Final[Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Strokes:
    """What is drawn on a page besides characters."""

    rules: tuple[Rule, ...]
    patches: tuple[Patch, ...]
    uprights: int
    is_pictured: bool  # one picture fills the page


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float
    red: bool


def strokes_of(page: pypdfium2.PdfPage, height: float) -> Strokes:
    """Give rules, pictures and the count of strokes down the page, in millimetres from its top left."""
    left, _, _, top = page.get_mediabox()
    boxes: list[_Box] = []
    patches: set[Patch] = set()
    for drawn, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            patch = _patch(drawn, matrix, left, top)
            if patch is not None:
                patches.add(_printed(page, drawn, patch) if len(patches) < _MOST_LOOKED_AT else patch)
        else:
            circle = _circle(drawn, matrix, left, top)
            if circle is not None and len(patches) < _MOST_LOOKED_AT:
                patches.add(circle)
            boxes.extend(_boxes(drawn, matrix, left, top))
    across = [box for box in boxes if box.right - box.left >= _LONG and box.bottom - box.top <= _THICKEST]
    down = sum(box.bottom - box.top >= _LONG and box.right - box.left <= _THICKEST for box in boxes)
    filling = {patch for patch in patches if patch.bottom - patch.top > height * _FILLS}
    shown = sorted(patches - filling, key=lambda patch: (patch.top, patch.left))
    return Strokes(tuple(islice(_joined(across), _MOST_RULES)), tuple(shown), down, bool(filling))


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """Give paths and pictures, those in forms too, each with the matrix that brings it to the page."""
    seen = 0
    stack: list[tuple[Any, int, Matrix]] = [(page.raw, 0, _SAME)]
    while stack:
        holder, depth, matrix = stack.pop()
        count = pdfium.FPDFFormObj_CountObjects(holder) if depth else pdfium.FPDFPage_CountObjects(holder)
        get = pdfium.FPDFFormObj_GetObject if depth else pdfium.FPDFPage_GetObject
        for at in range(max(0, min(count, _MOST_OBJECTS - seen))):
            drawn = get(holder, at)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                stack.append((drawn, depth + 1, _times(_matrix(drawn), matrix)))
            elif kind in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}:
                yield drawn, kind, matrix
        seen += max(count, 0)


def _patch(drawn: Any, matrix: Matrix, left: float, top: float) -> Patch | None:
    """Give a picture's box, unless it is too small to be one."""
    corners = [_at(x, y, _times(_matrix(drawn), matrix)) for x, y in ((0, 0), (1, 1), (0, 1), (1, 0))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    patch = Patch(
        (min(xs) - left) * MM_OF_POINT,
        (max(xs) - left) * MM_OF_POINT,
        (top - max(ys)) * MM_OF_POINT,
        (top - min(ys)) * MM_OF_POINT,
        is_round=False,
        colour="",
    )
    return patch if min(patch.right - patch.left, patch.bottom - patch.top) >= _LEAST_PATCH else None


def _printed(page: pypdfium2.PdfPage, drawn: Any, patch: Patch) -> Patch:
    """Give what a picture of a seal's size prints: the edges of its ink, its shape, its colour."""
    wide, high = patch.right - patch.left, patch.bottom - patch.top
    if max(wide, high) > _LARGEST_PRINT:
        return patch
    seen = print_of(page, drawn)
    return Patch(
        patch.left + seen.left * wide,
        patch.left + seen.right * wide,
        patch.top + seen.top * high,
        patch.top + seen.bottom * high,
        seen.is_round,
        seen.colour,
    )


_LARGEST_PRINT: Final = 120.0  # mm: a seal's picture with the white around it


def _circle(drawn: Any, holder: Matrix, left: float, top: float) -> Patch | None:
    """Give a circle that is drawn with curves, as seals are that are no pictures."""
    count = pdfium.FPDFPath_CountSegments(drawn)
    if not _LEAST_CURVES <= count <= _MOST_CURVES:
        return None
    kinds = [pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(drawn, at)) for at in range(count)]
    if kinds.count(pdfium.FPDF_SEGMENT_BEZIERTO) < _LEAST_CURVES - 1 or pdfium.FPDF_SEGMENT_LINETO in kinds[1:-1]:
        return None
    inked = _inked(drawn)
    if inked is None:
        return None
    points = [point for part in _subpaths(drawn, _times(_matrix(drawn), holder)) for point in part]
    xs, ys = [(x - left) * MM_OF_POINT for x, _ in points], [(top - y) * MM_OF_POINT for _, y in points]
    return Patch(min(xs), max(xs), min(ys), max(ys), is_round=True, colour=inked) if points else None


_LEAST_CURVES, _MOST_CURVES = 13, 40  # segments: four curves of three points each, and where they begin


def _inked(drawn: Any) -> str | None:
    """Name the colour a path is drawn in; `None` for one that leaves no ink."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked) or not (stroked.value or mode.value):
        return None
    get = pdfium.FPDFPageObj_GetStrokeColor if stroked.value else pdfium.FPDFPageObj_GetFillColor
    red, white = _colour(get, drawn)
    return None if white else RED_NAME if red else "其他颜色"


def _boxes(drawn: Any, holder: Matrix, left: float, top: float) -> Iterator[_Box]:
    """Give what a path draws: each straight stroke with its weight, or each filled box."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked):
        return
    matrix = _times(_matrix(drawn), holder)
    weight, red, white = 0.0, False, False
    if stroked.value:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(drawn, width)
        weight = width.value * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
        red, white = _colour(pdfium.FPDFPageObj_GetStrokeColor, drawn)
    elif mode.value:
        red, white = _colour(pdfium.FPDFPageObj_GetFillColor, drawn)
    if white or not (stroked.value or mode.value):
        return
    for points in _subpaths(drawn, matrix):
        pieces = pairwise(points) if stroked.value and not mode.value else [tuple(points)]
        for piece in pieces:
            xs, ys = [x for x, _ in piece], [y for _, y in piece]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            grown_x, grown_y = (0.0, weight / 2) if wide >= high else (weight / 2, 0.0)
            yield _Box(
                (min(xs) - grown_x - left) * MM_OF_POINT,
                (max(xs) + grown_x - left) * MM_OF_POINT,
                (top - max(ys) - grown_y) * MM_OF_POINT,
                (top - min(ys) + grown_y) * MM_OF_POINT,
                red,
            )


def _subpaths(drawn: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Give the corners of each part of a path, closed ones with their first corner again."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_at(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _joined(boxes: list[_Box]) -> Iterator[Rule]:
    """Give each rule once, top down: what is drawn twice, or in pieces that touch, is one."""
    held: list[_Box] = []
    for box in sorted(boxes, key=lambda box: (round(box.top, 1), round(box.bottom, 1), box.left)):
        last = held[-1] if held else None
        if (
            last is not None
            and abs(last.top - box.top) < _TOUCHING + 0.05
            and abs(last.bottom - box.bottom) < _TOUCHING + 0.05
            and box.left <= last.right + 1
        ):
            held[-1] = _Box(last.left, max(last.right, box.right), last.top, last.bottom, last.red)
        else:
            held.append(box)
    return (Rule(box.left, box.right, box.top, box.bottom, box.red) for box in sorted(held, key=lambda box: box.top))


def _colour(get: Any, drawn: Any) -> tuple[bool, bool]:
    """Say whether a colour is red, and whether it is white and so no ink."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not get(drawn, *channels):
        return False, False
    red, green, blue = (channel.value for channel in channels[:3])
    return (
        red >= _RED_LEAST and green <= _REST_MOST and blue <= _REST_MOST,
        min(red, green, blue) >= _WHITE or channels[3].value == 0,
    )


def _matrix(drawn: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
