"""What the visitor's browser says of itself: its cookies, the address of the page, its language and its theme."""

from collections.abc import Mapping

import streamlit as st

from questionnaire.models import Language


def cookies() -> Mapping[str, str]:
    """The cookies of the connection."""
    return st.context.cookies


def address() -> str:
    """The address of the page, without parameters and without a last slash."""
    return (st.context.url or "").split("?")[0].rstrip("/")


def language() -> Language:
    """French for a French browser, English for every other."""
    return "fr" if (st.context.locale or "").startswith("fr") else "en"


def dark() -> bool:
    return st.context.theme.type == "dark"
