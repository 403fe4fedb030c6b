"""A later draft: each round knows its text, a request the one that follows it, a return what it carries forward."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# The text of every round so far: the draft, or the letter that held it.
_TEXTS = """
    UPDATE solicitation SET draft_sha256 = COALESCE(
        (SELECT COALESCE(paper.draft_sha256, paper.letter_sha256) FROM paper WHERE paper.id = solicitation.paper_id), ''
    )
"""


def upgrade() -> None:
    op.add_column("solicitation", sa.Column("draft_sha256", sa.String(), nullable=False, server_default=""))
    op.execute(_TEXTS)
    # As SQL, for SQLite adds a reference only together with its column.
    op.execute("ALTER TABLE request ADD COLUMN followed_by_id INTEGER REFERENCES request (id)")
    op.execute("ALTER TABLE unit_return ADD COLUMN carries_id INTEGER REFERENCES unit_return (id)")
    op.add_column("opinion", sa.Column("overtaken", sa.Boolean(), nullable=False, server_default=sa.false()))
