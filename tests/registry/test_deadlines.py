"""Deadlines as an office counts them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.calendar import SHANGHAI, Calendar, OfficeHours
from registry.deadlines import Rule, due_moment, find_phrases, inner_due, parse_phrase
from registry.errors import PhraseUnclear, SettingFault

CALENDAR = Calendar()
RECEIVED = datetime(2024, 1, 24, 10, tzinfo=SHANGHAI)
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def due(words: str, received: datetime = RECEIVED) -> datetime:
    return due_moment(parse_phrase(words, received.date()), received, CALENDAR).at


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("1月28日前", "2024-01-28T23:59:59"),
        ("1月26日下午下班前", "2024-01-26T17:30:00"),
        ("１月２６日 下班前", "2024-01-26T17:30:00"),
        ("二〇二四年二月五日前", "2024-02-05T23:59:59"),
        ("2月底前", "2024-02-29T23:59:59"),
        ("本月底前", "2024-01-31T23:59:59"),
        ("7个工作日内", "2024-02-02T23:59:59"),
        ("收到之日起三个工作日内", "2024-01-29T23:59:59"),
        ("自发布之日起30日内", "2024-02-23T23:59:59"),
        ("一个月内", "2024-02-24T23:59:59"),
        ("本周五下班前", "2024-01-26T17:30:00"),
        ("下周三上午", "2024-01-31T12:00:00"),
        ("次日下班前", "2024-01-25T17:30:00"),
        ("1月28日上午12时前", "2024-01-28T12:00:00"),
        ("1月28日下午5点前", "2024-01-28T17:00:00"),
        ("1月28日24:00前", "2024-01-29T00:00:00"),
        ("1月24日至1月30日", "2024-01-30T23:59:59"),
        ("2024-01-28", "2024-01-28T23:59:59"),
    ],
)
def test_every_usual_phrasing_fixes_its_moment(words: str, moment: str) -> None:
    assert due(words).isoformat() == f"{moment}+08:00"


def test_a_year_left_out_is_the_letters_own_or_the_next_at_the_turn_of_the_year() -> None:
    assert parse_phrase("3月1日前", date(2024, 1, 24)).on == date(2024, 3, 1)
    assert parse_phrase("1月5日前", date(2023, 12, 28)).on == date(2024, 1, 5)


def test_the_year_of_a_ranges_start_holds_for_its_end() -> None:
    [found] = find_phrases("公示期为2015年9月7日至9月11日", date(2024, 1, 1))
    assert found.phrase.on == date(2015, 9, 11)


def test_working_days_count_from_the_day_after_receipt() -> None:
    friday = datetime(2024, 1, 26, 9, tzinfo=SHANGHAI)
    assert due("1个工作日内", friday).date() == date(2024, 1, 29)


def test_a_make_up_saturday_is_a_working_day() -> None:
    assert CALENDAR.is_working_day(date(2024, 2, 4))  # a Sunday worked for the Spring Festival
    assert not CALENDAR.is_working_day(date(2024, 2, 12))


def test_the_office_may_set_that_before_a_day_excludes_it() -> None:
    phrase = parse_phrase("1月28日前", date(2024, 1, 24))
    assert due_moment(phrase, RECEIVED, CALENDAR, counts_day=False).at.date() == date(2024, 1, 27)


def test_a_year_not_yet_announced_gives_a_provisional_date_not_an_error() -> None:
    moment = due_moment(parse_phrase("2099年5月8日前", None), RECEIVED, CALENDAR)
    assert moment.provisional
    assert "尚未公布" in moment.why


@pytest.mark.parametrize("words", ["2月30日前", "13月1日前", "很快", "", "尽快反馈", "25:00前"])
def test_a_date_that_cannot_be_is_refused_in_words(words: str) -> None:
    with pytest.raises(PhraseUnclear, match="请"):
        parse_phrase(words, date(2024, 1, 24))


def test_a_meeting_date_in_running_text_is_no_deadline() -> None:
    found = find_phrases("定于2024年3月5日召开座谈会，请于2月20日下班前报送意见", date(2024, 1, 24))
    assert [item.phrase.text for item in found] == ["2月20日下班前"]
    assert found[0].phrase.rule is Rule.DATE


def test_found_phrases_give_the_exact_characters() -> None:
    text = "提出修改意见，于 1月28日前 以正式文件反馈"
    [found] = find_phrases(text, date(2024, 1, 24))
    assert text[found.start : found.end] == found.phrase.text == "1月28日前"


def test_a_deadline_on_a_sunday_gives_units_until_the_last_working_moment_before_it() -> None:
    outer = due_moment(parse_phrase("1月28日前", date(2024, 1, 24)), RECEIVED, CALENDAR)
    inner = inner_due(outer, timedelta(hours=4), CALENDAR, opened=RECEIVED)
    assert inner.at.isoformat() == "2024-01-26T17:30:00+08:00"
    assert "休息日" in inner.reason
    assert inner.warnings == ()


def test_a_deadline_on_a_working_day_leaves_the_office_its_merging_hours() -> None:
    outer = due_moment(parse_phrase("1月30日下班前", date(2024, 1, 24)), RECEIVED, CALENDAR)
    assert inner_due(outer, timedelta(hours=4), CALENDAR).at.isoformat() == "2024-01-30T11:00:00+08:00"
    assert inner_due(outer, timedelta(hours=6), CALENDAR).at.isoformat() == "2024-01-29T17:30:00+08:00"


def test_less_than_one_working_day_for_units_is_a_warning() -> None:
    outer = due_moment(parse_phrase("1月25日下班前", date(2024, 1, 24)), RECEIVED, CALENDAR)
    opened = datetime(2024, 1, 25, 9, tzinfo=SHANGHAI)
    assert "加急" in inner_due(outer, timedelta(hours=2), CALENDAR, opened=opened).warnings[0]


@pytest.mark.parametrize("text", ["", "9-12", "12:00-09:00", "09:00-12:00,11:00-17:00", "早上"])
def test_office_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(SettingFault):
        OfficeHours.parse(text)


@given(DAYS, st.integers(1, 60))
def test_adding_working_days_lands_on_one_and_counts_back(day: date, count: int) -> None:
    later = CALENDAR.add_working_days(day, count)
    assert CALENDAR.is_working_day(later)
    after = (day + timedelta(days=n) for n in range(1, (later - day).days + 1))
    assert sum(map(CALENDAR.is_working_day, after)) == count


@given(DAYS, st.integers(0, 1439), st.integers(0, 30))
def test_office_time_taken_off_is_office_time_left(day: date, minute: int, hours: int) -> None:
    moment = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=SHANGHAI)
    earlier = CALENDAR.subtract_working_time(moment, timedelta(hours=hours))
    assert earlier <= moment
    assert CALENDAR.is_working_day(earlier.date())
    assert CALENDAR.working_time_between(earlier, moment) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "words",
    ["99999999999个工作日内", "9999999999999999999999日内", f"{'9' * 6000}个工作日内", "4000个工作日内", "200个月内",
     f"{'一' * 3000}日内", "一万五个工作日内", "一千三日内"],
)  # fmt: skip
def test_a_number_is_taken_whole_and_refused_beyond_ten_years(words: str) -> None:
    with pytest.raises(PhraseUnclear):
        parse_phrase(words)
    assert find_phrases(f"请于{words}反馈。") == []


def test_ten_years_are_still_counted() -> None:
    assert due("3650日内").year == 2034
    assert due("3650个工作日内").year > 2034


@pytest.mark.parametrize(
    "words", ["7个工作日内", "3日内", "一个月内", "下周三", "下月底前", "28日前", "次日", "2月3日前"]
)
@pytest.mark.parametrize(
    "received",
    [datetime(9999, 12, 30, tzinfo=SHANGHAI), datetime.max.replace(tzinfo=SHANGHAI),
     datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(1, 1, 1, tzinfo=SHANGHAI)],
)  # fmt: skip
def test_a_year_no_office_sees_is_unclear(words: str, received: datetime) -> None:
    with pytest.raises(PhraseUnclear):
        due_moment(parse_phrase(words), received, CALENDAR)


@pytest.mark.parametrize("words", ["9999年12月31日24:00前", "0001年1月1日前"])
def test_a_date_no_office_sees_is_unclear(words: str) -> None:
    with pytest.raises(PhraseUnclear, match="超出可推算的范围"):
        due(words)


def test_a_leap_day_in_no_leap_year_is_unclear() -> None:
    phrase = parse_phrase("2月29日前")
    with pytest.raises(PhraseUnclear, match="不存在"):
        due_moment(phrase, datetime(2025, 3, 1, tzinfo=SHANGHAI), CALENDAR)


def test_a_walk_beyond_the_calendar_is_told() -> None:
    with pytest.raises(SettingFault):
        CALENDAR.add_working_days(date.max, 1)
    with pytest.raises(SettingFault):
        CALENDAR.add_working_days(date.min, -1)
