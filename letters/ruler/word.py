"""A Word file as it will stand on paper: sections, rows with their effective layout, headers and footers.

Lengths on the page are millimetres, sizes and pitches of characters points, indents characters: of 3号 where the file
gives lengths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_BLACK: Final = frozenset({"", "auto", "000000"})
_RED_LEAST, _REST_MOST = 0xC0, 0x60


@dataclass(frozen=True, slots=True)
class Look:
    """How a run's characters look."""

    font: str = ""  # of Chinese characters
    latin: str = ""
    size: float = 10.5  # points; what Word takes where nothing is said
    color: str = ""
    bold: bool = False
    spacing: float = 0  # points added between characters
    theme_won: bool = False  # a theme's font stands in place of the one named

    @property
    def is_red(self) -> bool:
        """Whether it is printed red."""
        try:
            red, green, blue = bytes.fromhex(self.color)
        except ValueError:
            return False
        return red >= _RED_LEAST and green <= _REST_MOST and blue <= _REST_MOST

    @property
    def is_black(self) -> bool:
        """Whether it is printed black."""
        return self.color.lower() in _BLACK


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Border:
    """A rule at a paragraph's or table's side."""

    side: str  # top, bottom, left, right
    kind: str  # single, thickThinSmallGap, …
    weight: float  # points, of its thick line
    color: str

    @property
    def is_red(self) -> bool:
        """Whether it is printed red."""
        return Look(color=self.color).is_red


@dataclass(frozen=True, kw_only=True)
class WordRow:
    """A paragraph that has words or a rule."""

    text: str  # with the number Word makes for it
    runs: tuple[Run, ...] = ()
    place: int = 0  # its count among all paragraphs of the text, from 1
    align: str = "both"
    first: float = 0  # indent of its first line against its left one, in characters
    left: float = 0
    right: float = 0
    beyond: float = 0  # millimetres that its rules are longer than the text area is wide, by its indents
    tab: float | None = None  # its first tab stop, in characters, where words begin at it
    pitch: float | None = None  # points; None: as the font asks
    on_grid: bool = True
    starts_page: bool = False
    in_table: bool = False
    framed: bool = False
    boxed: bool = False  # in a text box
    numbered: bool = False  # its number is Word's
    borders: tuple[Border, ...] = ()
    shows_page: bool = False  # holds the field PAGE

    @cached_property
    def look(self) -> Look:
        """The look most of its Chinese characters have, else most of its characters."""
        counted: dict[Look, int] = {}
        for run in self.runs:
            weight = sum(2 if char > "\u2fff" else 1 for char in run.text if not char.isspace())
            counted[run.look] = counted.get(run.look, 0) + weight
        return max(counted, key=lambda look: counted[look]) if counted else Look()

    @cached_property
    def indent(self) -> float:
        """Where its first character stands from the left edge, in characters; a tab and blanks before it count."""
        if self.text.startswith("\t") and self.tab is not None:
            return self.tab
        blanks = len(self.text) - len(self.text.lstrip("\u3000 \u2003"))
        typed = sum(0.5 if char == " " else 1.0 for char in self.text[:blanks])
        return self.first + self.left + typed

    @cached_property
    def plain(self) -> str:
        """Its words without any white space."""
        return "".join(self.text.split())

    @property
    def where(self) -> str:
        """Its place for people."""
        shown = " ".join(self.text.split())
        return f"第{self.place}段“{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}”"


_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of pages of one kind. Lengths in millimetres; `pitch` of its grid in points, None without one."""

    width: float = 210
    height: float = 297
    top: float = 25.4
    bottom: float = 25.4
    left: float = 31.75
    right: float = 31.75
    grid: str = ""  # "", lines, linesAndChars, snapToChars
    pitch: float | None = None
    char_space: float = 0  # points the grid adds to a character of the default size
    has_first: bool = False
    headers: dict[str, tuple[WordRow, ...]] = field(default_factory=dict)  # by default, first, even
    footers: dict[str, tuple[WordRow, ...]] = field(default_factory=dict)
    begins: int = 0  # count of rows before it

    @property
    def is_wide(self) -> bool:
        """Whether the page is turned on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class WordPaper:
    """All of a Word file that a ruler asks for."""

    rows: tuple[WordRow, ...]
    sections: tuple[Section, ...]
    odd_even: bool  # odd and even pages have footers of their own
    normal: Look  # what characters look like where nothing is said
    pages: int | None  # as Word counted when it was saved

    @property
    def edges(self) -> tuple[WordRow, ...]:
        """The rows of the first section's headers."""
        return tuple(row for rows in self.sections[0].headers.values() for row in rows)
