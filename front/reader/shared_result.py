"""The page behind a link to a result that can only be read."""

from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire.ui import PROSE
from questionnaire.words import Voice
from reports.ui import Around, result_screen
from sharing.models import day_of
from sharing.store import shares

from .. import browser, forms
from ..page import Closed, Page, Unreachable, titled
from ..sitting.desk import log
from ..sitting.what_if import what_if
from . import shared
from .shared import Shared


class NothingShared(Closed):
    """The link is unknown, past its time or revoked: nobody is told which."""

    words = "shared_closed"


def share_page() -> Page:
    """The result of the link in the address, in the language it was shared in. Raises NothingShared or Unreachable."""
    try:
        opened = shared.opened(st.query_params["share"], browser.wallet())
    except StoreError as error:
        raise Unreachable from error
    if opened is None:
        raise NothingShared
    return Page(opened.share.language, partial(_page, opened))


def _page(opened: Shared, say: Voice) -> None:
    _read(opened)
    titled(say("shared_title"), say)
    _header(opened, say)
    if opened.ready:
        _result(opened, say)
    else:
        with st.container(width=PROSE, key="shared_unfinished"):
            st.markdown(say("shared_unfinished"))
    _footer(opened, say)


def _header(opened: Shared, say: Voice) -> None:
    """What this is, and how much of it; short, so that the verdict is seen at once."""
    with st.container(key="box_shared", width=PROSE):
        st.markdown(f":material/visibility: **{say('shared_title')}**  \n{say(f'shared_shows_{opened.share.scope}')}")


def _footer(opened: Shared, say: Voice) -> None:
    """What can be done with it, who decides, until when."""
    ends = say.date(day_of(opened.share.expires_at))
    with st.container(border=True, key="box_shared_terms", width=PROSE):
        st.markdown(f"{say('shared_read_only')} {say('shared_person_decides')}")
        st.markdown(f":small[:gray[{say('shared_until', day=ends)}]]")


def _result(opened: Shared, say: Voice) -> None:
    share, basis = opened.share, opened.basis()
    found = basis.found()
    made = basis.report(say.language, opened.behind.scope, found)
    links = forms.links(made, lambda kind: f"/shared/{share.id}.{kind}?language={say.language}")
    supposed = partial(what_if, found, opened.audience, say) if opened.behind.may("answers") else None
    result_screen(made, links, say, Around(what_if=supposed), scope=opened.behind.scope)


def _read(opened: Shared) -> None:
    """Once a visit, and only where the page is really drawn. A note that cannot be kept takes nothing from the reader."""
    noted = f"read.{opened.share.id}"
    if noted in st.session_state:
        return
    st.session_state[noted] = True
    try:
        shares.read(opened.share)
    except StoreError:
        log.exception("could not note that a shared result was read")
