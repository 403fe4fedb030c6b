"""Leases: who is at work on what. A row with an expiry, so that a crash frees it by itself (docs/decisions/0005)."""

from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Field, Session, SQLModel, col, select, update

from registry.columns import Moment


class Lease(SQLModel, table=True):
    """Work of one name is done by one holder at a time, until it expires."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    expires_at: datetime = Field(sa_type=Moment)


def take(session: Session, name: str, holder: str, now: datetime, span: timedelta) -> bool:
    """Take or renew a lease; `False` where another holds it and it has not expired."""
    if session.exec(select(Lease).where(Lease.name == name)).first() is None:
        session.add(Lease(name=name, holder=holder, expires_at=now + span))
        session.flush()
        return True
    taken = session.exec(
        update(Lease)
        .where(col(Lease.name) == name, or_(col(Lease.holder) == holder, col(Lease.expires_at) <= now))
        .values(holder=holder, expires_at=now + span)
    )
    return bool(taken.rowcount)


def holder_of(session: Session, name: str) -> Lease | None:
    """Give a lease as it stands, whoever holds it."""
    return session.exec(select(Lease).where(Lease.name == name)).first()


def release(session: Session, name: str, holder: str, now: datetime) -> None:
    """Give a lease back; one that another holds by now is left alone."""
    session.exec(update(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder).values(expires_at=now))
