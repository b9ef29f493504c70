"""Messages ready to paste or to mail, in each language: plain text, and nobody's name in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from questionnaire.languages import LANGUAGES, Language, opening_in
from questionnaire.words import Voice

from .models import Brief, Invitation, InvitationKind, day_of, end_of
from .words import voice


@dataclass(frozen=True)
class Message:
    """A subject and a body, in one language."""

    language: Language
    subject: str
    body: str

    @property
    def mail(self) -> str:
        """The address that opens it in a mail program; nobody is named as its recipient."""
        return f"mailto:?subject={quote(self.subject, safe='')}&body={quote(self.body.replace(chr(10), chr(13) + chr(10)), safe='')}"


def invitation(brief: Brief, kind: InvitationKind, link: str, count: int, until: float) -> list[Message]:
    """What to send with a new link. `count`: how many questions are asked at most; `until`: when it stops waiting."""
    told = "msg_told_company" if kind == "company" else "msg_told_person"

    def written(language: Language) -> Message:
        say = voice(language)
        with_link = f"{say(f'msg_link_{kind}')}\n{opening_in(language, link)}"
        parts = (say(f"msg_ask_{kind}", role=_role(brief, say), count=count), say(told), with_link, say("msg_waits", day=_day(until, say)))
        return _message(kind, brief, say, parts)

    return [written(language) for language in _languages(brief)]


def reminder(brief: Brief, sent: Invitation) -> list[Message]:
    """What to send to somebody who has not finished: without the link, which nobody knows any more."""

    def written(language: Language) -> Message:
        say = voice(language)
        parts = (say("msg_remind", role=_role(brief, say), day=_day(waits_until(brief, sent), say)), say("msg_remind_lost"))
        return _message("remind", brief, say, parts)

    return [written(language) for language in _languages(brief)]


def waits_until(brief: Brief, sent: Invitation) -> float:
    """The last moment of an invitation: of its own time, of the days to begin, of the brief."""
    closes = [end_of(brief.draft.closes_on)] if brief.draft.closes_on and not sent.taken else []
    return min(sent.expires_at(), brief.ends_at, *closes)


def _message(kind: str, brief: Brief, say: Voice, parts: Sequence[str]) -> Message:
    body = "\n\n".join((say("msg_hello"), *parts, say("msg_regards")))
    return Message(say.language, say(f"msg_subject_{kind}", title=brief.draft.title), body)


def _languages(brief: Brief) -> list[Language]:
    """The language of the brief first."""
    return sorted(LANGUAGES, key=lambda language: language != brief.draft.language)


def _role(brief: Brief, say: Voice) -> str:
    draft = brief.draft
    return say("msg_role_of", title=draft.title, client=draft.client) if draft.client else say("msg_role", title=draft.title)


def _day(until: float, say: Voice) -> str:
    return say.date(day_of(until - 1))
