"""What was done in a workspace, in words: what, when, by whom, to which thing. No line says a word about a person."""

from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from questionnaire.ui import PROSE
from questionnaire.words import Voice
from sharing.models import Line
from sharing.store.office import Office

from .. import browser
from ..page import titled
from .common import way_back

_COLUMNS = ("audit_when", "audit_who", "audit_what", "audit_thing")


def audit_page(office: Office, say: Voice) -> None:
    """Draws the latest lines."""
    titled(say("audit_title"), say)
    with st.container(width=PROSE):
        way_back(say("brief_all"))
        st.title(say("audit_title"), anchor=False)
        st.markdown(say("audit_text"))
    with st.container(key="audit_lines"):
        head = "".join(f"<th scope='col'>{escape(say(column))}</th>" for column in _COLUMNS)
        rows = "".join(_row(line, say, browser.zone()) for line in office.audit())
        st.html(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _row(line: Line, say: Voice, zone: ZoneInfo) -> str:
    when = say.moment(datetime.fromtimestamp(line.at, UTC).astimezone(zone))
    cells = (when, say(f"audit_by_{line.who}"), say(f"audit_{line.what}"), line.thing)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
