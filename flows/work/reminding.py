"""催办: urging by the ladder; one digest a unit and run, every rung recorded, nothing outside working hours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.filing import file_paper
from flows.work.mailing import queue_mail
from flows.work.proposing import due_words
from letters.recipes import compose
from post.safety import may_send
from post.tokens import subject_tag
from registry import journal, solicitations, units
from registry.addresses import checked_address
from registry.errors import SecretPaper, SettingFault
from registry.lifecycle import RequestState
from registry.papers import Paper
from registry.reminders import Audience, Rung, ladder, rungs_due
from registry.solicitations import Reminder, Request, Solicitation
from registry.words import Urgency

REMINDER = "催办函"
_COLUMNS = ("单位", "收文", "梯次", "对象", "时间", "状态")


@dataclass(frozen=True)
class Item:
    """One rung of one request, ready to be sent."""

    rung: Rung
    request: Request
    round_: Solicitation
    paper: Paper


def remind(office: Office, *, dry_run: bool = False) -> Report:
    """Queue the reminders that are due now and mark requests past their deadline as silent.

    With `dry_run` nothing is written: the report shows every rung to come of every awaited request.
    """
    if dry_run:
        return _timeline(office)
    now = office.now()
    with office.lease("remind") as hold:
        if not hold.taken:
            return Report("催办", "另一催办任务正在进行，本次未重复催办")
        with office.store.transaction() as session:
            late = _fall_silent(session, now)
        if not office.calendar.is_office_time(now):
            return Report("催办", f"现在不是办公时间，催办顺延到下一办公时间；新增未反馈{late}家")
        with office.store.transaction() as session:
            items = _due(office, session, now)
            for address_items in _by_unit(items).values():
                _urge(office, session, address_items, now)
            _tell_office(office, session, [item for item in items if item.rung.audience is Audience.OFFICE], now)
    rows = tuple(_row(item, "已催办") for item in items)
    return Report(
        "催办", f"本次催办{len(rows)}项，新增未反馈{late}家" if rows or late else "现在没有应催办的事项", _COLUMNS, rows
    )


def is_anything_due(office: Office) -> bool:
    """Whether a run of `remind` would do something now. Cheap: the watcher asks it every minute."""
    now = office.now()
    if not office.calendar.is_office_time(now):
        return False
    with office.store.reading() as session:
        awaited = solicitations.awaited(session)
        is_late = any(row.state == RequestState.SENT and row.due_at < now for row in awaited)
        return is_late or bool(_due(office, session, now))


def _rungs(office: Office, session: Session, request: Request, round_: Solicitation) -> tuple[Rung, ...]:
    granted = solicitations.extensions(session, request.id)
    opened = granted[-1].asked_at if granted else request.sent_at or round_.opened_at
    rungs = ladder(Urgency(round_.urgency), opened, request.due_at, office.calendar, office.ladder)
    # A later deadline has a ladder of its own: what was climbed towards the earlier one does not count for it.
    return tuple(replace(rung, name=f"延期{len(granted)}·{rung.name}") for rung in rungs) if granted else rungs


def _due(office: Office, session: Session, now: datetime) -> list[Item]:
    items: list[Item] = []
    for request in solicitations.awaited(session):
        round_ = solicitations.get(session, request.solicitation_id)
        done = frozenset(row.rung for row in solicitations.reminders(session, request.id))
        due = rungs_due(_rungs(office, session, request, round_), now, done)
        if due:
            paper = solicitations.paper_of(session, request)
            items += [Item(rung, request, round_, paper) for rung in due]
    return items


def _by_unit(items: list[Item]) -> dict[str, list[Item]]:
    """Gather what one unit hears in one mail."""
    gathered: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.rung.audience is not Audience.OFFICE:
            gathered[item.request.unit].append(item)
    return gathered


def _urge(office: Office, session: Session, items: list[Item], now: datetime) -> None:
    """Write one digest to a unit and record every rung in it."""
    unit = units.of_request(session, items[0].request.unit_id)
    mailed, by_phone = _by_permission(office, unit.email, items)
    outgoing_id = _mail(office, session, unit, mailed, now) if mailed else None
    for item in mailed:
        _record(session, item, now, outgoing_id)
    for item in by_phone:
        _record(session, item, now, None)


def _by_permission(office: Office, address: str, items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Part what may go to a mailbox from what somebody must say by telephone: 密级 is checked paper by paper."""
    mailed = [item for item in items if _may_mail(office, address, item.paper)]
    return mailed, [item for item in items if item not in mailed]


def _may_mail(office: Office, address: str, paper: Paper) -> bool:
    try:
        may_send(paper.secrecy, checked_address(address), office.settings.internal_addresses)
    except (SecretPaper, SettingFault):
        return False
    return True


def _mail(office: Office, session: Session, unit: units.UnitRow, items: list[Item], now: datetime) -> int | None:
    """Queue one digest to a unit and give its number."""
    text = office.words(
        "reminder_mail",
        unit=unit.name,
        items=[_told(item, now) for item in items],
        to_leader=any(item.rung.audience is Audience.LEADER for item in items),
    )
    # An answer to a digest of several papers would not say which one it means.
    alone = items[0] if len({item.request.id for item in items}) == 1 else None
    tag = f"{subject_tag(alone.paper.number, alone.request.token)} " if alone else ""
    numbers = "、".join(dict.fromkeys(item.paper.number for item in items))
    mail = queue_mail(
        office,
        session,
        key="reminder:" + ",".join(f"{item.request.id}:{item.rung.name}" for item in items),
        kind="reminder",
        paper=items[0].paper,
        request=alone.request if alone else None,
        address=unit.email,
        subject=f"{tag}催办：{numbers}征求意见",
        text=text,
        attachments=_letters(office, session, items, now),
    )
    return mail.id if mail else None


def _letters(office: Office, session: Session, items: list[Item], now: datetime) -> list[tuple[str, bytes]]:
    """Give the reminder letter 催办函 for each paper whose deadline has passed: a unit's leader reads paper."""
    letters = []
    for item in items:
        if item.rung.audience is not Audience.LEADER:
            continue
        subject = item.paper.called
        letter, recipe = compose(
            "reminder",
            office.wordings,
            mark=office.mark,
            number="",
            addressee=item.request.unit,
            subject=subject,
            sent_on=(item.request.sent_at or item.round_.opened_at).date(),
            due_text=due_words(item.request.due_at, ""),
            is_overdue=True,
            contact=office.settings.contact,
            phone=office.settings.phone,
            signature=office.settings.name,
            dated=now.date(),
            seal=office.seal,
            names=units.names_within(session, subject),
        )
        kept_as = f"{REMINDER}（{item.request.unit}，{item.rung.name}）.docx"
        file_paper(office, session, item.paper, REMINDER, kept_as, letter, now, recipe)
        letters.append((f"{REMINDER}（{item.paper.number}）.docx", letter))
    return letters


def _record(session: Session, item: Item, now: datetime, outgoing_id: int | None) -> None:
    session.add(
        Reminder(
            request_id=item.request.id or 0,
            rung=item.rung.name,
            audience=item.rung.audience,
            at=now,
            outgoing_id=outgoing_id,
        )
    )
    journal.note(session, now, "催办", "催办", item.paper.number, 单位=item.request.unit, 梯次=item.rung.name)


def _tell_office(office: Office, session: Session, items: list[Item], now: datetime) -> None:
    """Tell the office's own leader of units long silent; recorded even where no address is set."""
    if not items:
        return
    address = office.settings.leader_address
    mailed, by_phone = _by_permission(office, address, items)
    mail = None
    if mailed:
        text = office.words(
            "report_mail",
            items=[
                {**_told(item, now), "unit": item.request.unit, "state": RequestState(item.request.state).label}
                for item in mailed
            ],
        )
        mail = queue_mail(
            office,
            session,
            key="report:" + ",".join(f"{item.request.id}:{item.rung.name}" for item in mailed),
            kind="report",
            paper=mailed[0].paper,
            request=None,
            address=address,
            subject="报告：逾期未反馈单位",
            text=text,
        )
    for item in mailed:
        _record(session, item, now, mail.id if mail else None)
    for item in by_phone:
        _record(session, item, now, None)


def _told(item: Item, now: datetime) -> dict[str, object]:
    return {
        "number": item.paper.number,
        "subject": item.paper.called,
        "due_text": due_words(item.request.due_at, ""),
        "is_overdue": item.request.due_at < now,
        "days": max((now.date() - item.request.due_at.date()).days, 0),
    }


def _fall_silent(session: Session, now: datetime) -> int:
    """Mark units whose deadline has passed without an answer; 未反馈 is not yet 视为无意见."""
    late = [row for row in solicitations.awaited(session) if row.state == RequestState.SENT and row.due_at < now]
    for request in late:
        request.move(RequestState.SILENT)
        session.add(request)
        number = solicitations.paper_of(session, request).number
        journal.note(session, now, "催办", "逾期未反馈", number, 单位=request.unit)
    return len(late)


def _timeline(office: Office) -> Report:
    now = office.now()
    rows = []
    with office.store.reading() as session:
        for request in solicitations.awaited(session):
            round_ = solicitations.get(session, request.solicitation_id)
            paper = solicitations.paper_of(session, request)
            done = {row.rung for row in solicitations.reminders(session, request.id)}
            for rung in _rungs(office, session, request, round_):
                state = "已催办" if rung.name in done else "待催办" if rung.at > now else "应催办"
                rows.append(_row(Item(rung, request, round_, paper), state))
    return Report(
        "催办时间表", f"共{len(rows)}个梯次（仅演示，未发送）" if rows else "没有等待反馈的单位", _COLUMNS, tuple(rows)
    )


def _row(item: Item, state: str) -> tuple[str, ...]:
    rung = item.rung
    return (item.request.unit, item.paper.number, rung.name, rung.audience.label, f"{rung.at:%Y-%m-%d %H:%M}", state)
