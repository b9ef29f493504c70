"""What a candidate agrees to before the first question: whole sentences by topic, and the version of the text. Keeps nothing."""

import hashlib
import json
from datetime import date
from functools import cache
from typing import NamedTuple

from questionnaire.catalogue import questionnaire
from questionnaire.languages import OTHERWISE
from questionnaire.models import Language, Length
from questionnaire.sitting import begin_for_brief, screens
from questionnaire.words import Plural, Voice, phrases

from .models import Brief, Consent, day_of
from .words import CONTENT

TEXT = CONTENT / "consent.toml"


class Topic(NamedTuple):
    """A few sentences under one title."""

    title: str
    sentences: tuple[str, ...]


@cache
def version(language: Language) -> str:
    """Twelve hex digits that change when a word of the text does, in that language."""
    words = {key: phrase[language] for key, phrase in phrases(TEXT).items()}
    told = {key: said.forms if isinstance(said, Plural) else said for key, said in words.items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def consented(language: Language, now: float) -> Consent:
    """That somebody agrees now to the text as it stands in the language they read."""
    return Consent(version(language), language, now)


def topics(brief: Brief, say: Voice, read_at: float | None = None) -> list[Topic]:
    """Who asks, what for, what, for how long, who sees it, who decides, and what the candidate can do, as this brief has it.

    `read_at` is when it was read, in seconds since 1970, None for now.
    """
    shown = brief.revealed_at is not None and (read_at is None or brief.revealed_at <= read_at)
    hidden = brief.draft.blind and not shown
    told = {
        "who": [say("consent_who")],
        "what_for": [say("consent_what_for")],
        "asked": [say("consent_asked", count=questions(brief.draft.length)), say("consent_evidence")],
        "kept": [say("consent_kept", date=say.date(last_day(brief)))],
        "seen": [say(f"consent_seen{which}") for which in ("", *(["_blind"] if hidden else []), f"_{brief.draft.shows}")],
        "decides": [say("consent_decides")],
        "rights": [say("consent_rights"), say("consent_free")],
    }
    return [Topic(say(f"consent_{topic}_title"), tuple(sentences)) for topic, sentences in told.items()]


def last_day(brief: Brief) -> date:
    """The last day on which anything of a brief is kept."""
    return day_of(brief.ends_at - 1)


@cache
def questions(length: Length) -> int:
    """How many questions a candidate is asked."""
    q = questionnaire()
    return sum(len(screen.questions) for screen in screens(q, begin_for_brief(q, "", OTHERWISE, length)))
