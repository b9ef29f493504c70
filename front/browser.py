"""What the visitor's browser says of itself: its cookies, the address of the page, its language and its theme."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from questionnaire.keys import new_browser_secret
from questionnaire.languages import Language, known

from . import language as languages
from .wallet import Wallet


def wallet() -> Wallet:
    """The secrets of this browser."""
    return Wallet.of(st.context.cookies, st.session_state.get("browser"))


def secret() -> str:
    """The secret of this browser, in a cookie; without cookies, of this session alone (the link then is the only way back)."""
    return wallet().browser or st.session_state.setdefault("browser", new_browser_secret())


def address() -> str:
    """The address of the page, without parameters and without a last slash."""
    return (st.context.url or "").split("?")[0].rstrip("/")


def language() -> Language:
    """What the address asks for, else what is spoken already, else what the browser prefers: as the page itself was served."""
    prefers = ",".join(filter(None, (st.context.locale, st.context.headers.get("Accept-Language"))))
    return languages.wanted(asked() or st.session_state.get("language"), prefers)


def asked() -> Language | None:
    """The language in the address, if it is one of ours; anything else there is ignored."""
    return known(st.query_params.get("language"))


def go_to(**place: str) -> None:
    """Another address, in the language of this one."""
    spoken = asked()
    st.query_params.from_dict({**place, **({"language": spoken} if spoken else {})})


def zone() -> ZoneInfo:
    """The time zone of the reader; UTC where the browser does not say."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def small() -> bool:
    """Whether it says that it is on a phone; only ever to choose what is shown first."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
