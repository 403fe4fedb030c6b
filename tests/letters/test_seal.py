"""A seal is round red ink of a seal's size; a letterhead and a red rule are none."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from letters.seal import has_seal


def sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (827, 1169), "white")
    return image, ImageDraw.Draw(image)


def test_a_ring_with_a_star_is_a_seal_even_over_words() -> None:
    image, pen = sheet()
    for row in range(8):
        pen.line((400, 760 + 24 * row, 760, 760 + 24 * row), fill="black", width=5)
    pen.ellipse((500, 760, 665, 925), outline=(205, 45, 50), width=7)
    pen.regular_polygon((582, 842, 30), 5, fill=(205, 45, 50))
    assert has_seal(np.asarray(image))


def test_a_red_letterhead_and_its_rule_are_no_seal() -> None:
    image, pen = sheet()
    for column in range(8):
        pen.rectangle((150 + 68 * column, 110, 200 + 68 * column, 170), outline=(220, 0, 0), width=9)
    pen.line((80, 210, 750, 210), fill=(220, 0, 0), width=5)
    assert not has_seal(np.asarray(image))


def test_a_red_block_a_black_ring_and_a_blank_page_are_no_seal() -> None:
    for shape, colour in (("block", (210, 20, 20)), ("ring", (30, 30, 30)), ("none", (0, 0, 0))):
        image, pen = sheet()
        if shape == "block":
            pen.rectangle((500, 760, 660, 920), fill=colour)
        elif shape == "ring":
            pen.ellipse((500, 760, 660, 920), outline=colour, width=7)
        assert not has_seal(np.asarray(image))
