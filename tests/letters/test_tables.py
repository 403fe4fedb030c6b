"""Columns of a table on paper share its width by what they hold."""

from hypothesis import given
from hypothesis import strategies as st

from letters.tables import shared_widths

LEAST = (2, 4, 4)
_rows = st.lists(st.tuples(*[st.text(alphabet="甲乙a1 ", max_size=60)] * 3), max_size=6)


@given(_rows, st.integers(10, 80))
def test_columns_fill_the_row_and_none_is_narrower_than_its_least(rows: list[tuple[str, ...]], room: int) -> None:
    widths = shared_widths(rows, LEAST, room)
    assert all(width >= least for width, least in zip(widths, LEAST, strict=True))
    asking = [any(row[n] for row in rows) for n in range(3)]
    assert sum(widths) <= room + 1e-6
    if any(asking):
        assert abs(sum(widths) - room) < 1e-6 or sum(widths) == sum(LEAST)


def test_of_two_columns_the_one_with_longer_words_gets_more_and_an_empty_one_its_least() -> None:
    empty, short, long = shared_widths([("", "短" * 10, "长" * 30)], LEAST, 42)
    assert (empty, short, long) == (2, 10, 30)
    assert shared_widths([("", "短", "长" * 300)], LEAST, 42) == [2, 4, 36]


def test_one_long_cell_counts_for_more_than_many_short_ones() -> None:
    rows = [("1", "短短短短短", "") for _ in range(6)] + [("1", "短", "长" * 30)]
    _, short, long = shared_widths(rows, LEAST, 42)
    assert long > 2 * short


def test_latin_letters_and_figures_need_half_the_room_of_a_chinese_sign() -> None:
    _, latin, chinese = shared_widths([("", "a" * 40, "长" * 20)], LEAST, 42)
    assert latin == chinese
