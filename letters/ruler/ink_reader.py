"""A PDF to the ink on its pages, by pdfium: it tells each character's ink, not only the box its font declares."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from letters.reading.pdf import open_pdf
from letters.reading.pdf_guard import refuse_endless
from letters.ruler.ink import Glyph, InkPaper, Leaf, Line
from letters.ruler.ink_strokes import strokes_of
from letters.ruler.standard import MM_OF_POINT
from registry.errors import FileEmpty, FileTruncated, FileUnknown

MOST_PAGES: Final = 100
_MOST_CHARACTERS: Final = 20_000  # of a page
_NAME: Final = 128  # bytes of a font's name looked at
_SAME_LINE: Final = 0.35  # of a character's size that baselines of one line differ
_WIDE_GAP: Final = 2.6  # times its size: what parts words that stand at both ends of a row
_RED_LEAST, _REST_MOST = 0xC0, 0x60
_SLANT: Final = 0.05
_LEAST_WORDS: Final = 8  # characters of a page that is no scan


def read_ink(data: bytes, *, rendered: bool = False) -> InkPaper:
    """Read the pages of a PDF, the first hundred of them.

    Args:
        data: the file.
        rendered: it was made of a docx here, perhaps with stand-ins for fonts.

    Raises:
        FileEmpty: no pages, or nothing on them.
        FileEncrypted: a password is asked for.
        FileTruncated: damaged.
        FileTooLarge: more pages than are ever opened, or pages that draw themselves without end.
        FileUnknown: a scan: pictures of pages have no characters to measure.
    """
    if not rendered:
        refuse_endless(data)
    document = open_pdf(data)
    try:
        count = len(document)
        leaves = tuple(_leaf(document[at], at + 1) for at in range(min(count, MOST_PAGES)))
    except pypdfium2.PdfiumError as error:
        raise FileTruncated("PDF 不完整或已损坏，无法打开", kept="", todo="请对方重新报送") from error
    finally:
        document.close()
    if all(leaf.is_picture for leaf in leaves):
        raise FileUnknown("PDF 是扫描件，没有可量的文字", kept="", todo="请用原 Word 文档，或由它直接转成的 PDF 核对")
    if not any(leaf.lines for leaf in leaves):
        raise FileEmpty("PDF 中没有文字，无法核对", kept="", todo="请另备有文字的文件")
    return InkPaper(leaves, rendered=rendered, more=max(0, count - MOST_PAGES))


def _leaf(page: pypdfium2.PdfPage, number: int) -> Leaf:
    width, height = (side * MM_OF_POINT for side in page.get_size())
    turned = page.get_rotation() != 0
    glyphs = [] if turned else list(_glyphs(page))
    strokes = strokes_of(page, height)
    drawn = strokes.is_pictured or turned
    page.close()
    return Leaf(
        number,
        width,
        height,
        tuple(_lines(glyphs)),
        () if turned else strokes.rules,
        strokes.patches,
        strokes.uprights,
        is_picture=len(glyphs) < _LEAST_WORDS and drawn,
    )


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Give the characters of a page that stand upright."""
    left, _, _, top = page.get_mediabox()
    words = page.get_textpage()
    try:
        reader = _Characters(words, left, top)
        for at in range(min(words.count_chars(), _MOST_CHARACTERS)):
            glyph = reader.glyph(at)
            if glyph is not None:
                yield glyph
    finally:
        words.close()


class _Characters:
    """Reads characters of one page; what all characters of one text object share is asked for once."""

    def __init__(self, words: pypdfium2.PdfTextPage, left: float, top: float) -> None:
        self._raw = words.raw
        self._left, self._top = left, top
        self._looks: dict[int, tuple[str, float, bool]] = {}
        self._loose = pdfium.FS_RECTF()
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]

    def glyph(self, at: int) -> Glyph | None:
        """Give a character; `None` for blanks, for what the reader made up, and for what stands askew."""
        code = pdfium.FPDFText_GetUnicode(self._raw, at)
        text = chr(code) if code in _CHARACTERS and code not in _NO_CHARACTER else ""
        if not text.strip() or pdfium.FPDFText_IsGenerated(self._raw, at) == 1:
            return None
        font, size, red = self._look(at)
        if (
            not size
            or not pdfium.FPDFText_GetLooseCharBox(self._raw, at, self._loose)
            or not pdfium.FPDFText_GetCharBox(self._raw, at, *self._edges)
            or not pdfium.FPDFText_GetCharOrigin(self._raw, at, *self._origin)
        ):
            return None
        _, _, low, high = (edge.value for edge in self._edges)
        return Glyph(
            text,
            (self._loose.left - self._left) * MM_OF_POINT,
            (self._loose.right - self._left) * MM_OF_POINT,
            (self._top - high) * MM_OF_POINT,
            (self._top - low) * MM_OF_POINT,
            (self._top - self._origin[1].value) * MM_OF_POINT,
            size,
            font,
            red,
        )

    def _look(self, at: int) -> tuple[str, float, bool]:
        """Give font, size on the page and redness of a character; size 0 for one that stands askew."""
        holder = pdfium.FPDFText_GetTextObject(self._raw, at)
        key = ctypes.cast(holder, ctypes.c_void_p).value or -at - 1
        if key not in self._looks:
            self._looks[key] = self._font(at), self._size(at), self._is_red(at)
        return self._looks[key]

    def _font(self, at: int) -> str:
        name = ctypes.create_string_buffer(_NAME)
        pdfium.FPDFText_GetFontInfo(self._raw, at, name, _NAME, None)
        return name.value.decode("utf-8", "replace").rpartition("+")[2]

    def _size(self, at: int) -> float:
        matrix = pdfium.FS_MATRIX()
        size = float(pdfium.FPDFText_GetFontSize(self._raw, at))
        if not pdfium.FPDFText_GetMatrix(self._raw, at, matrix):
            return round(abs(size), 1)
        if abs(matrix.b) > _SLANT * abs(matrix.a):
            return 0
        return round(abs(size) * math.hypot(matrix.c, matrix.d), 1)

    def _is_red(self, at: int) -> bool:
        channels = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFText_GetFillColor(self._raw, at, *channels):
            return False
        red, green, blue = (channel.value for channel in channels[:3])
        return red >= _RED_LEAST and green <= _REST_MOST and blue <= _REST_MOST


_CHARACTERS: Final = range(0x21, 0x110000)
_NO_CHARACTER: Final = frozenset({0xFFFE, 0xFFFF, 0xAD, 0x3000, 0xA0})


def _lines(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """Put characters together: those of one baseline, left to right, parted where the gap is wide."""
    rows: list[list[Any]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][-1].baseline <= _SAME_LINE * glyph.size * MM_OF_POINT / 2:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        held: list[Glyph] = []
        for glyph in sorted(row, key=lambda glyph: glyph.left):
            if held and glyph.left - held[-1].right > _WIDE_GAP * max(glyph.size, held[-1].size) * MM_OF_POINT:
                yield Line(tuple(held))
                held = []
            held.append(glyph)
        yield Line(tuple(held))
