"""What one statement of a return wants: of which words, where, and why."""

from __future__ import annotations

from dataclasses import dataclass

from letters.places import PlaceWords
from letters.pointers import NO_POINTER, Pointer
from registry.words import Kind


@dataclass(frozen=True, slots=True)
class Wish:
    """What one statement wants. `quoted` says whether `original` stood in quotation marks."""

    kind: Kind
    words: str  # the statement as written
    places: tuple[PlaceWords, ...]
    original: str | None
    proposed: str | None
    reason: str | None
    line: int  # of the text, from 0
    quoted: bool = True
    side: str = ""  # for an insertion: "before" | "after" | "end" of the words, or "open"
    beside: tuple[str, ...] = ()  # other words quoted: what the figure to be changed stands for
    all_of: tuple[PlaceWords, ...] = ()  # 第五条、第六条均…: the places that are all meant
    pointer: Pointer = NO_POINTER  # a place within a clause, a table or on paper
