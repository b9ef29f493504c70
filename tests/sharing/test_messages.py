"""Messages to paste and to mail say the same in each language, and carry what was typed unharmed."""

from dataclasses import replace
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest

from questionnaire.lint import faults_of_words
from questionnaire.models import LANGUAGES
from questionnaire.words import phrases
from sharing import words
from sharing.messages import invitation, reminder, waits_until
from sharing.models import DAY, MOST_DAYS, STATES, Brief, Deed, Draft, Invitation, InvitationKind, day_of, end_of

NOW = 1_800_000_000.0
LINK = "https://hats.example/i/AAAAAAAAAAAA-secret"
HOSTILE = "R&D {lead} 100 % ? #1 + \u201cboth\u201d &body=x"
BRIEF = Brief("b", "w", Draft(HOSTILE, client="A & B", language="fr"), "c", NOW, NOW + MOST_DAYS * DAY, None, 1)
SENT = Invitation("i", "b", "personal", "Camille", "fr", 1, 0, 30, NOW, NOW, None, None, None, False, 1)  # noqa: FBT003


@pytest.mark.parametrize("kind", get_args(InvitationKind))
def test_a_mail_carries_subject_and_body_as_they_are(kind: InvitationKind) -> None:
    for message in invitation(BRIEF, kind, LINK, 22, NOW):
        mail = urlsplit(message.mail)
        said = parse_qs(mail.query, strict_parsing=True)
        assert (mail.scheme, mail.path) == ("mailto", "")
        assert said == {"subject": [message.subject], "body": [message.body.replace("\n", "\r\n")]}


@pytest.mark.parametrize("kind", get_args(InvitationKind))
def test_a_message_holds_the_link_once_in_each_language_and_nobodys_name(kind: InvitationKind) -> None:
    messages = invitation(BRIEF, kind, LINK, 22, NOW)
    assert [message.language for message in messages] == ["fr", "en"]
    for message in messages:
        assert message.body.count(f"{LINK}?language={message.language}\n") == message.body.count(LINK) == 1
        assert HOSTILE in message.body
        assert HOSTILE in message.subject


def test_a_reminder_holds_no_link_and_no_name() -> None:
    assert not any("://" in message.body or SENT.name in message.body for message in reminder(BRIEF, SENT))


def test_an_invitation_waits_no_longer_than_the_brief_and_its_last_day_to_begin() -> None:
    closing = replace(BRIEF, draft=replace(BRIEF.draft, closes_on=day_of(NOW + 5 * DAY)))
    assert waits_until(BRIEF, SENT) == NOW + 30 * DAY
    assert waits_until(closing, SENT) == end_of(day_of(NOW + 5 * DAY))
    assert waits_until(closing, replace(SENT, taken=1)) == NOW + 30 * DAY
    assert waits_until(replace(BRIEF, ends_at=NOW + DAY), SENT) == NOW + DAY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_every_deed_has_its_words(language: str) -> None:
    say = words.voice(language)  # type: ignore[arg-type]
    assert all(say(f"invited_{state}") and say(f"invited_{state}_count", count=2) for state in STATES)
    assert all(say(f"audit_{deed}") for deed in get_args(Deed))
    assert all(say(f"audit_by_{who}") for who in ("key", "account", "candidate", "founder", "share", "program"))


def test_the_words_of_this_package_are_well_set_and_none_is_said_twice() -> None:
    assert [fault for file in words.files() for fault in faults_of_words(file)] == []
    keys = [key for file in (*words.files(), *words.asked()) for key in phrases(file)]
    assert len(keys) == len(set(keys))
