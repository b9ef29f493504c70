"""Every piece of content is said in some report, and what has a condition is kept back in another: nothing is dead or in vain."""

import tomllib
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from pydantic import ConfigDict

from questionnaire.files import ContentError
from questionnaire.models import DONT_KNOW, Audience
from reports.chosen import CONTENT, Piece, content, picked
from reports.review import Reviews
from scoring.verdict import assess

from .conftest import PERSONAS
from .sheets import founders

CONDITIONS = {"audiences", "verdicts", "strengths", "leans", "any", "answers", "unanswered"}
FILES = [file for file in sorted(CONTENT.glob("*.toml")) if file.name != "method.toml"]


class Anything(Piece):
    """A piece whatever it says."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def pieces(tables: Mapping[str, Any]) -> list[Anything]:
    return [Anything.model_validate(one) for group in tables.values() for one in group if "sources" in one]


ALL = [pytest.param(piece, id=f"{file.stem}-{piece.id}") for file in FILES for piece in pieces(tomllib.loads(file.read_text("utf-8")))]


@pytest.mark.parametrize("piece", ALL)
def test_every_piece_is_said_to_somebody_and_no_condition_lets_everybody_pass(piece: Piece) -> None:
    suited = (piece.suits(about.found, audience, about.deeper) for about in founders() for audience in get_args(Audience))
    seen: set[bool] = set()
    for one in suited:
        seen.add(one)
        if len(seen) == 2:
            break
    assert True in seen
    assert False in seen or not CONDITIONS & piece.model_fields_set


def test_there_are_pieces_in_every_file() -> None:
    assert all(pieces(tomllib.loads(file.read_text("utf-8"))) for file in FILES)


def test_what_facts_bring_up_goes_first_and_the_order_of_the_file_stays() -> None:
    made = [
        Piece(id="anyway", sources=("S3",)),
        Piece(id="founder_in_both", any=({"leadership": ("founder",)},), sources=("S3",)),
        Piece(id="anyway_too", sources=("S3",)),
    ]
    found = assess(PERSONAS["two_founders_in_a_room"])
    said = [[piece.id for piece in picked(made, found, "founder", {}, most=most)] for most in (1, 2, None)]
    assert said == [["founder_in_both"], ["anyway", "founder_in_both"], ["anyway", "founder_in_both", "anyway_too"]]


def test_not_knowing_is_no_answer() -> None:
    open_still = Piece(id="open_still", unanswered=("partners",), sources=("S3",))
    found = assess({})
    said = [open_still.suits(found, "founder", deeper) for deeper in ({}, {"partners": DONT_KNOW}, {"partners": "inside"})]
    assert said == [True, True, False]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('answers = { growth = ["tripling"] }', "growth: 'tripling'"),
        ('answers = { gowth = ["doubling"] }', "gowth"),
        ('any = [{ scale = ["huge"] }]', "scale: 'huge'"),
        ('unanswered = ["partner"]', "question 'partner'"),
        ('sources = ["S9"]', "source 'S9'"),
    ],
)
def test_a_wrong_name_is_refused_with_file_and_id(wrong: str, named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    sources = "" if wrong.startswith("sources") else 'sources = ["S3"]'
    (tmp_path / "wrong.toml").write_text(
        f'[[review]]\nid = "a"\nmonths = 1\ntext = {{ en = "A.", fr = "A." }}\n{sources}\n{wrong}\n', "utf-8"
    )
    monkeypatch.setattr("reports.chosen.CONTENT", tmp_path)
    with pytest.raises(ContentError, match=f"wrong.toml: 'a': {named}"):
        content("wrong.toml", Reviews)
