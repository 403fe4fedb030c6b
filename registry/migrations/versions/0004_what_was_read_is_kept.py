"""What was read is kept: beside a return's files, how they were read."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("unit_return", sa.Column("reading_sha256", sa.String(), nullable=True))
