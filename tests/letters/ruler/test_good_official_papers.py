"""Papers in the general format, sealed and not, by one agency and by three, are right in their file and on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letters.official import compose_official
from letters.ruler import Kind, measure
from letters.seal_picture import read_seal
from tests.letters.test_official import PAPER, THREE
from tests.letters.test_signing import round_seal

SEAL = read_seal(round_seal())
BODY = "\n".join(f"第{number}项工作请认真落实。" for number in range(22))
PAPERS = {
    "不盖章": PAPER,
    "盖章": replace(PAPER, body=BODY, seals=(SEAL,)),
    "联合行文盖章": replace(PAPER, marks=THREE, seals=(SEAL,) * 3, body="请认真落实。"),
}


@pytest.mark.office
@pytest.mark.xdist_group("soffice")
@pytest.mark.parametrize("name", PAPERS)
def test_an_official_paper_of_ours_is_right(soffice: str, name: str) -> None:
    measured = measure(compose_official(PAPERS[name]))
    assert [one.message for one in measured.findings if one.strength.fails] == []
    assert measured.kind is Kind.GENERAL
    sealed = {one.message for one in measured.right if one.element == "印章"}
    assert bool(sealed) == (name != "不盖章")
