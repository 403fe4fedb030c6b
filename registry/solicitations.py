"""Solicitations 征求意见: a round for each draft version, a request for each unit, extensions, reminders."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from registry.columns import Moment, one_of
from registry.errors import UnknownUnit
from registry.lifecycle import PaperState, RequestState, check_request_move
from registry.papers import Paper


class Solicitation(SQLModel, table=True):
    """One round of asking: a paper, a draft version, one letter, one inner deadline."""

    __tablename__ = "solicitation"
    __table_args__ = (UniqueConstraint("paper_id", "draft_version", name="solicitation_once"),)

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    draft_version: int = 1
    draft_sha256: str = ""  # the text that was sent; the letter itself where it held the draft
    opened_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    due_reason: str
    due_calendar: str
    silence_is_consent: bool = False  # the letter says so
    document_number: str = ""
    urgency: str = "平件"


class Request(SQLModel, table=True):
    """One unit asked once, with its own stored deadline. A later round that asks it again follows this request."""

    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("solicitation_id", "unit_id", name="request_once"),
        one_of("state", RequestState, "request"),
        CheckConstraint("state <> 'waived' OR note <> ''", name="request_waived_has_reason"),
        CheckConstraint("token <> ''", name="request_has_token"),
        CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="request_sent_has_moment"),
    )

    id: int | None = Field(default=None, primary_key=True)
    solicitation_id: int = Field(foreign_key="solicitation.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    unit: str  # as the letter addresses it
    token: str = Field(unique=True)
    state: str = Field(default=RequestState.COMPOSED, index=True)
    clauses: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    reason: str = ""
    due_at: datetime = Field(sa_type=Moment)
    due_reason: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    letter_sha256: str = ""
    form_sha256: str = ""
    note: str = ""  # why waived, why undelivered
    followed_by_id: int | None = Field(default=None, foreign_key="request.id")

    def move(self, to: RequestState) -> None:
        """Move the request to another state, as the table of moves permits.

        Raises:
            NotPermitted: the table does not hold this move.
        """
        if self.state != to:
            check_request_move(self.unit, RequestState(self.state), to)
            self.state = to


class Extension(SQLModel, table=True):
    """延期: a unit's own later deadline, with its reason and who agreed."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="extension_has_reason"),
        CheckConstraint("agreed_by <> ''", name="extension_has_consent"),
        CheckConstraint("due_to > due_from", name="extension_is_later"),
        CheckConstraint("asked_at <= due_from", name="extension_asked_in_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    due_from: datetime = Field(sa_type=Moment)
    due_to: datetime = Field(sa_type=Moment)
    reason: str
    agreed_by: str
    asked_at: datetime = Field(sa_type=Moment)


class Reminder(SQLModel, table=True):
    """催办: one rung of the ladder for one request. Every one is recorded; none is sent twice."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("request_id", "rung", name="reminder_once"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    rung: str
    audience: str
    at: datetime = Field(sa_type=Moment)
    outgoing_id: int | None = Field(default=None, foreign_key="outgoing.id")


def latest(session: Session, paper_id: int | None) -> Solicitation | None:
    """Give a paper's newest round, or `None` before the first."""
    query = select(Solicitation).where(Solicitation.paper_id == paper_id)
    return session.exec(query.order_by(col(Solicitation.draft_version).desc())).first()


def rounds(session: Session, paper_id: int | None) -> list[Solicitation]:
    """Give a paper's rounds, the earliest draft version first."""
    query = select(Solicitation).where(Solicitation.paper_id == paper_id)
    return list(session.exec(query.order_by(col(Solicitation.draft_version))))


def requests(session: Session, solicitation: Solicitation) -> list[Request]:
    """Give the requests that went out with one round, in the order of its addressees."""
    query = select(Request).where(Request.solicitation_id == solicitation.id).order_by(col(Request.id))
    return list(session.exec(query))


def every_request(session: Session, paper_id: int | None) -> list[Request]:
    """Give all requests of a paper's rounds, the earliest first."""
    query = (
        select(Request)
        .join(Solicitation, col(Solicitation.id) == col(Request.solicitation_id))
        .where(Solicitation.paper_id == paper_id)
        .order_by(col(Request.id))
    )
    return list(session.exec(query))


def in_force(session: Session, paper_id: int | None) -> list[Request]:
    """Give the request each unit is to answer, that of the last round that asked it; in the order units were asked."""
    asked = every_request(session, paper_id)
    turn = {row.unit_id: n for n, row in reversed(list(enumerate(asked)))}
    return sorted((row for row in asked if row.followed_by_id is None), key=lambda row: turn[row.unit_id])


def of_unit(session: Session, paper_id: int | None, unit_id: int | None) -> list[Request]:
    """Give one unit's requests of a paper, the earliest first; the last is the one in force."""
    return [row for row in every_request(session, paper_id) if row.unit_id == unit_id]


def request_of(session: Session, paper_id: int | None, unit_id: int | None, name: str) -> Request:
    """Give the request one unit is to answer.

    Raises:
        UnknownUnit: the unit was not asked.
    """
    asked = of_unit(session, paper_id, unit_id)
    if not asked:
        raise UnknownUnit(f"本次征求意见未发给“{name}”", todo="请用 huiban status 查看已征求意见的单位")
    return asked[-1]


def awaited(session: Session) -> list[Request]:
    """Give every request whose answer is still awaited, in order; those of void and concluded papers are not."""
    states = [state for state in RequestState if state.is_open]
    query = (
        select(Request)
        .join(Solicitation, col(Solicitation.id) == col(Request.solicitation_id))
        .join(Paper, col(Paper.id) == col(Solicitation.paper_id))
        .where(col(Request.state).in_(states), col(Paper.state).in_([PaperState.SOLICITING, PaperState.MERGED]))
        .where(col(Request.followed_by_id).is_(None))
        .order_by(col(Request.id))
    )
    return list(session.exec(query))


def asked(session: Session) -> list[Request]:
    """Give every request that left the office, whatever became of it: a mail may answer any of them."""
    query = select(Request).where(Request.state != RequestState.COMPOSED).order_by(col(Request.id))
    return list(session.exec(query))


def get_request(session: Session, request_id: int) -> Request:
    """Give the request with this key; it must be there."""
    row = session.get(Request, request_id)
    if row is None:
        raise UnknownUnit(f"没有内部编号为{request_id}的征求意见记录")
    return row


def get(session: Session, solicitation_id: int) -> Solicitation:
    """Give the round with this key; it must be there."""
    row = session.get(Solicitation, solicitation_id)
    if row is None:
        raise UnknownUnit(f"没有内部编号为{solicitation_id}的征求意见轮次")
    return row


def get_round(session: Session, request: Request) -> Solicitation:
    """Give the round a request went out with."""
    return get(session, request.solicitation_id)


def paper_of(session: Session, request: Request) -> Paper:
    """Give the paper a request asks about."""
    return session.get_one(Paper, get(session, request.solicitation_id).paper_id)


def reminders(session: Session, request_id: int | None) -> list[Reminder]:
    """Give a request's reminders in order."""
    return list(session.exec(select(Reminder).where(Reminder.request_id == request_id).order_by(col(Reminder.id))))


def extensions(session: Session, request_id: int | None) -> list[Extension]:
    """Give a request's extensions in order."""
    return list(session.exec(select(Extension).where(Extension.request_id == request_id).order_by(col(Extension.id))))
