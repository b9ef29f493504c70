"""Who comes through an invitation: what they are told before they begin, what they may do afterwards. Knows no other candidate."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from database.engine import Database, database
from questionnaire import keys
from questionnaire.sitting import Sitting
from questionnaire.store import Versions, answers, insert_sitting, sittings

from .. import gate
from ..models import Brief, Candidate, Comment, Consent, Given, Invitation
from .erasure import forget
from .folder import Stale
from .rows import brief_of, candidate_of, candidate_rows, comment_of, invitation_of, invitation_rows
from .tables import audit, briefs, candidates, comments, decisions, invitations, rankings, shares
from .trail import Trail


@dataclass(frozen=True)
class Door:
    """An invitation that lets somebody in, with the brief it belongs to."""

    invitation: Invitation
    brief: Brief


class Taken(Exception):
    """The last seat was taken, or the invitation closed, while the person was reading. Nothing was kept."""


def knock(public: str, secret: str, db: Database | None = None) -> Door | None:
    """What is behind an invitation, for whoever holds its link, while it lets somebody in.

    Unknown, used, expired and revoked look alike: None.
    """
    now = time.time()

    def ask(at: Connection) -> Door | None:
        row = at.execute(invitation_rows().where(invitations.c.id == public)).mappings().first()
        if row is None or not keys.opens(secret, row["lock"], "invitation"):
            return None
        found, brief = invitation_of(row), _brief(at, row["brief_id"])
        founder = found.kind == "company" and found.state(now) in {"sent", "opened", "started", "finished"}
        return Door(found, brief) if founder or (found.lets_in(now) and brief.open_to_new(now)) else None

    return (db or database()).read(ask)


def opened(door: Door, db: Database | None = None) -> None:
    """Remember that somebody, and no mail scanner, looked at the invitation. The first time counts."""
    if door.invitation.opened_at is None:
        first = (invitations.c.id == door.invitation.id) & invitations.c.opened_at.is_(None)
        (db or database()).write(lambda at: at.execute(update(invitations).where(first).values(opened_at=time.time())))


def sittings_behind(public: str, secret: str, db: Database | None = None) -> dict[str, str]:
    """The sittings that were begun through an invitation, each with its lock, for whoever holds the link; nothing for anybody else.

    The caller must still see which of them, if any, opens: a link alone opens nobody's answers.
    """

    def ask(at: Connection) -> dict[str, str]:
        locked = at.scalar(select(invitations.c.lock).where(invitations.c.id == public))
        if locked is None or not keys.opens(secret, locked, "invitation"):
            return {}
        mine = select(sittings.c.id, sittings.c.lock).join(candidates, candidates.c.sitting_id == sittings.c.id)
        return {row.id: row.lock for row in at.execute(mine.where(candidates.c.invitation_id == public))}

    return (db or database()).read(ask)


def start(door: Door, sitting: Sitting, lock: str, versions: Versions, name: str, consent: Consent, db: Database | None = None) -> None:
    """Take a seat with a new sitting, all or nothing. Raises gate.Refused, and Taken if no seat is left.

    However many start at once, a seat is taken once: the database refuses the others.
    """
    kept = gate.text("name", name, needed=True)
    now, public, trail = time.time(), keys.new_public_id(), Trail(door.brief.workspace, "candidate")
    store = db or database()

    def act(at: Connection) -> None:
        if at.scalar(select(candidates.c.id).where(candidates.c.id == public)):
            return  # an earlier try was committed, and only its answer was lost on the way
        row = at.execute(invitation_rows().where(invitations.c.id == door.invitation.id)).mappings().first()
        current = invitation_of(row) if row else None
        if current is None or not current.lets_in(now) or not _brief(at, current.brief).open_to_new(now):
            raise Taken
        insert_sitting(at, sitting, lock, versions, now, keep_until=_brief(at, current.brief).ends_at)
        at.execute(
            insert(candidates).values(
                id=public, brief_id=current.brief, invitation_id=current.id, seat=_free_seat(at, current), sitting_id=sitting.id, name=kept,
                consent_version=consent.version, consent_language=consent.language, consented_at=consent.given_at,
            )
        )  # fmt: skip
        trail.add(at, "consented", public, now)

    for _ in range(door.invitation.seats):
        try:
            return store.write(act)
        except IntegrityError:  # somebody was quicker: the next seat, if there is one
            continue
    raise Taken


def guest_of(sitting: str, db: Database | None = None) -> "Guest | None":
    """The candidate behind a sitting, whose key the caller has checked; None for a sitting of one's own."""
    store = db or database()

    def ask(at: Connection) -> tuple[Candidate, Brief] | None:
        row = at.execute(candidate_rows().where(candidates.c.sitting_id == sitting)).first()
        return (found := candidate_of(row), _brief(at, found.brief)) if row else None

    found = store.read(ask)
    return Guest(store, *found) if found else None


def company_of(sitting: str, db: Database | None = None) -> Brief | None:
    """The brief whose company a sitting describes. The caller must still see who may open it."""

    def ask(at: Connection) -> Brief | None:
        row = at.execute(select(briefs).where(briefs.c.company_id == sitting)).mappings().first()
        return brief_of(row) if row else None

    return (db or database()).read(ask)


class Guest:
    """A candidate with their own sitting. Every method is one transaction; raises StoreError if the database does not answer."""

    def __init__(self, db: Database, candidate: Candidate, brief: Brief) -> None:
        self.candidate, self.brief = candidate, brief
        self._db, self._trail = db, Trail(brief.workspace, "candidate")

    def may_answer(self) -> bool:
        """Whether answers are still taken."""
        return self.candidate.may_answer(time.time())

    def company_answers(self) -> dict[str, str]:
        """What is known of the company, as it is kept."""
        mine = select(answers.c.question_id, answers.c.option_id).where(answers.c.sitting_id == self.brief.company)
        return self._db.read(lambda at: {row.question_id: row.option_id for row in at.execute(mine)})

    def finish(self, given: Given) -> None:
        """Remember that all is answered and which verdict stood; changed answers move the verdict and keep the day."""
        now = time.time()
        row = {"verdict": given.verdict, "strength": given.strength, "rules_version": given.rules_version}
        if self.candidate.given == given:
            return

        def act(at: Connection) -> None:
            finished_at = self.candidate.finished_at or now
            at.execute(update(candidates).where(candidates.c.id == self.candidate.id).values(finished_at=finished_at, **row))
            if self.candidate.finished_at is None:
                self._trail.add(at, "finished", self.candidate.id, now)

        self._db.write(act)

    def comments(self) -> list[Comment]:
        mine = select(comments).where(comments.c.candidate_id == self.candidate.id)
        return self._db.read(lambda at: [comment_of(row) for row in at.execute(mine).mappings()])

    def comment(self, about: str, typed: str, version: int) -> None:
        """Say something to the contrary; an empty text takes it back. `version` is 0 for a new one. Raises gate.Refused and Stale."""
        text, now = gate.text("comment", typed), time.time()
        here = (comments.c.candidate_id == self.candidate.id) & (comments.c.about == about)
        row = {"text": text, "version": version + 1, "written_at": now}

        def act(at: Connection) -> None:
            if at.scalar(select(comments.c.version).where(here)) not in {version or None, version}:
                raise Stale
            if not text:
                at.execute(delete(comments).where(here))
            elif version:
                at.execute(update(comments).where(here).values(**row))
            else:
                at.execute(insert(comments).values(candidate_id=self.candidate.id, about=about, **row))
            self._trail.add(at, "commented", self.candidate.id, now)

        self._db.write(act)

    def held(self) -> dict[str, Any]:
        """Everything that is kept about this person, what others wrote about them included; times are seconds since 1970."""
        person, now = self.candidate, time.time()
        self._db.write(lambda at: self._trail.add(at, "held_downloaded", person.id, now))
        return {
            "name": person.name, "begun_at": person.consent.given_at, "finished_at": person.finished_at,
            "consent": {"text_version": person.consent.version, "language": person.consent.language, "given_at": person.consent.given_at},
            "verdict_when_finished": None if person.given is None else person.given._asdict(),
            "comments": [vars(comment) for comment in self.comments()],
            "kept_until": self.brief.ends_at, "asked_by": {"role": self.brief.draft.title, "company": self.brief.draft.client},
            **self._db.read(lambda at: _kept_about(at, person)),
        }  # fmt: skip

    def withdraw(self) -> None:
        """Everything about this person is gone, at once; the recruiter sees that somebody withdrew."""
        now = time.time()

        def act(at: Connection) -> None:
            forget(at, self.candidate, "withdrawn_at", now)
            self._trail.add(at, "withdrawn", self.candidate.id, now)

        self._db.write(act)


def _kept_about(at: Connection, person: Candidate) -> dict[str, list[dict[str, Any]]]:
    """The rows that hang on somebody: answers, decisions, places in rankings, links to their result, and who did what with it."""
    asked = {
        "answers": select(answers.c.question_id, answers.c.option_id, answers.c.given_at)
        .where(answers.c.sitting_id == person.sitting).order_by(answers.c.given_at),
        "said_to_be_true_together": select(sittings.c.settled).where(sittings.c.id == person.sitting, sittings.c.settled.is_not(None)),
        "decisions": select(
            decisions.c.choice, decisions.c.reason, decisions.c.decided_by, decisions.c.decided_at,
            decisions.c.verdict, decisions.c.strength, decisions.c.rules_version,
        ).where(decisions.c.candidate_id == person.id).order_by(decisions.c.decided_at),
        "rankings": select(rankings.c.stage, rankings.c.place, rankings.c.written_at).where(rankings.c.candidate_id == person.id),
        "links_to_the_result": select(
            shares.c.scope, shares.c.created_at, shares.c.expires_at, shares.c.revoked_at, shares.c.opened_at, shares.c.openings
        ).where(shares.c.sitting_id == person.sitting).order_by(shares.c.created_at),
        "what_was_done": select(audit.c.at, audit.c.who, audit.c.what).where(audit.c.thing == person.id).order_by(audit.c.at),
    }  # fmt: skip
    return {name: [dict(row) for row in at.execute(rows).mappings()] for name, rows in asked.items()}


def _brief(at: Connection, public: str) -> Brief:
    return brief_of(at.execute(select(briefs).where(briefs.c.id == public)).mappings().one())


def _free_seat(at: Connection, invitation: Invitation) -> int:
    """The lowest seat nobody has. Raises Taken. Two who find the same one are told apart by the database."""
    taken = set(at.scalars(select(candidates.c.seat).where(candidates.c.invitation_id == invitation.id)))
    free = next((seat for seat in range(1, invitation.seats + 1) if seat not in taken), None)
    if free is None:
        raise Taken
    return free
