"""What is drawn in a Word paragraph: text boxes, pictures, lines; in today's markup (DrawingML) and the older (VML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from letters.package import W
from letters.ruler.word import Picture

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = f"{W}txbxContent"
_EMU_OF_MM: Final = 36_000
_LINES: Final = frozenset({"line", "straightConnector1"})
_STYLE_SIZE: Final = re.compile(r"(width|height):([\d.]+)(pt|mm|cm|in)")
_UNITS: Final = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4}

DRAWINGS: Final = (f"{W}drawing", f"{W}pict")


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """Give the paragraphs of the text boxes that hang on a paragraph, each box once."""
    for box in paragraph.iter(_BOX):
        if not any(above.tag in {_FALLBACK, _BOX} for above in box.iterancestors()):
            yield from box.iter(f"{W}p")


def pictures_in(paragraph: Any) -> Iterator[Picture]:
    """Give the pictures that hang on a paragraph."""
    for kind in ("anchor", "inline"):
        for holder in paragraph.iter(f"{_DRAWING}{kind}"):
            extent = holder.find(f"{_DRAWING}extent")
            if extent is not None and next(holder.iter(f"{_PICTURE}pic"), None) is not None and not _fallen(holder):
                width, height = (_number(extent.get(side)) / _EMU_OF_MM for side in ("cx", "cy"))
                yield Picture(width, height, floats=kind == "anchor")
    for shape in paragraph.iter(f"{_VML}shape"):
        if shape.find(f"{_VML}imagedata") is not None and not _fallen(shape):
            sizes = {
                name: float(value) * _UNITS[unit] for name, value, unit in _STYLE_SIZE.findall(shape.get("style", ""))
            }
            floats = "position:absolute" in shape.get("style", "")
            yield Picture(sizes.get("width", 0), sizes.get("height", 0), floats=floats)


def lines_in(paragraph: Any) -> int:
    """Count the lines drawn as shapes that hang on a paragraph."""
    shapes = sum(shape.get("prst") in _LINES and not _fallen(shape) for shape in paragraph.iter(f"{_ART}prstGeom"))
    return shapes + sum(not _fallen(line) for line in paragraph.iter(f"{_VML}line"))


def _fallen(element: Any) -> bool:
    """Whether it is what older programs show in place of something already counted."""
    return any(above.tag == _FALLBACK for above in element.iterancestors())


def _number(text: str | None) -> float:
    try:
        return min(max(float(text or 0), 0), 1e9)
    except ValueError:
        return 0
