"""批阅领导: who reads a paper on a day, by the office's dated ladder."""

from datetime import date

from registry.readers import Reader, has_left, readers

JULY = date(2026, 7, 1)
MAYOR = Reader("王一", "市长")
LEFT = Reader("李二", "副市长", valid_to=date(2026, 6, 30))
COMES = Reader("赵三", "副市长", valid_from=date(2026, 7, 1))
SCHOOLS = Reader("钱四", "副市长", reads=("教育局", "市场监管局"))


def names(day: date, *units: str) -> list[str]:
    return [reader.name for reader in readers((MAYOR, LEFT, COMES, SCHOOLS), day, units)]


def test_who_left_in_june_does_not_read_in_july_and_who_came_does() -> None:
    assert names(date(2026, 6, 30)) == ["王一", "李二"]
    assert names(JULY) == ["王一", "赵三"]


def test_who_is_in_charge_of_some_units_reads_only_what_concerns_them_under_any_of_their_names() -> None:
    assert names(JULY, "河阳市教育局") == ["王一", "赵三", "钱四"]
    assert names(JULY, "河阳市市场监督管理局") == ["王一", "赵三", "钱四"]
    assert names(JULY, "河阳市财政局") == ["王一", "赵三"]


def test_the_order_is_the_ladders_and_one_person_with_two_terms_reads_once() -> None:
    again = Reader("李二", "市长", valid_from=JULY)
    assert [(row.name, row.title) for row in readers((again, MAYOR, LEFT), JULY, ())] == [
        ("李二", "市长"),
        ("王一", "市长"),
    ]
    assert [row.title for row in readers((LEFT, again, again), JULY, ())] == ["市长"]


def test_who_has_no_term_today_has_left_and_who_never_stood_there_has_not() -> None:
    assert has_left((MAYOR, LEFT), "李二", JULY)
    assert not has_left((LEFT, Reader("李二", "市长", valid_from=JULY)), "李二", JULY)
    assert not has_left((MAYOR, LEFT), "王一", JULY)
    assert not has_left((MAYOR, LEFT), "孙五", JULY)
