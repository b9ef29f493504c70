"""Longer words in brackets, the tests' own language: no word of a screen is hard-coded, and nothing is cut or scrolls sideways."""

import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser


def test_another_language_fits_and_leaves_no_word_untranslated() -> None:
    """In a process of its own, as a language is known from the start or not at all."""
    command = [sys.executable, "-m", "tests.pseudo", "tests.browser.pseudo_screens"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout, run.returncode) == ("", 0), run.stderr
