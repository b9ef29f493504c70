"""When to look at the verdict again, and why then. The months and their reasons are data."""

from calendar import monthrange
from datetime import date

from pydantic import PositiveInt

from questionnaire.models import Content, Text

from .chosen import Piece, content
from .subject import Subject

_YEAR = 12


class Review(Piece):
    """How many months the verdict holds unless something changes before, and why so long."""

    months: PositiveInt
    text: Text


class Reviews(Content):
    """All rules, in the order in which they are tried."""

    review: tuple[Review, ...]


def review(about: Subject) -> Review:
    """The first rule that suits. Raises ContentError with file, id and field."""
    return about.picked(content("review.toml", Reviews).review)[0]


def review_day(about: Subject) -> date:
    """The day to ask again, counted from that of the report."""
    return later(about.day, review(about).months)


def later(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, _YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
