"""What if a fact were different: verdict, points and map follow at once. The answers that are stored are never touched."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from questionnaire.models import Audience
from questionnaire.ui import alone, press
from questionnaire.words import Voice
from reports.document import report
from reports.map import axes_offered, usual_axes
from reports.ui import draw_figures, draw_map
from scoring.assessment import Assessment
from scoring.models import Fact
from scoring.verdict import cube, explained

_UNKNOWN = "unknown"  # a level of no fact


def what_if(found: Assessment, audience: Audience, say: Voice) -> None:
    """A fold that is drawn only once it is opened."""
    with st.expander(say("what_if"), key="what_if", on_change="rerun") as fold:
        if fold.open:
            st.markdown(say("what_if_text"))
            _supposed(found, audience, say)


@alone
def _supposed(found: Assessment, audience: Audience, say: Voice) -> None:
    """One choice for each fact, as read from the answers at first; below, what the rules say of them."""
    facts = cube().rules.facts
    with st.grid(3, min_column_width=260, border=False, key="what_if_facts"):
        chosen = {fact.id: _choice(fact, found.facts[fact.id], say) for fact in facts}
    instead = {fact: level for fact, level in chosen.items() if level != found.facts[fact]}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("what_if_changed", count=len(instead)) if instead else say("what_if_same"))
        if instead:
            press(say("what_if_reset"), "what_if_reset", lambda: _reset(found.facts), kind="tertiary")
    supposed = explained(found.answers, (), instead=instead)
    left, right = st.columns(2, gap="large")
    with right:
        across, up = _axes(audience, say)
    axes = (across, up) if across != up else None
    made = report(supposed, audience, say.language, date.min, axes)
    with left:
        draw_figures(made, "what_if")
    with right:
        if axes:
            draw_map(made, "what_if_map")
        else:
            st.markdown(say("what_if_axes_same"))


def _axes(audience: Audience, say: Voice) -> tuple[str, str]:
    """The two facts of the map, across and up. Somebody may choose the same one twice."""
    names = {fact.id: fact.name[say.language] for fact in cube().rules.facts}
    axes = zip(("across", "up"), axes_offered(), usual_axes(audience), strict=True)
    with st.grid(2, min_column_width=200, border=False, key="what_if_axes"):
        across, up = (
            st.selectbox(
                say(f"what_if_{axis}"), offered, index=offered.index(usual), format_func=names.__getitem__,
                key=f"what_if_axis.{say.language}.{axis}",
            )
            for axis, offered, usual in axes
        )  # fmt: skip
    return across, up


def _choice(fact: Fact, level: str | None, say: Voice) -> str | None:
    words = {one.id: one.text[say.language] for one in fact.levels} | {_UNKNOWN: say("what_if_unknown")}
    options = list(words)
    given = st.selectbox(
        fact.name[say.language], options, index=options.index(level or _UNKNOWN), format_func=words.__getitem__,
        key=f"what_if.{say.language}.{fact.id}",
    )  # fmt: skip
    return None if given == _UNKNOWN else given


def _reset(facts: Mapping[str, str | None]) -> None:
    for key in st.session_state:
        name = str(key)
        if name.startswith("what_if.") and (fact := name.rpartition(".")[2]) in facts:
            st.session_state[name] = facts[fact] or _UNKNOWN
