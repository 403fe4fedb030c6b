"""A paper as PDF and as a picture."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2 as pdfium

from letters.conversion import Target, convert
from registry.errors import FileRefused

_WIDEST: Final = 4_000  # pixels


def to_pdf(data: bytes, *, timeout: float = 90, for_archive: bool = False) -> bytes:
    """Render a docx as PDF; `timeout` in seconds. For the archive it is PDF/A-2b, with its fonts and colours inside.

    Raises:
        FileRefused: LibreOffice cannot make a PDF of it.
        FileTooLarge: beyond 50 MB.
        RenderingUnavailable: no LibreOffice, or it does not end in time.
    """
    return convert(data, "docx", Target.PDF_A if for_archive else Target.PDF, timeout=timeout)


def to_png(pdf: bytes, page: int = 1, *, width: int = 1240) -> bytes:
    """Draw one page of a PDF, counted from 1, `width` pixels wide, as PNG.

    Raises:
        FileRefused: not a PDF, or no such page.
    """
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as fault:
        raise FileRefused("版式文件已损坏，无法显示") from fault
    with document:
        if not 1 <= page <= len(document):
            raise FileRefused(f"文件共{len(document)}页，没有第{page}页")
        leaf = document[page - 1]
        drawn = leaf.render(scale=min(width, _WIDEST) / leaf.get_width()).to_pil()
        target = io.BytesIO()
        drawn.convert("P", palette=1, colors=64).save(target, "PNG", optimize=True)
        return target.getvalue()
