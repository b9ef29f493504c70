"""How much may be begun from one place: somebody who begins without end fills the database."""

import streamlit as st

from .address import counted_as
from .pace import BEGUN


def may_begin() -> bool:
    """Whether something new may be begun from where this browser is."""
    where = counted_as(st.context.ip_address or "")
    return where is None or not BEGUN.wait(where)
