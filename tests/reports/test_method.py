"""The page of the method leaves nothing out: every question, fact, verdict, number and source of the rules, in both languages."""

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from pydantic import BaseModel

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES, Language
from questionnaire.words import phrases
from reports.document import WORDS
from reports.html import TEMPLATES, method_html
from reports.method import METHOD_WORDS, method, method_voice
from scoring.cube import Cube
from scoring.models import AnchorsRule
from scoring.proof import Proof, certificate
from scoring.rulebase import rule_base

from .conftest import Page, squeezed

LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href", "ping"}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def page(language: Language) -> Page:
    return Page(method_html(method(language, certificate()), method_voice(language)))


@pytest.fixture(scope="module")
def ids(page: Page) -> list[str]:
    return [one["attributes"]["id"] for one in page.elements if "id" in one["attributes"]]


def section(page: Page, name: str) -> str:
    """The words of one section, without their spaces."""
    return squeezed(re.sub(r"<[^>]*>", "", page.source.split(f'<section aria-labelledby="{name}">')[1].split("</section>")[0]))


def texts(value: object, language: Language) -> Iterator[str]:
    """Every text in two languages inside a model, however deep."""
    if isinstance(value, BaseModel) and {"en", "fr"} == set(type(value).model_fields):
        yield getattr(value, language)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from texts(getattr(value, field), language)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one, language)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, language)


def numbers(value: object) -> Iterator[float]:
    """Every number inside a model, however deep."""
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from numbers(getattr(value, field))
    elif isinstance(value, dict):
        for one in value.values():
            yield from numbers(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers(one)


def missing(said: list[str], drawn: str) -> list[str]:
    """Texts that are not there; what the page escapes is compared as it is escaped."""
    return [one for one in said if squeezed(one).replace("&", "&amp;") not in drawn]


# ---- nothing is left out


def test_every_question_stands_there_with_all_its_words(page: Page, ids: list[str], language: Language) -> None:
    asked = questionnaire().questions
    assert {f"question-{q}" for q in asked} <= set(ids)
    assert missing([text for q in asked.values() for text in texts(q, language)], section(page, "questions")) == []


def test_every_fact_verdict_and_caution_has_an_address(ids: list[str]) -> None:
    rules = rule_base()
    wanted = {f"fact-{f.id}" for f in rules.facts} | {f"outcome-{o.id}" for o in rules.outcomes}
    wanted |= {f"caution-{c.id}" for c in rules.cautions} | {f"school-{s.id}" for s in rules.schools}
    wanted |= {f"points-{p.fact}-{'-'.join(p.outcomes)}" for p in rules.points}
    wanted |= {f"law-{law.fact}-{'-'.join(law.outcomes)}" for law in rules.laws}
    assert wanted <= set(ids)


def test_each_condition_stands_once_for_each_verdict_it_is_about(ids: list[str]) -> None:
    rules = rule_base()
    held = [one for one in ids if one.startswith(("gate-", "veto-"))]
    assert len(held) == sum(len(c.outcomes) for c in (*rules.gates, *rules.vetoes))


@pytest.mark.parametrize(
    ("field", "where"),
    [("facts", "facts"), ("outcomes", "outcomes"), ("points", "points"), ("gates", "conditions"), ("vetoes", "conditions"),
     ("cautions", "cautions"), ("laws", "proof")],
)  # fmt: skip
def test_every_text_of_the_rules_stands_in_its_section(page: Page, language: Language, field: str, where: str) -> None:
    assert missing(list(texts(getattr(rule_base(), field), language)), section(page, where)) == []


def test_every_school_says_its_name_and_claim(page: Page, language: Language) -> None:
    said = [text for s in rule_base().schools for text in (s.name[language], s.claim[language])]
    assert missing(said, section(page, "schools")) == []


def test_every_source_stands_there_and_every_citation_leads_to_one(page: Page, ids: list[str]) -> None:
    assert {f"source-{s}" for s in questionnaire().sources} <= set(ids)
    assert missing([s.title for s in questionnaire().sources.values()], section(page, "sources")) == []
    cited = {link["attributes"]["href"] for link in page.all("a")}
    assert {href for href in cited if href.startswith("#source")} <= {f"#{one}" for one in ids}


def test_each_thing_that_is_said_names_its_own_sources(page: Page) -> None:
    rules = rule_base()
    told: list[Any] = [*questionnaire().questions.values(), *rules.facts, *rules.outcomes, *rules.points, *rules.cautions, *rules.schools]
    told += [c for c in (*rules.gates, *rules.vetoes) for _ in c.outcomes]
    wanted = Counter(s for one in told for s in (*one.sources, *getattr(one, "against", ())))
    drawn = Counter(link["text"] for link in page.all("a") if link["attributes"]["href"].startswith("#source-"))
    assert wanted - drawn == Counter()


# ---- every number


def rows(page: Page, name: str) -> list[list[str]]:
    """The cells of each row of the tables inside the article of one rule."""
    article = page.source.split(f'<article class="rule" aria-labelledby="{name}">')[1].split("</article>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", article)]


def test_the_matrices_add_up_to_the_tables_of_the_cube(page: Page, language: Language) -> None:
    cube, say = Cube(rule_base()), method_voice(language)
    for number, fact in enumerate(rule_base().facts):
        given = [table.get(number) for table in cube._points]  # noqa: SLF001 (what judges, not what is said)
        if any(table is not None for table in given):
            drawn = [row[1:] for row in rows(page, f"points-{fact.id}")[1:]]
            judged = [[int(table[level]) if table is not None else 0 for table in given] for level in range(len(fact.levels))]
            assert drawn == [[say.signed(points) for points in level] for level in judged]


def test_every_number_of_a_reading_stands_with_its_fact(page: Page, language: Language) -> None:
    say = method_voice(language)
    for fact in rule_base().facts:
        article = page.source.split(f'aria-labelledby="fact-{fact.id}">')[1].split("</article>")[0]
        shown = set(re.findall(r"(?<![\w,.])[−]?\d+(?:[.,]\d+)?", re.sub(r"<[^>]*>", " ", article)))
        share = {fact.rule.solid_share} if isinstance(fact.rule, AnchorsRule) else set()
        wanted = {say.number(n) for n in set(numbers(fact.rule)) - share} | {say.number(100 * s) for s in share}
        assert wanted <= shown, fact.id


def test_what_the_proof_of_a_level_allows_stands_there(page: Page, language: Language) -> None:
    cap = rule_base().evidence_cap
    options = [o for o in questionnaire().questions[cap.question].option_ids if o in cap.highest]
    shown = [cells for cells in rows(page, "evidence-cap") if len(cells) == 2][1:]
    assert shown == [[questionnaire().answer_text(cap.question, o, language), str(cap.highest[o])] for o in options]


def test_where_a_verdict_starts_and_what_a_strength_takes_stand_there(page: Page, language: Language) -> None:
    say, rules = method_voice(language), rule_base()
    assert missing([say("starts_from", count=o.base) for o in rules.outcomes], section(page, "outcomes")) == []
    leads = {"solid": rules.verdict.solid_margin, "leaning": rules.verdict.leaning_margin, "toss_up": rules.verdict.leaning_margin}
    assert missing([say(f"strength_{name}", count=lead) for name, lead in leads.items()], section(page, "verdict")) == []


def test_equal_points_are_settled_in_the_order_of_the_rules(page: Page, language: Language) -> None:
    order = page.source.split('<ol class="order">')[1].split("</ol>")[0]
    names = [rule_base().outcome(o).name[language] for o in rule_base().verdict.tie_order]
    assert [re.sub(r"<[^>]*>", "", one).strip() for one in order.split("</li>")[:-1]] == names


def test_the_certificate_is_the_one_of_these_rules(page: Page, language: Language) -> None:
    say, proof = method_voice(language), certificate()
    shown = section(page, "proof")
    said = [proof.rules_version, questionnaire().version, say.number(proof.states), *(say.number(n) for n in proof.outcomes.values())]
    assert missing([*said, *(say.number(i.checked) for i in proof.invariants if not i.name.startswith("law."))], shown) == []


def test_a_law_that_does_not_hold_is_shown_so() -> None:
    whole = certificate()
    broken = tuple(i.model_copy(update={"holds": False}) if i.name.startswith("law.need.") else i for i in whole.invariants)
    told = method("en", Proof(**{**whole.model_dump(), "invariants": broken})).certificate
    assert not told.holds
    assert [law.id.split("-")[1] for law in told.laws if not law.holds] == ["need"]


# ---- the drawing


def test_the_drawing_holds_every_question_fact_and_verdict(page: Page, language: Language) -> None:
    svg = page.source.split("<figure")[1].split("<svg")[1].split("</svg>")[0]
    drawn = squeezed(re.sub(r"<[^>]*>", "", svg.split(">", 1)[1]))
    rules = rule_base()
    names = [q.text[language] for q in questionnaire().questions.values()]
    names += [f.name[language] for f in rules.facts] + [o.name[language] for o in rules.outcomes]
    assert missing(names, drawn) == []


def test_the_same_stands_in_words_for_those_who_cannot_see_it(page: Page, language: Language) -> None:
    words = squeezed(re.sub(r"<[^>]*>", "", page.source.split('<ul class="flow-words">')[1].split("</figure>")[0]))
    assert missing([q.text[language] for q in questionnaire().questions.values()], words) == []


def test_nothing_stands_outside_the_drawing_or_on_a_neighbour(language: Language) -> None:
    flow = method(language, certificate()).flow
    boxes = [row.box for row in flow.rows]
    assert all(above.y + above.height < below.y for above, below in pairwise(boxes))
    lines = [y for row in flow.rows for asked in row.asked for y, _ in asked.words.lines]
    assert all(after - before >= 15 for before, after in pairwise(lines))
    assert max(lines) < flow.ends.y < flow.height
    assert max(y for rail in flow.rails for y, _ in rail.words.lines) < boxes[0].y


def test_each_mark_says_what_the_rules_say(language: Language) -> None:
    rules = rule_base()
    for fact, row in zip(rules.facts, method(language, certificate()).flow.rows, strict=True):
        given = {o for p in rules.points if p.fact == fact.id for o in p.outcomes}
        held = {o for c in (*rules.gates, *rules.vetoes) for clause in c.any if fact.id in clause for o in c.outcomes}
        assert {d.outcome for d in row.dots if d.disc} == given
        assert {d.outcome for d in row.dots if d.ring} == held


# ---- a page that stands alone


def test_every_element_is_closed_and_no_level_of_heading_is_skipped(page: Page, language: Language) -> None:
    found = [int(one["tag"][1]) for one in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert page.open == []
    assert page.all("html")[0]["attributes"]["lang"] == language
    assert (found[0], found.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_nothing_is_asked_of_any_server(page: Page) -> None:
    assert not page.all("script", "iframe", "object", "embed", "img", "image", "use", "base", "form", "video", "audio")
    assert not [one for one in page.elements if LOADING & one["attributes"].keys()]
    assert {one["attributes"]["href"][:10] for one in page.all("link")} == {"data:image"}
    (style,) = page.all("style")
    assert "@import" not in style["text"]
    assert set(re.findall(r"url\((.{10})", style["text"])) == {"data:font/"}


def test_its_policy_allows_its_own_style_and_nothing_that_runs(page: Page) -> None:
    (policy,) = [one for one in page.all("meta") if one["attributes"].get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy["attributes"]["content"].split(";"))
    fingerprint = base64.b64encode(hashlib.sha256(page.all("style")[0]["text"].encode()).digest()).decode()
    assert (rules["default-src"], rules["style-src"], rules["img-src"]) == ("'none'", f"'sha256-{fingerprint}'", "data:")
    assert not [name for one in page.elements for name in one["attributes"] if name == "style" or name.startswith("on")]


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page, ids: list[str], language: Language) -> None:
    assert len(set(ids)) == len(ids)
    other = next(code for code in LANGUAGES if code != language)
    ours = {f"/?language={language}", f"/method?language={other}", *(f"#{i}" for i in ids)}
    assert {one["attributes"]["href"] for one in page.all("a")} <= ours | {source.address for source in questionnaire().sources.values()}
    assert {one["attributes"]["aria-labelledby"] for one in page.elements if "aria-labelledby" in one["attributes"]} <= set(ids)


def test_every_picture_is_hidden_from_those_who_hear_the_page_and_is_sound(page: Page) -> None:
    assert all(one["attributes"].get("aria-hidden") == "true" for one in page.all("svg"))
    for drawing in re.findall(r"<svg.*?</svg>", page.source, re.DOTALL):
        curves = [one.get("d", "") for one in ET.fromstring(drawing).iter() if one.tag.endswith("path")]  # noqa: S314 (our own drawing)
        assert not [d for d in curves if not d.isascii()]


def test_each_table_has_a_caption_and_named_columns(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) == page.source.count("<thead>")
    assert {one["attributes"].get("scope") for one in page.all("th")} == {"col", "row", "rowgroup"}


def test_the_template_trusts_nobody_and_quotes_every_attribute() -> None:
    template = (TEMPLATES / "method.html.jinja").read_text("utf-8")
    assert not re.search(r"\|\s*(safe|e\b|escape)|autoescape|<script|javascript:", template)
    assert not re.search(r"=\{\{|='", re.sub(r"\{%.*?%\}|\{#.*?#\}", "", template, flags=re.DOTALL))


def test_its_words_are_its_own_and_all_of_them_are_used() -> None:
    own = phrases(METHOD_WORDS)
    assert not [key for file in WORDS for key in phrases(file) if key in own]
    code = "".join((TEMPLATES.parent / name).read_text("utf-8") for name in ("method.py", "teller.py", "reading.py", "flow.py", "html.py"))
    code += (TEMPLATES / "method.html.jinja").read_text("utf-8")
    built = ("how_", "moves_", "proved_", "strength_", "limit_", "school_")
    assert [key for key in own if f'"{key}"' not in code and not key.startswith(built)] == []


def test_the_proof_it_shows_holds_no_words_of_one_language_alone() -> None:
    english, french = (method(one, certificate()).certificate for one in LANGUAGES)
    assert not {law.text for law in english.laws} & {law.text for law in french.laws}
