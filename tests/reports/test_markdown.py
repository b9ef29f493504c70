"""The method in the files of the project says what the page of the method says, and is up to date."""

import re
from pathlib import Path

import pytest

from questionnaire.models import LANGUAGES, Language
from reports.__main__ import main
from reports.html import method_html
from reports.markdown import method_files, method_markdown
from reports.method import method, method_voice
from scoring.proof import certificate

PAGE_ONLY = {"title", "contents", "flow"}  # its head, a list of its parts, a drawing


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_address_of_the_page_and_every_link_leads_to_one(language: Language) -> None:
    told, say = method(language, certificate()), method_voice(language)
    text = method_markdown(told, say)
    addresses = re.findall(r'<a id="([^"]+)">', text)
    assert len(set(addresses)) == len(addresses)
    assert set(addresses) == set(re.findall(r'<[a-z0-9]+ [^>]*?\bid="([^"]+)"', method_html(told, say))) - PAGE_ONLY
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(addresses)


def test_each_line_of_a_table_has_as_many_cells_as_its_head() -> None:
    for text in method_files(certificate()).values():
        lines = text.splitlines()
        for number, line in enumerate(lines):
            if line.startswith("| ---"):
                rows = [lines[number - 1], *(row for row in lines[number + 1 : lines.index("", number)] if row)]
                assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {line.count("|")}


def test_a_file_that_says_something_else_is_found_and_written_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", str(tmp_path)]) == 0
    assert main(["method", str(tmp_path), "--check"]) == 0
    stale = tmp_path / "method.md"
    stale.write_text(stale.read_text("utf-8").replace("+1", "+2", 1), "utf-8")
    capsys.readouterr()
    assert main(["method", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().out.startswith(f"{stale}:")
    assert main(["method", str(tmp_path)]) == 0
    assert main(["method", str(tmp_path), "--check"]) == 0
