"""紧急程度: a mark stands; without one the time left to the units decides."""

from datetime import datetime

import pytest

from registry.calendar import SHANGHAI, Calendar
from registry.urgency import proposed_urgency
from registry.words import Urgency

MONDAY = "2026-03-09T09:00"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


def proposed(mark: Urgency | None, due: str, opened: str = MONDAY) -> tuple[str, str]:
    return proposed_urgency(mark, at(opened), at(due), Calendar())


@pytest.mark.parametrize("mark", [Urgency.URGENT, Urgency.EXTRA_URGENT])
def test_a_mark_of_haste_stands_however_much_time_is_left(mark: Urgency) -> None:
    assert proposed(mark, "2026-04-30T17:30") == (mark, f"来文标注{mark}")


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        ("2026-03-09T11:30", Urgency.EXTRA_URGENT),
        ("2026-03-09T12:00", Urgency.URGENT),
        ("2026-03-09T17:00", Urgency.URGENT),
        ("2026-03-09T17:30", Urgency.ROUTINE),
        ("2026-03-20T17:30", Urgency.ROUTINE),
        ("2026-03-06T17:30", Urgency.EXTRA_URGENT),
    ],
)
def test_without_a_mark_half_a_working_day_or_one_decides(due: str, urgency: Urgency) -> None:
    assert proposed(None, due)[0] == urgency
    assert proposed(Urgency.ROUTINE, due)[0] == urgency


def test_a_weekend_is_no_time_to_work_in() -> None:
    assert proposed(None, "2026-03-09T09:30", "2026-03-06T17:00")[0] == Urgency.EXTRA_URGENT


def test_the_reason_is_told() -> None:
    assert proposed(None, "2026-03-09T17:00")[1] == "来文未标注，各单位办理时间不足一个工作日"
