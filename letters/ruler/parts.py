"""The elements of a paper (GB/T 9704 clause 7), what is known of a row before it is told, and rows told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from letters.headline import width


class Part(StrEnum):
    """An element of a paper; the value is the standard's own word."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    ATTACHMENTS = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    REMARK = "附注"
    ANNEX = "附件标识"
    ANNEX_TITLE = "附件标题"
    ANNEX_BODY = "附件正文"
    ATTENDANCE = "出席人员名单"
    COPIES = "抄送机关"
    PRINTED = "印发机关和印发日期"
    PAGE_NUMBER = "页码"
    TABLE = "表格"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a row before it is told."""

    text: str  # without blanks
    size: float  # points
    red: bool = False
    centred: bool = False
    rightward: bool = False  # begins in the right half, or is set to the right
    edge: bool = False  # in a header, a footer, or outside the text area
    in_table: bool = False
    row: int = 0  # what stands in one row of the page shares this
    wide: float | None = None  # characters of its widest piece, where it has several
    left: float | None = None  # characters of white before it, where it is ink

    @property
    def widest(self) -> float:
        """Width of its words, or of the widest of several, in characters."""
        return width(self.text) if self.wide is None else self.wide


Row = TypeVar("Row")


@dataclass(frozen=True)
class Parts(Generic[Row]):
    """The rows of a paper with what each is."""

    told: tuple[tuple[Part, Row], ...]
    by: dict[Part, tuple[Row, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row], recognised: Sequence[Part]) -> Parts[Row]:
        """Put rows together with what each was recognised as."""
        told = tuple(zip(recognised, rows, strict=True))
        by: dict[Part, list[Row]] = {}
        for part, row in told:
            by.setdefault(part, []).append(row)
        return cls(told, {part: tuple(held) for part, held in by.items()})

    def all(self, *parts: Part) -> tuple[Row, ...]:
        """Give the rows of these elements, in their order."""
        return tuple(row for part, row in self.told if part in parts)

    def first(self, part: Part) -> Row | None:
        """Give the first row of an element."""
        held = self.by.get(part, ())
        return held[0] if held else None

    def last(self, part: Part) -> Row | None:
        """Give the last row of an element."""
        held = self.by.get(part, ())
        return held[-1] if held else None
