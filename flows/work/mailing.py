"""The outbox: every mail is written down before it is sent and after; what became of it decides the request's state."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.office import Hold, Office
from flows.report import Report
from flows.work.mailbox import mark_mailbox
from flows.work.numbers import note_used
from post.message import build_mail
from post.safety import may_send
from post.smtp import Delivery, Envelope, send
from registry import journal, messages, solicitations
from registry.errors import MailRefused
from registry.lifecycle import RequestState
from registry.messages import MailPause, Outgoing, OutgoingState
from registry.papers import Paper
from registry.solicitations import Request

Attachment = tuple[str, bytes]
_SLICE = 50  # mails taken from the outbox at a time
# How long a mail waits after each time a server put it off; greylisting and throttles are over by then. After the
# last it is given to a person.
_PUT_OFF = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 480))

_OUTCOMES = {
    "delivered": OutgoingState.DELIVERED,
    "refused": OutgoingState.REFUSED,
    "unknown": OutgoingState.UNKNOWN,
}


def queue_mail(
    office: Office,
    session: Session,
    *,
    key: str,
    kind: str,
    paper: Paper | None,
    request: Request | None,
    address: str,
    subject: str,
    text: str,
    attachments: Iterable[Attachment] = (),
    in_reply_to: str | None = None,
    hold: bool = False,
) -> Outgoing | None:
    """Build a mail, keep its bytes, and put it in the outbox; `None` where its purpose was mailed before.

    Raises:
        SecretPaper: the paper's 密级 does not allow this mailbox.
    """
    if messages.by_key(session, key) is not None:
        return None
    if paper is not None:
        may_send(paper.secrecy, address, office.settings.internal_addresses)
    now = office.now()
    domain = office.settings.address.rpartition("@")[2]
    message_id = f"<{uuid.uuid4().hex}@{domain}>"
    reply_to = None
    if request is not None and office.settings.plus_addressing:
        reply_to = office.settings.address.replace("@", f"+{request.token}@", 1)
    raw = build_mail(
        sender=(office.settings.name, office.settings.address),
        to=address,
        subject=subject,
        text=text,
        attachments=list(attachments),
        message_id=message_id,
        dated=now,
        reply_to=reply_to,
        in_reply_to=in_reply_to,
    )
    row = Outgoing(
        key=key,
        kind=kind,
        paper_id=paper.id if paper else None,
        request_id=request.id if request else None,
        address=address,
        subject=subject,
        message_id=message_id,
        raw_sha256=office.blobs.keep(raw),
        queued_at=now,
        state=OutgoingState.HELD if hold else OutgoingState.QUEUED,
    )
    session.add(row)
    session.flush()
    return row


def send_outbox(office: Office) -> Report:
    """Send what waits in the outbox. A mail whose sending broke off is `unknown` and never sent again by itself.

    Raises:
        MailRefused: the account is refused; sending pauses, every mail is kept.
        MailUnavailable: the server cannot be reached; every mail is kept.
    """
    with office.lease("outbox") as hold:
        if not hold.taken:
            return Report("发信", "另一发信任务正在进行，本次未重复发送")
        _settle_broken(office)
        _refuse_if_paused(office)
        if not _next_slice(office):
            return Report("发信", "没有待发邮件")
        mark_mailbox(office)
        counts = dict.fromkeys(("delivered", "refused", "unknown", "retry"), 0)
        while batch := _next_slice(office):
            done, was_cut = _send_slice(office, batch, hold)
            for outcome in done.values():
                counts[outcome] += 1
            if not (done or was_cut) or "retry" in done.values() or not hold.renew():
                break
    told = "，".join(f"{label}{counts[key]}件" for key, label in _SAID if counts[key]) or "没有待发邮件"
    return Report("发信", told)


_SAID = (
    ("delivered", "送达邮局"),
    ("refused", "被拒收"),
    ("unknown", "结果不明须人工核对"),
    ("retry", "暂未发出稍后再试"),
)


def has_waiting_mail(office: Office) -> bool:
    """Whether mails wait that may be sent now."""
    with office.store.reading() as session:
        return messages.pause(session) is None and bool(
            messages.queued(session, office.now(), 1) or messages.sending(session)
        )


def _settle_broken(office: Office) -> None:
    """Mark mails whose sending a crash broke off: the server may have taken them, so nobody sends them again."""
    with office.store.transaction() as session:
        for row in messages.sending(session):
            row.state, row.answer = OutgoingState.UNKNOWN, "发送中程序中断，请向对方核实是否收到"
            row.ended_at = office.now()
            session.add(row)
            _tell_request(session, row, office.now())


def _refuse_if_paused(office: Office) -> None:
    with office.store.reading() as session:
        pause = messages.pause(session)
        waiting = messages.count_queued(session)
    if pause is not None:
        raise MailRefused(
            f"{pause.reason}。已暂停发信",
            kept=f"{waiting}封待发函件原样保留",
            todo="改好后运行 huiban doctor --mail",
        )


def _next_slice(office: Office) -> list[Outgoing]:
    with office.store.reading() as session:
        batch = messages.queued(session, office.now(), _SLICE)
        session.expunge_all()
    return batch


def _send_slice(office: Office, batch: list[Outgoing], hold: Hold) -> tuple[dict[int, str], bool]:
    """Send some mails; each is written down as `sending` before its bytes leave, and its end after.

    Give their ends, and whether the slice was cut short because a mail was withdrawn meanwhile.
    """
    envelopes = [
        Envelope(row.id or 0, office.settings.address, row.address, office.blobs.read(row.raw_sha256)) for row in batch
    ]
    done: dict[int, str] = {}
    try:
        for delivery in send(
            office.smtp, envelopes, connections=office.settings.mail_connections, before=_begun(office)
        ):
            _write_down(office, delivery)
            hold.renew()
            done[delivery.id] = delivery.outcome
    except MailRefused as fault:
        with office.store.transaction() as session:
            if messages.pause(session) is None:
                session.add(MailPause(reason=fault.happened, at=office.now()))
                journal.note(session, office.now(), "邮局", "暂停发信", 原因=fault.happened)
        raise
    except _NoLongerOursError:
        return done, True
    return done, False


class _NoLongerOursError(Exception):
    """A mail was withdrawn, or another run took it over, between being read and being sent."""


def _begun(office: Office) -> Callable[[int], None]:
    """Give what writes a mail down as `sending`, just before its bytes leave."""

    def note(outgoing_id: int) -> None:
        with office.store.transaction() as session:
            row = session.get_one(Outgoing, outgoing_id)
            if row.state != OutgoingState.QUEUED:
                raise _NoLongerOursError
            row.state = OutgoingState.SENDING
            session.add(row)

    return note


# Kinds of mail whose letter bears a 发文字号, and its purpose.
_NUMBERED = {"letter": "征求意见函", "reply": "复函", "outcome": "采纳情况反馈"}


def _write_down(office: Office, delivery: Delivery) -> None:
    now = office.now()
    with office.store.transaction() as session:
        row = messages.outgoing(session, delivery.id)
        if row.state not in {OutgoingState.QUEUED, OutgoingState.SENDING}:
            return  # withdrawn meanwhile: a server's refusal must not bring it back
        row.answer = delivery.answer[:500]
        row.attempts += 1
        if delivery.outcome == "retry":
            is_hopeless = row.attempts > len(_PUT_OFF)
            row.state = OutgoingState.REFUSED if is_hopeless else OutgoingState.QUEUED
            row.not_before = now + _PUT_OFF[min(row.attempts, len(_PUT_OFF)) - 1]
        else:
            row.state = _OUTCOMES[delivery.outcome]
        if row.state != OutgoingState.QUEUED:
            row.ended_at = now
            _tell_request(session, row, now)
            if row.kind in _NUMBERED and row.state != OutgoingState.REFUSED:
                note_used(session, row.paper_id, _NUMBERED[row.kind])
        session.add(row)


def _tell_request(session: Session, row: Outgoing, now: datetime) -> None:
    """Let a letter's end decide its request: delivered is sent, refused is undelivered; unknown counts as sent."""
    if row.kind != "letter" or row.request_id is None:
        return
    request = solicitations.get_request(session, row.request_id)
    if row.state == OutgoingState.REFUSED:
        undelivered(session, request, row.answer, now)
    elif request.state in {RequestState.COMPOSED, RequestState.UNDELIVERED}:
        request.sent_at = now
        request.move(RequestState.SENT)
        request.note = "发送结果不明，请电话核实" if row.state == OutgoingState.UNKNOWN else ""
        session.add(request)
        number = solicitations.paper_of(session, request).number
        journal.note(session, now, "邮局", "发出", number, 单位=request.unit, 结果=OutgoingState(row.state).label)


def undelivered(session: Session, request: Request, why: str, now: datetime) -> None:
    """Mark a request whose letter did not arrive: it is never deemed to agree, and somebody must reach the unit."""
    state = RequestState(request.state)
    if state in {RequestState.COMPOSED, RequestState.SENT, RequestState.SILENT, RequestState.DEEMED}:
        request.move(RequestState.UNDELIVERED)
        request.note = f"未送达：{why}"[:300]
        session.add(request)
        number = solicitations.paper_of(session, request).number
        journal.note(session, now, "邮局", "退信", number, 单位=request.unit, 原因=why[:200])


def resume_mail(office: Office) -> bool:
    """End the pause after the account was mended; `False` where there was none."""
    with office.store.transaction() as session:
        pause = messages.pause(session)
        if pause is None:
            return False
        session.delete(pause)
        journal.note(session, office.now(), "管理员", "恢复发信", 原因=pause.reason)
        return True
