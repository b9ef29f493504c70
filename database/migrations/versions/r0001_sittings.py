"""Sittings and their answers, as they were before there were migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sitting",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("lock", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("reviewed", sa.Boolean, nullable=False),
        sa.Column("questions_version", sa.String(12), nullable=False),
        sa.Column("rules_version", sa.String(12), nullable=False),
        sa.Column("begun_at", sa.Float, nullable=False),
        sa.Column("touched_at", sa.Float, nullable=False, index=True),
    )
    op.create_table(
        "answer",
        sa.Column("sitting_id", sa.String(12), sa.ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("question_id", sa.String(40), primary_key=True),
        sa.Column("option_id", sa.String(40), nullable=False),
        sa.Column("given_at", sa.Float, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("answer")
    op.drop_table("sitting")
