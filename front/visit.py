"""The script that Streamlit runs for a visitor on every event."""

from front.pages import visit

visit()
