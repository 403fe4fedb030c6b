"""Keeping the register: the directory of units, extensions, waivers, voids."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.numbers import void_reserved
from flows.work.proposing import due_words
from flows.work.soliciting import find_request
from letters.directory_sheet import read_directory
from registry import journal, messages, papers, solicitations, units
from registry.deadlines import due_moment, parse_phrase
from registry.errors import NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.messages import OutgoingState
from registry.solicitations import Extension

_UNIT_COLUMNS = ("名称", "简称", "层级", "类别", "分组", "邮箱", "渠道")


def import_units(office: Office, name: str, data: bytes, actor: str = "管理员") -> Report:
    """Take in the directory of units from a sheet; all of it or, where a row is wrong, nothing.

    Raises:
        DirectoryFault: the rows with missing or duplicate names.
    """
    directory = read_directory(data, name)
    with office.store.transaction() as session:
        added, changed, gone = units.import_directory(session, directory)
        journal.note(session, office.now(), actor, "导入单位名录", 单位数=len(directory.units))
    said = f"名录现有{len(directory.units)}个单位：新增{added}，更新{changed}，停用{gone}"
    rows = [(unit.name, "没有邮箱，须线下送达") for unit in directory.units if not unit.email]
    return Report("导入单位名录", said, ("提醒", "原因"), tuple(rows))


def list_units(office: Office) -> Report:
    """Tell every active unit."""
    with office.store.reading() as session:
        known = units.directory(session).units
    rows = tuple(
        (
            unit.name,
            "、".join(unit.aliases),
            str(unit.level or ""),
            unit.kind,
            "、".join(unit.groups),
            unit.email,
            unit.channel,
        )
        for unit in known
    )
    return Report(
        "单位名录", f"共{len(rows)}个单位" if rows else "名录为空，请运行 huiban units import", _UNIT_COLUMNS, rows
    )


def extend(office: Office, number: str, unit: str, to: str, reason: str, agreed_by: str) -> Report:
    """Give one unit a later deadline of its own.

    Raises:
        PhraseUnclear: words that fix no moment.
        NotPermitted: asked after the deadline, not later, without reason or consent, or already answered.
    """
    if not reason.strip() or not agreed_by.strip():
        raise NotPermitted("延期须写明理由和同意人", todo="请用 --reason 理由 --agreed-by 姓名 填写")
    now = office.now()
    due = due_moment(parse_phrase(to, now.date()), now, office.calendar)
    with office.store.transaction() as session:
        request = find_request(session, number, unit)
        state = RequestState(request.state)
        if state not in {RequestState.SENT, RequestState.UNUSABLE, RequestState.SILENT}:
            raise NotPermitted(f"{request.unit}现为“{state.label}”，不需要延期")
        if now > request.due_at:
            raise NotPermitted(f"{request.unit}的期限（{_clock(request.due_at)}）已过，不能延期")
        if due.at <= request.due_at:
            raise NotPermitted(f"延期后的期限（{_clock(due.at)}）须晚于原期限（{_clock(request.due_at)}）")
        paper = papers.find(session, number)
        if paper.due_at is not None and due.at > paper.due_at:
            raise NotPermitted(
                f"延期后的期限晚于来文要求的{due_words(paper.due_at, paper.due_phrase)}", todo="请先与来文单位商定"
            )
        session.add(
            Extension(
                request_id=request.id or 0,
                due_from=request.due_at,
                due_to=due.at,
                reason=reason,
                agreed_by=agreed_by,
                asked_at=now,
            )
        )
        request.due_at, request.due_reason = due.at, f"延期：{reason}（{agreed_by}同意）"
        session.add(request)
        journal.note(session, now, agreed_by, "延期", number, 单位=request.unit, 至=due.at.isoformat(), 理由=reason)
        rests = "" if office.calendar.is_working_day(due.at.date()) else "。该日为休息日，请确认对方能够办理"
        return Report("延期", f"{request.unit}的期限延至{_clock(due.at)}（{due.why}）{rests}", number=number)


def waive(office: Office, number: str, unit: str, reason: str, actor: str = "承办人") -> Report:
    """Settle a unit's request without an answer, with the reason: its work was ended, it was asked by mistake.

    Raises:
        NotPermitted: no reason, or the request is settled already.
    """
    if not reason.strip():
        raise NotPermitted("免予反馈须写明理由", todo="请用 --reason 理由 填写")
    now = office.now()
    with office.store.transaction() as session:
        request = find_request(session, number, unit)
        if request.state == RequestState.WAIVED:
            raise NotPermitted(f"{request.unit}此前已免予反馈（{request.note}），未作改动")
        messages.withdraw(session, f"letter:{request.id}", now)
        request.move(RequestState.WAIVED)
        request.note = reason
        session.add(request)
        journal.note(session, now, actor, "免予反馈", number, 单位=request.unit, 理由=reason)
        return Report("免予反馈", f"{request.unit}免予反馈：{reason}", number=number)


def void(office: Office, number: str, reason: str, actor: str = "管理员") -> Report:
    """Void a paper; its number stays taken, what waits in the outbox for it is withdrawn.

    Raises:
        NotPermitted: no reason, or concluded already.
    """
    if not reason.strip():
        raise NotPermitted("作废须写明理由", todo="请用 --reason 理由 填写")
    now = office.now()
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        paper.void_reason = reason
        paper.move(PaperState.VOID)
        session.add(paper)
        withdrawn = 0
        for row in messages.of_paper(session, paper.id):
            if row.state in {OutgoingState.QUEUED, OutgoingState.HELD}:
                row.state, row.ended_at, withdrawn = OutgoingState.WITHDRAWN, now, withdrawn + 1
                session.add(row)
        told = _asked(session, paper.id)
        voided = void_reserved(session, paper.id, reason)
        kept = {"字号": voided} if voided else {}
        journal.note(session, now, actor, "作废", number, 理由=reason, **kept)
    said = f"收文{number}已作废，编号保留不再使用；撤回待发邮件{withdrawn}封"
    if voided:
        said += f"；未发出的{'、'.join(voided)}作废留号"
    if told:
        said += f"。已发函的{len(told)}个单位请另行告知"
    return Report("作废", said, ("已发函单位",), tuple((unit,) for unit in told), number)


def _asked(session: Session, paper_id: int | None) -> list[str]:
    asked = solicitations.every_request(session, paper_id)
    return list(dict.fromkeys(row.unit for row in asked if row.sent_at is not None))


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
