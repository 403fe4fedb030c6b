"""A round that grows by returns: in whatever order and steps, the same comes of it as of merging all at once."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters import clusters
from letters.changes import Change, Shape
from letters.draft import open_draft
from letters.merging import Merging, merge
from letters.opinions import Opinion, Return
from registry.words import How, Kind, Stance
from tests.letters.sample import DRAFT, LINES

PAPER = open_draft(DRAFT)
CLAUSES = [None, *(start.clause.path for start in PAPER.starts[:3])]
# Few units, files and words: what is alike, said twice or said of the same characters comes often.
UNITS = [None, "云泽市公安局", "云泽市财政局", "市人社局"]
FILES = ["意见.docx", "附件.docx"]


@st.composite
def opinions(draw: st.DrawFn) -> Opinion:
    line = draw(st.integers(-1, 2))
    start = draw(st.integers(0, 3))
    end = start + draw(st.integers(0, 3))
    kind = draw(st.sampled_from([Kind.REPLACE, Kind.DELETE, Kind.INSERT, Kind.GENERAL, Kind.DUTY]))
    new = draw(st.sampled_from(["", "300座", "400座"]))
    exact = line >= 0 and draw(st.booleans())
    return Opinion(
        draw(st.sampled_from(CLAUSES)),
        kind,
        LINES[line][start:end] if line >= 0 else None,
        new or None,
        None,
        How.PROSE,
        None,
        "来函第1段",
        1.0,
        changes=(Change(Shape.TEXT, line, start, end, new),) if exact else (),
        line=line,
        start=start,
        end=end,
    )


@st.composite
def returns(draw: st.DrawFn) -> Return:
    stance = draw(st.sampled_from([Stance.OPINIONS, Stance.OPINIONS, Stance.NO_COMMENT, Stance.UNUSABLE]))
    held = tuple(draw(st.lists(opinions(), max_size=3))) if stance is Stance.OPINIONS else ()
    return Return(
        draw(st.sampled_from(FILES)),
        draw(st.sampled_from(UNITS)),
        stance,
        None,
        usable=stance is not Stance.UNUSABLE,
        opinions=held,
        changes=tuple(change for opinion in held[:1] for change in opinion.changes),
    )


rounds = st.lists(returns(), max_size=6)


@settings(max_examples=150, deadline=None)
@given(rounds, st.randoms(use_true_random=False))
def test_one_return_after_another_in_any_order_comes_to_what_merging_all_at_once_does(
    all_of: list[Return], chance: Random
) -> None:
    at_once = merge(DRAFT, all_of)
    shuffled = list(all_of)
    chance.shuffle(shuffled)
    growing = Merging(PAPER)
    for one in shuffled:
        growing = growing.with_returns([one])
    assert growing.merged == at_once
    assert growing.merged.combined == at_once.combined


@settings(max_examples=100, deadline=None)
@given(rounds, rounds)
def test_returns_in_two_batches_come_to_the_same(first: list[Return], second: list[Return]) -> None:
    assert Merging(PAPER).with_returns(first).with_returns(second).merged == merge(DRAFT, [*first, *second])


@settings(max_examples=60, deadline=None)
@given(rounds, rounds)
def test_the_bound_on_pairs_compared_falls_alike_however_the_round_grew(
    first: list[Return], second: list[Return]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_MOST_COMPARED", 3)
        grown = Merging(PAPER).with_returns(first).with_returns(second).merged
        assert grown.clusters == Merging(PAPER).with_returns([*second, *first]).merged.clusters


@settings(max_examples=60, deadline=None)
@given(rounds, returns())
def test_a_round_stays_as_it_was_when_another_return_makes_a_new_one(before: list[Return], one: Return) -> None:
    growing = Merging(PAPER).with_returns(before)
    told = growing.merged
    growing.with_returns([one])
    assert Merging(PAPER).with_returns(before).merged == growing.merged == told


@settings(max_examples=60, deadline=None)
@given(rounds)
def test_opinions_have_names_of_their_own_and_each_is_in_one_cluster(all_of: list[Return]) -> None:
    made = merge(DRAFT, all_of)
    names = [item.id for item in made.opinions]
    assert len(set(names)) == len(names) == sum(len(one.opinions) for one in all_of if one.usable)
    assert sorted(name for cluster in made.clusters for name in cluster.opinions) == sorted(names)
