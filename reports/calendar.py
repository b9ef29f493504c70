"""A report's events as an iCalendar file (RFC 5545): the same bytes for the same report. Chooses no day and no word."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event as Entry

from .blocks import Event, Report
from .fonts import plain

_MAKER = "-//Two Hats//Report//EN"
_RHYTHM: dict[str, dict[str, Any]] = {
    "week": {"freq": "weekly"},
    "fortnight": {"freq": "weekly", "interval": 2},
    "month": {"freq": "monthly"},
    "quarter": {"freq": "monthly", "interval": 3},
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_IN_EVERY_MONTH = 4  # Mondays; a fifth one only in some


def calendar_file(made: Report) -> bytes:
    """All events of a report, for any calendar program. ValueError if it has none."""
    if not made.events:
        raise ValueError("this report has no date for a calendar")
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    for event in made.events:
        calendar.add_component(_entry(made, event))
    return bytes(calendar.to_ical())


def _entry(made: Report, event: Event) -> Entry:
    """One event of a whole day, at which nobody counts as busy."""
    entry = Entry()
    entry.add("uid", _name(made, event))
    entry.add("dtstamp", datetime.combine(made.date, time(12), UTC))
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + timedelta(days=1))
    entry.add("summary", plain(event.title), parameters={"language": made.language})
    entry.add("description", _lines(event.text), parameters={"language": made.language})
    entry.add("transp", "TRANSPARENT")
    if event.every:
        entry.add("rrule", _rule(event))
    return entry


def _rule(event: Event) -> dict[str, Any]:
    """When it comes back: by the month on the same weekday, such as the first Monday; the fifth one counts as the last."""
    rule = dict(_RHYTHM[event.every])
    if rule["freq"] == "monthly":
        which = (event.day.day - 1) // 7 + 1
        rule["byday"] = f"{which if which <= _IN_EVERY_MONTH else -1}{_WEEKDAYS[event.day.weekday()]}"
    return rule | ({"until": event.until} if event.until else {})


def _name(made: Report, event: Event) -> str:
    """Another one for other words or another day, and nothing in it that names anybody."""
    content = json.dumps([made.language, made.date.isoformat(), asdict(event)], default=str, sort_keys=True)
    return f"{event.id}-{uuid5(NAMESPACE_URL, content)}"


def _lines(text: str) -> str:
    """As plain words, line by line."""
    return "\n".join(plain(line) for line in text.split("\n"))
