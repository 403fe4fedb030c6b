"""再次征求意见: who is asked about a later draft. Only units whose duties or opinions lie in what was touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from letters.carrying import moved
from letters.opinions import Opinion
from letters.passage import Passage, steps_to
from registry.routing import Route

WHOLE = "全文"
_DUTY, _OPINION = "职责涉及修改的条款", "所提意见涉及修改的条款"
_GONE, _NEW, _UNSENT = "原任务条款已删除", "修改后新列任务", "前一稿尚未发出"


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit as it was asked about the earlier draft: the clauses of its letter as that draft names them, what it said.

    `is_sent` says that its letter left, `is_answered` that nothing is awaited from it.
    """

    unit: str
    clauses: tuple[str, ...]
    opinions: tuple[Opinion, ...] = ()
    is_sent: bool = True
    is_answered: bool = True


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
    touched = frozenset(step for path in way.touched for step in steps_to(path))
    found: list[Again] = []
    known = {row.unit for row in before.addressees} | {row.unit for row in before.left_out}
    for one in asked:
        known.add(one.unit)
        again = _again(way, touched, one, duties.get(one.unit, ()))
        if again is not None:
            found.append(again)
    for row in now.addressees:
        clauses = _touched(touched, row.clauses)
        if row.unit not in known and clauses:
            found.append(Again(row.unit, clauses, _NEW))
    return found


def kept_clauses(way: Passage, clauses: Iterable[str]) -> tuple[str, ...]:
    """Give the clauses a unit was asked about, those that stand on, as the later draft names them."""
    return tuple(way.paths.get(path, path) for path in clauses if path in way.paths or path == WHOLE)


def _again(way: Passage, touched: Collection[str], one: Asked, duties: Sequence[str]) -> Again | None:
    kept = kept_clauses(way, one.clauses)
    if not one.is_sent:
        return Again(one.unit, tuple(dict.fromkeys((*kept, *duties))), _UNSENT)
    by_duty = _touched(touched, dict.fromkeys((*duties, *kept)))
    by_opinion, is_about_touched = _spoken_of(way, touched, one.opinions)
    is_gone = len(kept) < len(one.clauses)
    reasons = [why for why, is_so in ((_DUTY, by_duty), (_GONE, is_gone), (_OPINION, is_about_touched)) if is_so]
    # The later letter takes the place of the one not answered: it asks about all that one asked about.
    unanswered = () if one.is_answered else kept
    clauses = tuple(dict.fromkeys((*by_duty, *by_opinion, *unanswered)))
    return Again(one.unit, clauses, "；".join(reasons)) if reasons else None


def _spoken_of(way: Passage, touched: Collection[str], opinions: Iterable[Opinion]) -> tuple[list[str], bool]:
    """Give the touched clauses a unit spoke of, and whether anything it said lies in what was touched.

    What was said of the title or an annex lies in no clause, yet its words may have been changed too.
    """
    clauses: list[str] = []
    is_about_touched = False
    for opinion in opinions:
        about = (opinion.clause,) if opinion.clause else opinion.candidates
        now = _touched(touched, kept_clauses(way, about))
        clauses += now
        is_about_touched |= bool(now) or (not opinion.overtaken and moved(opinion, way).overtaken)
    return clauses, is_about_touched


def _touched(touched: Collection[str], paths: Iterable[str]) -> tuple[str, ...]:
    """Give those of these clauses that were touched, or under which one was."""
    return tuple(path for path in paths if path in touched or (path == WHOLE and touched))
