"""As much of a report as somebody may see, and not a word more; what a candidate says stands beside what it is about, as plain text."""

import io
from collections.abc import Callable, Mapping

import pypdf
import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES, Language
from reports.blocks import Reasons, Remark, Report
from reports.document import report
from reports.html import html
from reports.pdf import pdf
from reports.scope import Scope, scoped
from scoring.rulebase import rule_base
from scoring.verdict import explained
from tests.hostile.test_blocks import SHOWN_AS_THEY_ARE

from .conftest import DAY, PERSONAS, Page, squeezed, words_of
from .test_pdf import text

COMMENTS = {
    "verdict": "I see the whole differently, because of Lisbon.",
    "technology": "I rebuilt the platform of Porto.",
    "standing": "Nobody asked Faro.",
    "no_longer_a_fact": "Once there was Braga.",
}
_FULL = PERSONAS["proven_in_both"]
_OPEN = {q: o for q, o in _FULL.items() if not q.startswith(("candidate_", "tech")) and questionnaire().chapter_of(q).id != "technology"}
SHEETS = {**{name: answers for name, answers in PERSONAS.items() if answers}, "technology_not_known": _OPEN}
KNOWN = list(SHEETS)


def read(made: Report) -> tuple[str, str]:
    return squeezed(Page(html(made)).text), text(pypdf.PdfReader(io.BytesIO(pdf(made))))


def told(persona: str, language: Language, comments: Mapping[str, str] = COMMENTS) -> Report:
    return report(explained(SHEETS[persona]), "candidate", language, DAY, comments=comments)


def answers_of(persona: str, language: Language) -> list[str]:
    given = SHEETS[persona].items()
    return [squeezed(questionnaire().answer_text(q, o, language).rstrip(".")) for q, o in given if len(o) > 2]


def facts(language: Language) -> list[str]:
    """The names of all facts and the texts of all questions."""
    return [
        squeezed(one[language]) for one in (*(f.name for f in rule_base().facts), *(q.text for q in questionnaire().questions.values()))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", KNOWN)
def test_the_verdict_alone_tells_no_answer_no_fact_and_nobodys_words(persona: str, language: Language) -> None:
    made = scoped(told(persona, language), "verdict")
    secrets = [*answers_of(persona, language), *facts(language), *(squeezed(words) for words in COMMENTS.values())]
    for drawn in read(made):
        assert squeezed(made.verdict.name) in drawn
        assert [secret for secret in secrets if len(secret) > 12 and secret in drawn] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_something_to_leave_out(language: Language) -> None:
    said = squeezed(" ".join(told("technology_not_known", language).verdict.sentences))
    assert any(fact in said for fact in facts(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", KNOWN)
def test_the_reasons_tell_no_answer(persona: str, language: Language) -> None:
    made = scoped(told(persona, language), "reasons")
    whole = {word for part in made.sections for word in words_of(part)}
    levels = {squeezed(level.text[language]) for fact in rule_base().facts for level in fact.levels}
    secrets = [answer for answer in answers_of(persona, language) if len(answer) > 12 and answer not in levels]
    assert not [row for part in made.sections for b in part.blocks if isinstance(b, Reasons) for row in b.rows if row.answers]
    assert [secret for secret in secrets if any(secret in squeezed(word) for word in whole)] == []
    assert {part.id for part in made.sections} <= {"cautions", "for", "against", "conditions", "said", "reasons_in_full"}


@pytest.mark.parametrize("scope", ["verdict", "reasons"])
@pytest.mark.parametrize("persona", KNOWN)
def test_a_scope_only_leaves_out(persona: str, scope: Scope) -> None:
    whole = told(persona, "en")
    assert set(words_of(scoped(whole, scope))) <= {*words_of(whole), ""}


def test_everything_is_the_report_as_it_is() -> None:
    whole = told("proven_in_both", "fr")
    assert scoped(whole, "everything") is whole


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("render", [lambda made: read(made)[0], lambda made: read(made)[1]], ids=["page", "pdf"])
def test_each_word_of_the_candidate_is_shown(render: Callable[[Report], str], language: Language) -> None:
    for scope in ("reasons", "everything"):
        drawn = render(scoped(told("proven_in_both", language), scope))
        assert [words for words in COMMENTS.values() if squeezed(words) not in drawn] == []


@pytest.mark.parametrize("persona", KNOWN)
def test_a_word_about_a_fact_stands_beside_its_reason_once_or_by_itself(persona: str) -> None:
    made = told(persona, "en", {fact.id: f"About {fact.id}." for fact in rule_base().facts})
    rows = [row for name in ("for", "against") for b in made.section(name).blocks if isinstance(b, Reasons) for row in b.rows]
    beside = {row.fact: row.remark.text for row in rows if row.remark}
    alone = [b.text for part in made.sections if part.id == "said" for b in part.blocks if isinstance(b, Remark)]
    assert len([row for row in rows if row.remark]) == len(beside) == len({row.fact for row in rows if row.fact})
    assert sorted([*beside.values(), *alone]) == sorted(f"About {fact.id}." for fact in rule_base().facts)
    assert all(words == f"About {fact}." for fact, words in beside.items())


def test_without_comments_the_report_is_what_it_was() -> None:
    plain = report(explained(PERSONAS["two_camps"]), "candidate", "fr", DAY)
    assert told("two_camps", "fr", {"verdict": " \n"}) == plain
    assert "said" not in {part.id for part in plain.sections}


@pytest.mark.parametrize("kind", SHOWN_AS_THEY_ARE)
def test_any_words_of_the_candidate_are_text(kind: str) -> None:
    words = SHOWN_AS_THEY_ARE[kind]
    page, harmless = (Page(html(told("proven_in_both", "fr", dict.fromkeys(COMMENTS, one)))) for one in (words, "harmless"))
    assert [(e["tag"], tuple(e["attributes"])) for e in page.elements] == [(e["tag"], tuple(e["attributes"])) for e in harmless.elements]
    printed = pypdf.PdfReader(io.BytesIO(pdf(told("proven_in_both", "fr", dict.fromkeys(COMMENTS, words)))))
    drawn, said = text(printed), squeezed(words)
    lost = [said[n : n + 40] for n in range(0, len(said), 40) if said[n : n + 40] not in drawn]
    assert len(lost) < len(printed.pages), "but where a page ends"
