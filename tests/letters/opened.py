"""A composed paper as its rows, tables and pictures: what tests of the layout look at."""

import io
import zipfile
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.shared import Pt
from lxml import etree

from letters.package import W


def opened(data: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(data).paragraphs]


def row(data: bytes, start: str) -> Any:
    return next(paragraph for paragraph in opened(data).paragraphs if paragraph.text.strip().startswith(start))


def indents(paragraph: Any) -> tuple[float, ...]:
    """Left, first and right indent in characters of the 28-character row."""
    layout = paragraph.paragraph_format
    values = (layout.left_indent, layout.first_line_indent, layout.right_indent)
    return tuple(round((value or 0) / Pt(15.75), 2) for value in values)


def font(run: Any) -> tuple[str, float]:
    fonts = run._r.rPr.rFonts.attrib
    return next(value for name, value in fonts.items() if name.endswith("eastAsia")), run._r.rPr.sz.val.pt


def body(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def pictures(data: bytes) -> list[tuple[float, float, float]]:
    """Give left, top and width of each picture in mm, from the text area's left and from its own row."""
    found = []
    for anchor in body(data).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"):
        left, top = (int(place.text) for place in anchor.iter("{*}posOffset"))
        found.append((left / 36_000, top / 36_000, int(anchor.find("{*}extent").get("cx")) / 36_000))
    return found


def sections(data: bytes) -> list[Any]:
    return list(body(data).iter(f"{W}sectPr"))
