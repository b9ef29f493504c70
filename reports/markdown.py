"""The whole method as Markdown, for `docs/`: the same content as the page /method, without its pictures."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from questionnaire.models import LANGUAGES
from questionnaire.words import Voice
from scoring.proof import Proof

from .fonts import plain, rewritten
from .method import method, method_voice
from .method_blocks import Method

TEMPLATES = Path(__file__).parent / "templates"
_EMPTY_LINES = re.compile(r"\n{3,}")


def method_files(proof: Proof) -> Mapping[str, str]:
    """What `docs/` holds of the method: name of the file to its text, the first language without its code in the name."""
    names = {language: "method.md" if language == LANGUAGES[0] else f"method.{language}.md" for language in LANGUAGES}
    return {name: method_markdown(method(language, proof), method_voice(language)) for language, name in names.items()}


def method_markdown(told: Method, say: Voice) -> str:
    """The whole method in the words of `say`."""
    text = _template().render(page=rewritten(told, plain), say=say)
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip() + "\n"


@cache
def _template() -> Template:
    # Not escaped: all of it is our own content, no word of a person, and Markdown shows an escape as it stands.
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False, undefined=StrictUndefined, auto_reload=False)  # noqa: S701
    pages.filters = {**pages.filters, "cell": lambda words: str(words).replace("|", "\\|"), "flat": _flat, "tail": lambda row: row[1:]}
    return pages.get_template("method.md.jinja")


def _flat(row: tuple[str, tuple[str, ...]]) -> list[str]:
    """A level and its points, none of them empty."""
    level, points = row
    return [level, *(number or "0" for number in points)]
