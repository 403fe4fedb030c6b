"""An opinion keeps its place as people say it; a dispute keeps the outcomes that a later one took the place of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("opinion", sa.Column("named", sa.String(), nullable=False, server_default=""))
    op.add_column("dispute", sa.Column("earlier", sa.JSON(), nullable=False, server_default="[]"))
