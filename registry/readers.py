"""Which leaders read a paper, in which order: the office's ladder, dated, since people come and leave (条例第24条)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from registry.unit_words import shortened


@dataclass(frozen=True, slots=True)
class Reader:
    """A leader's place on the ladder, for the days of a term and the units in their charge."""

    name: str
    title: str = ""
    valid_from: date | None = None  # the first day of the term; `None`: as long as anyone remembers
    valid_to: date | None = None  # its last day, that day included; `None`: until further notice
    reads: tuple[str, ...] = ()  # units in their charge, in short; empty: every paper

    def serves_on(self, day: date) -> bool:
        """Whether a day lies in the term."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def is_in_charge_of(self, units: Iterable[str]) -> bool:
        """Whether one of the units a paper concerns is in this leader's charge."""
        words = [shortened(word) for word in self.reads]
        return not words or any(word in shortened(unit) for word in words for unit in units)


def readers(ladder: Sequence[Reader], day: date, units: Sequence[str]) -> tuple[Reader, ...]:
    """Give who reads a paper on a day, in the ladder's order, each person once.

    Args:
        ladder: the office's leaders, highest first; one person may stand there with several terms.
        day: the day of the proposal.
        units: the units the paper concerns: who leads, who wrote.

    """
    chosen: dict[str, Reader] = {}
    for reader in ladder:
        if reader.serves_on(day) and reader.is_in_charge_of(units):
            chosen.setdefault(reader.name, reader)
    return tuple(chosen.values())


def has_left(ladder: Sequence[Reader], name: str, day: date) -> bool:
    """Whether a person of the ladder has no term that holds on a day; who never stood there has not left."""
    terms = [reader for reader in ladder if reader.name == name]
    return bool(terms) and not any(term.serves_on(day) for term in terms)
