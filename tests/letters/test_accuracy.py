"""Our own made-up papers are read without a fault, and the real ones as well as docs/accuracy.md says."""

import pytest

from benchmarks.accuracy.__main__ import CORPUS, OWN
from benchmarks.accuracy.drafts import score_drafts
from benchmarks.accuracy.letters import score_letters
from benchmarks.returns_accuracy import score_returns

LEAST = 0.94  # of any fact of the real letters; the least of docs/accuracy.md
LEAST_OF_RETURNS = 0.93  # precision and recall of opinions


def test_every_fact_of_our_own_letters_is_read() -> None:
    assert {key: kept.told for key, kept in score_letters(OWN).items() if kept.told} == {}


def test_our_own_drafts_are_read_with_their_units_and_clauses() -> None:
    assert {key: kept.told for key, kept in score_drafts(OWN).items() if kept.told} == {}


@pytest.mark.seeds
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real papers are not beside the project")
def test_real_papers_are_read_as_well_as_we_say() -> None:
    letters, drafts = score_letters(CORPUS), score_drafts(CORPUS)
    assert all(kept.share > LEAST for kept in letters.values())
    for certain in ("deadline", "deadline_time", "addressees", "emails", "phones"):
        assert letters[certain].share == 1
    assert drafts["clauses by level"].share == 1


def test_returns_in_prose_are_read_as_well_as_we_say() -> None:
    for kept in score_returns().values():
        assert kept.counts["stance right"] == kept.counts["returns"]
        assert kept.counts["place wrong"] == 0
        assert min(kept.share("right", "said"), kept.share("right", "wanted")) > LEAST_OF_RETURNS
