"""Returns 反馈, the opinions 修改意见 they hold, and what became of each 处理意见."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from registry.columns import Moment, one_of
from registry.solicitations import Request, Solicitation
from registry.words import Disposition, How, Kind, Stance


class Return(SQLModel, table=True):
    """What a unit sent back. Received, sealed and usable are three checks; a later return supersedes, both are kept."""

    __tablename__ = "unit_return"
    __table_args__ = (
        UniqueConstraint("request_id", "incoming_id", name="return_once"),
        one_of("stance", Stance, "unit_return"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    incoming_id: int | None = Field(default=None, foreign_key="incoming.id")
    received_at: datetime = Field(sa_type=Moment)
    stance: str
    sealed: bool | None = None  # None: cannot be told
    usable: bool = False
    error: str | None = None  # in Chinese, why the file is set aside
    files: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # name, sha256
    superseded: bool = False
    reading_sha256: str | None = None  # how the files were read; merging goes by it (docs/decisions/0010)
    # The unit's return on an earlier draft version, of which something stands beside this one's files.
    carries_id: int | None = Field(default=None, foreign_key="unit_return.id")


class OpinionRow(SQLModel, table=True):
    """One proposed change, tied to document, clause and draft version, with the file and place it came from."""

    __tablename__ = "opinion"
    __table_args__ = (
        UniqueConstraint("return_id", "key", name="opinion_once"),
        one_of("kind", Kind, "opinion"),
        one_of("how", How, "opinion"),
    )

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="unit_return.id", index=True)
    key: str = Field(index=True)  # stable: the same wish from the same unit at the same place has the same key
    unit: str
    draft_version: int = 1
    clause: str | None = None
    named: str = ""  # the place as people say it: the title and a row of a table have one without being a clause
    kind: str
    original: str | None = None
    proposed: str | None = None
    reason: str | None = None
    how: str
    author: str | None = None
    file: str = ""
    place: str = ""
    confidence: float = 1.0
    overtaken: bool = False  # a later draft version has other words there


class DispositionRow(SQLModel, table=True):
    """处理意见 on an opinion. A new one is added, the old ones are the history."""

    __tablename__ = "disposition"
    __table_args__ = (
        CheckConstraint("decision = 'accepted' OR reason <> ''", name="disposition_has_reason"),
        CheckConstraint("decision <> 'partly' OR text <> ''", name="disposition_partly_has_text"),
        CheckConstraint("decision IN ('accepted', 'partly', 'declined', 'explained')", name="disposition_is_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    opinion_id: int = Field(foreign_key="opinion.id", index=True)
    decision: str
    reason: str = ""
    text: str = ""  # how the place reads now, where an opinion is taken in part
    decided_by: str
    at: datetime = Field(sa_type=Moment)


class Dispute(SQLModel, table=True):
    """分歧: opinions on one place that contradict each other; both sides' reasons go to the higher authority."""

    __tablename__ = "dispute"
    __table_args__ = (UniqueConstraint("paper_id", "key", name="dispute_once"),)

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    key: str  # of the opinions it holds
    clause: str | None = None
    sides: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    pairs: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # of opinions' keys
    outcome: str = ""
    earlier: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # outcomes before this one

    def settle(self, outcome: str) -> str:
        """Enter what was settled; one that stood before and said otherwise is kept, and given back."""
        before = self.outcome if self.outcome != outcome else ""
        if before:
            self.earlier = [*self.earlier, before]
        self.outcome = outcome
        return before


def returns_of(session: Session, request_id: int | None) -> list[Return]:
    """Give a request's returns in order, superseded ones included."""
    return list(session.exec(select(Return).where(Return.request_id == request_id).order_by(col(Return.id))))


def answered_by(session: Session, incoming_id: int | None) -> set[int]:
    """Give the keys of the requests for which a mail brought something."""
    return set(session.exec(select(Return.request_id).where(Return.incoming_id == incoming_id)))


def standing(session: Session, paper_id: int | None) -> list[tuple[Request, Return]]:
    """Give the returns of a paper that count, with their requests, in the order of asking."""
    query = (
        select(Request, Return)
        .join(Return, col(Return.request_id) == col(Request.id))
        .join(Solicitation, col(Solicitation.id) == col(Request.solicitation_id))
        .where(Solicitation.paper_id == paper_id, col(Return.superseded).is_(False))
        .order_by(col(Request.id), col(Return.id))
    )
    return list(session.exec(query))


def opinions_of(session: Session, paper_id: int | None) -> list[OpinionRow]:
    """Give the opinions of a paper's standing returns."""
    query = (
        select(OpinionRow)
        .join(Return, col(Return.id) == col(OpinionRow.return_id))
        .join(Request, col(Request.id) == col(Return.request_id))
        .join(Solicitation, col(Solicitation.id) == col(Request.solicitation_id))
        .where(Solicitation.paper_id == paper_id, col(Return.superseded).is_(False))
        .order_by(col(Request.id), col(OpinionRow.id))
    )
    return list(session.exec(query))


def of_return(session: Session, return_id: int | None) -> list[OpinionRow]:
    """Give the opinions one return holds, in order."""
    return list(session.exec(select(OpinionRow).where(OpinionRow.return_id == return_id).order_by(col(OpinionRow.id))))


def decisions(session: Session, paper_id: int | None) -> dict[int, DispositionRow]:
    """Give the decision in force for each opinion of a paper, by the opinion's key number."""
    opinions = {row.id for row in opinions_of(session, paper_id)}
    query = select(DispositionRow).where(col(DispositionRow.opinion_id).in_(opinions)).order_by(col(DispositionRow.id))
    return {row.opinion_id: row for row in session.exec(query)}


def adopted(session: Session, paper_id: int | None) -> frozenset[str]:
    """Give the keys of the opinions the office has taken over, in whole or in part."""
    taken = {n for n, row in decisions(session, paper_id).items() if Disposition(row.decision).is_taken}
    return frozenset(row.key for row in opinions_of(session, paper_id) if row.id in taken)


def disputes(session: Session, paper_id: int | None) -> list[Dispute]:
    """Give a paper's disputes in order."""
    return list(session.exec(select(Dispute).where(Dispute.paper_id == paper_id).order_by(col(Dispute.id))))


def get_return(session: Session, return_id: int) -> Return:
    """Give the return with this key; rows of returns are never removed."""
    return session.get_one(Return, return_id)


def count_of(session: Session, return_id: int | None) -> int:
    """Count the opinions a return holds."""
    return len(session.exec(select(OpinionRow.id).where(OpinionRow.return_id == return_id)).all())


def contradictions(session: Session, paper_id: int | None) -> list[tuple[str, str]]:
    """Give the pairs of opinions of a paper that contradict each other, by their keys."""
    return [(one, other) for row in disputes(session, paper_id) for one, other in row.pairs]
