"""What every page is: who it is for, in which language, and how it is drawn. Knows no page in particular."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from questionnaire.models import Language
from questionnaire.words import Voice

_HERE = Path(__file__).parent


class Closed(Exception):
    """What the address names does not exist, or this visitor has no key to it: nobody is told which. `words` says it on the page."""

    words = "closed"


class Forgotten(Closed):
    """What the address names was never stored, and this tab does not hold it (any more)."""

    words = "forgotten"


class Unreachable(Exception):
    """The store does not answer, and this session has no reading to fall back on."""


@dataclass(frozen=True)
class Page:
    """A page that may be shown: in which language unless the reader chose another one, and how it is drawn."""

    language: Language
    draw: Callable[[Voice], None]


def titled(title: str, say: Voice) -> None:
    """The title of the tab; its icon and the layout once, as the browser would set the icon anew on every run."""
    if "titled" not in st.session_state:
        st.set_page_config(page_icon=str(_HERE / "icon.svg"), layout="wide")
        st.session_state["titled"] = True
    st.set_page_config(page_title=say("page_title", progress=title, product=say("product_name")) if title else say("product_name"))
