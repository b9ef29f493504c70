"""What a change of the rule base does is counted state by state, and what cannot be compared is said in one sentence."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from questionnaire.files import ContentError
from scoring.__main__ import main
from scoring.cube import Cube
from scoring.diff import cases_in, difference, numbers
from scoring.earlier import rule_base_of
from scoring.rulebase import HERE, rule_base

Changed = Callable[..., Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of the rule base with words of its files replaced, each of which must be there."""

    def copy(name: str = "copy", **replaced: tuple[str, str]) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for file in ("facts", "cases"):
            text = (HERE / f"{file}.toml").read_text("utf-8")
            before, after = replaced.get(file, ("", ""))
            assert before in text
            (folder / f"{file}.toml").write_text(text.replace(before, after, 1) if before else text, "utf-8")
        return folder

    return copy


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    return captured.err


def test_a_rule_base_does_not_differ_from_itself(changed: Changed) -> None:
    found = difference(str(HERE), str(changed()))
    assert (found.changed, found.shifts, found.readings, found.moved) == (0, (), (), ())
    assert found.old_numbers == found.new_numbers == numbers(rule_base())


def test_shifts_are_the_states_that_differ_counted_one_by_one(changed: Changed) -> None:
    folder = changed(cases=('id = "case_3"\nbase = 1', 'id = "case_3"\nbase = 2'))
    old, new = Cube(rule_base()).verdicts, Cube(rule_base_of(str(folder))).verdicts
    found = difference(str(HERE), str(folder))
    ids = [o.id for o in rule_base().outcomes]
    assert found.changed == np.count_nonzero(old != new) == sum(one.states for one in found.shifts) > 0
    assert found.share == found.changed / old.size
    for one in found.shifts:
        assert one.states == np.count_nonzero((old == ids.index(one.was)) & (new == ids.index(one.now)))
    assert {one.now for one in found.shifts} == {"case_3"}  # what grows can only win


def test_the_way_back_is_the_same_way(changed: Changed) -> None:
    folder = str(changed(cases=('tie_order = ["split", "case_2"', 'tie_order = ["case_2", "split"')))
    there, back = difference(str(HERE), folder), difference(folder, str(HERE))
    assert {(s.was, s.now, s.states) for s in there.shifts} == {(s.now, s.was, s.states) for s in back.shifts} != set()


def test_outcomes_in_another_order_are_the_same_outcomes(changed: Changed) -> None:
    text = (HERE / "cases.toml").read_text("utf-8")
    first, second = (text.index(f'[[outcome]]\nid = "{o}"') for o in ("case_1", "case_2"))
    end = text.index("[[outcome]]", second + 1)
    folder = changed(cases=(text[first:end], text[second:end] + text[first:second]))
    assert difference(str(HERE), str(folder)).changed == 0


def test_a_fact_read_in_another_way_is_named_though_no_state_changes(changed: Changed) -> None:
    found = difference(str(HERE), str(changed(facts=("roadmap = { disconnected = 1 }", "roadmap = { disconnected = 2 }"))))
    assert (found.changed, found.readings) == (0, ("need",))
    capped = difference(str(HERE), str(changed("capped", facts=("few = 3", "few = 2"))))
    assert capped.readings == ("product", "technology", "readiness")


def test_cases_that_move_are_named_with_both_verdicts(changed: Changed, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "mine.toml").write_text(
        '[[persona]]\nid = "nothing_known"\nanswers = {}\n'
        '[[other]]\nid = "saved"\n[other.known]\nmotive = "alignment"\n'
        '[[note]]\nid = "none"\n',
        "utf-8",
    )
    folder = changed(cases=('id = "case_2"\nbase = 4', 'id = "case_2"\nbase = 9'))
    assert difference(str(HERE), str(folder), cases).moved == ()  # case 2 must be shown
    ungated = re.sub(r'\[\[gate\]\]\noutcomes = \["case_2"\].*?(?=\[\[)', "", (folder / "cases.toml").read_text("utf-8"), flags=re.DOTALL)
    (folder / "cases.toml").write_text(ungated, "utf-8")
    found = difference(str(HERE), str(folder), cases)
    assert [(one.case, one.was, one.now) for one in found.moved] == [("nothing_known", "split", "case_2"), ("saved", "split", "case_2")]
    assert found.cases == 2


def test_documented_answers_come_before_inferred_ones(tmp_path: Path) -> None:
    (tmp_path / "v.toml").write_text(
        '[[v]]\nid = "v"\n[v.known]\nstage = "idea"\n[v.inferred]\nstage = "late"\ngoals = "shared"\n', "utf-8"
    )
    assert cases_in(tmp_path) == {"v": {"stage": "idea", "goals": "shared"}}


@pytest.mark.parametrize("answer", ['stge = "idea"', 'stage = "middle"', "stage = 3", "stage = []"])
def test_a_case_with_an_answer_that_does_not_exist_is_refused(answer: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text(f'[[case]]\nid = "mine"\n[case.answers]\n{answer}\n', "utf-8")
    with pytest.raises(ContentError, match=r"wrong\.toml.*mine.*st"):
        cases_in(tmp_path)


def test_words_leave_the_numbers_as_they_are_and_numbers_do_not(changed: Changed) -> None:
    words = changed("words", facts=("Size and stage", "Size"), cases=("Rare profile", "Seldom"))
    number = changed("number", cases=("solid_margin = 3", "solid_margin = 4"))
    bound = changed("bound", facts=("upto = [0.5, 1.5, 2.5]", "upto = [0.5, 1.5, 2.6]"))
    assert numbers(rule_base_of(str(words))) == numbers(rule_base())
    assert len({numbers(rule_base_of(str(one))) for one in (words, number, bound)}) == 3


def test_facts_and_levels_that_differ_are_listed_and_refused(changed: Changed, capsys: pytest.CaptureFixture[str]) -> None:
    level = changed("level")
    for file in ("facts.toml", "cases.toml"):
        text = (level / file).read_text("utf-8")
        text = re.sub(r'"camps"|\bcamps(?= = "given")', lambda found: found[0].replace("camps", "tents"), text)
        (level / file).write_text(text, "utf-8")
    sentence = refused(["diff", str(HERE), str(level)], capsys)
    assert all(word in sentence for word in ("tension", "camps", "tents"))


def test_an_earlier_rule_base_lacks_what_did_not_exist_yet(changed: Changed) -> None:
    folder = changed()
    facts = (folder / "facts.toml").read_text("utf-8")
    (folder / "facts.toml").write_text(re.sub(r"^(change|change_to|ask) = .*\n", "", facts, flags=re.MULTILINE), "utf-8")
    assert (folder / "facts.toml").read_text("utf-8") != facts
    assert difference(str(folder), str(HERE)).changed == 0


def test_a_number_that_is_missing_is_not_filled_for_a_fact_of_another_name(changed: Changed, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed(facts=('id = "scale"\nname', 'id = "size"\nnom'))
    sentence = refused(["diff", str(HERE), str(folder)], capsys)
    assert all(word in sentence for word in (str(folder), "facts.toml", "size"))


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_git_revision_is_read_from_the_repository_of_the_package(
    changed: Changed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = changed(cases=('id = "case_3"\nbase = 1', 'id = "case_3"\nbase = 2'))
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", folder.name)
    git(tmp_path, "commit", "--quiet", "-m", "One")
    git(tmp_path, "tag", "v1")
    shutil.copy(HERE / "cases.toml", folder)
    monkeypatch.setattr("scoring.earlier.HERE", folder)
    assert numbers(rule_base_of("v1")) != numbers(rule_base_of(str(folder))) == numbers(rule_base())
    assert numbers(rule_base_of("v1")) == numbers(rule_base_of("HEAD"))


@pytest.mark.parametrize("source", ["no-such-revision", "--help", "--output=x", "HEAD:scoring", "a\nb", "a\0b", "-1"])
def test_what_is_neither_folder_nor_revision_is_refused(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "folder" in refused(["diff", "--", source, str(HERE)], capsys)


@pytest.mark.parametrize("lost", ["facts.toml", "cases.toml"])
def test_a_folder_without_one_of_its_files_is_refused_by_name(lost: str, changed: Changed, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed()
    (folder / lost).unlink()
    assert lost in refused(["diff", str(HERE), str(folder)], capsys)


def test_the_door_prints_one_object_or_lines(changed: Changed, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed(cases=('id = "case_3"\nbase = 1', 'id = "case_3"\nbase = 2'))
    assert main(["diff", str(HERE), str(folder), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed.keys() >= {"old", "new", "states", "changed", "share", "shifts", "readings", "cases", "moved"}
    assert main(["diff", str(HERE), str(folder)]) == 0
    lines = capsys.readouterr().out
    assert all(f"{one['states']:,}" in lines for one in printed["shifts"])
    assert all(one["case"] in lines for one in printed["moved"])


@pytest.mark.parametrize(("heading", "code"), [("## 2, not released yet", 0), ("## 2, not released yet\n- x\n\n## 1", 1)])
def test_new_numbers_must_stand_in_the_part_of_the_changelog_that_is_not_released(
    heading: str, code: int, changed: Changed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = changed(cases=('id = "case_3"\nbase = 1', 'id = "case_3"\nbase = 2'))
    log = tmp_path / "log.md"
    log.write_text(f"# Changelog\n\n{heading}\n\n- Numbers {numbers(rule_base_of(str(folder)))}: case 3 starts higher.\n", "utf-8")
    assert main(["diff", str(HERE), str(folder), "--changelog", str(log)]) == code
    assert (str(log) in capsys.readouterr().err) == bool(code)
    assert main(["diff", str(HERE), str(HERE), "--changelog", str(log)]) == 0


def test_a_changelog_that_cannot_be_read_is_refused(changed: Changed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed(cases=('id = "case_3"\nbase = 1', 'id = "case_3"\nbase = 2'))
    assert "none.md" in refused(["diff", str(HERE), str(folder), "--changelog", str(tmp_path / "none.md")], capsys)


def test_rule_bases_that_cannot_be_compared_pass_if_the_changelog_tells(changed: Changed, tmp_path: Path) -> None:
    folder = changed()
    facts = (folder / "facts.toml").read_text("utf-8")
    first, second = facts.index("[[fact]]"), facts.index("[[fact]]", facts.index("[[fact]]") + 1)
    (folder / "facts.toml").write_text(facts[:first] + facts[second:] + "\n" + facts[first:second], "utf-8")
    log = tmp_path / "log.md"
    log.write_text("# Changelog\n\n## 2\n\n- Nothing.\n", "utf-8")
    assert main(["diff", str(HERE), str(folder), "--changelog", str(log)]) == 1
    log.write_text(f"# Changelog\n\n## 2\n\n- {numbers(rule_base_of(str(folder)))}\n", "utf-8")
    assert main(["diff", str(HERE), str(folder), "--changelog", str(log)]) == 0
