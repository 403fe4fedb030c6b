"""What a ruler says of a paper: findings in Chinese, and what it measured and found right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from letters.ruler.standard import Kind, Measure

_PLACES: Final = 3  # places told of one and the same finding
_MOST: Final = 400  # measures of one source, so that a report stays a report


@dataclass(frozen=True, slots=True)
class Measured:
    """A paper measured: `findings` are what is not as the standard asks, `right` what is."""

    kind: Kind | None
    why: str
    pages: int | None
    findings: tuple[Measure, ...]
    right: tuple[Measure, ...]
    notes: tuple[str, ...] = ()

    @property
    def fails(self) -> int:
        """How many findings are against what the standard lays down, not only unusual."""
        return sum(finding.strength.fails for finding in self.findings)

    @property
    def said(self) -> str:
        """The paper in one sentence."""
        kind = self.kind.label if self.kind else "格式未定"
        hints = len(self.findings) - self.fails
        found = f"不合{self.fails}处、提示{hints}处" if self.findings else "未见不合之处"
        return f"{kind}（{self.why}），量了{len(self.findings) + len(self.right)}项，{found}"

    def as_json(self) -> dict[str, Any]:
        """Give it as `huiban measure --json` does, without the file's name."""
        return {
            "kind": self.kind,
            "why": self.why,
            "pages": self.pages,
            "fails": self.fails,
            "findings": [finding.as_json() for finding in self.findings],
            "right": [measure.as_json() for measure in self.right],
            "notes": list(self.notes),
        }


def _alike(measure: Measure) -> tuple[object, ...]:
    """Give what measures share that are told once; pages that differ by a hundredth of a millimetre are alike."""
    figure = measure.measured
    told = measure.message if isinstance(figure, str) or measure.right else (round(figure, 1), measure.required)
    return measure.clause, measure.element, measure.what, told, measure.strength, measure.right, measure.source


def gathered(measures: Iterable[Measure]) -> Iterator[Measure]:
    """Tell what is alike once, with the first places it was found at and how many more there are."""
    alike: dict[tuple[object, ...], list[Measure]] = {}
    for measure in measures:
        alike.setdefault(_alike(measure), []).append(measure)
    for held in list(alike.values())[:_MOST]:
        places = list(dict.fromkeys(measure.where for measure in held))
        told = "、".join(places[:_PLACES])
        yield replace(held[0], where=told if len(places) <= _PLACES else f"{told}等{len(places)}处")
