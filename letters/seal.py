"""Whether a page carries a seal: a round patch of red ink of a seal's size. Pages are arrays, no words are read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from letters.package import Package
from letters.reading.pdf_guard import refuse_endless
from registry.errors import FileTooLarge

_WIDE: Final = 240  # pixels across a page once made small: a 42 mm seal is then 48 wide
_MOST_PIXELS: Final = 60_000_000
_MOST_PAGES: Final = 10  # seals stand on a letter's last pages
_SMALLEST, _LARGEST = 0.06, 0.45  # of the page's width; seals are 38-60 mm of 210
_ROUND: Final = 0.72  # shorter side to longer side of the patch
_FILLED: Final = (0.08, 0.9)  # share of the patch that is red: a ring with words, not a block
_AT_RIM: Final = 0.55  # of the directions from the middle meet red near the rim
_RIM: Final = (0.36, 0.52)  # of the patch's side: where a round rim stands
_DIRECTIONS: Final = 36
_PICTURE: Final = re.compile(r"word/media/[^/]+\.(?:png|jpe?g|bmp|gif|tiff?)", re.IGNORECASE)
_MOST_PICTURES: Final = 40

Pixels = NDArray[np.uint8]


def has_seal(pixels: Pixels) -> bool:
    """Say whether a page (height x width x 3, RGB) carries a round patch of red ink."""
    red = _red(pixels)
    width = red.shape[1]
    for patch in _patches(red):
        larger, smaller = max(patch.height, patch.width), min(patch.height, patch.width)
        of_page = larger / width
        if _SMALLEST <= of_page <= _LARGEST and smaller / larger >= _ROUND and _is_ring(red, patch):
            return True
    return False


def picture_has_seal(pixels: Pixels) -> bool:
    """Say whether a picture pasted into a text is itself a seal, or a page that carries one."""
    red = _red(pixels)
    return has_seal(pixels) or any(
        patch.width >= red.shape[1] / 2
        and min(patch.height, patch.width) / max(patch.height, patch.width) >= _ROUND
        and _is_ring(red, patch)
        for patch in _patches(red)
    )


def image_pixels(data: bytes) -> Pixels | None:
    """Read a picture; `None` where it is none, broken or too large."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            flat = Image.new("RGB", image.size, "white")
            with_alpha = image.convert("RGBA")
            flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
            return np.asarray(flat)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def pdf_has_seal(data: bytes) -> bool | None:
    """Look at the last pages of a PDF; `None` where they cannot be drawn."""
    try:
        refuse_endless(data)
        document: Any = pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, FileTooLarge):
        return None
    try:
        return any(has_seal(_drawn(document[n])) for n in _last_pages(len(document)))
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def docx_has_seal(package: Package) -> bool:
    """Say whether any picture of a docx is a seal."""
    pictures = list(filter(_PICTURE.fullmatch, package.parts))
    return any(
        (pixels := image_pixels(package.parts[name])) is not None and picture_has_seal(pixels)
        for name in pictures[:_MOST_PICTURES]
    )


def _last_pages(count: int) -> Iterator[int]:
    return iter(range(count - 1, max(-1, count - 1 - _MOST_PAGES), -1))


def _drawn(leaf: Any) -> Pixels:
    width, _ = leaf.get_size()
    drawn: Pixels = leaf.render(scale=min(2.0, 2 * _WIDE / max(width, 1)), rev_byteorder=True).to_numpy()[:, :, :3]
    return drawn


def _red(pixels: Pixels) -> NDArray[np.bool_]:
    """Say which pixels are red ink, the page made small; a small square with some red counts as red."""
    height, width = pixels.shape[:2]
    step = max(1, width // _WIDE)
    small = pixels[: height - height % step or height, : width - width % step or width].astype(np.int16)
    red, green, blue = small[..., 0], small[..., 1], small[..., 2]
    ink = (red > 110) & (red - green > 45) & (red - blue > 40) & (abs(green - blue) < 80)  # noqa: PLR2004 — red hue
    if step > 1 and height >= step:
        rows, columns = ink.shape[0] // step, ink.shape[1] // step
        blocks = ink[: rows * step, : columns * step].reshape(rows, step, columns, step)
        ink = blocks.mean(axis=(1, 3)) > 0.15  # noqa: PLR2004 — thin rims still count
    return ink


@dataclass(frozen=True, slots=True)
class _Patch:
    top: int
    left: int
    height: int
    width: int


def _patches(red: NDArray[np.bool_]) -> Iterator[_Patch]:
    """Give the bounding boxes of red that hangs together, gaps of two pixels bridged."""
    near = _grown(_grown(red))
    left_to_see = near.copy()
    height, width = near.shape
    for start in zip(*np.nonzero(near), strict=True):
        if not left_to_see[start]:
            continue
        stack = [(int(start[0]), int(start[1]))]
        left_to_see[start] = False
        top, left = bottom, right = stack[0]
        while stack:
            y, x = stack.pop()
            top, bottom, left, right = min(top, y), max(bottom, y), min(left, x), max(right, x)
            for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if 0 <= v < height and 0 <= u < width and left_to_see[v, u]:
                    left_to_see[v, u] = False
                    stack.append((v, u))
        yield _tight(red, _Patch(top, left, bottom - top + 1, right - left + 1))


def _tight(red: NDArray[np.bool_], patch: _Patch) -> _Patch:
    """Take off what bridging gaps added around a patch."""
    ys, xs = np.nonzero(red[patch.top : patch.top + patch.height, patch.left : patch.left + patch.width])
    top, left = int(ys.min()), int(xs.min())
    return _Patch(patch.top + top, patch.left + left, int(ys.max()) - top + 1, int(xs.max()) - left + 1)


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    grown[:, 1:] |= mask[:, :-1]
    grown[:, :-1] |= mask[:, 1:]
    return grown


def _is_ring(red: NDArray[np.bool_], patch: _Patch) -> bool:
    """Say whether red stands at the rim in most directions, and the patch is neither empty nor a solid block."""
    box = red[patch.top : patch.top + patch.height, patch.left : patch.left + patch.width]
    filled = float(box.mean())
    if not _FILLED[0] <= filled <= _FILLED[1]:
        return False
    ys, xs = np.nonzero(box)
    up, across = (ys + 0.5) / patch.height - 0.5, (xs + 0.5) / patch.width - 0.5
    far = np.hypot(up, across)
    at_rim = (far >= _RIM[0]) & (far <= _RIM[1])
    sectors = ((np.arctan2(up, across) + np.pi) / (2 * np.pi) * _DIRECTIONS).astype(int) % _DIRECTIONS
    in_corners = float((far > _RIM[1] + 0.03).sum()) / max(1, len(far))
    return len(set(sectors[at_rim].tolist())) / _DIRECTIONS >= _AT_RIM and in_corners < 0.1  # noqa: PLR2004 — a circle leaves its corners empty
