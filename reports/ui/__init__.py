"""The reports on a screen: their blocks laid out as pages. The files in here are the only other Streamlit of the reports."""

from .around import Around, Beside
from .drawn import draw
from .figures import draw_figures, draw_map
from .result import result_screen

__all__ = ["Around", "Beside", "draw", "draw_figures", "draw_map", "result_screen"]
