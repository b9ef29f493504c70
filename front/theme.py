"""The look that Streamlit tells a browser on every run, put together once: anew each time it took a twentieth of the server's time."""

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session  # there is no other way to it

_put_together = app_session._populate_theme_msg  # noqa: SLF001
_kept: dict[str, CustomThemeConfig] = {}


def keep() -> None:
    """From now on each part of the look is what it was when it was first told: settings do not change while the program runs."""
    app_session._populate_theme_msg = told  # noqa: SLF001


def told(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Put a section of the look into a message."""
    if section not in _kept:
        _put_together(made := CustomThemeConfig(), section)
        _kept[section] = made
    if _kept[section].ByteSize():  # else the message would say that there is one
        msg.MergeFrom(_kept[section])
