"""A sitting that belongs to a brief is kept until a day of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("sitting", sa.Column("keep_until", sa.Float))


def downgrade() -> None:
    op.drop_column("sitting", "keep_until")
