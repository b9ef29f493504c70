"""A brief with all that hangs on it, as one document: everything but secrets, audit and shared links.

Times are seconds since 1970 (UTC), days are ISO dates. What is checked here, one by one, is what a stranger's file may hold;
what comes from our own store is put together unchecked (`model_construct`), so that no odd row ever stops an export.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

from questionnaire.models import Extent, Id, Language, Length, PartId

from .. import gate
from ..models import DAY, MOST_DAYS, MOST_SEATS, Candidate, Choice, Consent, Given, InvitationKind, Shows, Stage

FORMAT: Final = "two-hats-brief"
FORMAT_VERSION: Final = 1
MOST_COMMENTS = 40  # of one person: more than there are facts to speak about, and few enough that a report with all of them is made at once
_YEAR_9999, _MOST_COUNTED = 253_402_300_799, 2**31 - 1  # the last second Python can date; the largest whole number of a database


def _gated(field: gate.Field, *, needed: bool = False) -> AfterValidator:
    """Through the gate again, as if it had just been typed."""

    def kept(typed: str) -> str:
        try:
            return gate.text(field, typed, needed=needed)
        except gate.Refused as refused:
            raise PydanticCustomError("gate", "does not pass the gate") from refused

    return AfterValidator(kept)


def _day(text: str) -> str:
    date.fromisoformat(text)  # ValueError for a day that does not exist
    return text


PublicId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{12}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,12}$")]
Moment = Annotated[float, Field(ge=0, le=_YEAR_9999, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=_MOST_COUNTED)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_day)]

M = TypeVar("M")
Many = Annotated[tuple[M, ...], FailFast(), Strict(strict=False)]  # JSON has lists; a file may hold a million faults: one will do


class Kept(BaseModel):
    """Frozen, strict about types, and about fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class KeptAnswer(NamedTuple):
    """Written as an array of three: there are many of them."""

    question: Id
    option: Id
    given_at: Moment


class KeptSitting(Kept):
    """A sitting without its lock, the answers in the order they were given."""

    id: PublicId
    audience: Literal["recruiter", "candidate"]
    language: Language
    parts: Mapping[PartId, Extent]
    place: Id
    reviewed: bool
    begun_at: Moment
    touched_at: Moment
    questions_version: Version
    rules_version: Version
    answers: Many[KeptAnswer]

    @property
    def given(self) -> dict[str, str]:
        """Option id by question id."""
        return {answer.question: answer.option for answer in self.answers}


class KeptBrief(Kept):
    """The brief itself; `company` is the sitting about its company."""

    id: PublicId
    title: Annotated[str, _gated("title", needed=True)]
    client: Annotated[str, _gated("client")]
    note: Annotated[str, _gated("note")]
    language: Language
    length: Length
    shows: Shows
    blind: bool
    closes_on: Day | None
    ends_at: Moment
    revealed_at: Moment | None
    created_at: Moment
    version: Count
    company: KeptSitting


class KeptInvitation(Kept):
    """An invitation without its lock: a restored one needs a new link. The name is empty once its candidate is gone."""

    id: PublicId
    kind: InvitationKind
    name: Annotated[str, _gated("name")]
    language: Language
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    created_at: Moment
    signed_at: Moment
    opened_at: Moment | None
    revoked_at: Moment | None
    withdrawn_at: Moment | None
    version: Count


class KeptConsent(Kept):
    version: Word
    language: Language
    given_at: Moment


class KeptAdvice(Kept):
    """What the program said, by which rules."""

    verdict: Word
    strength: Word
    rules_version: Word


class KeptComment(Kept):
    about: Word
    text: Annotated[str, _gated("comment", needed=True)]
    version: Count
    written_at: Moment


class KeptCandidate(Kept):
    id: PublicId
    invitation: PublicId
    seat: Annotated[int, Field(ge=1, le=MOST_SEATS)]
    name: Annotated[str, _gated("name", needed=True)]
    consent: KeptConsent
    finished_at: Moment | None
    given: KeptAdvice | None
    sitting: KeptSitting
    comments: Annotated[Many[KeptComment], Field(max_length=MOST_COMMENTS)]


class KeptRanking(Kept):
    stage: Stage
    written_at: Moment
    order: Many[PublicId]


class KeptDecision(Kept):
    id: PublicId
    candidate: PublicId
    choice: Choice
    reason: Annotated[str, _gated("reason", needed=True)]
    decided_by: Annotated[str, _gated("decided_by", needed=True)]
    decided_at: Moment
    advice: KeptAdvice


class KeptCounts(Kept):
    """How many seats were offered, and how many candidates began, finished and were decided on. Shows whether a file was cut."""

    invited: Count = 0
    begun: Count = 0
    finished: Count = 0
    decided: Count = 0


class Bundle(Kept):
    """One brief to carry away. `names_hidden`: letters stand for the names, as nobody has looked behind the ranking yet."""

    format: Literal["two-hats-brief"] = FORMAT
    format_version: Literal[1] = FORMAT_VERSION
    exported_at: Moment
    questions_version: Version
    names_hidden: bool
    brief: KeptBrief
    invitations: Many[KeptInvitation]
    candidates: Many[KeptCandidate]
    rankings: Many[KeptRanking]
    decisions: Many[KeptDecision]
    counts: KeptCounts

    @property
    def labels(self) -> dict[str, str]:
        """The name of each candidate, or their letter, by id."""
        return {person.id: person.name for person in self.candidates}


def counts_of(bundle: Bundle) -> KeptCounts:
    return KeptCounts(
        invited=sum(one.seats for one in bundle.invitations if one.kind != "company"),
        begun=len(bundle.candidates),
        finished=sum(person.finished_at is not None for person in bundle.candidates),
        decided=len({decision.candidate for decision in bundle.decisions}),
    )


def letter(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    rest, last = divmod(number, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)


def without_names(bundle: Bundle) -> Bundle:
    """Letters instead of names, in the order of the random ids; then for those who have not begun. Opened seats keep their label."""
    people = [
        person.model_copy(update={"name": letter(number)}) for number, person in enumerate(sorted(bundle.candidates, key=lambda p: p.id))
    ]
    names = {person.invitation: person.name for person in people}
    waiting = sorted(one.id for one in bundle.invitations if one.kind == "personal" and one.name and one.id not in names)
    names |= {public: letter(number) for number, public in enumerate(waiting, start=len(people))}
    invitations = [
        one.model_copy(update={"name": names[one.id]}) if one.kind == "personal" and one.name else one for one in bundle.invitations
    ]
    return bundle.model_copy(update={"names_hidden": True, "candidates": tuple(people), "invitations": tuple(invitations)})


def candidates_of(bundle: Bundle) -> list[Candidate]:
    """The candidates as the store would tell them."""
    invitations = {one.id: one for one in bundle.invitations}
    return [_candidate(person, invitations[person.invitation], bundle.brief.id) for person in bundle.candidates]


def _candidate(person: KeptCandidate, invitation: KeptInvitation, brief: str) -> Candidate:
    last_sign = max(person.sitting.touched_at, invitation.signed_at)
    return Candidate(
        person.id, brief, invitation.id, person.seat, person.sitting.id, person.name,
        Consent(person.consent.version, person.consent.language, person.consent.given_at), last_sign,
        last_sign + invitation.days * DAY, invitation.revoked_at, person.finished_at,
        Given(person.given.verdict, person.given.strength, person.given.rules_version) if person.given else None,
    )  # fmt: skip
