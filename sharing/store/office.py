"""A workspace as its recruiter sees it. Every way to a brief leads through the key of its workspace."""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from hmac import compare_digest

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from database.engine import Database, database
from questionnaire import keys
from questionnaire.models import Questionnaire
from questionnaire.sitting import begin
from questionnaire.store import Versions, insert_sitting

from .. import gate
from ..exchange.document import Bundle
from ..exchange.file import Unreadable
from ..models import DAY, KEPT_DAYS, MOST_DAYS, Brief, Counts, Draft, Held, Line, Workspace, day_of, end_of
from .bundles import AlreadyHere, fresh_locks, restore_in
from .erasure import erase_workspace, remove_key
from .folder import Folder
from .rows import added, brief_of, draft_row, invitation_of, invitation_rows, line_of, workspace_of
from .tables import audit, briefs, invitations, workspace_keys, workspaces
from .trail import Trail

_LINES_SHOWN = 200


class LastKey(Exception):
    """The last key of a workspace without an owner cannot be taken away: nobody could open it again."""


def open_workspace(secret: str, owner: str | None = None, db: Database | None = None) -> keys.Key:
    """A new workspace with this browser's key, or of an account; the key of its link, which nobody can recover. Raises StoreError."""
    link, now = keys.new_key(), time.time()
    mine = keys.derived(secret, link.public, "workspace")

    def act(at: Connection) -> None:
        if not added(at, workspaces, id=link.public, owner=owner, created_at=now, touched_at=now):
            return
        _hold(at, link.public, link.secret, "link", now)
        if not owner:
            _hold(at, link.public, mine.secret, "browser", now)
        Trail(link.public, "key").add(at, "workspace_opened", link.public, now)

    (db or database()).write(act)
    return link


def enter(public: str, secrets: Iterable[str], owner: str | None = None, db: Database | None = None) -> "Office | None":
    """The office of a workspace, for whoever holds one of its keys or the account it belongs to; None for everybody else."""
    store = db or database()
    row, locks = store.read(lambda at: (_workspace(at, public), _locks(at, public)))
    if row is None:
        return None
    if owner is not None and row.owner is not None and compare_digest(owner, row.owner):
        return Office(store, row, "account")
    opened = any(keys.opens(secret, lock, "workspace") for secret in secrets for lock in locks)
    return Office(store, row, "key") if opened else None


def workspaces_of(owner: str, db: Database | None = None) -> list[Workspace]:
    """The workspaces of an account, the oldest first."""
    mine = select(workspaces).where(workspaces.c.owner == owner).order_by(workspaces.c.created_at)
    return (db or database()).read(lambda at: [workspace_of(row) for row in at.execute(mine).mappings()])


class Office:
    """One workspace, opened. Raises StoreError if the database does not answer."""

    def __init__(self, db: Database, workspace: Workspace, who: str) -> None:
        self.workspace = workspace
        self._db, self._trail = db, Trail(workspace.id, who)

    # ---- briefs

    def briefs(self) -> list[tuple[Brief, Counts]]:
        """Every brief with the states of its invitations, the newest first."""
        now = time.time()

        def ask(at: Connection) -> list[tuple[Brief, Counts]]:
            mine = at.execute(select(briefs).where(briefs.c.workspace_id == self.workspace.id).order_by(briefs.c.created_at.desc()))
            found = [brief_of(row) for row in mine.mappings()]
            sent = at.execute(invitation_rows().where(briefs.c.workspace_id == self.workspace.id, invitations.c.kind != "company"))
            states: dict[str, Counter[str]] = {}
            for invitation in map(invitation_of, sent.mappings()):
                states.setdefault(invitation.brief, Counter())[invitation.state(now)] += 1
            return [(brief, Counts(states.get(brief.id, {}))) for brief in found]  # type: ignore[arg-type]

        return self._db.read(ask)

    def new_brief(self, typed: Draft, q: Questionnaire, versions: Versions) -> Brief:
        """Keep a new brief with an empty sitting for its company. Raises gate.Refused."""
        now, public = time.time(), keys.new_public_id()
        draft = gate.draft(typed, day_of(now))
        company = begin(q, keys.new_public_id(), "recruiter", draft.language, "full")
        ends_at = end_of(draft.ends_on) if draft.ends_on else end_of(day_of(now) + timedelta(days=KEPT_DAYS))

        def act(at: Connection) -> None:
            if at.scalar(select(briefs.c.id).where(briefs.c.id == public)):
                return
            insert_sitting(at, company, keys.lock(keys.new_key().secret), versions, now, keep_until=ends_at)
            row = {"id": public, "workspace_id": self.workspace.id, "company_id": company.id, "created_at": now, "version": 1}
            added(at, briefs, **row, **draft_row(draft, ends_at))
            self._trail.add(at, "brief_made", public, now)

        self._db.write(act)
        return self.folder_of(public).brief

    def folder(self, brief: str) -> Folder | None:
        """A brief of this workspace with all that hangs on it; None for any other."""
        row = self._db.read(
            lambda at: at.execute(select(briefs).where(briefs.c.id == brief, briefs.c.workspace_id == self.workspace.id)).mappings().first()
        )
        return Folder(self._db, brief_of(row), self._trail) if row else None

    def folder_of(self, brief: str) -> Folder:
        """The same for a brief that must be there. Raises KeyError."""
        found = self.folder(brief)
        if found is None:
            raise KeyError(brief)
        return found

    def restore(self, bundle: Bundle) -> Brief:
        """Put a brief back that was carried out, with new locks, all or nothing. Raises AlreadyHere, and Unreadable if its time is over.

        Nobody's link opens it any more. Candidates who withdrew or were erased since then stay away.
        """
        now, locks = time.time(), fresh_locks(bundle)
        if bundle.brief.ends_at <= now:
            raise Unreadable("import_ended")
        if bundle.brief.ends_at > now + (MOST_DAYS + 1) * DAY:
            raise Unreadable("import_place", place="brief, ends_at")

        def act(at: Connection) -> None:
            restore_in(at, bundle, self.workspace.id, locks, now)
            self._trail.add(at, "imported", bundle.brief.id, now)

        try:
            self._db.write(act)
        except IntegrityError as error:
            raise AlreadyHere from error
        return self.folder_of(bundle.brief.id).brief

    # ---- keys

    def held(self) -> list[Held]:
        """The keys of this workspace, without their secrets."""
        mine = select(workspace_keys).where(workspace_keys.c.workspace_id == self.workspace.id).order_by(workspace_keys.c.created_at)
        return self._db.read(lambda at: [Held(row.id, row.label, row.created_at) for row in at.execute(mine)])

    def add_key(self) -> keys.Key:
        """Another link to this workspace, shown once."""
        made, now = keys.Key(self.workspace.id, keys.new_key().secret), time.time()

        def act(at: Connection) -> None:
            _hold(at, made.public, made.secret, "link", now)
            self._trail.add(at, "key_added", made.public, now)

        self._db.write(act)
        return made

    def remove_key(self, held: str) -> None:
        """Whoever has that key no longer gets in. Raises LastKey."""

        def act(at: Connection) -> None:
            if len(_locks(at, self.workspace.id)) == 1 and self.workspace.owner is None:
                raise LastKey
            remove_key(at, held, self.workspace.id)
            self._trail.add(at, "key_removed", held, time.time())

        self._db.write(act)

    # ---- the audit and the end

    def audit(self) -> list[Line]:
        """What was done here, the latest first, at most two hundred lines."""
        mine = select(audit).where(audit.c.workspace_id == self.workspace.id).order_by(audit.c.at.desc()).limit(_LINES_SHOWN)
        return self._db.read(lambda at: [line_of(row) for row in at.execute(mine).mappings()])

    def erase(self) -> None:
        """Delete the workspace, its briefs and every sitting of their candidates, at once."""
        self._db.write(lambda at: erase_workspace(at, self.workspace.id))


def _hold(at: Connection, workspace: str, secret: str, label: str, now: float) -> None:
    lock = keys.lock(secret, "workspace")
    at.execute(insert(workspace_keys).values(id=keys.new_public_id(), workspace_id=workspace, lock=lock, label=label, created_at=now))


def _workspace(at: Connection, public: str) -> Workspace | None:
    row = at.execute(select(workspaces).where(workspaces.c.id == public)).mappings().first()
    return workspace_of(row) if row else None


def _locks(at: Connection, public: str) -> list[str]:
    return list(at.scalars(select(workspace_keys.c.lock).where(workspace_keys.c.workspace_id == public)))
