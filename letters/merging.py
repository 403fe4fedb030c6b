"""Many returns to one: every opinion with a stable name, by clause, and how those on one place stand to each other."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from letters.changes import Change, Shape
from letters.combined import combine
from letters.comments_part import Note
from letters.draft import Draft, open_draft
from letters.folding import folded_words
from letters.opinions import Opinion, Return
from registry.words import How, Kind, Relation, Stance

_ID: Final = 10  # hexadecimal digits
_MOST_COMPARED: Final = 400  # opinions of one clause compared pair by pair


@dataclass(frozen=True, slots=True)
class Named:
    """An opinion with its stable id, the unit that holds it, and the file it stands in."""

    id: str
    unit: str
    file: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Cluster:
    """All opinions on one clause. `same` and `conflict` name pairs; what is in neither stands side by side."""

    clause: str | None
    opinions: tuple[str, ...]
    relation: Relation
    same: tuple[tuple[str, str], ...] = ()
    conflict: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the cluster in the shape of `huiban merge-files --json`."""
        return {
            "clause": self.clause,
            "opinions": list(self.opinions),
            "relation": self.relation.value,
            "same": [list(pair) for pair in self.same],
            "conflict": [list(pair) for pair in self.conflict],
        }


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file the merge went on without, why, and what to ask its sender for."""

    file: str
    unit: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What many returns come to. `opinions` stand in the order of the draft."""

    draft: Draft
    opinions: tuple[Named, ...]
    clusters: tuple[Cluster, ...]
    combined: bytes
    no_comment: tuple[str, ...]  # units
    set_aside: tuple[SetAside, ...]


def merge(draft: bytes, returns: Sequence[Return], draft_name: str = "征求意见稿") -> Merged:
    """Merge all returns of a round. The order in which they are given makes no difference.

    Raises:
        FileRefused: the draft cannot be read.
    """
    paper = open_draft(draft, draft_name)
    ordered = sorted(returns, key=lambda r: (r.unit or "", r.file))
    usable = [r for r in ordered if r.usable]
    named = _in_draft_order(paper, name_opinions(usable))
    changes, notes = _for_combined(usable, named)
    return Merged(
        paper,
        named,
        clusters_of(named),
        combine(paper.data, changes, notes),
        tuple(dict.fromkeys(holder(r) for r in usable if r.stance is Stance.NO_COMMENT)),
        tuple(SetAside(r.file, r.unit, r.error or "无法使用") for r in ordered if not r.usable),
    )


def holder(of: Return) -> str:
    """Say whose return it is: the unit, or the file where nothing tells the unit."""
    return of.unit or of.file


def opinion_id(unit: str, opinion: Opinion) -> str:
    """Name an opinion by what it is: unit, place and words. Adding a return never renames others."""
    text = "\n".join(
        (unit, opinion.clause or "", opinion.kind.value, opinion.original or "", opinion.proposed or "", opinion.place)
    )
    return f"Y{hashlib.sha256(text.encode()).hexdigest()[:_ID]}"


def name_opinions(returns: Iterable[Return]) -> list[Named]:
    """Name every opinion of these returns; one said twice by a unit in the same words gets a number behind."""
    named: list[Named] = []
    used: Counter[str] = Counter()
    for one in returns:
        for opinion in one.opinions:
            name = opinion_id(holder(one), opinion)
            used[name] += 1
            if used[name] > 1:
                name = f"{name}-{used[name]}"
            named.append(Named(name, holder(one), one.file, opinion))
    return named


def firsts_of_same(merged: Merged) -> dict[str, str]:
    """Lead every opinion to the first one that asks for the same, by any chain of pairs."""
    leads = {item.id: item.id for item in merged.opinions}

    def first(one: str) -> str:
        while leads[one] != one:
            one = leads[one]
        return one

    order = {item.id: n for n, item in enumerate(merged.opinions)}
    for cluster in merged.clusters:
        for pair in cluster.same:
            low, high = sorted((first(one) for one in pair), key=order.__getitem__)
            leads[high] = low
    return {one: first(one) for one in leads}


def _in_draft_order(draft: Draft, named: Iterable[Named]) -> tuple[Named, ...]:
    far = len(draft.lines)
    return tuple(
        sorted(named, key=lambda n: (n.opinion.line if n.opinion.line >= 0 else far, n.opinion.start, n.unit, n.id))
    )


def clusters_of(named: Sequence[Named]) -> tuple[Cluster, ...]:
    """Gather opinions by clause, in the order of the draft, and say how they stand to each other."""
    by_clause: dict[str | None, list[Named]] = defaultdict(list)
    for one in named:
        by_clause[one.opinion.clause].append(one)
    return tuple(_cluster(clause, members) for clause, members in by_clause.items())


def _cluster(clause: str | None, members: Sequence[Named]) -> Cluster:
    same: list[tuple[str, str]] = []
    conflict: list[tuple[str, str]] = []
    pairs = combinations(members[:_MOST_COMPARED], 2) if clause is not None else ()
    for one, other in pairs:
        found = relation_of(one, other)
        if found is Relation.SAME:
            same.append((one.id, other.id))
        elif found is Relation.CONFLICT:
            conflict.append((one.id, other.id))
    relation = Relation.COMPATIBLE
    if conflict:
        relation = Relation.CONFLICT
    elif same and len(same) == len(members) * (len(members) - 1) // 2:
        relation = Relation.SAME
    return Cluster(clause, tuple(m.id for m in members), relation, tuple(same), tuple(conflict))


def relation_of(one: Named, other: Named) -> Relation:
    """Say how two opinions on one clause stand to each other.

    Same: they ask for the same. Conflict: different units want different things of the same words, one strikes what
    the other rewrites, or they name two figures for one target. Else both can stand.
    """
    a, b = one.opinion, other.opinion
    if a.kind is b.kind and _asked(a) == _asked(b) and (_target(a) == _target(b) or _overlap(a, b)):
        return Relation.SAME
    if one.unit == other.unit or Kind.GENERAL in {a.kind, b.kind} or Kind.MERGE in {a.kind, b.kind}:
        return Relation.COMPATIBLE
    if Kind.DUTY in {a.kind, b.kind} and not (a.changes and b.changes):
        return Relation.COMPATIBLE
    return Relation.CONFLICT if _overlap(a, b) else Relation.COMPATIBLE


def _asked(opinion: Opinion) -> str:
    return folded_words(opinion.proposed or "")


def _target(opinion: Opinion) -> str:
    return folded_words(opinion.original or "")


def _overlap(a: Opinion, b: Opinion) -> bool:
    """Whether two opinions want to change the same characters; one figure counts as one target."""
    if Kind.INSERT in {a.kind, b.kind}:
        return False
    ours, theirs = _spans(a), _spans(b)
    return any(
        line == other_line and start < other_end and other_start < end
        for line, start, end in ours
        for other_line, other_start, other_end in theirs
    )


def _spans(opinion: Opinion) -> list[tuple[int, int, int]]:
    """Give the characters an opinion changes, or those it quotes where it changes none."""
    exact = [(c.line, c.start, max(c.end, c.start + 1)) for c in opinion.changes if c.shape is not Shape.LINES_IN]
    return exact or ([(opinion.line, opinion.start, opinion.end)] if opinion.line >= 0 and opinion.original else [])


def _for_combined(
    returns: Sequence[Return], named: Sequence[Named]
) -> tuple[Mapping[str, Sequence[Change]], list[Note]]:
    """Give each unit's changes, none overlapping another of its own, and a comment for all that is not a change."""
    changes: dict[str, list[Change]] = defaultdict(list)
    dates: dict[tuple[str, str], str] = {}
    for one in returns:
        dates[holder(one), one.file] = one.date
        changes[holder(one)] += [_dated(c, one.date) for c in one.changes if not clashes(c, changes[holder(one)])]
    whole = {(holder(one), one.file) for one in returns if one.changes}
    notes: list[Note] = []
    for item in named:
        opinion = item.opinion
        written = (item.unit, item.file) in whole and opinion.how in {How.REVISION, How.EDITED}
        if not written and opinion.changes and not any(clashes(c, changes[item.unit]) for c in opinion.changes):
            changes[item.unit] += [_dated(change, dates[item.unit, item.file]) for change in opinion.changes]
            written = True
        note = _note(item, dates[item.unit, item.file], written=written)
        if note is not None:
            notes.append(note)
    return {unit: _in_order(made) for unit, made in changes.items()}, notes


def _dated(change: Change, date: str) -> Change:
    """Sign a change that bears no date with that of its return."""
    return change if change.date or not date else replace(change, date=date)


def _note(item: Named, received: str, *, written: bool) -> Note | None:
    opinion = item.opinion
    if written:
        text = f"理由：{opinion.reason}" if opinion.reason else ""
    else:
        proposed = opinion.proposed or opinion.kind.label
        words = proposed if opinion.kind is Kind.GENERAL else f"{opinion.kind.label}：{proposed}"
        text = f"{words}\n理由：{opinion.reason}" if opinion.reason else words
    if not text:
        return None
    date = next((change.date for change in opinion.changes if change.date), received)
    return Note(item.unit, max(opinion.line, 0), text, max(opinion.start, 0), max(opinion.end, 0), date)


def clashes(change: Change, made: Sequence[Change]) -> bool:
    """Whether a change touches characters that one of those `made` changes already; the same again is no second one."""
    if change.shape is Shape.LINES_IN:
        added = ((other.line, other.new) for other in made if other.shape is Shape.LINES_IN)
        return (change.line, change.new) in added
    return any(
        other.line == change.line
        and other.shape is not Shape.LINES_IN
        and (
            Shape.LINE_OUT in {other.shape, change.shape}
            or (other.start < change.end and change.start < other.end)
            or (other.start, other.end) == (change.start, change.end)
        )
        for other in made
    )


def _in_order(changes: Sequence[Change]) -> list[Change]:
    return sorted(changes, key=lambda c: (c.line, c.start, c.end))
