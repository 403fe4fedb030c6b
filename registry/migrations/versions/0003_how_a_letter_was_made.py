"""How a letter was made: beside the file, the record of its kind, values and template."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("paper_file", sa.Column("recipe_sha256", sa.String(), nullable=True))
