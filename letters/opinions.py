"""What a unit says: opinions tied to places of the draft, and the return that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from letters.changes import Change
from registry.words import How, Kind, Stance


@dataclass(frozen=True, slots=True)
class Opinion:
    """One proposed change with its reason.

    `clause` is a path of the outline or `None` where the place is not sure; then `candidates` names the places it
    may be. `original` is exactly as the draft has it. `changes` makes the change in the draft, empty where the words
    leave the wording open. `line`, `start` and `end` are the place in the draft's lines, `line` -1 where unknown.
    `id` is its name where it was said of an earlier version of the draft; it is `overtaken` where the words it is about
    have been changed since.
    """

    clause: str | None
    kind: Kind
    original: str | None
    proposed: str | None
    reason: str | None
    how: How
    author: str | None
    place: str
    confidence: float
    candidates: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    line: int = -1
    start: int = 0
    end: int = 0
    id: str = ""
    overtaken: bool = False

    def as_json(self) -> dict[str, object]:
        """Give the opinion in the shape of `huiban returns --json`."""
        return {
            "clause": self.clause,
            "kind": self.kind.value,
            "original": self.original,
            "proposed": self.proposed,
            "reason": self.reason,
            "how": self.how.value,
            "author": self.author,
            "place": self.place,
            "confidence": round(self.confidence, 2),
            "candidates": list(self.candidates),
        }


@dataclass(frozen=True, slots=True)
class Return:
    """One file as a unit sent it. `changes` is the unit's whole version where it sent the draft itself back."""

    file: str
    unit: str | None
    stance: Stance
    sealed: bool | None
    usable: bool
    opinions: tuple[Opinion, ...] = ()
    error: str | None = None
    token: str | None = None  # of the request, from our form
    changes: tuple[Change, ...] = ()
    scanned: bool = False  # a picture of pages: its words, if any, were recognised and are to be checked
    date: str = ""  # when it was received, in ISO form; changes that bear no date of their own are signed with it
    version: int = 1  # of the draft, that its words are about

    def as_json(self) -> dict[str, object]:
        """Give the return in the shape of `huiban returns --json`."""
        return {
            "file": self.file,
            "error": self.error,
            "unit": self.unit,
            "stance": self.stance.value,
            "sealed": self.sealed,
            "usable": self.usable,
            "opinions": [opinion.as_json() for opinion in self.opinions],
        }
