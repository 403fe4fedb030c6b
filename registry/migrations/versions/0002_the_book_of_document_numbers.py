"""The book of document numbers: each number given is a row of its own.

What was counted before goes into the book: a solicitation's number as used, for its letters are written.
"""

import re

import sqlalchemy as sa
from alembic import op

from registry.columns import Moment

revision = "0002"
down_revision = "0001"

_NUMBER = re.compile(r"(?P<agency>\S+)〔(?P<year>\d{4})〕(?P<number>\d+)号")


def upgrade() -> None:
    given = op.create_table(
        "given_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name="given_number_is_positive"),
        sa.CheckConstraint("state <> 'void' OR reason <> ''", name="given_number_void_has_reason"),
        sa.CheckConstraint("state IN ('reserved', 'used', 'void')", name="given_number_state_is_known"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agency", "year", "number", name="given_number_once"),
    )
    op.create_index("ix_given_number_paper_id", "given_number", ["paper_id"])
    op.create_table(
        "number_start",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "year"),
    )
    rounds = sa.table(
        "solicitation",
        sa.column("paper_id", sa.Integer),
        sa.column("document_number", sa.String),
        sa.column("opened_at", Moment()),
    )
    for row in op.get_bind().execute(sa.select(rounds)).all():
        match = _NUMBER.fullmatch(row.document_number or "")
        if match:
            op.get_bind().execute(
                sa.insert(given).values(
                    agency=match["agency"],
                    year=int(match["year"]),
                    number=int(match["number"]),
                    state="used",
                    purpose="征求意见函",
                    paper_id=row.paper_id,
                    at=row.opened_at,
                    actor="承办人",
                    reason="",
                )
            )
