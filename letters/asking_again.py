"""再次征求意见: who is asked about a later draft. Only units whose duties or opinions lie in what was touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from letters.carrying import lies_in
from letters.opinions import Opinion
from letters.passage import Passage
from registry.routing import Route

WHOLE = "全文"
_DUTY, _OPINION = "职责涉及修改的条款", "所提意见涉及修改的条款"
_GONE, _NEW, _UNSENT = "原任务条款已删除", "修改后新列任务", "前一稿尚未发出"


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit as it was asked about the earlier draft: the clauses of its letter, what it said, whether it was sent."""

    unit: str
    clauses: tuple[str, ...]
    opinions: tuple[Opinion, ...] = ()
    is_sent: bool = True


@dataclass(frozen=True, slots=True)
class Again:
    """A unit to be asked about the later draft: the touched clauses that concern it, and why, in Chinese."""

    unit: str
    clauses: tuple[str, ...]
    reason: str


def asked_again(way: Passage, asked: Iterable[Asked], before: Route, now: Route) -> list[Again]:
    """Give the units to be asked, those asked before first, each in the order it was asked.

    Args:
        way: from the earlier draft to the later one.
        asked: the units that were asked about the earlier one.
        before: who the rules say is asked about the earlier draft.
        now: the same of the later one; whoever is new in it and has a touched clause is asked too.

    """
    duties = {row.unit: row.clauses for row in now.addressees}
    found: list[Again] = []
    known = {row.unit for row in before.addressees} | {row.unit for row in before.left_out}
    for one in asked:
        known.add(one.unit)
        again = _again(way, one, duties.get(one.unit, ()))
        if again is not None:
            found.append(again)
    for row in now.addressees:
        clauses = _touched(way.touched, row.clauses)
        if row.unit not in known and clauses:
            found.append(Again(row.unit, clauses, _NEW))
    return found


def _again(way: Passage, one: Asked, duties: Sequence[str]) -> Again | None:
    kept = tuple(way.paths.get(path, path) for path in one.clauses if path in way.paths or path == WHOLE)
    if not one.is_sent:
        return Again(one.unit, tuple(dict.fromkeys((*kept, *duties))), _UNSENT)
    by_duty = _touched(way.touched, dict.fromkeys((*duties, *kept)))
    by_opinion = tuple(
        now
        for opinion in one.opinions
        for path in ((opinion.clause,) if opinion.clause else opinion.candidates)
        if path in way.touched_before or _touched(way.touched_before, (path,))
        for now in (way.paths.get(path, ""),)
    )
    is_gone = any(path not in way.paths and path != WHOLE for path in one.clauses)
    reasons = [why for why, is_so in ((_DUTY, by_duty), (_GONE, is_gone), (_OPINION, by_opinion)) if is_so]
    clauses = tuple(dict.fromkeys((*by_duty, *filter(None, by_opinion))))
    return Again(one.unit, clauses, "；".join(reasons)) if reasons else None


def _touched(touched: Collection[str], paths: Iterable[str]) -> tuple[str, ...]:
    """Give those of these clauses that were touched, or under which one was."""
    return tuple(path for path in paths if (path == WHOLE and touched) or any(lies_in(one, (path,)) for one in touched))
