"""Pictures of pages to blocks: png, jpg, tiff of several pages, bmp; page by page, with how sure each line is."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from letters.document import Document, Finding, Source
from letters.reading.lines import Line
from letters.reading.paragraphs import Size, blocks_of_lines
from letters.reading.recognition import LONGEST_SIDE, Pixels, is_installed, left_unread, recognised
from registry.errors import FileEmpty, FileTooLarge, FileTruncated

MOST_PIXELS: Final = 100_000_000  # of one picture
MOST_PAGES: Final = 60  # read in one file: each takes seconds
_KINDS: Final = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_SURE: Final = 0.9  # a line less sure is pointed out
_MOST_TOLD: Final = 20  # unsure lines told of one paper
_SHOWN: Final = 30  # characters of a line that are quoted
_AS_ORIGINAL: Final = "与原件一致"
_BROKEN: Final = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    struct.error,
)

Progress = Callable[[int, int], None]  # pages read, pages to read


def read_image(data: bytes, *, recognise: bool = True, progress: Progress | None = None) -> Document:
    """Read the words in a picture.

    Raises:
        FileEmpty: no words in it.
        FileTooLarge: too many pixels or pages.
        FileTruncated: damaged.
        FileUnknown: they are not wanted, or the extra `ocr` is not installed.
    """
    if not (recognise and is_installed()):
        raise left_unread("文件是图片", wanted=recognise)
    lines: list[Line] = []
    sizes: list[Size] = []
    for page, (pixels, pages) in enumerate(_pages(data)):
        read = recognised(pixels, page)
        lines += read.lines
        sizes.append(read.size)
        if progress:
            progress(page + 1, pages)
    if not lines:
        raise FileEmpty("图片中没有文字", kept="文件未作改动", todo="请核对是否报错了文件")
    return Document(Source.SCAN, tuple(blocks_of_lines(lines, [], sizes)), pages=len(sizes))


def picture_of(data: bytes) -> Pixels:
    """Give the first page of a picture, made small enough to read.

    Raises:
        FileTooLarge: too many pixels.
        FileTruncated: damaged, or of a kind that is not read.
    """
    pixels, _ = next(_pages(data))
    return pixels


def unsure_places(document: Document) -> tuple[Finding, ...]:
    """Give what a person should check of a paper that was recognised: unsure lines, pages that were not read."""
    found = [
        Finding(
            "scan",
            f"第{block.n + 1}段",
            f"识别把握不大（{block.confidence:.0%}）：“{block.text[:_SHOWN]}”，请核对原件",
            _AS_ORIGINAL,
            "请对照原件逐字核对此处，有出入的以原件为准",
        )
        for block in document.blocks
        if block.confidence is not None and block.confidence < _SURE
    ]
    pages = [
        Finding(
            "scan",
            f"第{page}页",
            "该页是图片，其中的文字未读取",
            _AS_ORIGINAL,
            "请人工阅读该页，或向来文单位索取可编辑的电子版",
        )
        for page in document.unread_pages
    ]
    return (*found[:_MOST_TOLD], *pages)


def _pages(data: bytes) -> Iterator[tuple[Pixels, int]]:
    """Give each page of a picture, made small enough to read, with the count of pages."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_KINDS) as image:
                pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
                if pages > MOST_PAGES:
                    raise FileTooLarge(f"图片超过{MOST_PAGES}页，无法读取", kept="", todo="请拆分后重新报送")
                for page in range(pages):
                    image.seek(page)
                    yield _small(image), pages
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large() from error
    except _BROKEN as error:
        raise FileTruncated("图片不完整或已损坏，无法打开", kept="", todo="请对方重新报送") from error


def _small(image: Image.Image) -> Pixels:
    """Give a picture upright, RGB on white, with no side longer than is read."""
    if image.width * image.height > MOST_PIXELS:
        raise _too_large()
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a jpg is then decoded small at once
    small = image.convert("L") if image.mode == "1" else image.copy()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(small)
    with_alpha = upright.convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return np.asarray(flat)


def _too_large() -> FileTooLarge:
    return FileTooLarge(
        f"图片超过{MOST_PIXELS // 10_000}万像素，无法读取", kept="文件未作改动", todo="请以 300 dpi 以下重新扫描后报送"
    )
