"""The journal: append-only, each line holding the hash of the one before it. Triggers refuse every change."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, Session, SQLModel, col, select

from registry.columns import Moment
from registry.errors import JournalBroken

_FIRST = "0" * 64


class JournalLine(SQLModel, table=True):
    """One thing that was done: when, by whom, to which paper."""

    __tablename__ = "journal"

    id: int = Field(primary_key=True)  # given by us: a gap would show
    at: datetime = Field(sa_type=Moment)
    actor: str
    action: str  # in Chinese, as 登记 拟办 批示
    paper: str = ""
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    previous: str
    hash: str = Field(unique=True)


def note(session: Session, at: datetime, actor: str, action: str, paper: str = "", **detail: object) -> JournalLine:
    """Append a line. It commits with the change that it tells of, or not at all."""
    last = session.exec(select(JournalLine).order_by(col(JournalLine.id).desc()).limit(1)).first()
    previous, number = (last.hash, last.id + 1) if last else (_FIRST, 1)
    line = JournalLine(
        id=number, at=at, actor=actor, action=action, paper=paper, detail=detail, previous=previous, hash=""
    )
    line.hash = _hash(line)
    session.add(line)
    session.flush()
    return line


def lines(session: Session, paper: str | None = None) -> Iterator[JournalLine]:
    """Give the journal's lines in order; of one paper where its number is given."""
    query = select(JournalLine).order_by(col(JournalLine.id))
    yield from session.exec(query if paper is None else query.where(JournalLine.paper == paper))


def verify(session: Session) -> int:
    """Follow the chain of hashes from the first line; give the number of lines.

    Raises:
        JournalBroken: a line was changed, removed or put in between; names the first such line.
    """
    previous, number = _FIRST, 0
    for line in lines(session):
        number += 1
        if line.id != number or line.previous != previous or line.hash != _hash(line):
            raise JournalBroken(
                f"日志第{number}条与哈希链不符，其后的记录不可采信",
                kept="日志未作任何改动",
                todo="请保留现场并以归档包或备份核对",
            )
        previous = line.hash
    return number


def _hash(line: JournalLine) -> str:
    told = [
        line.id,
        line.at.astimezone(UTC).isoformat(),
        line.actor,
        line.action,
        line.paper,
        line.detail,
        line.previous,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
