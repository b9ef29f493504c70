"""The quiet panel beside a question: the verdicts still possible, and why the others are not; a drawer on a phone."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from questionnaire.words import Voice
from scoring.assessment import Outlook
from scoring.models import OutcomeId
from scoring.verdict import cube

WIDTH = 290
_Levels = Mapping[str, str | None]


def panel(found: Outlook, levels: _Levels, say: Voice) -> None:
    """`levels` are the facts as read so far. Plain HTML: it opens by itself, and the style sheet shows one of its two forms."""
    title = escape(say("verdicts_possible", count=len(found.possible)))
    rows = "".join(_row(outcome, found, levels, say) for outcome in cube().outcomes)
    with st.container(width=WIDTH, key="still"):
        st.html(
            f'<section class="beside"><h2>{title}</h2><ul>{rows}</ul></section>'
            f'<details class="drawer"><summary>{title}</summary><ul>{rows}</ul></details>'
        )


def _row(outcome: OutcomeId, found: Outlook, levels: _Levels, say: Voice) -> str:
    name = escape(cube().rules.outcome(outcome).name[say.language])
    if outcome in found.possible:
        return f'<li class="st-key-glyph_{outcome}_still"><span>{name}</span></li>'
    why = escape(_why(found.ruled_out.get(outcome), levels, say))
    return f'<li class="st-key-glyph_{outcome}_still_out"><span>{name}<br><small>{why}</small></span></li>'


def _why(fact: str | None, levels: _Levels, say: Voice) -> str:
    """The fact behind the condition that fails, with its level."""
    if fact is None:
        return say("too_far_behind")
    rule = cube().rules.fact(fact)
    level = levels[fact]
    return (
        say("ruled_out_by", fact=rule.name[say.language], level=rule.level_text(level)[say.language]) if level else rule.name[say.language]
    )
