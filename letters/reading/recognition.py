"""Words in pictures of pages, by rapidocr where the extra `ocr` is installed: its models come in its wheel.

A red seal over black words is taken off by reading the red channel, in which red ink is as light as paper. The red
letterhead would go with it, so what is red in the page's upper part is read by itself.
"""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from letters.reading.lines import Line
from registry.errors import FileUnknown

Pixels = NDArray[np.uint8]  # height x width x 3, RGB

LONGEST_SIDE: Final = 1_760  # pixels: an A4 page at 150 dots an inch
_LEAST_SIDE: Final = 8  # pixels: what is lower or narrower has no letter in it
_SHORTER_SIDE: Final = 595.0  # points that a picture's shorter side is taken for: A4
_HEAD: Final = 0.45  # of the page's height in which a red letterhead stands
_LEAST_RED: Final = 0.001  # of the pixels there that are red before it is read by itself
_LEAST_SCORE: Final = 0.5  # lines surer than this are kept
_OVERLAP: Final = 0.5  # of a line's height and width that another covers: the same line read twice
_LEAST_LETTERS: Final = 4  # before their widths tell their size better than their box's height
_BOX_TO_SIZE: Final = 0.85  # letters' size to the height of the box around them
_SAME_SIZE: Final = 0.2  # sizes closer than this to the commonest are the commonest
_TALL: Final = 1.5  # height to width of boxes of a page that lies on its side
_CHINESE: Final = r"[\u3400-\u9fff，。、；：？！（）《》〈〉“”]"
_HALF_WIDE: Final = re.compile(rf"(?<={_CHINESE})[,;:?!()]|[,;:?!()](?={_CHINESE})")
_FULL: Final = str.maketrans(",;:?!()", "，；：？！（）")
# A document number has its year in 〔〕 (GB/T 9704 7.2.5), which look much like other brackets.
_YEAR: Final = re.compile(r"[\[［〔【（(]\s*(?P<year>\d{4})\s*[\]］〕】）)](?=\s*\d{1,5}\s*号)")
_LOCK: Final = threading.Lock()


def is_installed() -> bool:
    """Say whether pictures can be read on this machine."""
    return _engine() is not None


def left_unread(what: str, *, wanted: bool) -> FileUnknown:
    """Give the error for a picture whose words are not read; `what` names the file's kind.

    They are not wanted (`read_scans` is off), or the extra `ocr` is not installed.
    """
    if not wanted:
        why, todo = "没有开启扫描件认读，未读取其中的文字", "请开启 read_scans（认读扫描件）后重试"
    else:
        why, todo = "未安装文字识别组件，无法读取其中的文字", "请运行 pip install 'huiban[ocr]' 后重试"
    return FileUnknown(f"{what}，{why}", kept="文件未作改动", todo=f"{todo}，或请对方另报可编辑的电子版")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as recognised: its lines, and its width and height in points, its shorter side being A4's."""

    lines: list[Line]
    size: tuple[float, float]


def recognised(pixels: Pixels, page: int) -> ReadPage:
    """Read the lines of one page.

    Args:
        pixels: the page, RGB, upright or lying on its side.
        page: its number, from 0.

    Returns:
        Lines, each with its confidence, and the page's size as it lies upright.

    Raises:
        FileUnknown: the extra `ocr` is not installed.
    """
    if min(pixels.shape[:2]) < _LEAST_SIDE:
        return ReadPage([], _size_of(pixels))
    pixels, found = _turned(pixels)
    height = pixels.shape[0]
    scale = _size_of(pixels)[1] / height
    lines = [_line(box, text, score, page, height, scale) for box, text, score in found]
    head = _red_head(pixels)
    if head is not None:
        red = [_line(box, text, score, page, height, scale, red=True) for box, text, score in _read(head)]
        lines = [line for line in lines if not any(_is_same(line, other) for other in red)] + red
    return ReadPage(_with_even_sizes(lines), _size_of(pixels))


def _size_of(pixels: Pixels) -> tuple[float, float]:
    """Give width and height in points of a page whose shorter side is A4's."""
    height, width = pixels.shape[:2]
    scale = _SHORTER_SIDE / min(height, width)
    return width * scale, height * scale


_Found = tuple[NDArray[np.float32], str, float]  # four corners in pixels, words, confidence


def _read(pixels: Pixels) -> list[_Found]:
    engine = _engine()
    if engine is None:
        raise left_unread("文件是图片", wanted=True)
    with _LOCK:
        result = engine(np.ascontiguousarray(pixels[:, :, ::-1]))
    if result.boxes is None or not result.txts:
        return []
    found = zip(result.boxes, result.txts, result.scores, strict=True)
    return [(box, text, float(score)) for box, text, score in found if score >= _LEAST_SCORE and text.strip()]


@functools.cache
def _engine() -> Any | None:
    """Give rapidocr with its models loaded, once a process; `None` where it is not installed."""
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415  an extra, and a second to import
    except ImportError:
        return None
    params = {"Global.log_level": "critical", "Global.use_cls": False}
    return RapidOCR(params=params | _threads(os.environ.get("OMP_NUM_THREADS", "")))


def _threads(said: str) -> dict[str, Any]:
    """Give rapidocr's setting for the threads that a machine shared with others grants, as numpy is told.

    Without it the models take every core, and where others compute too, threads waste most of their time on waiting.
    """
    granted = re.fullmatch("[1-9][0-9]{0,2}", said)
    return {"EngineConfig.onnxruntime.intra_op_num_threads": int(said)} if granted else {}


def _turned(pixels: Pixels) -> tuple[Pixels, list[_Found]]:
    """Read a page without its seals; one that lies on its side is turned to where it reads surest."""
    found = _read(_without_seals(pixels))
    tall = sum(_height(box) > _TALL * _width(box) for box, _, _ in found)
    if tall * 2 <= len(found):
        return pixels, found
    turned = [np.rot90(pixels, quarter) for quarter in (1, 3)]
    tries = [(page, _read(_without_seals(page))) for page in turned]
    return max(tries, key=lambda tried: sum(score * len(text) for _, text, score in tried[1]))


def _without_seals(pixels: Pixels) -> Pixels:
    """Give a page in which red ink is as light as paper; a page without red as it is."""
    red = _is_red(pixels)
    if not red.any():
        return pixels
    channel = pixels[..., 0].copy()
    channel[red & (channel > 110)] = 255  # noqa: PLR2004 - darker red lies over black ink
    return np.repeat(channel[..., None], 3, axis=2)


def _red_head(pixels: Pixels) -> Pixels | None:
    """Give the red ink of a page's upper part, black on white; `None` where there is hardly any."""
    upper = pixels[: int(pixels.shape[0] * _HEAD)]
    red = _is_red(upper)
    if red.mean() < _LEAST_RED:
        return None
    return np.repeat(np.where(red, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def _is_red(pixels: Pixels) -> NDArray[np.bool_]:
    wide = pixels.astype(np.int16)
    red, green, blue = wide[..., 0], wide[..., 1], wide[..., 2]
    found: NDArray[np.bool_] = (red > 110) & (red - green > 45) & (red - blue > 40)  # noqa: PLR2004 - a red hue
    return found


def _line(
    box: NDArray[np.float32], text: str, score: float, page: int, height: int, scale: float, *, red: bool = False
) -> Line:
    left, right = float(box[:, 0].min()), float(box[:, 0].max())
    top, bottom = float(box[:, 1].min()), float(box[:, 1].max())
    words = _as_printed(text.strip())
    letters = sum(0.5 if letter.isascii() else 1.0 for letter in words)
    size = (right - left) / letters if letters >= _LEAST_LETTERS else (bottom - top) * _BOX_TO_SIZE
    return Line(
        page,
        words,
        left * scale,
        right * scale,
        (height - top) * scale,
        (height - bottom) * scale,
        size * scale,
        red,
        confidence=score,
    )


def _as_printed(text: str) -> str:
    """Give marks the width and shape they have in print: recognition cannot tell them apart by sight."""
    wide = _HALF_WIDE.sub(lambda mark: mark[0].translate(_FULL), text)
    return _YEAR.sub(r"〔\g<year>〕", wide)


def _with_even_sizes(lines: Sequence[Line]) -> list[Line]:
    """Give lines whose measured sizes lie close together one size: boxes are drawn by eye."""
    sizes = sorted(line.size for line in lines for _ in line.text)
    if not sizes:
        return []
    usual = sizes[len(sizes) // 2]
    return [replace(line, size=usual) if abs(line.size - usual) <= _SAME_SIZE * usual else line for line in lines]


def _is_same(line: Line, other: Line) -> bool:
    across = min(line.right, other.right) - max(line.left, other.left)
    down = min(line.top, other.top) - max(line.bottom, other.bottom)
    return across > _OVERLAP * (line.right - line.left) and down > _OVERLAP * (line.top - line.bottom)


def _width(box: NDArray[np.float32]) -> float:
    return float(np.ptp(box[:, 0]))


def _height(box: NDArray[np.float32]) -> float:
    return float(np.ptp(box[:, 1]))
