"""The script that Streamlit runs for a visitor on every event."""

from front.pages import visit
from front.watch import metrics

with metrics.rerun():
    visit()
