"""What a page bears: lines of characters, rules, pictures. Millimetres from the page's top left, sizes in points.

Characters are measured twice: `top` and `bottom` are of the ink itself, `left` and `right` of the width the font gives
the character, for a bracket begins a row though its ink stands half a character further in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from letters.headline import width
from letters.ruler.standard import MM_OF_POINT

RED_NAME: Final = "红色"
# Characters of CJK fonts reach from 8 % of their size under the baseline to 84 % above it.
_ABOVE, _BELOW = 0.84, 0.08


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str
    red: bool


@dataclass(frozen=True)
class Line:
    """Characters of one baseline with no wide gap between them."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """Its characters without blanks."""
        return "".join(glyph.text for glyph in self.glyphs)

    def followed_by(self, line: Line) -> Line:
        """Give it with another's characters set on behind it."""
        moved, down = self.right - line.left, self.baseline - line.baseline
        return Line(
            (
                *self.glyphs,
                *(
                    replace(
                        glyph,
                        left=glyph.left + moved,
                        right=glyph.right + moved,
                        top=glyph.top + down,
                        bottom=glyph.bottom + down,
                        baseline=self.baseline,
                    )
                    for glyph in line.glyphs
                ),
            )
        )

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return self.glyphs[-1].right

    @cached_property
    def top(self) -> float:
        """Upper edge of its ink."""
        return min(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Lower edge of its ink."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        """Where its characters stand."""
        return self.glyphs[0].baseline

    @property
    def centre(self) -> float:
        """Its middle, left to right."""
        return (self.left + self.right) / 2

    @cached_property
    def size(self) -> float:
        """The size most of its characters have."""
        sizes = [glyph.size for glyph in self.glyphs]
        return max(set(sizes), key=sizes.count)

    @cached_property
    def font(self) -> str:
        """The font most of its Chinese characters have, as the file names it; of digits alone, theirs."""
        fonts = [glyph.font for glyph in self.glyphs if glyph.text > "\u2fff"] or [glyph.font for glyph in self.glyphs]
        return max(set(fonts), key=fonts.count)

    @cached_property
    def red(self) -> bool:
        """Whether it is printed red."""
        return all(glyph.red for glyph in self.glyphs)

    @property
    def wide(self) -> float:
        """Its width in characters as counted, not as stretched."""
        return width(self.text)

    @property
    def body_top(self) -> float:
        """Upper edge of the squares its characters stand in."""
        return self.baseline - _ABOVE * self.size * MM_OF_POINT

    @property
    def body_bottom(self) -> float:
        """Lower edge of the squares its characters stand in."""
        return self.baseline + _BELOW * self.size * MM_OF_POINT


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke across the page."""

    left: float
    right: float
    top: float
    bottom: float
    red: bool

    @property
    def length(self) -> float:
        """From end to end."""
        return self.right - self.left

    @property
    def weight(self) -> float:
        """Its thickness in points."""
        return (self.bottom - self.top) / MM_OF_POINT


@dataclass(frozen=True, slots=True)
class Patch:
    """A picture, or a drawn circle: the edges of its ink."""

    left: float
    right: float
    top: float
    bottom: float
    is_round: bool = True
    colour: str = RED_NAME  # or 黑色, 其他颜色

    @property
    def centre(self) -> float:
        """Its middle, left to right."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Its middle, top down."""
        return (self.top + self.bottom) / 2

    @property
    def red(self) -> bool:
        """Whether it is printed red."""
        return self.colour == RED_NAME

    @property
    def is_seal(self) -> bool:
        """Whether it has a seal's shape and size, whatever its colour: official ones are 38 to 60 mm across."""
        wide, high = self.right - self.left, self.bottom - self.top
        sized = _SEAL_LEAST <= wide <= _SEAL_MOST and high > 0 and _ROUND <= wide / high <= 1 / _ROUND
        return self.is_round and sized

    @property
    def is_stamp(self) -> bool:
        """Whether it can be a signer's stamp (签名章): a name's height, and no seal."""
        return _STAMP_LEAST <= self.bottom - self.top <= _STAMP_MOST and not self.is_seal

    def touches(self, line: Line) -> bool:
        """Whether it stands over words."""
        across = self.left < line.right and line.left < self.right
        return across and self.top < line.bottom and line.top < self.bottom


_SEAL_LEAST, _SEAL_MOST, _ROUND = 28.0, 62.0, 0.75  # mm; an ellipse is as much narrower than it is high at most
_STAMP_LEAST, _STAMP_MOST = 5.0, 30.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page."""

    number: int  # from 1
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    patches: tuple[Patch, ...] = ()
    uprights: int = 0  # strokes down the page: a table's
    is_picture: bool = False  # no characters, and something drawn: a scan

    @property
    def where(self) -> str:
        """Its place for people."""
        return f"第{self.number}页"

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not (self.lines or self.rules or self.patches)

    @property
    def is_wide(self) -> bool:
        """Whether it is turned on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class InkPaper:
    """All pages of a paper."""

    leaves: tuple[Leaf, ...]
    rendered: bool = False  # made of a docx here: fonts may be stand-ins
    more: int = 0  # pages beyond those measured
