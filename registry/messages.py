"""Messages: the outbox, the inbox and the mailbox cursor. Written down before the effect and after."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, UniqueConstraint, or_
from sqlmodel import Field, Session, SQLModel, col, select

from registry.columns import LARGEST_KEY, Moment, one_of
from registry.words import Word


class OutgoingState(Word):
    """Where an outgoing mail stands. `unknown` is never sent again blindly: the server may have taken it."""

    HELD = "held", "暂不发出"
    QUEUED = "queued", "待发"
    SENDING = "sending", "发送中"
    DELIVERED = "delivered", "已送达邮局"
    REFUSED = "refused", "被拒收"
    UNKNOWN = "unknown", "结果不明"
    WITHDRAWN = "withdrawn", "已撤回"


class IncomingState(Word):
    """Where an incoming mail stands."""

    STORED = "stored", "已收存"
    MATCHED = "matched", "已对应"
    PENNED = "penned", "待认领"
    BOUNCE = "bounce", "退信"
    AUTO_REPLY = "auto_reply", "自动回复"
    UNREADABLE = "unreadable", "无法解析"
    DISMISSED = "dismissed", "已搁置"


class Outgoing(SQLModel, table=True):
    """One mail to one unit. Its bytes are built once and kept before anything is sent."""

    __tablename__ = "outgoing"
    __table_args__ = (
        UniqueConstraint("key", name="outgoing_once"),
        one_of("state", OutgoingState, "outgoing"),
        CheckConstraint("address <> ''", name="outgoing_has_address"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str  # what it is for, as `letter:12` or `reminder:3:T-1`: the same purpose is never mailed twice
    kind: str  # letter, reminder, correction, report
    paper_id: int | None = Field(default=None, foreign_key="paper.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    address: str
    subject: str
    message_id: str = Field(unique=True)
    raw_sha256: str
    state: str = Field(default=OutgoingState.QUEUED, index=True)
    answer: str = ""  # the server's words, or why it failed
    attempts: int = 0
    queued_at: datetime = Field(sa_type=Moment)
    not_before: datetime | None = Field(default=None, sa_type=Moment)  # tried and put off by the server
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Incoming(SQLModel, table=True):
    """One mail received. The raw bytes are on disk before this row is written."""

    __tablename__ = "incoming"
    __table_args__ = (
        UniqueConstraint("folder", "uidvalidity", "uid", name="incoming_seen_once"),
        UniqueConstraint("raw_sha256", name="incoming_once"),
        one_of("state", IncomingState, "incoming"),
    )

    id: int | None = Field(default=None, primary_key=True)
    folder: str
    uidvalidity: int = Field(sa_type=BigInteger)  # IMAP's numbers are unsigned
    uid: int = Field(sa_type=BigInteger)
    raw_sha256: str
    at: datetime = Field(sa_type=Moment)
    state: str = Field(default=IncomingState.STORED, index=True)
    sender: str = ""
    subject: str = ""
    message_id: str = ""
    request_id: int | None = Field(default=None, foreign_key="request.id")
    attempts: int = 0
    how: str = ""  # how it was matched, or why not, in Chinese
    guesses: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Mailbox(SQLModel, table=True):
    """How far a mailbox folder has been read."""

    __tablename__ = "mailbox"

    folder: str = Field(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(default=0, sa_type=BigInteger)


class MailPause(SQLModel, table=True):
    """Sending is paused until a person mends the account (535 and its like)."""

    __tablename__ = "mail_pause"

    id: int = Field(default=1, primary_key=True)
    reason: str
    at: datetime = Field(sa_type=Moment)


def queued(session: Session, now: datetime, limit: int) -> list[Outgoing]:
    """Give the mails that may be sent now, oldest first; those a server put off wait for their time."""
    waiting = or_(col(Outgoing.not_before).is_(None), col(Outgoing.not_before) <= now)
    query = select(Outgoing).where(Outgoing.state == OutgoingState.QUEUED, waiting).order_by(col(Outgoing.id))
    return list(session.exec(query.limit(limit)))


def count_queued(session: Session) -> int:
    """Count the mails that wait, whenever they may be sent."""
    return len(session.exec(select(Outgoing.id).where(Outgoing.state == OutgoingState.QUEUED)).all())


def sending(session: Session) -> list[Outgoing]:
    """Give the mails whose sending was begun and never ended: a crash lies between."""
    return list(session.exec(select(Outgoing).where(Outgoing.state == OutgoingState.SENDING)))


def by_key(session: Session, key: str) -> Outgoing | None:
    """Find the mail made for a purpose."""
    return session.exec(select(Outgoing).where(Outgoing.key == key)).first()


def sent_ids(session: Session) -> dict[str, int]:
    """Give the request each Message-ID ever sent belongs to."""
    query = select(Outgoing.message_id, Outgoing.request_id).where(col(Outgoing.request_id).is_not(None))
    return {message_id: request_id for message_id, request_id in session.exec(query) if request_id is not None}


_CORRECTION = "correction"  # the kind of a note that says which files of a return could not be used


def correction_key(incoming_id: int | None, request_id: int | None) -> str:
    """Give the key of the note that asks to put right what a mail brought for a request."""
    return f"{_CORRECTION}:{incoming_id}:{request_id}"


def corrected(session: Session, message_ids: Sequence[str]) -> int | None:
    """Give the key of the mail whose files the newest of these notes of ours asks to put right; the newest is last."""
    query = select(Outgoing.message_id, Outgoing.key).where(
        col(Outgoing.message_id).in_(message_ids), Outgoing.kind == _CORRECTION
    )
    notes = dict(session.exec(query).all())
    told = [notes[one].split(":")[1] for one in message_ids if one in notes]
    return int(told[-1]) if told else None


def of_paper(session: Session, paper_id: int | None) -> list[Outgoing]:
    """Give the mails sent for a paper, in order."""
    return list(session.exec(select(Outgoing).where(Outgoing.paper_id == paper_id).order_by(col(Outgoing.id))))


def stored(session: Session) -> list[Incoming]:
    """Give the mails that are kept but not yet read and matched."""
    query = select(Incoming).where(Incoming.state == IncomingState.STORED).order_by(col(Incoming.id))
    return list(session.exec(query))


def penned(session: Session) -> list[Incoming]:
    """Give the mails in the holding pen."""
    query = select(Incoming).where(Incoming.state == IncomingState.PENNED).order_by(col(Incoming.id))
    return list(session.exec(query))


def answering(session: Session, request_ids: set[int]) -> list[Incoming]:
    """Give the mails matched to these requests, in order of arrival."""
    query = select(Incoming).where(col(Incoming.request_id).in_(request_ids)).order_by(col(Incoming.id))
    return list(session.exec(query))


def troubled(session: Session) -> list[Outgoing]:
    """Give the mails that were refused or whose end is not known: a person must reach the unit."""
    states = [OutgoingState.REFUSED, OutgoingState.UNKNOWN]
    return list(session.exec(select(Outgoing).where(col(Outgoing.state).in_(states)).order_by(col(Outgoing.id))))


def seen_before(session: Session, mail: Incoming) -> bool:
    """Whether the same mail from the same sender was taken in before, as providers and people send it again."""
    if not mail.message_id:
        return False
    query = select(Incoming).where(
        Incoming.message_id == mail.message_id, Incoming.sender == mail.sender, Incoming.state == IncomingState.MATCHED
    )
    return any(row.id != mail.id for row in session.exec(query))


def withdraw(session: Session, key: str, now: datetime) -> bool:
    """Take a mail out of the outbox that has not left yet; `False` where it has, or never was."""
    row = by_key(session, key)
    if row is None or row.state not in {OutgoingState.QUEUED, OutgoingState.HELD}:
        return False
    row.state, row.ended_at = OutgoingState.WITHDRAWN, now
    session.add(row)
    return True


def withdraw_all(session: Session, request_id: int | None, now: datetime) -> int:
    """Take every mail of a request out of the outbox that has not left yet; give their count."""
    return sum(withdraw(session, row.key, now) for row in of_request(session, request_id))


def unread(session: Session) -> list[Incoming]:
    """Give the mails no program could read: a person must look at them in the mailbox."""
    query = select(Incoming).where(Incoming.state == IncomingState.UNREADABLE).order_by(col(Incoming.id))
    return list(session.exec(query))


def release(session: Session, paper_id: int | None) -> None:
    """Let the mails of a paper that were held go to the outbox."""
    for row in of_paper(session, paper_id):
        if row.state == OutgoingState.HELD:
            row.state = OutgoingState.QUEUED
            session.add(row)


def any_delivered(session: Session, numbers: list[int]) -> bool:
    """Whether any of these mails was taken by the other side's server."""
    query = select(Outgoing.id).where(col(Outgoing.id).in_(numbers), Outgoing.state == OutgoingState.DELIVERED)
    return session.exec(query).first() is not None


def of_request(session: Session, request_id: int | None) -> list[Outgoing]:
    """Give the mails sent to a unit for one request, in order."""
    return list(session.exec(select(Outgoing).where(Outgoing.request_id == request_id).order_by(col(Outgoing.id))))


def outgoing(session: Session, number: int) -> Outgoing:
    """Give a mail of the outbox; rows of the outbox are never removed."""
    return session.get_one(Outgoing, number)


def incoming(session: Session, number: int) -> Incoming:
    """Give a mail that was kept; rows of mails are never removed."""
    return session.get_one(Incoming, number)


def find_incoming(session: Session, number: int) -> Incoming | None:
    """Find a mail by the number a person gave."""
    return session.get(Incoming, number) if abs(number) <= LARGEST_KEY else None


def is_kept(session: Session, sha256: str) -> bool:
    """Whether these very bytes came before."""
    return session.exec(select(Incoming.id).where(Incoming.raw_sha256 == sha256)).first() is not None


def mailbox(session: Session, folder: str) -> Mailbox | None:
    """Give how far a folder has been read, `None` before it was marked."""
    return session.get(Mailbox, folder)


def move_cursor(session: Session, folder: str, uidvalidity: int, last_uid: int) -> None:
    """Note how far a folder has been read."""
    session.merge(Mailbox(folder=folder, uidvalidity=uidvalidity, last_uid=last_uid))


def pause(session: Session) -> MailPause | None:
    """Give why sending is paused, `None` where it is not."""
    return session.get(MailPause, 1)
