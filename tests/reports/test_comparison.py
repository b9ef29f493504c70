"""People side by side: each judged alone by today's rules, in the order given, nobody ranked, no name shown while names are hidden."""

import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations
from typing import Any

import pypdf
import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW, LANGUAGES, Language
from questionnaire.typography import faults
from reports.blocks import Callout, Dots, Guide, Prose, Remark, Table
from reports.compared import TRAITS, Judged, Person, judged
from reports.comparison import MOST, Incomparable, comparison
from reports.comparison_blocks import Card, Comparison, Named, People
from reports.html import TEMPLATES, comparison_html
from reports.pdf import comparison_pdf
from reports.people_charts import competencies, people_map
from reports.pictures import DARK, LIGHT, Tone
from scoring.rulebase import rule_base
from scoring.verdict import assess
from tests.hostile.test_blocks import REPLACED, SHOWN_AS_THEY_ARE

from .conftest import CASES, DAY, PERSONAS, Page, squeezed, words_of
from .drawing import svg
from .test_html import levels
from .test_pdf import objects, root, tags, text

PHONE = 300
TITLE = "A very particular brief"
ANCHORED = [q for q in questionnaire().order if questionnaire().questions[q].kind == "anchored"]
NAMES = ("Zoltán Abel", "Amélie Zola", "Mbali Kone", "Bo Li", "Yara Quist", "Édith Ünal")


def part_of(answers: Mapping[str, str], part: str, audience: Any) -> dict[str, str]:
    asked = questionnaire()
    return {q: o for q, o in asked.relevant(audience, answers).items() if asked.chapter_of(q).part == part}


def everywhere(level: str, **more: str) -> dict[str, str]:
    return {**dict.fromkeys(ANCHORED, level), "appetite": "both", "own_tie": "outside", "evidence": "most", **more}


BOTH = {q: o for q, o in PERSONAS["proven_in_both"].items() if q not in {"candidate_background", "candidate_tie"}}
COMPANY = part_of(BOTH, "company", "recruiter")
UNDER_LOAD = {**part_of(PERSONAS["retailer_under_load"], "company", "recruiter"), "reliability_stakes": "high"}
ANSWERS: tuple[Mapping[str, str], ...] = (
    part_of(BOTH, "person", "candidate"), everywhere("own_team"), everywhere("company_wide", evidence="few"),
    everywhere("whole_function", appetite="one"), {"product_strategy": "own_team", "security": DONT_KNOW},
    everywhere("absent", own_tie="founding"),
)  # fmt: skip
COMMENTS = {"verdict": "I led both for three years.", "technology": "The platform was mine.", "gone": "An old word.", "ceo": "  "}
NOW = rule_base().version


def person(place: int, answers: Mapping[str, str], **more: Any) -> Person:
    return Person(f"id-{place}", "ABCDEF"[place], NAMES[place], answers, **{"finished": True, **more})


SIX = tuple(person(n, answers, comments=COMMENTS if n == 1 else {}, finished=n != 4) for n, answers in enumerate(ANSWERS))
ALIKE = tuple(person(n, ANSWERS[1]) for n in range(MOST))


@cache
def six(language: Language = "en", *, blind: bool = False) -> Comparison:
    return comparison(COMPANY, SIX, TITLE, language, DAY, blind=blind)


@cache
def printed(language: Language, *, blind: bool = False) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(comparison_pdf(six(language, blind=blind))))


def blocks(made: Comparison, kind: Any) -> list[Any]:
    return [block for part in made.parts for block in part.blocks if isinstance(block, kind)]


def drawn_words(made: Comparison, tone: Tone = LIGHT) -> list[str]:
    (shown,) = blocks(made, People)
    return re.findall(r">([^<>]+)</(?:text|tspan)>", svg(people_map(shown, tone), PHONE))


# ---- who, and in which order


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_person_has_one_card_in_the_order_given(language: Language) -> None:
    for people in (SIX, SIX[::-1], SIX[2:5]):
        made = comparison(COMPANY, people, TITLE, language, DAY)
        assert [(card.letter, card.name) for card in made.cards] == [(one.letter, one.name) for one in people]


def test_no_order_changes_what_is_said_of_a_person() -> None:
    cards = {frozenset(comparison(COMPANY, people, TITLE, "en", DAY).cards) for people in permutations(SIX[:3])}
    assert len(cards) == 1


def test_a_neighbour_changes_nothing_about_a_person() -> None:
    alone = [comparison(COMPANY, [one], TITLE, "fr", DAY).cards[0] for one in SIX]
    assert tuple(alone) == six("fr").cards


def test_the_verdict_of_a_card_is_the_verdict_of_company_and_person() -> None:
    for one, card in zip(SIX, six().cards, strict=True):
        found = assess({**COMPANY, **one.answers})
        assert (card.outcome, card.strength) == (found.verdict, found.strength)
        assert card.verdict == rule_base().outcome(found.verdict).name["en"]
    assert len({card.outcome for card in six().cards}) > 1


@pytest.mark.parametrize("people", [(), tuple(SIX) + SIX[:1], (SIX[0], replace(SIX[1], letter="A")), (replace(SIX[0], letter="a"),)])
def test_people_that_cannot_be_told_apart_or_are_too_many_are_refused(people: tuple[Person, ...]) -> None:
    with pytest.raises(Incomparable, match=r"\.$"):
        comparison(COMPANY, people, TITLE, "en", DAY)


# ---- hidden names


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_names_are_hidden_nobody_is_named_anywhere(language: Language) -> None:
    made = six(language, blind=True)
    hidden = [*NAMES, *(word for word in COMMENTS.values() if word.strip())]
    page = re.sub("<style>.*?</style>", "", comparison_html(made), flags=re.DOTALL)  # fonts in letters may spell anything
    places = (str(made), page, text(printed(language, blind=True)))
    assert [(name, number) for name in hidden for number, place in enumerate(places) if squeezed(name) in squeezed(place)] == []
    assert not any(one.id in place for one in SIX for place in places)
    assert all(name in str(six(language)) for name in NAMES)


def test_hiding_names_says_so_and_changes_no_judgement() -> None:
    open_, hidden = six(), six(blind=True)
    assert open_.order != hidden.order
    assert hidden.cards == tuple(replace(card, name="") for card in open_.cards)


# ---- the map


@pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("people", [SIX, ALIKE, SIX[:1]], ids=["six", "six in one field", "one"])
def test_everyone_has_one_letter_on_the_map(people: tuple[Person, ...], tone: Tone) -> None:
    written = drawn_words(comparison(COMPANY, people, TITLE, "en", DAY), tone)
    assert sorted(word for word in written if re.fullmatch("[A-F]", word)) == [one.letter for one in people]


def test_six_in_one_field_do_not_cover_each_other_on_a_phone() -> None:
    (shown,) = blocks(comparison(COMPANY, ALIKE, TITLE, "fr", DAY), People)
    assert len({(chip.column, chip.row) for chip in shown.chips}) == 1
    drawn = svg(people_map(shown, LIGHT), PHONE)
    seats = [(float(x), float(y)) for x, y in re.findall(r'transform="translate\(([\d.]+),([\d.]+)\)"[^>]*>[A-F]<', drawn)]
    assert len(seats) == MOST
    assert all(abs(a[0] - b[0]) >= 20 or abs(a[1] - b[1]) >= 36 for a in seats for b in seats if a != b)


def test_a_letter_stands_above_the_glyph_of_its_own_verdict() -> None:
    (shown,) = blocks(six(), People)
    assert {chip.letter: chip.outcome for chip in shown.chips} == {card.letter: card.outcome for card in six().cards}


def test_a_field_shows_a_verdict_only_if_it_holds_with_each_person() -> None:
    (shown,) = blocks(six(), People)
    ids = [rule_base().fact(fact).level_ids for fact in ("product", "technology")]
    for field in shown.fields:
        there = {"product": ids[0][field.column], "technology": ids[1][field.row]}
        verdicts = {assess({**COMPANY, **one.answers}, instead=there).verdict for one in SIX}
        assert field.outcome == (verdicts.pop() if len(verdicts) == 1 else None)
    assert any(field.outcome is None for field in shown.fields)


def test_somebody_whose_background_is_not_known_stands_beside_the_map() -> None:
    (shown,) = blocks(six(), People)
    assert [chip.letter for chip in shown.chips if not chip.placed] == ["E"]
    assert shown.aside in drawn_words(six())
    assert shown.aside not in drawn_words(comparison(COMPANY, SIX[:2], TITLE, "en", DAY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_told_in_words(language: Language) -> None:
    (shown,) = blocks(six(language), People)
    for card in six(language).cards:
        assert re.search(rf"\b{card.letter}\b[^.]*{re.escape(card.verdict)}", shown.alt)
    (table,) = [block for block in six(language).part("map").blocks if isinstance(block, Table)]
    assert [row[0].text for row in table.rows] == [card.title for card in six(language).cards]


# ---- competencies


def test_each_answer_is_one_dot_and_what_proof_does_not_cover_is_only_said() -> None:
    dots = {(line.name, dot.letter): dot for block in blocks(six(), Dots) for line in block.lines for dot in line.dots}
    names = {q: questionnaire().questions[q].text["en"] for q in ANCHORED}
    answered = {(names[q], one.letter) for one in SIX for q in ANCHORED if one.answers.get(q, DONT_KNOW) != DONT_KNOW}
    assert dots.keys() == answered
    assert {(dot.counted, dot.said) for (_, letter), dot in dots.items() if letter == "C"} == {(3, 5)}
    assert all(dot.counted == dot.said for (_, letter), dot in dots.items() if letter != "C")


def test_a_level_that_was_only_said_is_dashed_and_holds_its_letter() -> None:
    (first, *_) = blocks(comparison(COMPANY, [SIX[2]], TITLE, "en", DAY), Dots)
    drawn = svg(competencies(first, LIGHT), PHONE)
    assert drawn.count('stroke-dasharray="3,2"') == len(first.lines)
    assert len(re.findall(r">C<", drawn)) == 2 * len(first.lines)


@pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])
def test_six_on_one_level_are_all_drawn_and_nearer_to_it_than_to_the_next(tone: Tone) -> None:
    (first, *_) = blocks(comparison(COMPANY, ALIKE, TITLE, "fr", DAY), Dots)
    drawn = svg(competencies(first, tone), PHONE)
    seats = [(float(x), float(y)) for x, y in re.findall(r'transform="translate\(([\d.]+),([\d.]+)\)"[^>]*>[A-F]<', drawn)]
    assert len(set(seats)) == MOST * len(first.lines)
    xs = [x for x, _ in seats]
    assert max(xs) - min(xs) < PHONE / 5 / 2
    assert all(abs(a[0] - b[0]) >= 19 or abs(a[1] - b[1]) >= 19 for a in seats for b in seats if a != b)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_competencies_leaves_a_phone(language: Language) -> None:
    for block in blocks(six(language), Dots):
        words = re.findall(r"font-size=\"14px\"[^>]*>([^<]+)<", svg(competencies(block, LIGHT), PHONE))
        assert words
        assert max(map(len, words)) * 6.9 <= PHONE


def test_there_is_no_total_no_average_and_no_rank() -> None:
    numbers = {cell.text for block in blocks(six(), Table) for row in block.rows for cell in row}
    assert not [text for text in numbers if re.fullmatch(r"[\d.,/ %]+", text)]


# ---- the brief and the fits


def test_the_brief_tells_what_is_known_of_the_company_and_nothing_of_a_person() -> None:
    (table,) = [block for block in six().part("brief").blocks if isinstance(block, Table)]
    facts = {fact.name["en"]: fact.id for fact in rule_base().facts}
    assert [facts[row[0].text] for row in table.rows] == [fact.id for fact in rule_base().facts if fact.id not in TRAITS]
    nothing = comparison({}, SIX[:1], TITLE, "en", DAY).part("brief").blocks
    assert not any(isinstance(block, Table) for block in nothing)


def test_each_outcome_has_its_points_with_each_person_and_one_of_them_is_the_verdict() -> None:
    (table,) = [block for block in six().part("fits").blocks if isinstance(block, Table)]
    for one, row in zip(SIX, table.rows, strict=True):
        found = assess({**COMPANY, **one.answers})
        assert [re.findall(r"[−\d]+", cell.text)[0].replace("−", "-") for cell in row[1:]] == [str(fit) for fit in found.fits.values()]
        assert [outcome for outcome, cell in zip(found.fits, row[1:], strict=True) if cell.mark == "yes"] == [found.verdict]
        struck = {outcome for outcome, cell in zip(found.fits, row[1:], strict=True) if cell.mark in {"no", "unknown"}}
        assert struck == set(found.fits) - set(found.admissible)


# ---- what to ask


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_is_asked_as_much_and_by_letter_alone_while_names_are_hidden(language: Language) -> None:
    shown = six(language, blind=True).part("guides").blocks
    assert [block.title for block in shown if isinstance(block, Named)] == [card.title for card in six(language).cards]
    assert not any(block.name for block in shown if isinstance(block, Named))
    assert {len(block.items) for block in shown if isinstance(block, Guide)} == {3}


def test_one_question_has_one_scale_whoever_is_asked() -> None:
    asked = [question for block in six().part("guides").blocks if isinstance(block, Guide) for question in block.items]
    scales = {(question.question, question.anchors) for question in asked}
    assert len(scales) == len({question.question for question in asked}) < len(asked)


# ---- gaps, cautions, own words, versions


def one(answers: Mapping[str, str], company: Mapping[str, str] = COMPANY) -> Judged:
    return judged(company, [person(0, answers)], rule_base())[0]


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("company", [COMPANY, part_of(PERSONAS["two_founders_in_a_room"], "company", "recruiter"), UNDER_LOAD, {}])
def test_an_outcome_with_gaps_can_be_opened_by_the_person_and_a_barred_one_cannot(
    answers: Mapping[str, str], company: Mapping[str, str]
) -> None:
    found = one(answers, company)
    traits = [(fact, rule_base().fact(fact).level_ids) for fact in TRAITS]
    states: list[dict[str, str]] = [{}]
    for fact, ids in traits:
        states = [{**state, fact: level} for state in states for level in ids]
    reachable = {o for state in states for o in assess(found.found.answers, instead=state).admissible}
    out = set(found.found.fits) - set(found.found.admissible)
    assert {gap.outcome for gap in found.gaps()} == out & reachable
    assert set(found.barred()) == out - reachable


@pytest.mark.parametrize("answers", ANSWERS)
def test_a_gap_names_facts_about_the_person(answers: Mapping[str, str]) -> None:
    assert all(gap.facts and set(gap.facts) <= set(TRAITS) for gap in one(answers).gaps())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_caution_is_given_once_with_the_letters_it_concerns(language: Language) -> None:
    given = {c: [p.letter for p in SIX if c in assess({**COMPANY, **p.answers}).cautions] for c in (x.id for x in rule_base().cautions)}
    told = {block.text: re.findall(r"\b[A-F]\b", block.label) for block in blocks(six(language), Callout)}
    assert told == {rule_base().caution(c).text[language]: letters for c, letters in given.items() if letters}


def test_what_people_say_stands_below_their_name_word_for_word_and_blanks_do_not() -> None:
    said = six().part("said").blocks
    assert [block.text for block in said if isinstance(block, Remark)] == [text for text in COMMENTS.values() if text.strip()]
    assert [block.name for block in said if isinstance(block, Named)] == [NAMES[1]]


def then(**more: Any) -> Judged:
    answers = ANSWERS[0]
    found = assess({**COMPANY, **answers})
    kept = {"rules_version": NOW, "verdict_then": found.verdict, "strength_then": found.strength, **more}
    return judged(COMPANY, [person(0, answers, **kept)], rule_base())[0]


@pytest.mark.parametrize(
    ("more", "flagged"),
    [
        ({}, False),
        ({"rules_version": None, "verdict_then": None, "strength_then": None}, False),
        ({"rules_version": "0123456789ab"}, True),
        ({"rules_version": "0123456789ab", "verdict_then": None, "strength_then": None}, True),
        ({"verdict_then": "split"}, True),
        ({"strength_then": "toss_up"}, True),
    ],
)
def test_judged_anew_is_said_exactly_if_rules_or_verdict_differ(more: dict[str, Any], flagged: bool) -> None:
    kept = then(**more)
    assert kept.rescored == flagged
    made = comparison(COMPANY, [kept.person], TITLE, "en", DAY)
    tables = [block for block in made.part("versions").blocks if isinstance(block, Table)]
    assert len(tables) == flagged
    assert len(made.cards[0].notes) == flagged
    if flagged and kept.person.verdict_then:
        names = [rule_base().outcome(o).name["en"] for o in (kept.person.verdict_then, kept.found.verdict)]
        was, becomes = tables[0].rows[0][1].text.split("→")
        assert was.startswith(names[0])
        assert names[1] in becomes


# ---- words and documents


def test_both_languages_say_the_same_things_in_the_same_places() -> None:
    def form(made: Comparison) -> list[Any]:
        tables = [(len(block.rows), len(block.head), block.widths) for block in blocks(made, Table)]
        return [[(part.id, [block.kind for block in part.blocks]) for part in made.parts], tables, [len(card.notes) for card in made.cards]]

    assert form(six("en")) == form(six("fr"))


def test_french_is_set_as_french() -> None:
    theirs = {*NAMES, *COMMENTS.values(), TITLE}
    assert [fault for word in words_of(six("fr")) if word not in theirs for fault in faults(word, "fr")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_a_person_decides(language: Language) -> None:
    made = six(language)
    assert squeezed(made.advises) in squeezed(Page(comparison_html(made)).text)
    assert squeezed(made.advises) in text(printed(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed_and_can_be_read_aloud(language: Language) -> None:
    made = six(language)
    page = Page(comparison_html(made))
    assert page.open == []
    found = levels(page)
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))
    ids = [element["attributes"]["id"] for element in page.elements if "id" in element["attributes"]]
    assert len(set(ids)) == len(ids)
    assert {e["attributes"]["aria-labelledby"] for e in page.elements if "aria-labelledby" in e["attributes"]} <= set(ids)
    assert not page.all("script", "link", "iframe", "img", "form")
    charts = [squeezed(block.alt) for part in made.parts for block in part.blocks if isinstance(block, People | Dots)]
    assert [squeezed(e["attributes"]["aria-label"]) for e in page.all("svg") if "aria-label" in e["attributes"]] == charts
    assert len(page.all("article")) == len(SIX)


def unbroken(words: str) -> str:
    """Without hyphens, which lines may end in."""
    return re.sub("[-\u2010]", "", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_complete(language: Language) -> None:
    made, read = six(language), printed(language)
    assert "<pdfuaid:part>1</pdfuaid:part>" in root(read)["/Metadata"].get_object().get_data().decode()
    assert root(read)["/Lang"] == language
    drawn = unbroken(text(read))
    said = [made.brief, made.order, *NAMES, *(part.title for part in made.parts)]
    said += [
        word for card in made.cards for word in (card.title, card.verdict, card.sure, *card.notes, *(trait.text for trait in card.traits))
    ]
    said += [cell.text for block in blocks(made, Table) for row in block.rows for cell in row]
    said += [block.text for block in blocks(made, Prose)] + [block.text for block in blocks(made, Remark)]
    assert [word for word in said if unbroken(squeezed(word)) not in drawn] == []
    charts = [squeezed(block.alt) for part in made.parts for block in part.blocks if isinstance(block, People | Dots)]
    assert [squeezed(str(tag["/Alt"])) for tag in tags(read) if tag["/S"] == "/Figure"] == charts
    heads = [int(tag["/S"][2]) for tag in tags(read) if re.fullmatch(r"/H\d", tag["/S"])]
    assert all(after <= before + 1 for before, after in pairwise(heads))
    assert not [thing for thing in objects(read) if isinstance(thing, dict) and {"/URI", "/JS"} & thing.keys()]


def hostile(words: str) -> Comparison:
    people = [replace(one, name=words, comments={"verdict": words, "technology": words}) for one in SIX[:2]]
    return comparison(COMPANY, people, words, "fr", DAY)


@pytest.mark.parametrize("kind", SHOWN_AS_THEY_ARE)
def test_a_page_shows_any_words_of_people_as_text(kind: str) -> None:
    words = SHOWN_AS_THEY_ARE[kind]
    page, harmless = Page(comparison_html(hostile(words))), Page(comparison_html(hostile("harmless")))
    assert [(e["tag"], tuple(e["attributes"])) for e in page.elements] == [(e["tag"], tuple(e["attributes"])) for e in harmless.elements]
    isolated = [e for e in page.all("bdi") if squeezed(words) in squeezed(e["text"])]
    assert len(isolated) == 1 + 2 + 2 + 4 + 2 + 2 + 2, (
        "the brief; names on the cover, the cards, below the gaps, the questions and the words; the words"
    )


@pytest.mark.parametrize("kind", SHOWN_AS_THEY_ARE)
def test_a_pdf_shows_any_words_of_people_as_text(kind: str) -> None:
    words = SHOWN_AS_THEY_ARE[kind]
    drawn = text(pypdf.PdfReader(io.BytesIO(comparison_pdf(hostile(words)))))
    complete = squeezed(words) in drawn
    assert complete


@pytest.mark.parametrize("kind", REPLACED)
def test_what_cannot_be_shown_never_costs_the_comparison(kind: str) -> None:
    made = hostile(REPLACED[kind][0])
    assert comparison_pdf(made).startswith(b"%PDF-1.7")
    assert Page(comparison_html(made)).open == []


def test_words_of_people_stand_in_no_chart_and_in_no_words_of_ours() -> None:
    word = "Quetzalcoatl"
    made = hostile(word)
    assert word not in "".join(svg(people_map(block, LIGHT), PHONE) for block in blocks(made, People))
    ours = [card for card in made.cards if isinstance(card, Card)]
    assert word not in str([replace(card, name="") for card in ours])
    assert word not in str(
        [(block.label if isinstance(block, Remark) else block) for block in blocks(made, Remark | Prose | Table | Callout)]
    )


def test_the_template_trusts_nobody_and_quotes_every_attribute() -> None:
    for name in ("comparison.html.jinja", "blocks.html.jinja"):
        template = (TEMPLATES / name).read_text("utf-8")
        assert not re.search(r"\|\s*(safe|e\b|escape)|autoescape|<script|javascript:", template)
        assert not re.search(r"=\{\{|='", re.sub(r"\{%.*?%\}|\{#.*?#\}", "", template, flags=re.DOTALL))


def test_each_persona_can_be_compared_with_the_others() -> None:
    personas = tomllib.loads((CASES / "personas.toml").read_text("utf-8"))["persona"]
    for company in (part_of(p["answers"], "company", "recruiter") for p in personas):
        made = comparison(company, SIX, TITLE, "fr", DAY)
        assert len(made.cards) == len(SIX)
