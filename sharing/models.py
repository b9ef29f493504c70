"""What is passed round: workspaces, briefs, invitations, candidates and what people say about them. Frozen; knows no store and no screen.

Times are seconds since 1970, days are calendar days in UTC. Every text here has passed the gate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, get_args

from questionnaire.languages import OTHERWISE
from questionnaire.models import Language, Length

Shows = Literal["all", "verdict"]
InvitationKind = Literal["personal", "open", "company"]
State = Literal["sent", "opened", "started", "finished", "expired", "revoked", "withdrawn"]
Choice = Literal["both", "one_role", "next_step", "no"]
Scope = Literal["verdict", "reasons", "everything"]
Stage = Literal["blind", "named"]
Deed = Literal[
    "workspace_opened", "brief_made", "brief_changed", "brief_erased", "company_opened", "invited", "renewed", "revoked", "renamed",
    "candidates_viewed", "result_viewed", "compared", "ranked", "revealed", "decided", "exported", "imported", "erased",
    "shared", "share_viewed", "share_revoked", "key_added", "key_removed", "consented", "finished", "commented", "held_downloaded",
    "withdrawn",
]  # fmt: skip

STATES: tuple[State, ...] = get_args(State)
CHOICES: tuple[Choice, ...] = get_args(Choice)
SCOPES: tuple[Scope, ...] = get_args(Scope)
DAY = 24 * 3600.0
KEPT_DAYS, LEAST_DAYS, MOST_DAYS = 180, 7, 730  # how long a brief is kept: by default, at least, at most
ANSWER_DAYS = 30  # how long an invitation waits after the last sign of life
MOST_SEATS = 500
COMPARED = 6


@dataclass(frozen=True)
class Workspace:
    """A private place for briefs. `owner` is the digest of the account it belongs to, None if it is opened by keys alone."""

    id: str
    owner: str | None
    created_at: float


@dataclass(frozen=True)
class Held:
    """A key of a workspace: made for this browser, or for a link that was shown once."""

    id: str
    label: Literal["browser", "link"]
    created_at: float


@dataclass(frozen=True)
class Draft:
    """What a recruiter says of a brief, before it is kept."""

    title: str
    client: str = ""
    note: str = ""
    language: Language = OTHERWISE
    length: Length = "full"
    shows: Shows = "all"
    blind: bool = False
    closes_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Brief:
    """One role of one company. `company` is the sitting that holds what the company is like; `version` counts its changes."""

    id: str
    workspace: str
    draft: Draft
    company: str
    created_at: float
    ends_at: float
    revealed_at: float | None
    version: int

    @property
    def hides_names(self) -> bool:
        """Whether names and order are still hidden: until the recruiter has written a ranking and looked behind it."""
        return self.draft.blind and self.revealed_at is None

    def open_to_new(self, now: float) -> bool:
        """Whether somebody who was invited may still begin."""
        return self.draft.closes_on is None or day_of(now) <= self.draft.closes_on


@dataclass(frozen=True)
class Counts:
    """How many invitations and candidates of a brief are in each state."""

    by_state: Mapping[State, int] = field(default_factory=dict)

    @property
    def invited(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True)
class Invitation:
    """A link that was sent: to one person, to whoever has it up to a number of seats, or to the founder for the company questions."""

    id: str
    brief: str
    kind: InvitationKind
    name: str
    language: Language
    seats: int
    taken: int
    days: int
    created_at: float
    last_sign_at: float
    opened_at: float | None
    revoked_at: float | None
    withdrawn_at: float | None
    finished: bool
    version: int

    def expires_at(self) -> float:
        """Counted from the last sign of life, so that nobody expires while typing."""
        return self.last_sign_at + self.days * DAY

    def state(self, now: float) -> State:
        """The first of these that is true."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.revoked_at is not None:
            return "revoked"
        if self.finished:
            return "finished"
        if self.expires_at() < now:
            return "expired"
        return "started" if self.taken else "opened" if self.opened_at is not None else "sent"

    def lets_in(self, now: float) -> bool:
        """Whether somebody may begin through it now."""
        return self.state(now) in {"sent", "opened", "started"} and self.taken < self.seats


class Consent(NamedTuple):
    """That somebody agreed, to which text (its fingerprint), in which language, and when."""

    version: str
    language: Language
    given_at: float


class Given(NamedTuple):
    """The verdict that stood when a candidate finished, and the rules it rests on. The answers remain the only truth."""

    verdict: str
    strength: str
    rules_version: str


class Candidate(NamedTuple):
    """Somebody who took a seat of an invitation. What they answered is in their sitting."""

    id: str
    brief: str
    invitation: str
    seat: int
    sitting: str
    name: str
    consent: Consent
    last_sign_at: float
    expires_at: float
    revoked_at: float | None
    finished_at: float | None
    given: Given | None

    def state(self, now: float) -> State:
        if self.revoked_at is not None:
            return "revoked"
        if self.finished_at is not None:
            return "finished"
        return "expired" if self.expires_at < now else "started"

    def may_answer(self, now: float) -> bool:
        """Whether answers are still taken: not after the end of the time, nor once the recruiter has taken the link back."""
        return self.state(now) in {"started", "finished"}


@dataclass(frozen=True)
class Comment:
    """What a candidate says to the contrary of the verdict, or of the reason that stands on one fact."""

    about: str
    text: str
    version: int
    written_at: float


@dataclass(frozen=True)
class Advice:
    """What the program said when a person decided."""

    verdict: str
    strength: str
    rules_version: str


@dataclass(frozen=True)
class Decision:
    """What a named person decided, and why, beside the advice. Never changed; a later one stands after it."""

    id: str
    candidate: str
    choice: Choice
    reason: str
    decided_by: str
    decided_at: float
    advice: Advice

    @property
    def agrees(self) -> bool | None:
        """Whether it follows the advice on one head or two; None where the two do not speak of the same thing."""
        one_head = self.advice.verdict != "split"
        return {"both": one_head, "one_role": not one_head}.get(self.choice)


@dataclass(frozen=True)
class Ranking:
    """The order a recruiter wrote, first to last, before or after the names were shown."""

    stage: Stage
    order: tuple[str, ...]
    written_at: float


@dataclass(frozen=True)
class Share:
    """A link to a result that can only be read. `opened_at` is the last time somebody read it."""

    id: str
    sitting: str
    brief: str | None
    scope: Scope
    language: Language
    created_at: float
    expires_at: float
    revoked_at: float | None
    opened_at: float | None
    openings: int

    def opens(self, now: float) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class Line:
    """One line of the audit: who did what to which thing, without a word about a person."""

    at: float
    who: str
    what: Deed
    thing: str


def day_of(moment: float) -> date:
    """The calendar day in UTC."""
    return datetime.fromtimestamp(moment, UTC).date()


def end_of(day: date) -> float:
    """The last moment of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() + DAY
