"""What our own source may not do, whoever writes it next: people's words as markup, templates made of values, pages without escaping."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports import html, markdown
from tests.hostile.source import ROOT, faults, ours

ROOMS = ("database", "front", "questionnaire", "reports", "scoring", "sharing")
TEMPLATES = ROOT / "reports" / "templates"
PAGES = sorted(TEMPLATES.glob("*.html.jinja"))
SOURCES = [ROOT / "app.py", *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))]


def test_peoples_words_reach_the_screen_as_plain_text_or_escaped() -> None:
    assert not faults(ours())


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(draft.note)",
        "st.markdown(f'**{one.name}**')",
        "st.markdown(say('x', reason=decision.reason))",
        "st.button(one.shown)",
        "st.radio('x', [one.name for one in people])",
        "st.html(f'<b>{mine.text}</b>')",
        "words = brief.draft.title\n    st.title(words)",
        "st.expander(label=draft.client)",
        "loud(draft.title)",
        "louder(words=comment.text)",
    ],
)
def test_the_rule_notices(line: str) -> None:
    before = "def loud(words):\n    st.header(words)\n\ndef louder(words):\n    loud(words)\n\n"
    assert faults({"x.py": f"{before}def page():\n    {line}\n"})


@pytest.mark.parametrize(
    ("file", "safe", "unsafe"),
    [
        ("sharing/ui/consent.py", "{escape(text)}", "{text}"),
        ("reports/ui/drawn.py", "st.text(block.text)", "st.markdown(block.text)"),
        ("front/recruiter/decide.py", "st.text(decision.reason)", "st.markdown(decision.reason)"),
        ("reports/ui/comparison.py", "st.text(made.brief)", "st.markdown(made.brief)"),
        ("front/recruiter/common.py", "{escape(words)}</h2>", "{words}</h2>"),
    ],
)
def test_the_rule_notices_what_is_broken_in_our_own_source(file: str, safe: str, unsafe: str) -> None:
    source = ours()
    assert safe in source[file]
    assert faults(source | {file: source[file].replace(safe, unsafe)})


@pytest.mark.parametrize(
    "line",
    [
        "st.text(draft.note)",
        "st.text_input(say('x'), draft.title)",
        "st.html(f'<b>{escape(mine.text)}</b>')",
        "st.markdown(say('x') if draft.note else say('y'))",
        "st.header(section.title)",
        "st.markdown(fact.name[say.language])",
    ],
)
def test_the_rule_lets_pass(line: str) -> None:
    assert not faults({"x.py": f"def page():\n    {line}\n"})


# ---- templates


def test_no_template_is_made_of_a_value_and_no_markup_is_let_through() -> None:
    """Templates come from files. What is not escaped is `_trusted`, once; the method as Markdown holds our own words alone."""
    found = [fault for file in SOURCES for fault in _made_of_values(file)]
    assert found == ["reports/html.py: Markup", "reports/markdown.py: Environment lets markup through"]


def _made_of_values(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            constant = all(isinstance(one, ast.Constant) for one in node.args)
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "RGBColor":
                continue
            if name in {"from_string", "Markup", "eval", "exec", "unescape"} and not constant:
                yield f"{file.relative_to(ROOT)}: {name}"
            if any(
                one.arg == "unsafe_allow_html" or (one.arg == "autoescape" and not getattr(one.value, "value", True))
                for one in node.keywords
            ):
                yield f"{file.relative_to(ROOT)}: {name} lets markup through"


def test_every_page_is_escaped_and_nothing_undefined_is_drawn() -> None:
    assert html._pages().autoescape is True  # noqa: SLF001
    environments = [html._pages(), html._method_template().environment]  # noqa: SLF001
    assert all(one.autoescape is True and one.undefined is StrictUndefined for one in environments)
    assert "StrictUndefined" in Path(markdown.__file__).read_text("utf-8")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_a_template_quotes_its_attributes_and_puts_no_value_where_escaping_does_not_help(file: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
    assert not misplaced(source)


@pytest.mark.parametrize(
    "broken",
    [
        "<a class={{ x }}>", '<p style="{{ x }}">', "<a href='{{ x }}'>", '<a href="{{ x }}">', "<script>{{ x }}</script>",
        '<p onclick="{{ x }}">', "<p>{{ x | safe }}</p>", "{% autoescape false %}{{ x }}{% endautoescape %}",
        "<style>p { color: {{ x }} }</style>", '<img src="{{ user.text }}">',
    ],
)  # fmt: skip
def test_the_linter_of_templates_notices(broken: str) -> None:
    assert misplaced(broken)


def misplaced(source: str) -> list[str]:
    """Values without quotes around them, in addresses that are not ours, in styles, scripts and events; and what lets markup through."""
    tags = re.findall(r"<[a-z][a-z0-9]*\b(?:\{\{.*?\}\}|\{%.*?%\}|\"[^\"]*\"|'[^']*'|[^>\"'{])*>", source)
    found = [tag for tag in tags if re.search(r"=\s*(\{\{|'[^']*\{\{)", tag)]
    for tag in tags:
        for name, value in re.findall(r"([a-z:-]+)=\"([^\"]*)\"", tag):
            if "{{" in value and (name == "style" or name.startswith("on")):
                found.append(tag)
            if "{{" in value and name in {"href", "src", "action", "srcset", "formaction", "xlink:href"} and not _own(value, source):
                found.append(tag)
    found += re.findall(r"<script[^>]*>[^<]*\{\{", source)
    found += [style for style in re.findall(r"<style[^>]*>[^<]*\{\{.*?\}\}", source) if "{{ style }}" not in style]
    return found + re.findall(r"\|\s*safe\b|autoescape\s+false|\{%-?\s*filter", source)


def _own(value: str, source: str) -> bool:
    """An address inside the page, one that the code makes, or one that is looked at first."""
    (said,) = re.findall(r"\{\{\s*(.*?)\s*\}\}", value)[:1]
    looked_at = f'{said}.startswith("https://")' in source
    return value.startswith("#") or looked_at or said in {"brand.logo_address", "icon", "home", "there"} or said.endswith("_address")


def test_a_page_is_drawn_with_nothing_but_escaped_values() -> None:
    """A sentinel in place of each value comes out escaped wherever it stands."""
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    macros = pages.get_template("blocks.html.jinja").module
    sentinel = "<>&\"'"
    drawn = macros.remark({"label": sentinel, "text": sentinel}, 3, False) + macros.named({"title": sentinel, "name": sentinel}, 3, False)  # type: ignore[attr-defined]  # noqa: FBT003
    assert sentinel not in drawn
    assert drawn.count("&lt;&gt;&amp;&#34;&#39;") == 4
