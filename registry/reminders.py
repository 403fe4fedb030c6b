"""The reminder ladder 催办 around a deadline, never outside working hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from registry.calendar import Calendar, OfficeHours
from registry.words import Urgency, Word

# After this many working days of silence the ladder ends: people take over by telephone.
_LONGEST = 10


class Audience(Word):
    """Whom a rung speaks to."""

    CONTACT = "contact", "承办联系人"
    LEADER = "leader", "单位负责人"
    OFFICE = "office", "本单位领导"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder for one request."""

    name: str  # as T-3, T, T+1; for urgent papers with the half-day or hour: T+1下午
    at: datetime
    audience: Audience


@dataclass(frozen=True, slots=True)
class LadderSetting:
    """The office's ladder, in working days around the due day."""

    before: tuple[int, ...] = (3, 1, 0)
    tell_office_after: int = 2


DEFAULT_LADDER = LadderSetting()


def ladder(
    urgency: Urgency, opened: datetime, due: datetime, calendar: Calendar, setting: LadderSetting = DEFAULT_LADDER
) -> tuple[Rung, ...]:
    """Give every rung of one request in order of time. Rungs before the letter went out are left away.

    平件: at the start of office hours on T-3, T-1 and T, then daily to the unit's leader. 加急: each half-day from T-1
    on. 特急: each office hour of the due day and after it. After T+2 working days the office's own leader is told.
    """
    rungs = [rung for rung in _rungs(urgency, due, calendar, setting) if rung.at > opened]
    rungs.append(_tell_office(due, calendar, setting))
    return tuple(sorted(rungs, key=lambda rung: (rung.at, rung.audience)))


def rungs_due(rungs: tuple[Rung, ...], now: datetime, done: frozenset[str]) -> tuple[Rung, ...]:
    """Give what must be sent now: of each audience only the latest rung reached and not yet done.

    Rungs missed while the office was closed or the machine was off are not sent one after the other.
    """
    latest: dict[Audience, Rung] = {}
    for rung in rungs:
        if rung.at <= now:
            latest[rung.audience] = rung
    contacts = [rung for rung in latest.values() if rung.audience is not Audience.OFFICE]
    # A unit hears one thing a run: once its leader is addressed, the contact's older rung is past.
    newest = max(contacts, key=lambda rung: rung.at, default=None)
    chosen = [rung for rung in (newest, latest.get(Audience.OFFICE)) if rung is not None]
    return tuple(rung for rung in chosen if rung.name not in done)


def _rungs(urgency: Urgency, due: datetime, calendar: Calendar, setting: LadderSetting) -> Iterator[Rung]:
    due_day = calendar.last_working_moment(due).astimezone(calendar.zone).date()
    if urgency is Urgency.ROUTINE:
        days = [-count for count in setting.before] + list(range(1, _LONGEST + 1))
    else:
        days = list(range(-1 if urgency is Urgency.URGENT else 0, _LONGEST + 1))
    for offset in days:
        day = calendar.add_working_days(due_day, offset)
        name = "T" if offset == 0 else f"T{offset:+d}"
        for suffix, clock in _moments(urgency, calendar.hours):
            at = calendar.at(day, clock)
            audience = Audience.LEADER if at > due else Audience.CONTACT
            yield Rung(name + suffix, at, audience)


def _moments(urgency: Urgency, hours: OfficeHours) -> Iterator[tuple[str, time]]:
    """Give the times of day a rung falls on, and how its name tells them apart."""
    if urgency is Urgency.ROUTINE:
        yield "", hours.start
    elif urgency is Urgency.URGENT:
        for index, (start, _) in enumerate(hours.spans):
            yield ("上午", "下午")[min(index, 1)], start
    else:
        for start, end in hours.spans:
            minutes = range(start.hour * 60 + start.minute, end.hour * 60 + end.minute, 60)
            yield from ((f" {minute // 60:02d}:{minute % 60:02d}", time(*divmod(minute, 60))) for minute in minutes)


def _tell_office(due: datetime, calendar: Calendar, setting: LadderSetting) -> Rung:
    due_day = calendar.last_working_moment(due).astimezone(calendar.zone).date()
    day = calendar.add_working_days(due_day, setting.tell_office_after)
    return Rung(f"报告T+{setting.tell_office_after}", calendar.at(day, calendar.hours.end), Audience.OFFICE)
