"""The shape of a title's rows (GB/T 9704 7.3.1): words whole, a trapezoid or a diamond, rows that fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from letters.headline import broken_words, width
from letters.ruler.parts import Part
from letters.ruler.standard import Demand, Measures, P, R

ROW_HOLDS: Final = 20  # characters of 2号 in 156 mm
_MOST: Final = 12  # rows looked at
_ALIKE: Final = 0.9  # rows that differ by less than a character look alike
_RECTANGLE: Final = 3  # rows that make one


def title_measures(lines: Sequence[str], where: str) -> Measures:
    """Hold a title's rows, from the top, against 7.3.1."""
    lines = lines[:_MOST]
    widths = [width("".join(line.split())) for line in lines]
    yield Demand("7.3.1", Part.TITLE, "每行字数", P).at_most(where, max(widths), ROW_HOLDS, unit="字")
    shape = shape_of(widths)
    told = "、".join(f"{wide:g}字" for wide in widths)
    yield Demand("7.3.1", Part.TITLE, "排列", R).said(
        where, f"{shape}（{told}）", "梯形或菱形", right=shape not in {"长方形", "沙漏形"}
    )
    words = broken_words(tuple("".join(line.split()) for line in lines))
    yield Demand("7.3.1", Part.TITLE, "回行", R).said(
        where,
        f"拆开了{'、'.join(f'“{word}”' for word in words)}" if words else "词意完整",
        "词意完整",
        right=not words,
    )


def shape_of(widths: Sequence[float]) -> str:
    """Name the shape rows of these widths make: 梯形, 菱形, 长方形, 沙漏形."""
    steps = [0 if abs(after - before) < _ALIKE else 1 if after > before else -1 for before, after in pairwise(widths)]
    moves = [step for step in steps if step]
    if not moves:
        return "长方形" if len(widths) >= _RECTANGLE else "梯形"
    turns = [after for before, after in pairwise(moves) if before != after]
    if not turns:
        return "梯形"
    return "菱形" if moves[0] > 0 and len(turns) == 1 else "沙漏形"
