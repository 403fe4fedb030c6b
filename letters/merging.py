"""Many returns to one: every opinion with a stable name, by clause, and how those on one place stand to each other.

A `Merging` grows by returns and touches only what they touch: the opinions they hold, those another return of the
same unit words alike, and the clauses these are on. Whatever the order and in however many steps, the same comes of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from letters.changes import Change, Shape
from letters.clusters import BY_PLACE, Cluster, Gathered, Named, Wish
from letters.combined import combine
from letters.comments_part import Note
from letters.draft import Draft, open_draft
from letters.opinions import Opinion, Return
from letters.place_names import place_path
from registry.words import How, Kind, Stance

__all__ = ["Cluster", "Merged", "Merging", "Named", "SetAside", "merge"]

_ID: Final = 10  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file the merge went on without, why, and what to ask its sender for."""

    file: str
    unit: str | None
    reason: str


@dataclass(frozen=True)
class Merged:
    """What many returns come to. `opinions` stand in the order of the draft."""

    draft: Draft
    opinions: tuple[Named, ...]
    clusters: tuple[Cluster, ...]
    no_comment: tuple[str, ...]  # units
    set_aside: tuple[SetAside, ...]
    _usable: tuple[Return, ...] = field(repr=False)

    @cached_property
    def holders(self) -> frozenset[str]:
        """The units whose opinions these are."""
        return frozenset(item.unit for item in self.opinions)

    @cached_property
    def combined(self) -> bytes:
        """The combined draft, written when it is first asked for."""
        changes, notes = _for_combined(self._usable, self.opinions)
        return combine(self.draft.data, changes, notes)


def merge(draft: bytes, returns: Sequence[Return]) -> Merged:
    """Merge all returns of a round. The order in which they are given makes no difference.

    Raises:
        FileRefused: the draft cannot be read.
    """
    return Merging(open_draft(draft)).with_returns(returns).merged


@dataclass(frozen=True, slots=True)
class _Whole:
    """A return by all it says: what orders returns of one unit under one file name."""

    of: Return

    def __lt__(self, other: _Whole) -> bool:
        return repr(self.of) < repr(other.of)


_Standing = tuple[str, str, _Whole]  # a return's place among all


def _standing(one: Return) -> _Standing:
    return one.unit or "", one.file, _Whole(one)


_Holders = tuple[tuple[_Standing, int], ...]  # opinions that would have one name: in which return, the how-manieth


@dataclass(frozen=True)
class Merging:
    """A round as far as it has come back. Each return added gives a new one; the one before stays as it was."""

    draft: Draft
    _returns: tuple[_Standing, ...] = field(default=(), repr=False)
    _names: Mapping[str, _Holders] = field(default_factory=dict, repr=False)
    _wishes: tuple[Wish, ...] = field(default=(), repr=False)
    _gathered: Mapping[str, Gathered] = field(default_factory=dict, repr=False)

    def with_returns(self, more: Iterable[Return]) -> Merging:
        """Give the round with more returns, in whatever order; one more costs what it touches."""
        ranked = sorted(map(_standing, more))
        names, fresh, gone = _renamed(self.draft.lines, self._names, ranked)
        kept = [wish for wish in self._wishes if wish.named.id not in gone] if gone else self._wishes
        return Merging(
            self.draft,
            tuple(sorted((*self._returns, *ranked))),
            names,
            tuple(sorted((*kept, *fresh), key=BY_PLACE)),
            _gathered(self.draft, self._gathered, fresh, gone),
        )

    @cached_property
    def merged(self) -> Merged:
        """What has come back so far."""
        returns = [whole.of for _, _, whole in self._returns]
        usable = tuple(one for one in returns if one.usable)
        in_order = sorted(self._gathered.values(), key=lambda gathered: gathered.wishes[0].order)
        return Merged(
            self.draft,
            tuple(wish.named for wish in self._wishes),
            tuple(gathered.cluster for gathered in in_order),
            tuple(dict.fromkeys(holder(one) for one in usable if one.stance is Stance.NO_COMMENT)),
            tuple(SetAside(one.file, one.unit, one.error or "无法使用") for one in returns if not one.usable),
            usable,
        )


def _renamed(
    lines: Sequence[str], names: Mapping[str, _Holders], ranked: Sequence[_Standing]
) -> tuple[Mapping[str, _Holders], list[Wish], frozenset[str]]:
    """Name the opinions of more returns; give all names, the wishes that are new and the ids that are no more.

    A return that stands before another of its unit may take the bare name of the same words there.
    """
    added: dict[str, list[tuple[_Standing, int]]] = defaultdict(list)
    for standing in ranked:
        one = standing[-1].of
        for n, opinion in enumerate(one.opinions if one.usable else ()):
            added[opinion_id(holder(one), opinion)].append((standing, n))
    changed = dict(names)
    fresh: list[Wish] = []
    gone: set[str] = set()
    for name, holders in added.items():
        before = names.get(name, ())
        changed[name] = after = tuple(sorted((*before, *holders)))
        old, now = ({one.id: one for one in _numbered(name, of)} for of in (before, after))
        fresh += [Wish.of(one, lines) for one in now.values() if old.get(one.id) != one]
        gone.update(one.id for one in old.values() if now.get(one.id) != one)
    return changed, fresh, frozenset(gone)


def _numbered(name: str, holders: _Holders) -> Iterator[Named]:
    """Give opinions that would have one name theirs: the first the bare one, others a number behind."""
    for n, ((_, _, whole), which) in enumerate(holders, start=1):
        one = whole.of
        yield Named(name if n == 1 else f"{name}-{n}", holder(one), one.file, one.opinions[which])


def _gathered(
    draft: Draft, gathered: Mapping[str, Gathered], fresh: Iterable[Wish], gone: frozenset[str]
) -> Mapping[str, Gathered]:
    """Gather wishes with those at their places; what lost its name got another at the same place."""
    touched: dict[str, list[Wish]] = defaultdict(list)
    for wish in fresh:
        touched[place_path(draft, wish.named.opinion)].append(wish)
    changed = {
        at: gathered.get(at, Gathered.on(at if at in draft.by_path else None, at)).with_wishes(wishes, gone)
        for at, wishes in touched.items()
    }
    return {**gathered, **changed}


def holder(of: Return) -> str:
    """Say whose return it is: the unit, or the file where nothing tells the unit."""
    return of.unit or of.file


def opinion_id(unit: str, opinion: Opinion) -> str:
    """Name an opinion by what it is: unit, place and words. Adding a return never renames others.

    One that was said of an earlier version of the draft keeps the name it had there.
    """
    if opinion.id:
        return opinion.id
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


def _for_combined(
    returns: Sequence[Return], named: Sequence[Named]
) -> tuple[Mapping[str, Sequence[Change]], list[Note]]:
    """Give each unit's changes, none overlapping another of its own, and a comment for all that is not a change."""
    changes: dict[str, _Made] = defaultdict(_Made)
    dates: dict[tuple[str, str], str] = {}
    for one in returns:
        dates[holder(one), one.file] = one.date
        made = changes[holder(one)]
        made.add([_dated(change, one.date) for change in one.changes if not made.clashes(change)])
    whole = {(holder(one), one.file) for one in returns if one.changes}
    notes: list[Note] = []
    for item in named:
        opinion = item.opinion
        written = (item.unit, item.file) in whole and opinion.how in {How.REVISION, How.EDITED}
        if not written and opinion.changes and not any(map(changes[item.unit].clashes, opinion.changes)):
            changes[item.unit].add([_dated(change, dates[item.unit, item.file]) for change in opinion.changes])
            written = True
        note = _note(item, dates[item.unit, item.file], written=written)
        if note is not None:
            notes.append(note)
    return {unit: made.in_order() for unit, made in changes.items()}, notes


class _Made:
    """The changes of one unit, by line."""

    def __init__(self) -> None:
        self._by_line: dict[int, list[Change]] = defaultdict(list)

    def clashes(self, change: Change) -> bool:
        return clashes(change, self._by_line.get(change.line, ()))

    def add(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._by_line[change.line].append(change)

    def in_order(self) -> list[Change]:
        return sorted(
            (c for of_line in self._by_line.values() for c in of_line), key=lambda c: (c.line, c.start, c.end)
        )


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
