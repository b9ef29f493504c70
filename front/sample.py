"""What one gets, seen before answering: the verdict of an example, a page of its report, the signs of the five verdicts.

Plain HTML in few parts, so that the first page stays light; nothing here asks the rules, and the picture comes when it is made.
"""

from functools import cache
from html import escape

import streamlit as st

from questionnaire.models import Language
from questionnaire.words import Voice
from reports.document import SPLIT, voice as report_voice
from reports.examples import examples
from reports.facsimile import HEIGHT, WIDTH
from scoring.rulebase import rule_base
from sharing.words import voice

from .reader.examples import PICTURE, SHOWN, address


def way_in(name: str, label: str, language: Language) -> None:
    """A link to an example."""
    with st.container(key=f"see_{name}"):
        st.html(f'<a href="{_opened(name, language)}">{escape(label)}</a>')


def sample(say: Voice) -> None:
    """The verdict of an example, and a page of its report."""
    with st.container(key="sample"):
        st.html(_sample(say.language))


def five_verdicts(say: Voice) -> None:
    """Their signs, learnt before they are needed."""
    with st.container(key="five"):
        st.html(_five(say.language))


@cache
def _sample(language: Language) -> str:
    say, one = voice(language), examples()[SHOWN]
    words = {key: escape(say(f"sample_{key}")) for key in ("title", "text", "report", "open", "page", "page_alt")}
    side = report_voice(language)("two_heads" if one.verdict == SPLIT else "one_head")
    picture, report = address(SHOWN, PICTURE, language), address(SHOWN, "pdf", language)
    return f"""<section><h2>{words["title"]}</h2><div class="sample"><div>
        <p>{words["text"]}</p>
        <div class="sampled"><p><small>{escape(say("example_title"))}</small><br>{escape(one.title[language])}</p>
        <h3 class="sign st-key-glyph_{one.verdict}_sample_large"><span>{escape(side)}</span></h3>
        <p class="sign st-key-strength_{one.strength}_sample"><strong>{escape(report_voice(language)(one.strength))}</strong></p>
        <p>{escape(one.answer[language])}</p>
        <p><a href="{_opened(SHOWN, language)}">{words["open"]}</a></p></div>
        <p>{words["report"]}</p></div>
        <figure><a href="{report}"><img src="{picture}" width="{WIDTH}" height="{HEIGHT}" alt="{words["page_alt"]}" loading="lazy">
        <figcaption>{words["page"]}</figcaption></a></figure></div></section>"""


@cache
def _five(language: Language) -> str:
    rows = "".join(
        f'<li class="sign st-key-glyph_{one.id}_first"><span><strong>{escape(one.name[language])}</strong><br>'
        f"<small>{escape(one.text[language])}</small></span></li>"
        for one in rule_base().outcomes
    )
    return f"<section><h2>{escape(voice(language)('five_verdicts'))}</h2><ul>{rows}</ul></section>"


def _opened(name: str, language: Language) -> str:
    return f"/?example={name}&amp;language={language}"
