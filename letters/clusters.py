"""Opinions on one clause and how they stand to each other, kept so that one more is compared with its clause alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from letters.changes import Effect, Shape, effect_of
from letters.folding import folded_words
from letters.lead_wishes import contradict, lead_wish
from letters.opinions import Opinion
from registry.words import Kind, Relation

_STOP: Final = re.compile("[，。；：！？,;]")
_MOST_COMPARED: Final = 400  # opinions of one clause compared pair by pair

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """An opinion with its stable id, the unit that holds it, and the file it stands in."""

    id: str
    unit: str
    file: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Cluster:
    """All opinions on one clause. `same` and `conflict` name pairs; what is in neither stands side by side.

    `at` is the path of the place, which the title, a row of a table, an annex have without being a clause.
    """

    clause: str | None
    opinions: tuple[str, ...]
    relation: Relation
    same: tuple[_Pair, ...] = ()
    conflict: tuple[_Pair, ...] = ()
    at: str = ""

    def as_json(self) -> dict[str, object]:
        """Give the cluster in the shape of `huiban merge-files --json`."""
        return {
            "clause": self.clause,
            "at": self.at or None,
            "opinions": list(self.opinions),
            "relation": self.relation.value,
            "same": [list(pair) for pair in self.same],
            "conflict": [list(pair) for pair in self.conflict],
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """A named opinion with what it is compared by, worked out once. `order` is its place in the draft."""

    named: Named
    order: tuple[bool, int, int, str, str]
    asked: str
    target: str
    spans: tuple[tuple[int, int, int], ...]
    effect: Effect

    @classmethod
    def of(cls, named: Named, lines: Sequence[str]) -> Wish:
        """Work out what an opinion on these lines is compared by; one without a place comes last."""
        one = named.opinion
        return cls(
            named,
            (one.line < 0, one.line, one.start, named.unit, named.id),
            folded_words(one.proposed or ""),
            folded_words(one.original or ""),
            _spans(one),
            () if one.overtaken else effect_of(one.changes, lines),
        )


BY_PLACE: Final = attrgetter("order")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The wishes of one clause in the order of the draft, and the cluster they are."""

    wishes: tuple[Wish, ...]
    cluster: Cluster

    @classmethod
    def on(cls, clause: str | None, at: str) -> Gathered:
        """Begin a clause or another place that nobody has spoken of."""
        return cls((), Cluster(clause, (), Relation.COMPATIBLE, at=at))

    def with_wishes(self, fresh: Iterable[Wish], gone: Collection[str] = ()) -> Gathered:
        """Give what gathers when these come and those with the ids `gone` leave: only new pairs are compared."""
        clause, at = self.cluster.clause, self.cluster.at
        wishes = tuple(sorted((*(w for w in self.wishes if w.named.id not in gone), *fresh), key=BY_PLACE))
        most = _MOST_COMPARED if at else 0  # what is of no sure place is not compared
        compared = wishes[:most]
        known = {wish.named.id for wish in self.wishes[:most]}.difference(gone)
        rank = {wish.named.id: n for n, wish in enumerate(compared)}
        stays = known.intersection(rank)
        all_stay = len(stays) == min(len(self.wishes), most)
        pairs: dict[Relation, list[_Pair]] = {
            relation: [pair for pair in before if all_stay or stays.issuperset(pair)]
            for relation, before in ((Relation.SAME, self.cluster.same), (Relation.CONFLICT, self.cluster.conflict))
        }
        for one, other in _new_pairs(compared, stays):
            found = relation_of(one, other)
            if found in pairs:
                pairs[found].append((one.named.id, other.named.id))
        same, conflict = (_in_order(pairs[relation], rank) for relation in (Relation.SAME, Relation.CONFLICT))
        ids = tuple(wish.named.id for wish in wishes)
        return Gathered(wishes, replace(_cluster(clause, ids, same, conflict), at=at))


def _new_pairs(compared: Sequence[Wish], stays: Collection[str]) -> Iterator[tuple[Wish, Wish]]:
    """Give every pair, the earlier first, of which one at least was not compared before."""
    for n, wish in enumerate(compared):
        if wish.named.id not in stays:
            for m, other in enumerate(compared):
                if m > n:
                    yield wish, other
                elif m < n and other.named.id in stays:
                    yield other, wish


def _in_order(pairs: Sequence[_Pair], rank: Mapping[str, int]) -> tuple[_Pair, ...]:
    """Sort pairs as their opinions stand; one number a pair, for there may be many."""
    keys = [rank[one] * _MOST_COMPARED + rank[other] for one, other in pairs]
    return tuple([pair for _, pair in sorted(zip(keys, pairs, strict=True))])


def _cluster(clause: str | None, ids: tuple[str, ...], same: tuple[_Pair, ...], conflict: tuple[_Pair, ...]) -> Cluster:
    relation = Relation.COMPATIBLE
    if conflict:
        relation = Relation.CONFLICT
    elif same and len(same) == len(ids) * (len(ids) - 1) // 2:
        relation = Relation.SAME
    return Cluster(clause, ids, relation, same, conflict)


def relation_of(one: Wish, other: Wish) -> Relation:
    """Say how two opinions on one clause stand to each other, whichever is named first.

    Same: they ask for the same, be it in other words, so that the draft would read alike. Conflict: different units
    want different things of the same words, one strikes what the other rewrites, they reword one phrase differently,
    they name two figures for one target, or neither will lead. Else both can stand; so can one on words that have been
    changed since, beside whatever is said of the words now.
    """
    a, b = one.named.opinion, other.named.opinion
    if a.overtaken or b.overtaken:
        return Relation.COMPATIBLE
    if a.kind is b.kind and one.asked == other.asked and (one.target == other.target or _overlap(one, other)):
        return Relation.SAME
    if one.effect and one.effect == other.effect:
        return Relation.SAME
    if one.named.unit == other.named.unit or Kind.GENERAL in {a.kind, b.kind} or Kind.MERGE in {a.kind, b.kind}:
        return Relation.COMPATIBLE
    if Kind.DUTY in {a.kind, b.kind} and not (a.changes and b.changes):
        return Relation.CONFLICT if _contest_the_lead(a, b) else Relation.COMPATIBLE
    return Relation.CONFLICT if _overlap(one, other) or _reword_alike(one, other) else Relation.COMPATIBLE


def _contest_the_lead(one: Opinion, other: Opinion) -> bool:
    wishes = [lead_wish(opinion.proposed or "") for opinion in (one, other) if opinion.kind is Kind.DUTY]
    return len(wishes) == len((one, other)) and contradict(*wishes)


def _overlap(one: Wish, other: Wish) -> bool:
    """Whether two opinions want to change the same characters; one figure counts as one target."""
    if Kind.INSERT in {one.named.opinion.kind, other.named.opinion.kind}:
        return False
    return any(
        line == other_line and start < other_end and other_start < end
        for line, start, end in one.spans
        for other_line, other_start, other_end in other.spans
    )


def _reword_alike(one: Wish, other: Wish) -> bool:
    """Whether two opinions reword the same phrase: 开发利用 as 开发利用与安全 and as 开发应用 are not both to be had.

    Words with a stop in them are more than a phrase, of which two units may well change different parts.
    """
    a, b = one.named.opinion, other.named.opinion
    is_one_phrase = one.target == other.target != "" and not _STOP.search(a.original or "")
    return a.kind is b.kind is Kind.REPLACE and is_one_phrase and (a.line, a.start) == (b.line, b.start)


def _spans(opinion: Opinion) -> tuple[tuple[int, int, int], ...]:
    """Give the characters an opinion changes, or those it quotes where it changes none."""
    exact = tuple((c.line, c.start, max(c.end, c.start + 1)) for c in opinion.changes if c.shape is not Shape.LINES_IN)
    if exact:
        return exact
    return ((opinion.line, opinion.start, opinion.end),) if opinion.line >= 0 and opinion.original else ()
