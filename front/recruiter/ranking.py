"""A blind brief: the recruiter writes an order by the letters, sees the names, may write another, and reads what that changed.

No score makes an order; only the person does. An order that is being written lives in the session until it is kept.
"""

from collections.abc import Sequence
from functools import partial
from typing import Literal, get_args

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.models import Stage
from sharing.store.folder import Folder

from .common import quiet
from .lineup import Lined
from .opening import at_folder

How = Literal["up", "down", "same", "new", "gone"]
HOW: tuple[How, ...] = get_args(How)
_OFFERED = 25  # people to add, drawn at once


def ranking_section(folder: Folder, line: Sequence[Lined], say: Voice) -> None:
    """Draws the order before the names, then the one after them and what moved."""
    people = {one.id: one for one in line}
    kept = {stage: [people[i] for i in ranking.order if i in people] for stage, ranking in folder.rankings().items()}
    blind, named = kept.get("blind", []), kept.get("named")
    with st.container(width=PROSE, key="ranking"):
        st.header(say("rank_title"), anchor=False)
        if folder.brief.hides_names:
            st.markdown(say("rank_blind_text"))
            _editor(folder, "blind", line, kept.get("blind"), [], say)
            _reveal(blind, say)
        else:
            st.markdown(say("rank_named_text"))
            _moved(blind, named, say)
            with st.expander(say("rank_second"), type="compact", key="rank_second"):
                _editor(folder, "named", line, named, blind, say)


# ---- an order that is being written


def _editor(folder: Folder, stage: Stage, line: Sequence[Lined], kept: Sequence[Lined] | None, first: Sequence[Lined], say: Voice) -> None:
    """A row for each place with up, down and out; below, who can still be added. It starts from what is kept, else from `first`."""
    people, draft = {one.id: one for one in line}, f"ranking.{folder.brief.id}.{stage}"
    start = [one.id for one in (first if kept is None else kept)]
    order = [public for public in st.session_state.get(draft, start) if public in people]
    for place, public in enumerate(order):
        _place(place, people[public], order, draft, say)
    _waiting([one for one in line if one.finished and one.id not in order], order, draft, say)
    if order and (kept is None or order != start):
        label = "rank_keep_same" if stage == "named" and order == [one.id for one in first] else "rank_keep"
        press(say(label), "keep_ranking", partial(_keep, stage, draft, order), kind="primary")
        if draft in st.session_state:
            quiet(say("rank_unkept"))
    elif order:
        quiet(say("rank_kept"))


def _waiting(waiting: Sequence[Lined], order: list[str], draft: str, say: Voice) -> None:
    if waiting:
        st.markdown(say("rank_waiting", count=len(waiting)))
    for one in waiting[:_OFFERED]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"rank_row_waiting_{one.id}"):
            with st.container():
                _called(one, say)
            press(say("rank_add"), f"add.{one.id}", partial(_write, draft, [*order, one.id]), kind="tertiary", icon=":material/add:")
    if len(waiting) > _OFFERED:
        quiet(say("rank_more", count=len(waiting) - _OFFERED))


def _place(place: int, one: Lined, order: list[str], draft: str, say: Voice) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"box_rank_{place + 1}"):
        st.markdown(f"**{say('rank_place', place=place + 1)}**", width=44)
        with st.container():
            _called(one, say)
        up, down, out = (partial(_write, draft, changed) for changed in _steps(order, place))
        if place:
            press(say("rank_up"), f"up.{one.id}", up, kind="tertiary", icon=":material/arrow_upward:")
        if place < len(order) - 1:
            press(say("rank_down"), f"down.{one.id}", down, kind="tertiary", icon=":material/arrow_downward:")
        press(say("rank_out"), f"out.{one.id}", out, kind="tertiary", icon=":material/close:")


def _steps(order: Sequence[str], place: int) -> tuple[list[str], list[str], list[str]]:
    """The order with one of them a place up, a place down, and left out."""
    rest = [*order[:place], *order[place + 1 :]]
    up, down = max(place - 1, 0), place + 1
    return [*rest[:up], order[place], *rest[up:]], [*rest[:down], order[place], *rest[down:]], rest


def _called(one: Lined, say: Voice) -> None:
    if one.name:
        st.text(one.name)
    else:
        st.markdown(say("cand_one", letter=one.letter))


def _write(draft: str, order: list[str]) -> None:
    st.session_state[draft] = order


def _keep(stage: Stage, draft: str, order: list[str]) -> None:
    def keep(folder: Folder) -> None:
        here = {person.id for person in folder.candidates()}
        folder.rank(stage, [public for public in order if public in here])

    if at_folder("rank", keep):
        st.session_state.pop(draft, None)


# ---- the names


def _reveal(kept: Sequence[Lined], say: Voice) -> None:
    if not kept:
        quiet(say("rank_first"))
        return
    st.markdown(say("rank_reveal_text"))
    if st.session_state.get("office_sure") == "reveal":
        press(say("rank_reveal_sure"), "reveal_sure", _show_names, icon=":material/visibility:")
        press(say("rank_reveal_keep"), "reveal_keep", partial(st.session_state.pop, "office_sure", None), kind="tertiary")
    else:
        press(say("rank_reveal"), "reveal", partial(st.session_state.__setitem__, "office_sure", "reveal"), icon=":material/visibility:")


def _show_names() -> None:
    if at_folder("reveal", Folder.reveal):
        st.session_state.pop("office_sure", None)


# ---- what changed


def _moved(blind: Sequence[Lined], named: Sequence[Lined] | None, say: Voice) -> None:
    """The two orders side by side, then who moved, and why it matters."""
    left, right = st.columns(2, gap="medium")
    with left:
        _column("blind", say("rank_blind"), blind, say)
    with right:
        _column("named", say("rank_named"), named or [], say)
        if named is None:
            quiet(say("rank_no_second"))
    if named is not None:
        shifts = moves(blind, named)
        for how in HOW:
            _group(how, [shift for shift in shifts if shift[0] == how], say)
        st.markdown(say("rank_why" if any(how != "same" for how, *_ in shifts) else "rank_why_same"))


def moves(blind: Sequence[Lined], named: Sequence[Lined]) -> list[tuple[How, Lined, int, int]]:
    """How each person moved, and their places before and after: counted among those in both orders; 0 for one they are not in."""
    both = {one.id for one in blind} & {one.id for one in named}
    before, after = (_places([one for one in order if one.id in both]) for order in (blind, named))
    stayed = [(_how(before[one.id], after[one.id]), one, before[one.id], after[one.id]) for one in named if one.id in both]
    new: list[tuple[How, Lined, int, int]] = [("new", one, 0, place) for place, one in enumerate(named, 1) if one.id not in both]
    gone: list[tuple[How, Lined, int, int]] = [("gone", one, place, 0) for place, one in enumerate(blind, 1) if one.id not in both]
    return [*stayed, *new, *gone]


def _how(before: int, after: int) -> How:
    return "same" if before == after else "up" if after < before else "down"


def _places(order: Sequence[Lined]) -> dict[str, int]:
    return {one.id: place for place, one in enumerate(order, start=1)}


def _column(stage: Stage, title: str, order: Sequence[Lined], say: Voice) -> None:
    st.subheader(title, anchor=False)
    for place, one in enumerate(order, start=1):
        with st.container(horizontal=True, key=f"reason_{stage}_{one.id}"):
            st.markdown(f"**{say('rank_place', place=place)}**", width=32)
            _called(one, say)


def _group(how: How, shifts: Sequence[tuple[How, Lined, int, int]], say: Voice) -> None:
    if not shifts:
        return
    st.markdown(f"**{say(f'rank_{how}_group')}**")
    for _, one, before, after in shifts:
        with st.container(key=f"moved_{one.id}", gap=None):
            _called(one, say)
            quiet(say({"up": "rank_move", "down": "rank_move"}.get(how, f"rank_{how}_row"), before=before, after=after))
