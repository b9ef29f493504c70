"""Going for the role: how to answer openings, what to ask a founder before saying yes, how to hold the half that is less one's own."""

from collections.abc import Iterator
from typing import Literal, get_args

from questionnaire.models import Content

from ..blocks import Asked, Block, Guide, Heading, Note, Notes, Section
from ..chosen import Piece, Text, content
from ..subject import Subject

Post = Literal["any", "cpo", "cto"]
_FOR_EACH_POST, _QUESTIONS, _HALVES = 2, 6, 4  # the most of each that are said


class Opening(Piece):
    """How to present oneself for one post, or for any."""

    post: Post
    title: Text
    text: Text


class Question(Piece):
    """A question to a founder: what it is after, and what a worrying and a reassuring answer sound like."""

    text: Text
    aim: Text
    worrying: Text
    reassuring: Text


class Half(Piece):
    """Something about the field that is less one's own, and what to do about it."""

    title: Text
    text: Text
    advice: Text


class _Openings(Content):
    opening: tuple[Opening, ...]
    question: tuple[Question, ...]
    half: tuple[Half, ...]


def pieces() -> _Openings:
    """All of them. Raises ContentError with file, id and field."""
    return content("openings.toml", _Openings)


def openings(about: Subject) -> Section:
    """Where to look, then what to put forward for each of the two posts that are advertised."""
    return Section("openings", about.say("openings_title"), tuple(_by_post(about)))


def _by_post(about: Subject) -> Iterator[Block]:
    for post in get_args(Post):
        chosen = about.picked([one for one in pieces().opening if one.post == post], _FOR_EACH_POST)
        if chosen and post != "any":
            yield Heading(about.say(f"openings_{post}"))
        if chosen:
            yield Notes(tuple(Note(one.title[about.language], one.text[about.language], about.cite(one.sources)) for one in chosen))


def ask_founder(about: Subject) -> Section:
    """What to ask before saying yes; what is known of the company comes first."""
    chosen = about.picked(pieces().question, _QUESTIONS)
    return Section("founder", about.say("chapter_founder"), (Guide(tuple(_asked(about, one) for one in chosen)),) if chosen else ())


def _asked(about: Subject, one: Question) -> Asked:
    anchors = ((about.say(f"openings_{kind}"), getattr(one, kind)[about.language]) for kind in ("worrying", "reassuring"))
    return Asked(one.text[about.language], one.aim[about.language], tuple(anchors), about.cite(one.sources))


def half(about: Subject) -> Section:
    """How to live with the field one does not master, in the words of people who do."""
    chosen = about.picked(pieces().half, _HALVES) if about.person_in_view else ()
    notes = tuple(_note(about, one) for one in chosen)
    return Section("half", about.say("chapter_half"), (Notes(notes),) if notes else ())


def _note(about: Subject, one: Half) -> Note:
    language = about.language
    return Note(one.title[language], one.text[language], about.cite(one.sources), about.say("openings_advice"), one.advice[language])
