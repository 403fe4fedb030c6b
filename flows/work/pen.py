"""The holding pen 待认领: mails that match no request wait for a person, with ranked guesses."""

from __future__ import annotations

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.brought import brought, names_of, others_form, share_of
from flows.work.collecting import answer, read_share_ahead, sent_in
from flows.work.readings import refuse_secret
from flows.work.soliciting import find_request
from letters.reading.mail import parse_mail
from registry import journal, messages, opinions
from registry.errors import NotPermitted
from registry.messages import Incoming, IncomingState

_COLUMNS = ("来信号", "发件人", "主题", "时间", "原因", "可能的单位")


def list_pen(office: Office) -> Report:
    """Tell the mails that wait, with the units they may come from."""
    with office.store.reading() as session:
        rows = tuple(
            (
                str(row.id),
                row.sender,
                row.subject,
                f"{row.at:%Y-%m-%d %H:%M}",
                row.how,
                "；".join(f"{guess['unit']}（{guess['why']}）" for guess in row.guesses) or "—",
            )
            for row in messages.penned(session)
        )
    return Report("待认领来信", f"{len(rows)}封" if rows else "没有待认领的来信", _COLUMNS, rows)


def claim(
    office: Office, mail: int, number: str, unit: str, version: int | None = None, actor: str = "承办人"
) -> Report:
    """Let a penned mail be a unit's answer: on the present draft, or on the version named.

    Where it brings this unit's form and others' too, theirs are left for them, and the mail stays in the pen.

    Raises:
        NotPermitted: no such mail in the pen.
    """
    now = office.now()
    with office.store.reading() as session:
        waiting = _penned(session, mail)
        letter = parse_mail(office.blobs.read(waiting.raw_sha256))
        held = brought((part.name, part.data) for part in letter.attachments)
        request = find_request(session, number, unit, version)
        share, others = share_of(session, request, held, opinions.answered_by(session, waiting.id))
        slip = others_form(session, request, share)
        sent = sent_in(session, waiting, letter, share)
        session.expunge_all()
    readings = refuse_secret(office, sent.files)
    ahead = read_share_ahead(office, request.id or 0, sent, readings)
    with office.store.transaction() as session:
        row = _penned(session, mail)
        request = find_request(session, number, unit, version)
        state = IncomingState.PENNED if others else IncomingState.MATCHED
        row.state, row.request_id, row.how = state, request.id, f"由{actor}认领"
        if others:
            row.how += f"，尚有{names_of(others)}的反馈表待认领"
        session.add(row)
        said = answer(office, session, request, row, sent, ahead)
        journal.note(session, now, actor, "认领来信", number, 单位=request.unit, 邮件=row.raw_sha256)
        left = f"；信中还有{names_of(others)}的反馈表，仍待认领" if others else ""
        return Report("认领", f"来信{mail}已认领为{request.unit}的反馈：{said}{left}{slip}", number=number)


def dismiss(office: Office, mail: int, reason: str, actor: str = "承办人") -> Report:
    """Put a penned mail aside; its bytes stay.

    Raises:
        NotPermitted: no such mail in the pen, or no reason.
    """
    if not reason.strip():
        raise NotPermitted("搁置来信须写明理由", todo="请用 --reason 理由 填写")
    with office.store.transaction() as session:
        row = _penned(session, mail)
        row.state, row.how = IncomingState.DISMISSED, reason
        session.add(row)
        journal.note(session, office.now(), actor, "搁置来信", "", 邮件=row.raw_sha256, 理由=reason)
    return Report("搁置", f"来信{mail}已搁置，原件保留")


def _penned(session: Session, mail: int) -> Incoming:
    row = messages.find_incoming(session, mail)
    if row is None or row.state != IncomingState.PENNED:
        raise NotPermitted(f"待认领的来信中没有{mail}号", todo="请用 huiban pen list 查看")
    return row
