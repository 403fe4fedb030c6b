"""The reminder ladder."""

from datetime import datetime, timedelta

from registry.calendar import SHANGHAI, Calendar
from registry.reminders import Audience, ladder, rungs_due
from registry.words import Urgency

CALENDAR = Calendar()
OPENED = datetime(2024, 3, 4, 9, tzinfo=SHANGHAI)  # a Monday
DUE = datetime(2024, 3, 15, 17, 30, tzinfo=SHANGHAI)  # a Friday


def names(urgency: Urgency, opened: datetime = OPENED) -> list[str]:
    return [rung.name for rung in ladder(urgency, opened, DUE, CALENDAR)]


def test_a_routine_paper_is_urged_three_days_one_day_and_no_day_before_then_daily() -> None:
    assert names(Urgency.ROUTINE)[:6] == ["T-3", "T-1", "T", "T+1", "T+2", "报告T+2"]


def test_an_urgent_paper_is_urged_every_half_day() -> None:
    assert names(Urgency.URGENT)[:5] == ["T-1上午", "T-1下午", "T上午", "T下午", "T+1上午"]


def test_an_extra_urgent_paper_is_urged_every_office_hour() -> None:
    assert names(Urgency.EXTRA_URGENT)[:4] == ["T 09:00", "T 10:00", "T 11:00", "T 14:30"]


def test_rungs_before_the_letter_went_out_are_left_away() -> None:
    assert names(Urgency.ROUTINE, DUE - timedelta(hours=30))[0] == "T"


def test_after_the_deadline_the_units_leader_is_urged() -> None:
    rungs = {rung.name: rung for rung in ladder(Urgency.ROUTINE, OPENED, DUE, CALENDAR)}
    assert rungs["T"].audience is Audience.CONTACT
    assert rungs["T+1"].audience is Audience.LEADER
    assert rungs["报告T+2"].audience is Audience.OFFICE


def test_no_rung_falls_outside_office_hours() -> None:
    for urgency in Urgency:
        assert all(CALENDAR.is_office_time(rung.at) for rung in ladder(urgency, OPENED, DUE, CALENDAR))


def test_a_run_sends_only_the_latest_rung_reached() -> None:
    rungs = ladder(Urgency.ROUTINE, OPENED, DUE, CALENDAR)
    late = DUE + timedelta(days=3, hours=1)  # Monday evening, T+1
    assert [rung.name for rung in rungs_due(rungs, late, frozenset())] == ["T+1"]


def test_a_rung_done_is_not_sent_again() -> None:
    rungs = ladder(Urgency.ROUTINE, OPENED, DUE, CALENDAR)
    assert rungs_due(rungs, DUE, frozenset({"T"})) == ()


def test_nothing_is_due_before_the_first_rung() -> None:
    assert rungs_due(ladder(Urgency.ROUTINE, OPENED, DUE, CALENDAR), OPENED, frozenset()) == ()
