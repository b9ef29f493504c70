"""Everything that is held about a candidate, for themselves: as data, and as a document to read."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.routing import BaseRoute, Route

from questionnaire.catalogue import questionnaire
from questionnaire.models import Language
from questionnaire.words import Voice
from reports.blocks import Block, Cell, Chapter, Heading, Prose, Remark, Report, Section, Table
from reports.document import VERDICT
from scoring.assessment import Explained
from scoring.verdict import cube
from sharing import consent
from sharing.models import Brief, day_of
from sharing.store.guest import Guest
from sharing.words import voice

from .. import authority, forms
from ..authority import Admitted
from ..basis import Basis
from ..downloads import Asked, File, served
from ..sitting import results

Held = Mapping[str, Any]
_MOMENTS = ("at", "kept_until")


def routes() -> list[BaseRoute]:
    """The address of what is held; `authority` lets in whoever opens the sitting by its own key."""
    return [Route("/held/{public}.{kind}", served(held_file))]


def held_file(asked: Asked) -> File | None:
    """What is held about a candidate, as JSON or PDF; None for everybody but themselves."""
    admitted = authority.sitting(asked.place["public"], asked.wallet)
    if admitted is None or not admitted.may("hold") or asked.kind not in kinds(admitted):
        return None
    say, held = voice(asked.language), _guest(admitted).held()
    made = _document(admitted, held, say) if asked.kind == "pdf" else _data(admitted, held, say)
    return File(made, say("held_file"))


def kinds(admitted: Admitted) -> tuple[str, ...]:
    """The forms there are: the document is built round the report, so it waits until that may be seen."""
    return ("pdf", "json") if admitted.may("download") else ("json",)


# ---- as data


def _data(admitted: Admitted, held: Held, say: Voice) -> bytes:
    """JSON whose texts are also in the reader's words; times in UTC."""
    guest, basis = _guest(admitted), results.basis(admitted)
    found = basis.found()
    told = {
        "format": "two-hats-held", "format_version": 1, "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "language": say.language, **_dated(held), "consent": {**_dated(held["consent"]), "text": _agreed(guest.brief, held)},
        "answers": [{**_dated(given), **_in_words(given, say.language)} for given in held["answers"]],
        "result": _result(admitted, basis, found, say.language) if admitted.may("download") else None,
        "company_answers": _company(found, say.language) if admitted.may("download") and admitted.may("answers") else None,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2).encode()


def _result(admitted: Admitted, basis: Basis, found: Explained, language: Language) -> dict[str, Any]:
    """The verdict of today's rules; with its reasons where the candidate may see them."""
    made = basis.report(language, admitted.scope, found)
    told: dict[str, Any] = {
        "verdict": found.verdict, "name": made.verdict.name, "strength": found.strength, "in_words": list(made.verdict.sentences),
        "rules_version": found.rules_version, "questions_version": found.questions_version,
    }  # fmt: skip
    if admitted.may("answers"):
        told["cautions"] = [cube().rules.caution(one).text[language] for one in found.cautions]
        told["reasons"] = [
            {"outcome": r.outcome, "fact": r.fact, "level": r.level, "points": r.points, "because": r.because[language]}
            for r in found.reasons_of(found.verdict)
        ]
    return told


def _company(found: Explained, language: Language) -> list[dict[str, str]]:
    """What others said of the company."""
    return [
        {"question_id": q, "option_id": option, **_in_words({"question_id": q, "option_id": option}, language)}
        for q, option in found.answers.items()
        if questionnaire().chapter_of(q).part == "company" and not questionnaire().questions[q].own
    ]


def _in_words(given: Held, language: Language) -> dict[str, str]:
    """A question and its answer; a question that is asked no more keeps its ids alone."""
    asked = questionnaire().questions.get(given["question_id"])
    if asked is None:
        return {}
    return {"question": asked.text[language], "answer": questionnaire().answer_text(asked.id, given["option_id"], language)}


def _dated(told: Held) -> dict[str, Any]:
    """The same with times that people can read, however deep."""
    return {name: _moment(name, value) for name, value in told.items()}


def _moment(name: str, value: Any) -> Any:
    if isinstance(value, float) and (name.endswith("_at") or name in _MOMENTS):
        return datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds")
    if isinstance(value, list):
        return [_dated(one) for one in value]
    return value


# ---- as a document


def _document(admitted: Admitted, held: Held, say: Voice) -> bytes:
    """The report as far as the candidate may see it, and behind it all the rest; what people wrote stands as they wrote it."""
    made, brief = results.basis(admitted).report(say.language, admitted.scope), _guest(admitted).brief
    parts = {"record": _record(brief, held, say), "consent": _agreement(brief, held, say), "decided": _decided(held, say)}
    if not admitted.may("answers"):
        parts |= {"said": _said(held, say), "answers": _given(held, say)}
    return forms.written(_with(made, parts, say), "pdf") or b""


def _with(made: Report, parts: Mapping[str, list[Block]], say: Voice) -> Report:
    """The parts follow the page of the verdict: the first thing somebody looks for who asked what is held."""
    kept = [Section(f"held_{name}", say(f"held_{name}_title"), tuple(blocks)) for name, blocks in parts.items() if blocks]
    first, *others = made.chapters or (Chapter("decision", made.verdict.title, ()),)
    return replace(made, chapters=(first, Chapter("held", say("held_record_title"), tuple(kept), new_page=True), *others))


def _record(brief: Brief, held: Held, say: Voice) -> list[Block]:
    finished = say.date(day_of(held["finished_at"])) if held["finished_at"] else say("held_not_finished")
    said = {
        "held_begun": say.date(day_of(held["begun_at"])), "held_finished": finished,
        "held_kept_until": say.date(consent.last_day(brief)),
    }  # fmt: skip
    asked_by = ", ".join(text for text in held["asked_by"].values() if text)
    rows = tuple((Cell(say(key)), Cell(words)) for key, words in said.items())
    table = Table((say("held_line"), say("held_words")), rows, (2, 5), say("held_record_title"))
    return [Remark(say("held_name"), held["name"]), Remark(say("held_for"), asked_by), table]


def _agreement(brief: Brief, held: Held, say: Voice) -> list[Block]:
    agreed = held["consent"]
    when = say("held_consent_when", date=say.date(day_of(agreed["given_at"])), version=agreed["text_version"])
    blocks: list[Block] = [Prose(when)]
    if not _same_text(held):
        blocks.append(Prose(say("held_consent_other"), quiet=True))
    for topic in _topics(brief, held):
        blocks += [Heading(topic.title), *map(Prose, topic.sentences)]
    return [*blocks, Prose(voice(agreed["language"])("consent_agree"))]


def _said(held: Held, say: Voice) -> list[Block]:
    return [Remark(_about(one["about"], say), one["text"]) for one in held["comments"]]


def _about(about: str, say: Voice) -> str:
    names = {fact.id: fact.name[say.language] for fact in cube().rules.facts}
    return say("held_said_verdict") if about == VERDICT else names.get(about, about)


def _decided(held: Held, say: Voice) -> list[Block]:
    """What was decided, the places in rankings, and the links others have."""
    decided: list[Block] = [
        Remark(f"{say('decide_' + one['choice'])} · {say.date(day_of(one['decided_at']))}", f"{one['decided_by']}: {one['reason']}")
        for one in held["decisions"]
    ]
    ranked = [Prose(say("held_ranked", place=one["place"])) for one in held["rankings"]]
    links = [Prose(say("held_shared", date=say.date(day_of(one["expires_at"])))) for one in held["links_to_the_result"]]
    return [*(decided or [Prose(say("held_nobody_decided"))]), *ranked, *links]


def _given(held: Held, say: Voice) -> list[Block]:
    words = [_in_words(given, say.language) for given in held["answers"]]
    rows = tuple((Cell(one["question"]), Cell(one["answer"])) for one in words if one)
    title = say("held_answers_title")
    return [Table((say("held_question"), say("held_answer")), rows, (5, 6), title)] if rows else []


# ---- the consent


def _agreed(brief: Brief, held: Held) -> list[str] | None:
    """The sentences that were agreed to; None if they have changed since."""
    if not _same_text(held):
        return None
    agree = voice(held["consent"]["language"])("consent_agree")
    return [*(sentence for topic in _topics(brief, held) for sentence in topic.sentences), agree]


def _topics(brief: Brief, held: Held) -> list[consent.Topic]:
    """What was read, as the brief was then and in the language of then."""
    return consent.topics(brief, voice(held["consent"]["language"]), held["consent"]["given_at"])


def _same_text(held: Held) -> bool:
    return bool(held["consent"]["text_version"] == consent.version(held["consent"]["language"]))


def _guest(admitted: Admitted) -> Guest:
    if admitted.guest is None:
        raise TypeError(admitted.role)
    return admitted.guest
