"""The tables of this package. What a candidate says hangs on their sitting: whoever erases the sitting erases all of it."""

from typing import Any

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from database.engine import metadata

_ID, _LOCK, _WORD = String(12), String(64), String(40)


def _mine(column: str, of: str, **more: Any) -> Column[str]:
    """A reference that dies with what it refers to."""
    return Column(column, _ID, ForeignKey(of, ondelete="CASCADE"), nullable=False, **more)


workspaces = Table(
    "workspace", metadata,
    Column("id", _ID, primary_key=True),
    Column("owner", _LOCK, index=True),
    Column("created_at", Float, nullable=False),
    Column("touched_at", Float, nullable=False, index=True),
)  # fmt: skip

workspace_keys = Table(
    "workspace_key", metadata,
    Column("id", _ID, primary_key=True),
    _mine("workspace_id", "workspace.id", index=True),
    Column("lock", _LOCK, nullable=False),
    Column("label", _WORD, nullable=False),
    Column("created_at", Float, nullable=False),
)  # fmt: skip

briefs = Table(
    "brief", metadata,
    Column("id", _ID, primary_key=True),
    _mine("workspace_id", "workspace.id", index=True),
    Column("title", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("length", _WORD, nullable=False),
    Column("shows", _WORD, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("closes_on", String(10)),
    Column("ends_at", Float, nullable=False, index=True),
    Column("revealed_at", Float),
    Column("company_id", _ID, ForeignKey("sitting.id"), nullable=False, unique=True),
    Column("created_at", Float, nullable=False),
    Column("version", Integer, nullable=False),
)  # fmt: skip

invitations = Table(
    "invitation", metadata,
    Column("id", _ID, primary_key=True),
    _mine("brief_id", "brief.id", index=True),
    Column("kind", _WORD, nullable=False),
    Column("name", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("seats", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("lock", _LOCK, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("signed_at", Float, nullable=False),
    Column("opened_at", Float),
    Column("revoked_at", Float),
    Column("withdrawn_at", Float),
    Column("version", Integer, nullable=False),
)  # fmt: skip

# One seat, one candidate; one candidate, one sitting: the database sees to it, however many begin at once.
candidates = Table(
    "candidate", metadata,
    Column("id", _ID, primary_key=True),
    _mine("brief_id", "brief.id", index=True),
    _mine("invitation_id", "invitation.id"),
    Column("seat", Integer, nullable=False),
    _mine("sitting_id", "sitting.id", unique=True),
    Column("name", Text, nullable=False),
    Column("consent_version", _WORD, nullable=False),
    Column("consent_language", String(2), nullable=False),
    Column("consented_at", Float, nullable=False),
    Column("finished_at", Float),
    Column("verdict", _WORD),
    Column("strength", _WORD),
    Column("rules_version", _WORD),
    UniqueConstraint("invitation_id", "seat", name="one_candidate_a_seat"),
)  # fmt: skip

comments = Table(
    "comment", metadata,
    Column("candidate_id", _ID, ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True),
    Column("about", _WORD, primary_key=True),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("written_at", Float, nullable=False),
)  # fmt: skip

rankings = Table(
    "ranking", metadata,
    _mine("brief_id", "brief.id", primary_key=True),
    Column("stage", _WORD, primary_key=True),
    Column("candidate_id", _ID, ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("written_at", Float, nullable=False),
)  # fmt: skip

decisions = Table(
    "decision", metadata,
    Column("id", _ID, primary_key=True),
    _mine("candidate_id", "candidate.id", index=True),
    Column("choice", _WORD, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Float, nullable=False),
    Column("verdict", _WORD, nullable=False),
    Column("strength", _WORD, nullable=False),
    Column("rules_version", _WORD, nullable=False),
)  # fmt: skip

shares = Table(
    "share", metadata,
    Column("id", _ID, primary_key=True),
    Column("lock", _LOCK, nullable=False),
    _mine("sitting_id", "sitting.id", index=True),
    Column("brief_id", _ID, ForeignKey("brief.id", ondelete="CASCADE"), index=True),
    Column("scope", _WORD, nullable=False),
    Column("language", String(2), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False, index=True),
    Column("revoked_at", Float),
    Column("opened_at", Float),
    Column("openings", Integer, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("id", _ID, primary_key=True),
    _mine("workspace_id", "workspace.id", index=True),
    Column("at", Float, nullable=False, index=True),
    Column("who", _WORD, nullable=False),
    Column("what", _WORD, nullable=False),
    Column("thing", _ID, nullable=False),
)  # fmt: skip

# All that is left of a brief past its end: no title, no name, no day of anybody's life.
tallies = Table(
    "tally", metadata,
    Column("id", _ID, primary_key=True),
    Column("ended_at", Float, nullable=False),
    Column("invited", Integer, nullable=False),
    Column("begun", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
)  # fmt: skip
