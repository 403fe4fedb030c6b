"""发文字号 in the chain: reserved at signing, used when the letter leaves, kept in the book when the paper is void."""

from collections.abc import Callable

import pytest

from flows.work import drafting, keeping, mailing, merging, numbers, soliciting
from letters.reading import read_document
from registry import document_numbers as book
from registry import papers
from registry.document_numbers import NumberState
from registry.errors import NotPermitted, SettingFault
from tests.flows.conftest import ASKED, Desk
from tests.flows.steps import conclude, settle_all

Solicited = Callable[[], str]
FIRST, SECOND = "云政办函〔2026〕1号", "云政办函〔2026〕2号"


def given(desk: Desk) -> dict[str, tuple[str, str]]:
    with desk.office.store.reading() as session:
        return {row.written: (row.purpose, row.state) for row in book.book(session)}


def solicit_held(desk: Desk) -> str:
    desk.import_units(*ASKED)
    number = desk.endorsed()
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number), hold=True)
    return number


def test_the_letters_of_a_round_bear_one_number_reserved_when_they_are_signed(desk: Desk) -> None:
    solicit_held(desk)
    assert given(desk) == {FIRST: ("征求意见函", NumberState.RESERVED)}


def test_a_number_is_used_when_the_first_letter_has_left(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    assert given(desk) == {FIRST: ("征求意见函", NumberState.USED)}


def test_a_letter_delivered_by_hand_uses_its_number(desk: Desk) -> None:
    number = solicit_held(desk)
    unit = next(iter(desk.requests(number)))
    soliciting.deliver(desk.office, number, unit, "专人送达")
    assert given(desk)[FIRST][1] == NumberState.USED


def test_a_paper_voided_before_its_letters_left_keeps_its_number_as_void(desk: Desk) -> None:
    number = solicit_held(desk)
    told = keeping.void(desk.office, number, "来文撤回")
    assert f"未发出的{FIRST}作废留号" in told.said
    assert given(desk) == {FIRST: ("征求意见函", NumberState.VOID)}


def test_a_paper_voided_after_its_letters_left_does_not_take_the_number_back(desk: Desk, with_mail: Solicited) -> None:
    keeping.void(desk.office, with_mail(), "来文撤回")
    assert given(desk)[FIRST][1] == NumberState.USED


def test_the_reply_has_a_number_of_its_own_and_keeps_it_when_written_again(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    settle_all(desk, number)
    merging.merge(desk.office, number)
    conclude(desk, number)
    conclude(desk, number)
    mailing.send_outbox(desk.office)
    assert given(desk)[SECOND] == ("复函", NumberState.USED)
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        (reply,) = papers.files(session, paper, "复函")
    assert SECOND in read_document(desk.office.blobs.read(reply.sha256), reply.name).text


def test_an_office_without_an_agencys_word_gives_no_numbers(desk: Desk) -> None:
    desk.setting(agency="")
    solicit_held(desk)
    assert given(desk) == {}


def test_a_number_may_be_taken_for_a_letter_written_elsewhere(desk: Desk) -> None:
    told = numbers.take_number(desk.office, "关于报送材料的函")
    assert f"占用{FIRST}" in told.said
    numbers.use_number(desk.office, FIRST)
    assert given(desk) == {FIRST: ("关于报送材料的函", NumberState.USED)}


def test_a_taken_number_that_is_not_needed_is_void_and_said_so(desk: Desk) -> None:
    numbers.take_number(desk.office, "关于报送材料的函")
    numbers.void_number(desk.office, FIRST, "改为电话报送")
    with pytest.raises(NotPermitted, match="已作废，不能再用"):
        numbers.use_number(desk.office, FIRST)
    assert numbers.list_numbers(desk.office).rows[0][1] == "作废留号"


def test_the_number_of_letters_under_way_is_not_void_by_itself(desk: Desk) -> None:
    number = solicit_held(desk)
    with pytest.raises(NotPermitted, match=f"是收文{number}的征求意见函所用"):
        numbers.void_number(desk.office, FIRST, "写错了")


def test_an_office_begins_its_book_where_the_paper_one_ends(desk: Desk) -> None:
    numbers.start_numbers(desk.office, 38, "此前见纸质字号簿")
    solicit_held(desk)
    assert list(given(desk)) == ["云政办函〔2026〕38号"]


def test_no_agencys_word_no_number(desk: Desk) -> None:
    desk.setting(agency="")
    with pytest.raises(SettingFault, match="没有可用的机关代字"):
        numbers.take_number(desk.office, "关于报送材料的函")
