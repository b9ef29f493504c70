"""The words of this package's screens and messages, beside those of the questionnaire's screens."""

from functools import cache
from pathlib import Path

from questionnaire.models import Language
from questionnaire.words import Voice, files as asked

CONTENT = Path(__file__).parent / "content"


def files() -> list[Path]:
    """The files of words of this package."""
    return sorted(CONTENT.glob("*.toml"))


@cache
def voice(language: Language) -> Voice:
    """Says what the questionnaire's screens say, and what is passed round."""
    return Voice(language, *asked(), *files())
