"""Workspaces, briefs, invitations, candidates and what people make of them; read-only links; who did what; counts that stay."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID, _LOCK, _WORD = sa.String(12), sa.String(64), sa.String(40)
_NEW = (
    "workspace", "workspace_key", "brief", "invitation", "candidate", "comment", "ranking", "decision", "share", "audit", "tally",
)  # fmt: skip


def _of(column: str) -> sa.ForeignKey:
    """A row dies with what it refers to."""
    return sa.ForeignKey(column, ondelete="CASCADE")


def upgrade() -> None:
    _asking()
    _answering()
    _judging()
    _looking()


def downgrade() -> None:
    for table in reversed(_NEW):
        op.drop_table(table)


def _asking() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("owner", _LOCK, index=True),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("touched_at", sa.Float, nullable=False, index=True),
    )
    op.create_table(
        "workspace_key",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("workspace_id", _ID, _of("workspace.id"), nullable=False, index=True),
        sa.Column("lock", _LOCK, nullable=False),
        sa.Column("label", _WORD, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_table(
        "brief",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("workspace_id", _ID, _of("workspace.id"), nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("length", _WORD, nullable=False),
        sa.Column("shows", _WORD, nullable=False),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("closes_on", sa.String(10)),
        sa.Column("ends_at", sa.Float, nullable=False, index=True),
        sa.Column("revealed_at", sa.Float),
        sa.Column("company_id", _ID, sa.ForeignKey("sitting.id"), nullable=False, unique=True),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def _answering() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("brief_id", _ID, _of("brief.id"), nullable=False, index=True),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("lock", _LOCK, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("signed_at", sa.Float, nullable=False),
        sa.Column("opened_at", sa.Float),
        sa.Column("revoked_at", sa.Float),
        sa.Column("withdrawn_at", sa.Float),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "candidate",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("brief_id", _ID, _of("brief.id"), nullable=False, index=True),
        sa.Column("invitation_id", _ID, _of("invitation.id"), nullable=False),
        sa.Column("seat", sa.Integer, nullable=False),
        sa.Column("sitting_id", _ID, _of("sitting.id"), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("consent_version", _WORD, nullable=False),
        sa.Column("consent_language", sa.String(2), nullable=False),
        sa.Column("consented_at", sa.Float, nullable=False),
        sa.Column("finished_at", sa.Float),
        sa.Column("verdict", _WORD),
        sa.Column("strength", _WORD),
        sa.Column("rules_version", _WORD),
        sa.UniqueConstraint("invitation_id", "seat", name="one_candidate_a_seat"),
    )
    op.create_table(
        "comment",
        sa.Column("candidate_id", _ID, _of("candidate.id"), primary_key=True),
        sa.Column("about", _WORD, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("written_at", sa.Float, nullable=False),
    )


def _judging() -> None:
    op.create_table(
        "ranking",
        sa.Column("brief_id", _ID, _of("brief.id"), nullable=False, primary_key=True),
        sa.Column("stage", _WORD, primary_key=True),
        sa.Column("candidate_id", _ID, _of("candidate.id"), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("written_at", sa.Float, nullable=False),
    )
    op.create_table(
        "decision",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("candidate_id", _ID, _of("candidate.id"), nullable=False, index=True),
        sa.Column("choice", _WORD, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.Float, nullable=False),
        sa.Column("verdict", _WORD, nullable=False),
        sa.Column("strength", _WORD, nullable=False),
        sa.Column("rules_version", _WORD, nullable=False),
    )


def _looking() -> None:
    op.create_table(
        "share",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("lock", _LOCK, nullable=False),
        sa.Column("sitting_id", _ID, _of("sitting.id"), nullable=False, index=True),
        sa.Column("brief_id", _ID, _of("brief.id"), index=True),
        sa.Column("scope", _WORD, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False, index=True),
        sa.Column("revoked_at", sa.Float),
        sa.Column("opened_at", sa.Float),
        sa.Column("openings", sa.Integer, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("workspace_id", _ID, _of("workspace.id"), nullable=False, index=True),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("who", _WORD, nullable=False),
        sa.Column("what", _WORD, nullable=False),
        sa.Column("thing", _ID, nullable=False),
    )
    op.create_table(
        "tally",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("ended_at", sa.Float, nullable=False),
        sa.Column("invited", sa.Integer, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
    )
