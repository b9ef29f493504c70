"""A link to take along: its words, to copy, and the same as a QR code, for another device."""

from html import escape

import segno
import streamlit as st

from questionnaire.words import Voice


def link_to_take(address: str, say: Voice, *, unfolded: bool = False) -> None:
    """Draws the link. `unfolded`: the code is seen at once, because another device is what it is for."""
    st.code(address, language=None, wrap_lines=True)
    st.markdown(f":small[:gray[{say('link_copy')}]]")
    st.html(
        f"<details{' open' if unfolded else ''}><summary>{escape(say('link_qr'))}</summary>"
        f'<img src="{picture(address)}" alt="{escape(say("link_qr_alt"))}" width="196" height="196">'
        f"<p><small>{escape(say('link_qr_text'))}</small></p></details>"
    )


def picture(address: str) -> str:
    """The code as an image that is part of the page: made here and asked of nobody, as the link is a secret.

    Black on white with its quiet zone, by day and by night: cameras need it so.
    """
    return segno.make_qr(address).svg_data_uri(light="#fff", border=4, omitsize=True)


def by_script(what: str, label: str, link: str) -> str:
    """The place of a button that front/page.js puts there if the browser can do it: "share" passes a link on."""
    return f'<span data-press="{what}" data-label="{escape(label)}" data-link="{escape(link)}"></span>'
