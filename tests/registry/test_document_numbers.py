"""发文字号: given once, at signing; voids stay in the book; no gap without a reason (GB/T 9704 7.2.5)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from registry import document_numbers as book
from registry.calendar import SHANGHAI
from registry.document_numbers import NumberState
from registry.errors import NotPermitted
from registry.numbering import AGENCY as WORD
from registry.numbering import DOCUMENT_NUMBER, parts_of_number
from registry.store import Store

AGENCY = "云政办函"
NOW = datetime(2026, 3, 6, 9, tzinfo=SHANGHAI)
NEXT_YEAR = datetime(2027, 1, 4, 9, tzinfo=SHANGHAI)


def take(store: Store, agency: str = AGENCY, now: datetime = NOW, purpose: str = "复函") -> str:
    with store.transaction() as session:
        return book.reserve(session, agency, now, purpose, "承办人").written


def on(store: Store, written: str, act: Callable[..., None], *rest: Any) -> None:
    with store.transaction() as session:
        act(session, book.find(session, written), *rest)


def states(store: Store) -> dict[str, str]:
    with store.reading() as session:
        return {row.written: row.state for row in book.book(session)}


def test_numbers_run_on_within_a_series_and_begin_anew_each_year(store: Store) -> None:
    assert [take(store), take(store), take(store, now=NEXT_YEAR), take(store, agency="云政办纪")] == [
        "云政办函〔2026〕1号",
        "云政办函〔2026〕2号",
        "云政办函〔2027〕1号",
        "云政办纪〔2026〕1号",
    ]


def test_a_number_printed_has_the_form_of_the_standard(store: Store) -> None:
    assert DOCUMENT_NUMBER.match(take(store))


def test_a_void_number_stays_in_the_book_and_is_not_given_again(store: Store) -> None:
    first = take(store)
    on(store, first, book.void, "改用电话答复")
    assert take(store) == "云政办函〔2026〕2号"
    assert states(store) == {"云政办函〔2026〕1号": NumberState.VOID, "云政办函〔2026〕2号": NumberState.RESERVED}


def test_a_number_is_not_void_without_a_reason(store: Store) -> None:
    first = take(store)
    with pytest.raises(NotPermitted, match="须写明理由"):
        on(store, first, book.void, "  ")


def test_a_number_is_void_once_with_its_first_reason(store: Store) -> None:
    first = take(store)
    on(store, first, book.void, "改用电话答复")
    with pytest.raises(NotPermitted, match="此前已作废（改用电话答复）"):
        on(store, first, book.void, "另一个理由")


def test_the_number_of_a_letter_that_went_out_is_never_void(store: Store) -> None:
    first = take(store)
    on(store, first, book.use)
    with pytest.raises(NotPermitted, match="已用于发出的函件"):
        on(store, first, book.void, "不想要了")


def test_a_refused_signing_leaves_no_gap(store: Store) -> None:
    class SigningError(Exception):
        pass

    def refused() -> None:
        with store.transaction() as session:
            book.reserve(session, AGENCY, NOW, "复函", "承办人")
            raise SigningError

    with pytest.raises(SigningError):
        refused()
    assert take(store) == "云政办函〔2026〕1号"


def test_signing_at_once_gives_every_letter_its_own_number(store: Store) -> None:
    with ThreadPoolExecutor(4) as hands:
        given = list(hands.map(lambda _: take(store), range(12)))
    assert sorted(given) == sorted(f"云政办函〔2026〕{n}号" for n in range(1, 13))
    with store.reading() as session:
        assert book.gaps(session) == []


def test_a_book_begun_within_the_year_goes_on_from_the_paper_one(store: Store) -> None:
    with store.transaction() as session:
        book.start(session, AGENCY, 2026, 38, "此前各号见纸质字号簿")
    assert take(store) == "云政办函〔2026〕38号"
    with store.reading() as session:
        assert book.gaps(session) == []


def test_a_series_that_has_begun_here_does_not_begin_again(store: Store) -> None:
    take(store)
    with store.transaction() as session, pytest.raises(NotPermitted, match="已在本系统编过号"):
        book.start(session, AGENCY, 2026, 38, "纸质字号簿")


def test_a_gap_would_be_told(store: Store) -> None:
    with store.transaction() as session:
        for number in (1, 2, 4):
            session.add(
                book.GivenNumber(agency=AGENCY, year=2026, number=number, purpose="复函", at=NOW, actor="承办人")
            )
    with store.reading() as session:
        assert book.gaps(session) == ["云政办函〔2026〕3号"]


@pytest.mark.parametrize(
    "written", ["云政办函〔2026〕7号", "云政办函[2026]7号", "云政办函（2026） 7 号", "云政办函【2026】7号"]
)
def test_a_number_is_found_however_the_keyboard_writes_its_brackets(written: str) -> None:
    assert parts_of_number(written) == (AGENCY, 2026, 7)


@pytest.mark.parametrize("written", ["", "云政办函", "云政办函〔2026〕07号", "〔2026〕7号", "云政办函〔26〕7号"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NotPermitted, match="不是发文字号的写法"):
        parts_of_number(written)


@pytest.mark.parametrize("first", [0, -1, 1_000_000, 10**30])
def test_a_series_begins_at_a_number_offices_have(store: Store, first: int) -> None:
    with store.transaction() as session, pytest.raises(NotPermitted, match="1至999999"):
        book.start(session, AGENCY, 2026, first, "纸质字号簿")


def test_a_series_at_its_end_gives_no_more(store: Store) -> None:
    with store.transaction() as session:
        book.start(session, AGENCY, 2026, 999_999, "纸质字号簿")
    take(store)
    with pytest.raises(NotPermitted, match="不能再编"):
        take(store)


def test_a_number_no_series_has_is_refused() -> None:
    with pytest.raises(NotPermitted, match="不是发文字号的写法"):
        parts_of_number(f"{AGENCY}〔2026〕{'9' * 20}号")


def test_a_year_no_book_has_is_empty(store: Store) -> None:
    take(store)
    with store.reading() as session:
        assert book.book(session, 10**30) == []


@pytest.mark.parametrize(
    ("word", "is_one"), [("云政办函", True), ("云\u202e令", False), ("云\x07令", False), ("云😀", False)]
)
def test_an_agencys_word_has_no_sign_that_cannot_be_seen(word: str, *, is_one: bool) -> None:
    assert bool(WORD.fullmatch(word)) is is_one
