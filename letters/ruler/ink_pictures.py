"""What a picture on a page shows, seen small: how much of its box has ink, whether that is round, and its colour."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

_MOST_PIXELS: Final = 60_000_000  # of the picture as it is stored
_MOST_DRAWN: Final = 4_000_000  # as it stands on the page, a point a pixel
_INKED: Final = 128  # of 255: less is no ink
_PALE: Final = 225
_REDDER: Final = 50  # that red is over green and blue
_DARK: Final = 110
_DIRECTIONS: Final = 36
_RIM: Final = (0.40, 0.53)  # of the box, from its middle: where a round rim stands
_AT_RIM: Final = 0.8  # of the directions meet ink there
_CORNER: Final = 0.57
_IN_CORNERS: Final = 0.02  # of the ink stands beyond the rim
_LEAST: Final = 20  # pixels of ink


@dataclass(frozen=True, slots=True)
class Print:
    """What a picture prints: edges of its ink as parts of its box, its shape, its colour (红色, 黑色 or 其他颜色)."""

    left: float = 0.0
    right: float = 1.0
    top: float = 0.0
    bottom: float = 1.0
    is_round: bool = False
    colour: str = ""


def print_of(page: pypdfium2.PdfPage, drawn: Any) -> Print:
    """Look at a picture; one that is too large, or broken, prints nothing that can be told."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(drawn, wide, high) or wide.value * high.value > _MOST_PIXELS:
        return Print()
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, drawn)
    if not bitmap:
        return Print()
    try:
        pixels = _pixels(bitmap)
        return _told(pixels) if pixels is not None else Print()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _pixels(bitmap: Any) -> NDArray[np.uint8] | None:
    """Give blue, green, red and opacity of each pixel."""
    wide, high = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    stride, form = pdfium.FPDFBitmap_GetStride(bitmap), pdfium.FPDFBitmap_GetFormat(bitmap)
    if form not in {pdfium.FPDFBitmap_BGRA, pdfium.FPDFBitmap_BGRx} or not 0 < wide * high <= _MOST_DRAWN:
        return None
    data = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * high)))
    pixels = np.frombuffer(data.contents, np.uint8).reshape(high, stride)[:, : 4 * wide].reshape(high, wide, 4).copy()
    if form == pdfium.FPDFBitmap_BGRx:
        pixels[:, :, 3] = 255
    return pixels


def _told(pixels: NDArray[np.uint8]) -> Print:
    blue, green, red, opacity = (pixels[:, :, channel].astype(int) for channel in range(4))
    ink = (opacity >= _INKED) & (np.minimum(np.minimum(red, green), blue) < _PALE)
    if ink.sum() < _LEAST:
        return Print()
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    is_red = (red - np.maximum(green, blue))[ink] > _REDDER
    is_dark = np.maximum(np.maximum(red, green), blue)[ink] < _DARK
    colour = "红色" if is_red.mean() > 1 / 2 else "黑色" if is_dark.mean() > 1 / 2 else "其他颜色"
    high, wide = ink.shape
    box = ink[top:bottom, left:right]
    return Print(left / wide, right / wide, top / high, bottom / high, _is_round(box), colour)


def _is_round(box: NDArray[np.bool_]) -> bool:
    """Whether ink stands at the rim of a circle in most directions, and hardly beyond it."""
    high, wide = box.shape
    ys, xs = np.nonzero(box)
    up, across = (ys + 0.5) / high - 0.5, (xs + 0.5) / wide - 0.5
    far = np.hypot(up, across)
    at_rim = (far >= _RIM[0]) & (far <= _RIM[1])
    sectors = ((np.arctan2(up, across) + np.pi) / (2 * np.pi) * _DIRECTIONS).astype(int) % _DIRECTIONS
    met = len(set(sectors[at_rim].tolist())) / _DIRECTIONS
    return met >= _AT_RIM and float((far > _CORNER).mean()) <= _IN_CORNERS
