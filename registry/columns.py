"""Column types shared by all tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from registry.calendar import SHANGHAI
from registry.words import Word

LARGEST_KEY = 2_147_483_647  # what an integer column holds on PostgreSQL


class Moment(TypeDecorator[datetime]):
    """A moment with its offset. Kept as UTC (SQLite knows no offsets) and given back in the office's zone.

    A moment without an offset is refused: nobody could say later which clock it was read from.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC; without an offset where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"moment without an offset: {value}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's shape
        """Give the moment in the office's zone."""
        if value is None:
            return None
        moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(SHANGHAI)


def one_of(column: str, words: type[Word], table: str) -> CheckConstraint:
    """Let a column hold the words of an enumeration and nothing else."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{table}_{column}_is_known")
