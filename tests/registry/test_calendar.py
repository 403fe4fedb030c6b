"""Working days: make-up days, half days, the office's own days, years not announced."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.calendar import SHANGHAI, Calendar, SetDay, Worked
from registry.deadlines import due_moment, inner_due, parse_phrase

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
EXCEPTIONS = st.dictionaries(DAYS, st.builds(SetDay, st.sampled_from(list(Worked))), max_size=20)
FRIDAY = date(2026, 3, 13)


def own(worked: Worked, reason: str = "") -> Calendar:
    return Calendar(exceptions={FRIDAY: SetDay(worked, reason)})


def told(words: str, received: str, calendar: Calendar) -> tuple[str, str]:
    moment = datetime.fromisoformat(received).replace(tzinfo=SHANGHAI)
    due = due_moment(parse_phrase(words, moment.date()), moment, calendar)
    return f"{due.at:%Y-%m-%dT%H:%M}", due.why


@given(DAYS, st.integers(1, 60), EXCEPTIONS)
def test_working_days_added_and_taken_off_come_back(day: date, count: int, exceptions: dict[date, SetDay]) -> None:
    calendar = Calendar(exceptions=exceptions)
    later = calendar.add_working_days(day, count)
    assert calendar.is_working_day(later)
    assert calendar.add_working_days(later, -(count - 1)) == calendar.add_working_days(day, 1)
    start = calendar.add_working_days(day, -1)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@given(DAYS, DAYS, st.integers(1, 40), EXCEPTIONS)
def test_a_later_start_never_ends_earlier(a: date, b: date, count: int, exceptions: dict[date, SetDay]) -> None:
    calendar = Calendar(exceptions=exceptions)
    assert calendar.add_working_days(min(a, b), count) <= calendar.add_working_days(max(a, b), count)
    assert calendar.add_working_days(a, count) < calendar.add_working_days(a, count + 1)


@given(DAYS, st.integers(0, 1439), st.integers(0, 2000), EXCEPTIONS)
def test_office_time_added_is_office_time_passed(
    day: date, minute: int, amount: int, exceptions: dict[date, SetDay]
) -> None:
    calendar = Calendar(exceptions=exceptions)
    moment = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=SHANGHAI)
    later = calendar.add_working_time(moment, timedelta(minutes=amount))
    assert calendar.is_office_time(later)
    assert calendar.working_time_between(moment, later) == timedelta(minutes=amount)


def test_a_half_day_closes_at_noon() -> None:
    calendar = own(Worked.MORNING, "下午放假")
    assert calendar.is_working_day(FRIDAY)
    assert calendar.closing(FRIDAY) == time(12)
    assert not calendar.is_office_time(datetime(2026, 3, 13, 15, tzinfo=SHANGHAI))
    assert told("3月13日下班前", "2026-03-09T10:00", calendar)[0] == "2026-03-13T12:00"
    assert own(Worked.AFTERNOON).spans_on(FRIDAY) == ((time(14, 30), time(17, 30)),)


def test_a_day_the_office_rests_is_not_counted_and_the_reason_is_told() -> None:
    at, why = told("5个工作日内", "2026-03-09T10:00", own(Worked.REST, "本单位搬迁"))
    assert at.startswith("2026-03-17")
    assert "3月13日（本单位搬迁）" in why


def test_every_step_of_a_count_is_told() -> None:
    at, why = told("10个工作日内", "2026-09-25T10:00", Calendar())
    assert at.startswith("2026-10-15")
    for words in (
        "收到之日2026年9月25日（星期五）不计入",
        "国庆节放假",
        "10月10日（国庆节调休上班）计入",
        "第10个工作日",
    ):
        assert words in why


def test_a_count_from_the_issue_runs_from_the_papers_own_date() -> None:
    received = datetime(2026, 3, 10, 9, tzinfo=SHANGHAI)
    due = due_moment(parse_phrase("自发布之日起5日内", date(2026, 3, 6)), received, Calendar())
    assert due.at.date() == date(2026, 3, 11)
    assert "发文之日2026年3月6日" in due.why


def test_a_deadline_on_a_rest_day_tells_the_last_working_moment() -> None:
    assert "此前最后一个工作时刻为2026年3月13日（星期五）下班" in told("3月15日前", "2026-03-09T10:00", Calendar())[1]


def test_hours_run_day_and_night_and_half_a_working_day_in_office_hours() -> None:
    assert told("48小时内", "2026-03-13T16:30", Calendar())[0] == "2026-03-15T16:30"
    assert told("半个工作日内", "2026-03-13T16:30", Calendar())[0] == "2026-03-16T11:00"


def test_a_month_ends_on_its_day_or_the_months_last() -> None:
    assert told("一个月内", "2026-01-31T09:00", Calendar())[0].startswith("2026-02-28")


@pytest.mark.parametrize(("words", "day"), [("3月13日（含）前", "2026-03-13"), ("3月13日（不含）前", "2026-03-12")])
def test_a_letter_that_says_whether_the_day_counts_goes_before_the_setting(words: str, day: str) -> None:
    assert told(words, "2026-03-09T10:00", Calendar())[0].startswith(day)


def test_a_year_whose_notice_the_office_entered_is_provisional_no_more() -> None:
    received = datetime(2099, 3, 2, 9, tzinfo=SHANGHAI)
    phrase = parse_phrase("3日内")
    assert due_moment(phrase, received, Calendar()).provisional
    entered = Calendar(announced=frozenset({2099}))
    assert not due_moment(phrase, received, entered).provisional
    assert entered.version != Calendar().version


@given(DAYS, st.integers(0, 1439), st.integers(0, 40), EXCEPTIONS)
def test_the_inner_deadline_is_office_time_and_leaves_the_merging_hours(
    day: date, minute: int, hours: int, exceptions: dict[date, SetDay]
) -> None:
    calendar = Calendar(exceptions=exceptions)
    words = f"{day} {minute // 60:02}:{minute % 60:02}前"
    due = due_moment(parse_phrase(words), datetime(2024, 1, 2, tzinfo=SHANGHAI), calendar)
    inner = inner_due(due, timedelta(hours=hours), calendar, merge_on_rest_days=False)
    assert inner.at <= due.at
    assert calendar.is_working_day(inner.at.date())
    assert calendar.working_time_between(inner.at, due.at) >= timedelta(hours=hours)


def test_midnight_belongs_to_the_day_it_ends() -> None:
    received = datetime(2024, 1, 24, 10, tzinfo=SHANGHAI)
    due = due_moment(parse_phrase("1月28日24:00前", received.date()), received, Calendar())
    inner = inner_due(due, timedelta(hours=4), Calendar())
    assert inner.at == datetime(2024, 1, 26, 17, 30, tzinfo=SHANGHAI)
    assert "1月28日" in inner.reason
