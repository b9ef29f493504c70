"""What comes later stands later, although the clocks of two copies differ and any may be set back."""

from sqlalchemy import BindParameter, ColumnElement, case

_SKEW = 3600.0  # seconds: a clock that differs by more is wrong


def after(last: ColumnElement[float], now: "float | BindParameter[float]") -> ColumnElement[float]:
    """`now` in seconds, or the moment after `last` if that is still to come by this clock, within the hour. `last` may be NULL."""
    return case((last.between(now, now + _SKEW), last + 1e-6), else_=now)
