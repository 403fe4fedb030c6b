"""Scanned pages drawn by hand: black words, a red letterhead, a seal over the signature."""

import io
import math
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

_SCALE = 150 / 72  # pixels a point
_A4 = (1240, 1754)
_FONTS = ("opentype/noto/NotoSerifCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Regular.ttc")

Placed = tuple[float, float, float, str]  # x, y of the top from the upper left in points, size, words


def font(size: float) -> ImageFont.FreeTypeFont:
    """A Chinese font for drawing pages. In CI it must be there; elsewhere tests that draw are skipped."""
    found = [path for name in _FONTS if (path := Path("/usr/share/fonts") / name).is_file()]
    if not found:
        if os.environ.get("CI"):
            pytest.fail("CI 中缺少中文字体（fonts-noto-cjk）")
        pytest.skip("未安装 fonts-noto-cjk，跳过扫描件的核对")
    return ImageFont.truetype(str(found[0]), round(size * _SCALE), index=2)


def page(words: Sequence[Placed], red: Sequence[Placed] = (), seal: tuple[float, float] | None = None) -> Image.Image:
    """Draw a page; `seal` is the middle of a round seal in points."""
    drawn = Image.new("RGB", _A4, "white")
    pen = ImageDraw.Draw(drawn)
    for lines, colour in ((words, (20, 20, 20)), (red, (220, 20, 20))):
        for x, y, size, text in lines:
            pen.text((x * _SCALE, y * _SCALE), text, font=font(size), fill=colour)
    return _sealed(drawn, seal) if seal else drawn


def _sealed(drawn: Image.Image, at: tuple[float, float]) -> Image.Image:
    """Stamp a ring with a star and words; ink over black stays dark, as on paper."""
    stamp = Image.new("RGB", drawn.size, "white")
    pen = ImageDraw.Draw(stamp)
    x, y, radius = at[0] * _SCALE, at[1] * _SCALE, 60 * _SCALE
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(225, 30, 40), width=8)
    points = [
        (x + r * math.sin(turn), y - r * math.cos(turn))
        for turn, r in ((k * math.pi / 5, 20 * _SCALE if k % 2 == 0 else 8 * _SCALE) for k in range(10))
    ]
    pen.polygon(points, fill=(225, 30, 40))
    pen.text((x - 42 * _SCALE, y - 45 * _SCALE), "河阳市数据局", font=font(14), fill=(225, 30, 40))
    return ImageChops.darker(drawn, stamp)


def packed(*pages: Image.Image, form: str = "PNG") -> bytes:
    target = io.BytesIO()
    more = {"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}
    pages[0].save(target, form, **more)
    return target.getvalue()
