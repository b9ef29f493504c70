"""The look that a browser is told: the same as Streamlit's own, however often."""

import pytest
from streamlit.config import CustomThemeCategories
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from front import theme

SECTIONS = ("theme", *(f"theme.{one.value}" for one in CustomThemeCategories))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_browser_is_told_what_streamlit_would_tell(section: str) -> None:
    asked = CustomThemeConfig()
    theme._put_together(asked, section)  # noqa: SLF001
    for _ in range(2):
        told = CustomThemeConfig()
        theme.told(told, section)
        assert told == asked


def test_there_is_a_look_to_tell() -> None:
    light = CustomThemeConfig()
    theme.told(light, "theme.light")
    assert light.primary_color == "#1F4272"


def test_streamlit_asks_for_it_by_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", None)  # so that it is put back afterwards
    theme.keep()
    assert "_populate_theme_msg" in app_session.AppSession._create_new_session_message.__code__.co_names  # noqa: SLF001
    assert app_session._populate_theme_msg is theme.told  # noqa: SLF001
