"""One brief and all that hangs on it: invitations, candidates, rankings, decisions. Opened by its office alone."""

import time
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from database.clocks import after
from database.engine import Database
from questionnaire import keys
from questionnaire.models import Language
from questionnaire.store import answers_in, sittings

from .. import gate
from ..exchange.document import Bundle
from ..models import (
    ANSWER_DAYS,
    CHOICES,
    KEPT_DAYS,
    MOST_SEATS,
    Advice,
    Brief,
    Candidate,
    Choice,
    Comment,
    Decision,
    Deed,
    Draft,
    Invitation,
    InvitationKind,
    Ranking,
    Stage,
    day_of,
    end_of,
)
from .bundles import bundle_in
from .erasure import erase_briefs, forget
from .rows import added, brief_of, candidate_of, candidate_rows, comment_of, decision_of, draft_row, invitation_of, invitation_rows
from .tables import briefs, candidates, comments, decisions, invitations, rankings
from .trail import Trail


class Stale(Exception):
    """Somebody changed it in another tab; nothing was overwritten. Read it again."""


class Folder:
    """A brief, opened through its workspace. Every method is one transaction; raises StoreError if the database does not answer."""

    def __init__(self, db: Database, brief: Brief, trail: Trail) -> None:
        self.brief = brief
        self._db, self._trail = db, trail

    # ---- the brief itself

    def change(self, typed: Draft, version: int) -> None:
        """Keep what was changed. Raises gate.Refused, and Stale if `version` is not the one that is kept."""
        now = time.time()
        told = self._db.read(lambda at: at.scalar(select(candidates.c.id).where(candidates.c.brief_id == self.brief.id).limit(1)))
        draft = gate.draft(typed, day_of(now), self.brief.draft if told else None)
        ends_at = end_of(draft.ends_on) if draft.ends_on else self.brief.ends_at
        row = {**draft_row(draft, ends_at), "version": version + 1}

        def act(at: Connection) -> None:
            self._step(at, version, row)
            mine = select(candidates.c.sitting_id).where(candidates.c.brief_id == self.brief.id)
            kept = (sittings.c.id == self.brief.company) | sittings.c.id.in_(mine)
            at.execute(update(sittings).where(kept).values(keep_until=ends_at))
            self._trail.add(at, "brief_changed", self.brief.id, now)

        self._db.write(act)
        self._read_again()

    def reveal(self) -> None:
        """Show the names. Nothing hides them again. Raises Stale before a ranking is written."""
        now = time.time()

        def act(at: Connection) -> None:
            blind = select(rankings.c.place).where(rankings.c.brief_id == self.brief.id, rankings.c.stage == "blind").limit(1)
            if at.scalar(blind) is None:
                raise Stale
            at.execute(update(briefs).where(briefs.c.id == self.brief.id, briefs.c.revealed_at.is_(None)).values(revealed_at=now))
            self._trail.add(at, "revealed", self.brief.id, now)

        self._db.write(act)
        self._read_again()

    def erase(self) -> None:
        """Delete the brief with the sittings of its candidates and its company, at once."""

        def act(at: Connection) -> None:
            erase_briefs(at, [self.brief.id])
            self._trail.add(at, "brief_erased", self.brief.id, time.time())

        self._db.write(act)

    def note(self, what: Deed, thing: str) -> None:
        """Remember that something was viewed or taken away."""
        self._db.write(lambda at: self._trail.add(at, what, thing, time.time()))

    def bundle(self, questions_version: str) -> Bundle:
        """Everything of this brief but secrets, audit and shares, as it is at one moment. KeyError if it was erased meanwhile."""
        now = time.time()
        return self._db.read(lambda at: bundle_in(at, self.brief.id, questions_version, now))

    # ---- invitations

    def invitations(self) -> list[Invitation]:
        """The invitations of people in the order of their making; the founder's last one is `company_invitation`."""
        return self._invitations(invitations.c.kind != "company")

    def company_invitation(self) -> Invitation | None:
        """The founder's link that counts now."""
        return next(reversed(self._invitations((invitations.c.kind == "company") & invitations.c.revoked_at.is_(None))), None)

    def invite(self, kind: InvitationKind, name: str, language: Language, seats: int = 1, days: int = ANSWER_DAYS) -> tuple[str, keys.Key]:
        """A new link, shown once: the id of the invitation and its key. A new link for the founder takes the earlier one back."""
        kept, key, now = gate.text("name", name, needed=kind == "personal"), keys.new_key(), time.time()
        taken_back = update(invitations).where(invitations.c.brief_id == self.brief.id, invitations.c.kind == "company")

        def act(at: Connection) -> None:
            if kind == "company":
                at.execute(taken_back.where(invitations.c.id != key.public).values(revoked_at=now))
            row = {"kind": kind, "name": kept, "language": language, "seats": max(1, min(seats, MOST_SEATS)) if kind == "open" else 1}
            times = {"created_at": now, "signed_at": now, "days": max(1, min(days, KEPT_DAYS)), "version": 1}
            if added(at, invitations, id=key.public, brief_id=self.brief.id, lock=_lock(key), **row, **times):
                self._trail.add(at, "invited", key.public, now)

        self._db.write(act)
        return key.public, key

    def renew(self, invitation: str) -> keys.Key | None:
        """More time. Who has begun goes on where they began, so None; for others a new link, and the old one is dead.

        Raises KeyError for an invitation of another brief, and for one whose person is gone.
        """
        key, now = keys.Key(invitation, keys.new_key().secret), time.time()
        alive = invitations.c.withdrawn_at.is_(None) & ((invitations.c.kind != "personal") | (invitations.c.name != ""))
        mine = (invitations.c.id == invitation) & (invitations.c.brief_id == self.brief.id) & alive

        def act(at: Connection) -> bool:
            begun = at.scalar(select(candidates.c.id).where(candidates.c.invitation_id == invitation).limit(1)) is not None
            more = {"signed_at": now, "revoked_at": None} | ({} if begun else {"lock": _lock(key)})
            if not at.execute(update(invitations).where(mine).values(**more)).rowcount:
                raise KeyError(invitation)
            self._trail.add(at, "renewed", invitation, now)
            return begun

        return None if self._db.write(act) else key

    def revoke(self, invitation: str) -> None:
        """The link opens nothing any more, and who has begun cannot go on; what was answered stays until it is erased."""
        now = time.time()

        def act(at: Connection) -> None:
            at.execute(
                update(invitations)
                .where(invitations.c.id == invitation, invitations.c.brief_id == self.brief.id, invitations.c.revoked_at.is_(None))
                .values(revoked_at=now)
            )
            self._trail.add(at, "revoked", invitation, now)

        self._db.write(act)

    def rename(self, invitation: str, name: str, version: int) -> None:
        """Another name or alias. Raises gate.Refused, and Stale if it was changed elsewhere."""
        kept, now = gate.text("name", name, needed=True), time.time()

        def act(at: Connection) -> None:
            mine = (invitations.c.id == invitation) & (invitations.c.brief_id == self.brief.id) & (invitations.c.version == version)
            if not at.execute(update(invitations).where(mine).values(name=kept, version=version + 1)).rowcount:
                raise Stale
            at.execute(update(candidates).where(candidates.c.invitation_id == invitation).values(name=kept))
            self._trail.add(at, "renamed", invitation, now)

        self._db.write(act)

    # ---- candidates

    def begun(self) -> tuple[int, int]:
        """How many have begun, and how many of them have finished."""
        counts = select(func.count(), func.count(candidates.c.finished_at)).where(candidates.c.brief_id == self.brief.id)
        begun, finished = self._db.read(lambda at: at.execute(counts).one())
        return begun, finished

    def roll(self) -> list[tuple[str, str]]:
        """The id and the name of everybody who began, in the order of the random ids: what a list of ten thousand needs first."""
        rows = select(candidates.c.id, candidates.c.name).where(candidates.c.brief_id == self.brief.id)
        return sorted(self._db.read(lambda at: [(row[0], row[1]) for row in at.execute(rows).all()]))

    def candidates(self, ids: Collection[str] | None = None) -> list[Candidate]:
        """Everybody who began, or some of them, in the order of their random ids: it says nothing about anybody."""
        rows = candidate_rows().where(candidates.c.brief_id == self.brief.id)
        if ids is not None:
            rows = rows.where(candidates.c.id.in_(ids))
        found = self._db.read(lambda at: [candidate_of(row) for row in at.execute(rows).all()])
        return sorted(found, key=lambda person: person.id)

    def candidate(self, public: str) -> Candidate | None:
        rows = candidate_rows().where(candidates.c.brief_id == self.brief.id, candidates.c.id == public)
        row = self._db.read(lambda at: at.execute(rows).first())
        return candidate_of(row) if row else None

    def answers(self, people: Sequence[Candidate], *, in_order: bool = True) -> dict[str, dict[str, str]]:
        """What each of them answered, by candidate id; everything that was ever answered, as it is kept."""
        mine = [self._own(person).sitting for person in people]
        given = self._db.read(lambda at: answers_in(at, mine, in_order=in_order))
        return {person.id: given.get(person.sitting, {}) for person in people}

    def company_answers(self) -> dict[str, str]:
        """What was answered about the company, as it is kept."""
        return self._db.read(lambda at: answers_in(at, [self.brief.company])).get(self.brief.company, {})

    def comments(self, person: Candidate) -> list[Comment]:
        """What the candidate says to the contrary."""
        said = select(comments).where(comments.c.candidate_id == self._own(person).id).order_by(comments.c.about)
        return self._db.read(lambda at: [comment_of(row) for row in at.execute(said).mappings()])

    def commented(self) -> set[str]:
        """The ids of the candidates who say something to the contrary."""
        mine = select(comments.c.candidate_id).join(candidates).where(candidates.c.brief_id == self.brief.id).distinct()
        return self._db.read(lambda at: set(at.scalars(mine)))

    def erase_candidate(self, person: Candidate) -> None:
        """Delete everything about somebody, at once: because they asked, or because nobody needs it any more."""

        def act(at: Connection) -> None:
            forget(at, self._own(person), "revoked_at", time.time())
            self._trail.add(at, "erased", person.id, time.time())

        self._db.write(act)

    # ---- what people make of it

    def decide(self, person: Candidate, choice: Choice, reason: str, decided_by: str, advice: Advice) -> None:
        """Record what a named person decided. Raises gate.Refused."""
        if choice not in CHOICES:
            raise gate.Refused("choice", "empty")
        why, who = gate.text("reason", reason, needed=True), gate.text("decided_by", decided_by, needed=True)
        public, now = keys.new_public_id(), time.time()
        last = select(func.max(decisions.c.decided_at)).where(decisions.c.candidate_id == self._own(person).id).scalar_subquery()

        def act(at: Connection) -> None:
            told = {"verdict": advice.verdict, "strength": advice.strength, "rules_version": advice.rules_version}
            row = {"choice": choice, "reason": why, "decided_by": who, "decided_at": after(last, now)}
            if added(at, decisions, id=public, candidate_id=person.id, **row, **told):
                self._trail.add(at, "decided", person.id, now)

        self._db.write(act)

    def decisions(self) -> list[Decision]:
        """Every decision of the brief, the earliest first."""
        mine = select(decisions).join(candidates, candidates.c.id == decisions.c.candidate_id)
        ordered = mine.where(candidates.c.brief_id == self.brief.id).order_by(decisions.c.decided_at)
        return self._db.read(lambda at: [decision_of(row) for row in at.execute(ordered).mappings()])

    def rank(self, stage: Stage, order: Sequence[str]) -> None:
        """Write an order of candidates, first to last. The blind one stands once the names are shown: Stale. KeyError for strangers."""
        now = time.time()

        def act(at: Connection) -> None:
            mine = set(at.scalars(select(candidates.c.id).where(candidates.c.brief_id == self.brief.id)))
            if strangers := set(order) - mine:
                raise KeyError(*strangers)
            here = (rankings.c.brief_id == self.brief.id) & (rankings.c.stage == stage)
            if stage == "blind" and at.scalar(select(briefs.c.revealed_at).where(briefs.c.id == self.brief.id)) is not None:
                raise Stale
            at.execute(delete(rankings).where(here))
            rows = [
                {"brief_id": self.brief.id, "stage": stage, "candidate_id": public, "place": place, "written_at": now}
                for place, public in enumerate(dict.fromkeys(order), start=1)
            ]
            if rows:
                at.execute(insert(rankings), rows)
            self._trail.add(at, "ranked", self.brief.id, now)

        self._db.write(act)

    def rankings(self) -> Mapping[Stage, Ranking]:
        """The orders that were written, by stage."""
        mine = select(rankings).where(rankings.c.brief_id == self.brief.id).order_by(rankings.c.place)
        found: dict[Stage, Ranking] = {}
        for row in self._db.read(lambda at: at.execute(mine).all()):
            before = found.get(row.stage, Ranking(row.stage, (), row.written_at))
            found[row.stage] = Ranking(row.stage, (*before.order, row.candidate_id), row.written_at)
        return found

    # ---- inside

    def _invitations(self, which: ColumnElement[bool]) -> list[Invitation]:
        mine = invitation_rows().where(invitations.c.brief_id == self.brief.id, which).order_by(invitations.c.created_at, invitations.c.id)
        return self._db.read(lambda at: [invitation_of(row) for row in at.execute(mine).mappings()])

    def _own(self, person: Candidate) -> Candidate:
        """A candidate of another brief is none of this one's business. Raises KeyError."""
        if person.brief != self.brief.id:
            raise KeyError(person.id)
        return person

    def _step(self, at: Connection, version: int, row: Mapping[str, object]) -> None:
        if not at.execute(update(briefs).where(briefs.c.id == self.brief.id, briefs.c.version == version).values(**row)).rowcount:
            raise Stale

    def _read_again(self) -> None:
        row = self._db.read(lambda at: at.execute(select(briefs).where(briefs.c.id == self.brief.id)).mappings().one())
        self.brief = brief_of(row)


def _lock(key: keys.Key) -> str:
    return keys.lock(key.secret, "invitation")
