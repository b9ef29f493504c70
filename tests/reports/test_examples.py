"""The examples say what the rules say, answer all that is asked, and their page can be shown as a small picture."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES
from questionnaire.sitting import begin, extend, finished
from reports import examples as module
from reports.examples import Example, examples, faults_of_examples, told
from reports.facsimile import HEIGHT, WIDTH, facsimile

from .conftest import DAY


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content, to be changed."""
    copy = tmp_path / "examples.toml"
    copy.write_text(module.FILE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(module, "FILE", copy)
    return copy


def faults_after(file: Path, old: str, new: str) -> list[str]:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    for kept in (module.examples, module.judged):
        kept.cache_clear()
    found = list(faults_of_examples())
    for kept in (module.examples, module.judged):
        kept.cache_clear()
    return found


def test_nothing_is_wrong_with_them() -> None:
    assert list(faults_of_examples()) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('strength = "solid"', 'strength = "leaning"', "solid"),
        ('verdict = "split"', 'verdict = "case_1"', "split"),
        ('stage = "growth"', 'stage = "sometime"', "sometime"),
        ("side_speed", "side_spead", "side_spead"),
        ('id = "candidate"', 'id = "founder"', "founder"),
    ],
)
def test_what_is_not_so_is_named(changed: Path, old: str, new: str, named: str) -> None:
    faults = faults_after(changed, old, new)
    assert faults
    assert any(named in fault and changed.name in fault for fault in faults)


@pytest.mark.parametrize("one", examples().values(), ids=list(examples()))
def test_everything_is_answered_so_that_the_whole_report_shows(one: Example) -> None:
    q = questionnaire()
    sitting = begin(q, "", one.audience, "en", "full")
    whole = sitting if one.audience == "founder" else extend(q, sitting, "company", "full")
    assert not finished(q, whole)
    assert finished(q, replace(whole, answers=one.answers))


def test_a_page_of_the_report_is_a_small_picture_in_each_language() -> None:
    made = {language: facsimile(told("founder", language, DAY), page=2) for language in LANGUAGES}
    assert len(set(made.values())) == len(LANGUAGES)
    for content in made.values():
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.size) == ("WEBP", (WIDTH, HEIGHT))
        assert 10_000 < len(content) < 90_000
