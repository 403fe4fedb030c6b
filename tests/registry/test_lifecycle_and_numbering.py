"""Permitted moves and numbers."""

from itertools import pairwise

import pytest

from registry.errors import NotPermitted, SettingFault
from registry.lifecycle import (
    PAPER_MOVES,
    REQUEST_MOVES,
    PaperState,
    RequestState,
    check_paper_move,
    check_request_move,
)
from registry.numbering import DOCUMENT_NUMBER, RegisterNumbering, document_number


def test_a_paper_goes_its_way_in_order() -> None:
    way = [state for state in PaperState if state not in {PaperState.ENTRY_ONLY, PaperState.VOID}]
    for now, to in pairwise(way):
        check_paper_move("2024-0134", now, to)


def test_a_paper_cannot_skip_its_endorsement() -> None:
    with pytest.raises(NotPermitted, match="2024-0134现为“已拟办”"):
        check_paper_move("2024-0134", PaperState.PROPOSED, PaperState.SOLICITING)


def test_a_concluded_or_void_paper_moves_no_more() -> None:
    assert not PAPER_MOVES[PaperState.CONCLUDED]
    assert not PAPER_MOVES[PaperState.VOID]


def test_every_state_stands_in_the_table_of_moves() -> None:
    assert set(PAPER_MOVES) == set(PaperState)
    assert set(REQUEST_MOVES) == set(RequestState)


def test_a_unit_whose_letter_was_refused_is_never_deemed_to_agree() -> None:
    with pytest.raises(NotPermitted):
        check_request_move("市档案局", RequestState.UNDELIVERED, RequestState.DEEMED)


def test_no_comment_silent_and_deemed_are_three_states() -> None:
    settled = {state for state in RequestState if state.is_settled}
    assert RequestState.NO_COMMENT in settled
    assert RequestState.DEEMED in settled
    assert RequestState.SILENT not in settled


def test_the_register_number_follows_the_offices_form() -> None:
    assert RegisterNumbering().write(2024, 134) == "2024-0134"
    assert RegisterNumbering("办{year}第{number}号").write(2024, 7) == "办2024第7号"


@pytest.mark.parametrize("template", ["{year}", "{number}", "{year}{n}", "{year", "固定"])
def test_a_form_without_year_and_number_is_refused(template: str) -> None:
    with pytest.raises(SettingFault):
        RegisterNumbering(template)


def test_a_document_number_has_the_standards_form() -> None:
    assert DOCUMENT_NUMBER.match(document_number("云数函", 2026, 7))
    assert not DOCUMENT_NUMBER.match("云数函[2026]07号")
