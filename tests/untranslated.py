"""What every document says in the tests' own language outside brackets: `python -m tests.pseudo tests.untranslated`, a line for each."""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.languages import LANGUAGES, Language
from questionnaire.models import Audience
from reports.calendar import calendar_file
from reports.compared import Person
from reports.comparison import comparison
from reports.document import report
from reports.html import comparison_html, html, method_html
from reports.method import method, method_voice
from scoring.proof import certificate
from scoring.verdict import explained
from tests.pseudo import CODE, left, pseudo

DAY = date(2026, 11, 22)
SHOWN: Mapping[Audience, str] = {"founder": "proven_in_both", "candidate": "high_marks_no_proof", "recruiter": "two_camps"}
SAID: Language = next(code for code in LANGUAGES if code == CODE)
CASES = Path(__file__).parent / "cases"
PERSONAS = {one["id"]: one["answers"] for one in tomllib.loads((CASES / "personas.toml").read_text("utf-8"))["persona"]}
_SPOKEN = {"alt", "aria-label", "title", "content", "placeholder"}
_SILENT = {"style", "script", "code"}  # code is an id


class Heard(HTMLParser):
    """Every text of a page that somebody reads or hears."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._open.append("code" if told.get("class") == "here" else tag)
        if tag != "meta":
            self.texts += [said for name in _SPOKEN & told.keys() if (said := told[name])]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() not in {tag, "code"}:
            pass

    def handle_data(self, data: str) -> None:
        if not _SILENT & set(self._open[-1:]):
            self.texts.append(data)


def documents() -> Iterator[tuple[str, str]]:
    """Every document with its name: the report of each audience, people side by side, the method, the calendar."""
    deeper = {question: one.option_ids[0] for question, one in deepening().questions.items()}
    for audience, persona in SHOWN.items():
        made = report(explained(PERSONAS[persona]), audience, SAID, DAY, deeper=deeper)
        yield f"report for a {audience}", html(made)
        if made.events:
            yield f"calendar for a {audience}", _said(calendar_file(made).decode())
    yield "comparison", comparison_html(comparison(*_people(), pseudo("A brief"), SAID, DAY))
    yield "method", method_html(method(SAID, certificate()), method_voice(SAID))


def _people() -> tuple[Mapping[str, str], list[Person]]:
    """A company and two people for it, whose own words are in brackets too."""
    asked = questionnaire()
    given = [PERSONAS["proven_in_both"], PERSONAS["two_camps"]]
    company = {q: o for q, o in asked.relevant("recruiter", given[0]).items() if asked.chapter_of(q).part == "company"}
    persons = [{q: o for q, o in asked.relevant("candidate", one).items() if asked.chapter_of(q).part == "person"} for one in given]
    names = zip("AB", persons, strict=True)
    said = {"verdict": pseudo("I led both.")}
    return company, [Person(name, name, pseudo("somebody"), answers, comments=said, finished=True) for name, answers in names]


def _said(calendar: str) -> str:
    lines = calendar.replace("\r\n ", "").splitlines()
    return "\n".join(line.partition(":")[2].replace("\\n", "\n") for line in lines if line.startswith(("SUMMARY", "DESCRIPTION")))


def untranslated() -> Iterator[str]:
    """Words outside brackets that are neither the title nor the id of a source."""
    sources = questionnaire().sources.values()
    cited = re.compile("|".join([r"https?:\S+", *(re.escape(_flat(one.title)) for one in sources), *(rf"\b{one.id}\b" for one in sources)]))
    for name, page in documents():
        for text in dict.fromkeys(Heard(page).texts):
            if found := left(cited.sub(" ", _flat(text))):
                yield f"{name}: {found!r} in {text.strip()[:120]!r}"


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    found = list(untranslated())
    sys.stdout.write("\n".join(found))
    sys.exit(bool(found))
