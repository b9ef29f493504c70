"""Each contradiction is found where it is and nowhere else, can be settled, and moves no verdict; damaged rules are refused."""

import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from questionnaire.catalogue import CONTENT, questionnaire
from questionnaire.contradictions import Contradiction, contradictions, doubts, open_doubts, read_contradictions, settle
from questionnaire.files import ContentError
from questionnaire.lint import faults_of_folder
from questionnaire.models import DONT_KNOW, Audience
from questionnaire.sitting import Sitting, answer, begin, counted, finished
from scoring.verdict import assess

Q = questionnaire()
CASES = Path(__file__).parents[1] / "cases"
PERSONAS = tomllib.loads((CASES / "personas.toml").read_text("utf-8"))["persona"]
ONE_OF_EACH = [
    pytest.param(one, {question: options[-1] for question, options in way.items()}, id=f"{one.id}-{number}")
    for one in contradictions()
    for number, way in enumerate(one.when, 1)
]

PEOPLE = {"handful": (1, 10), "small": (11, 50), "medium": (51, 200), "large": (201, 1000), "very_large": (1001, 9000)}
TEAM = {"handful": (1, 7), "small": (8, 15), "medium": (16, 50), "large": (51, 150), "very_large": (151, 9000)}
SHARE = {"minority": (0, 0.25), "sizeable": (0.25, 0.5), "majority": (0.5, 1)}


def sitting(answers: Mapping[str, str], audience: Audience = "founder") -> Sitting:
    """Everything is asked that this audience can be asked."""
    return replace(begin(Q, "abcdefghijkl", audience, "en", "full"), parts={"company": "full", "person": "full"}, answers=dict(answers))


def found(answers: Mapping[str, str], audience: Audience = "founder") -> set[str]:
    return {one.about.id for one in open_doubts(Q, sitting(answers, audience))}


@pytest.mark.parametrize(("one", "answers"), ONE_OF_EACH)
def test_each_is_found_where_all_its_answers_are_given_and_not_where_one_is_unknown(one: Contradiction, answers: dict[str, str]) -> None:
    assert one.id in found(answers)
    for question in answers:
        assert one.id not in found({**answers, question: DONT_KNOW})
        assert one.id not in found({q: option for q, option in answers.items() if q != question})


def test_an_answer_to_what_is_not_asked_contradicts_nothing() -> None:
    answers = {"candidate_tie": "outside", "motive": "keep_someone"}
    assert found(answers) == {"keeping_whom"}
    assert not found(answers, "candidate")
    short = replace(sitting(answers), parts={"company": "short"})
    assert not doubts(Q, short)


def possible(team: tuple[int, int], people: tuple[int, int], share: tuple[float, float]) -> bool:
    """Whether some team within some company of these sizes makes up such a share of it."""
    least, most = team[0] / people[1], min(team[1] / people[0], 1)
    return least < share[1] and most > share[0]


@pytest.mark.parametrize(("people", "team"), [*product(PEOPLE, TEAM)])
def test_the_sizes_contradict_each_other_exactly_where_no_numbers_fit(people: str, team: str) -> None:
    impossible = TEAM[team][0] > PEOPLE[people][1]
    assert ("team_and_company" in found({"headcount": people, "team_size": team})) == impossible
    for share in [] if impossible else SHARE:
        says = found({"headcount": people, "team_size": team, "team_share": share})
        assert ("share_and_sizes" in says) != possible(TEAM[team], PEOPLE[people], SHARE[share]), share


def test_people_who_thought_about_their_answers_seldom_meet_one() -> None:
    """The documented situations are of real companies: a rule that doubts one of them is a wrong rule."""
    situations = tomllib.loads((CASES / "vignettes.toml").read_text("utf-8"))["vignette"]
    assert situations
    for one in situations:
        assert not found({**one.get("inferred", {}), **one["known"]}), one["id"]


@pytest.mark.parametrize(("one", "answers"), ONE_OF_EACH)
def test_what_is_settled_stays_so_until_one_of_the_answers_changes(one: Contradiction, answers: dict[str, str]) -> None:
    here = sitting(answers)
    (doubt,) = (doubt for doubt in doubts(Q, here) if doubt.about is one)
    settled = settle(here, doubt)
    assert [doubt.settled for doubt in doubts(Q, settled) if doubt.about is one] == [True]
    for question in answers:
        for option in Q.questions[question].option_ids:
            again = [doubt for doubt in doubts(Q, answer(Q, settled, question, option)) if doubt.about is one]
            assert all(doubt.settled == (doubt.answers == answers) for doubt in again)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["id"])
def test_settling_changes_no_answer_that_counts_and_no_verdict(persona: dict[str, dict[str, str]]) -> None:
    here = sitting({**persona["answers"], "candidate_tie": "outside", "motive": "keep_someone"})
    settled = here
    for doubt in doubts(Q, here):
        settled = settle(settled, doubt)
    assert settled.settled
    assert not open_doubts(Q, settled)
    assert settled.answers == here.answers
    assert assess(counted(Q, settled)) == assess(counted(Q, here))
    assert finished(Q, settled) == finished(Q, here)


# ---- content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that ships, to be damaged."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


DAMAGES = {
    "a question is unknown": ('driver = ["technology"]', 'weather = ["technology"]', ("own_technology_bought", "weather")),
    "an option is unknown": ('driver = ["technology"]', 'driver = ["magic"]', ("own_technology_bought", "driver", "magic")),
    "not knowing is no option": ('driver = ["technology"]', 'driver = ["dont_know"]', ("own_technology_bought", "dont_know")),
    "one answer alone": ('{ driver = ["technology"], ', "{ ", ("own_technology_bought", "when")),
    "a question without an answer": ('driver = ["technology"]', "driver = []", ("own_technology_bought", "driver")),
    "an id is given twice": ('id = "keeping_whom"', 'id = "idea_and_danger"', ("idea_and_danger", "twice")),
    "a source is unknown": ('sources = ["L15"]', 'sources = ["S99"]', ("levels_without_examples", "sources", "S99")),
    "nobody is asked both": (
        'candidate_tie = ["outside"], motive', 'candidate_tie = ["outside"], own_tie = ["inside"], motive', ("keeping_whom", "own_tie"),
    ),
    "a field is unknown": ('id = "keeping_whom"', 'id = "keeping_whom"\npoints = 1', ("keeping_whom", "points")),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGES)
def test_a_damaged_rule_is_refused_with_file_id_and_field(case: str, folder: Path) -> None:
    old, new, named = DAMAGES[case]
    file = folder / "contradictions.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as refused:
        read_contradictions(folder)
    fault, *_ = refused.value.faults
    assert fault.startswith("contradictions.toml: ")
    assert all(word in fault for word in named), fault
    assert fault in faults_of_folder(folder)
