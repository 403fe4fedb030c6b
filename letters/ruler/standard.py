"""What the standard asks and how it is told: strengths, demands, measures. Tolerances stand here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

# Of lengths in millimetres. Stand-in fonts put a stroke a few tenths higher or lower than the standard's fonts do.
MARGIN: Final = 1.0  # 5.2.1 itself gives 1 mm
PRACTICE: Final = 0.2  # of the margins that make up for the white of the first and the last row
PLACE: Final = 1.0  # of a mark, a rule or a number on the page
CENTRE: Final = 1.5  # of a middle, and of ink whose edge depends on its characters: under a mark, behind a name
GAP: Final = 0.7  # between ink and ink: from a rule to the characters under it
LENGTH: Final = 1.0  # of a rule
RECORD_WEIGHT: Final = 0.06  # of a rule of 版记: programs draw in eighths of a point
CELL_WHITE: Final = 1.9  # on either side of a table: Word lets the white in its cells stand outside
STAMP_MIDDLE: Final = 2.0  # between a stamp's middle and that of the title beside it: pressed by hand
ROW_OFF: Final = 3.0  # between rows: a third of a row is not an empty one
# Empty rows between ink and ink: each row has white of its own, a title's more, and a stamp is taller than its row.
ONE_ROW: Final = (1.0, 2.1)
TWO_ROWS: Final = (1.75, 3.0)
ONE_ROW_BY_STAMP: Final = (0.9, 2.1)
TWO_ROWS_BY_STAMP: Final = (1.7, 3.2)
INDENT: Final = 0.2  # characters
FLUSH: Final = 0.3  # characters: what stands at an edge
NUMBER_ASIDE: Final = 0.35  # characters of 4号 or of 3号: 7.5 does not say of which the page number stands one in
CHARACTERS: Final = 0.6  # of a character's width on the page: half a character is the width of a digit
SIZE: Final = 0.26  # points: 字号 differ by half a point and more
WEIGHT: Final = 0.3  # points, of a rule's weight

TEXT_WIDE, TEXT_HIGH = 156.0, 225.0  # mm, 5.2.1
ROW_HOLDS: Final = 28  # characters, 5.2.3
PAGE_HOLDS: Final = 22  # rows, 5.2.3
CHARACTER: Final = TEXT_WIDE / ROW_HOLDS  # mm
ROW: Final = TEXT_HIGH / PAGE_HOLDS  # mm
RECORD_THICK, RECORD_THIN = 0.35, 0.25  # mm: rules of 版记, 7.4.1
TEXT_LEFT: Final = 28.0
TEXT_RIGHT: Final = 184.0
TEXT_TOP: Final = 37.0
TEXT_END: Final = 262.0
MM_OF_POINT: Final = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Area:
    """The text area (版心) of upright pages: its edges in millimetres from the paper's left and top."""

    left: float = TEXT_LEFT
    right: float = TEXT_RIGHT
    top: float = TEXT_TOP
    end: float = TEXT_END

    @property
    def wide(self) -> float:
        """From its left edge to its right one."""
        return self.right - self.left

    def centres(self, paper: float) -> tuple[float, float]:
        """Give what a row is centred on: the paper, so wide, or the area."""
        return paper / 2, (self.left + self.right) / 2


STANDARD_AREA: Final = Area()


class Strength(StrEnum):
    """How much a rule binds; the standard's own words for it (GB/T 1.1)."""

    R = "R"  # 规定
    G = "G"  # 一般
    T = "T"  # 推荐
    K = "K"  # 可以
    P = "P"  # practice, not in the standard

    @property
    def fails(self) -> bool:
        """Whether a paper that does otherwise is wrong, not only unusual."""
        return self in {Strength.R, Strength.G}

    @property
    def label(self) -> str:
        """The word staff see."""
        return "不合" if self.fails else "提示"


R, G, T, K, P = Strength


class Kind(StrEnum):
    """The formats of the standard that are told apart: 10.1, 7, 10.3, 10.2."""

    LETTER = "letter"
    GENERAL = "general"
    MINUTES = "minutes"
    COMMAND = "command"

    @property
    def label(self) -> str:
        """The word staff see."""
        return {"letter": "信函格式", "general": "通用格式", "minutes": "纪要格式", "command": "命令格式"}[self.value]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured against one clause, whether right or wrong."""

    clause: str
    element: str
    where: str
    measured: float | str
    required: float | str
    unit: str
    strength: Strength
    message: str
    right: bool
    what: str = ""  # the property of the element, as 字体
    source: str = ""  # "docx" or "pdf", put in by whoever asked the rule

    def as_json(self) -> dict[str, Any]:
        """Give it as `huiban measure --json` does."""
        names = ("clause", "element", "where", "measured", "required", "unit", "strength", "message", "source")
        return {name: getattr(self, name) for name in names}


Measures = Iterator[Measure]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a clause asks of one property of an element, as 字体 of 标题."""

    clause: str
    element: str
    what: str
    strength: Strength

    def length(
        self, where: str, measured: float, required: float, tolerance: float, *, unit: str = "mm", why: str = ""
    ) -> Measure:
        """Hold a length against the one required."""
        right = abs(measured - required) <= tolerance
        return self._measure(where, _rounded(measured), _rounded(required), unit, why, right=right)

    def at_most(self, where: str, measured: float, most: float, *, unit: str, why: str = "") -> Measure:
        """Hold a figure against the largest allowed."""
        return self._measure(where, _rounded(measured), f"≤{_rounded(most):g}", unit, why, right=measured <= most)

    def at_least(self, where: str, measured: float, least: float, *, unit: str, why: str = "") -> Measure:
        """Hold a figure against the smallest allowed."""
        return self._measure(where, _rounded(measured), f"≥{_rounded(least):g}", unit, why, right=measured >= least)

    def said(self, where: str, measured: str, required: str, *, right: bool, why: str = "") -> Measure:
        """Hold words against words."""
        return self._measure(where, measured, required, "", why, right=right)

    def empty_rows(self, where: str, gap: float, count: int, within: tuple[float, float]) -> Measure:
        """Hold the white between two elements, in rows, against a count of empty rows."""
        right = within[0] <= gap <= within[1]
        return self.said(where, f"{count}行" if right else f"约{gap:.1f}行", f"{count}行", right=right)

    def missing(self, where: str, *, why: str = "") -> Measure:
        """Say that an element the standard requires is not there."""
        message = f"未见{self.element}" + (f"（{why}）" if why else "")
        return Measure(
            self.clause, self.element, where, "未见", "应有", "", self.strength, message, right=False, what=self.what
        )

    def _measure(
        self, where: str, measured: float | str, required: float | str, unit: str, why: str, *, right: bool
    ) -> Measure:
        shown = f" {unit}" if unit.isascii() and unit else unit
        found = f"实为{_plain(measured)}{shown}"
        if "；" in str(required):  # one of several ways
            told = f"{self.element}{self.what}{found}；应当{required}"
        else:
            should = "应" if str(required).startswith("如") else "应为"
            told = f"{self.element}{self.what}{should}{_plain(required)}{shown}，{found}"
        message = f"{told}；{why}" if why else told
        return Measure(
            self.clause, self.element, where, measured, required, unit, self.strength, message, right, self.what
        )


def _rounded(value: float) -> float:
    """Round to what a ruler shows: tenths of what is long, hundredths of what is short."""
    return round(value, 1 if abs(value) >= _FINE else 2) + 0.0  # no minus before nought


_FINE: Final = 100


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"
