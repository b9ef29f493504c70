"""Somebody may say that answers which seem to contradict each other are all true; it is remembered with the sitting."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("sitting", sa.Column("settled", sa.JSON))


def downgrade() -> None:
    op.drop_column("sitting", "settled")
