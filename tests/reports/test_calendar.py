"""The calendar file says what the report says, on days that exist, and names nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from questionnaire.models import LANGUAGES, Language
from reports.blocks import Event, Every, Report
from reports.calendar import calendar_file
from reports.chapters.conflicts import RHYTHMS, first_monday
from reports.document import report
from reports.scope import scoped
from scoring.verdict import explained

from .conftest import DAY, PERSONAS

SPLIT, COMBINED = "do_not_merge", "proven_in_both"
LONGEST = 75  # octets in a line, by RFC 5545
MONDAY, TWO_YEARS = 0, timedelta(days=730)
LONGEST_GAP = {"week": 7, "fortnight": 14, "month": 35, "quarter": 98}  # days
NASTY = (
    "a;b,c\\n:d",
    "{{7*7}} <script>",
    "=1+1\r\nBEGIN:VALARM",
    "\u202eolleh 🎩🎩 " + "é" * 200,
    "BEGIN:VEVENT\nUID:x",
)


@cache
def told(persona: str, language: Language = "en") -> Report:
    return report(explained(PERSONAS[persona]), "founder", language, DAY)


def read(file: bytes) -> list[Any]:
    """The events as a calendar program reads them."""
    return list(Calendar.from_ical(file).walk("VEVENT"))


def days_of(entry: Any) -> Sequence[datetime]:
    """The days on which a calendar program shows it."""
    start = datetime.combine(entry.start, time())
    return list(rrulestr(entry["RRULE"].to_ical().decode(), dtstart=start).between(start, start + TWO_YEARS, inc=True))


def of(*events: Event) -> bytes:
    return calendar_file(replace(told(COMBINED), events=events))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", [SPLIT, COMBINED])
def test_a_calendar_program_reads_every_event_with_its_words_and_its_day(persona: str, language: Language) -> None:
    made = told(persona, language)
    found = [(str(e["SUMMARY"]), str(e["DESCRIPTION"]), e.start, e.end - e.start) for e in read(calendar_file(made))]
    assert found == [(e.title, e.text, e.day, timedelta(days=1)) for e in made.events]


def test_the_practices_of_two_leaders_come_back_on_mondays_until_the_review() -> None:
    review, *practices = read(calendar_file(told(SPLIT)))
    coming_back = [entry for entry in practices if "RRULE" in entry]
    assert len(coming_back) == len(practices) - 1 == len(RHYTHMS) - 1
    for entry in practices:
        assert entry.start == first_monday(DAY)
    for entry in coming_back:
        days = days_of(entry)
        assert {day.weekday() for day in days} == {MONDAY}
        assert review.start - timedelta(days=100) < days[-1].date() <= review.start


def test_one_leader_gets_the_review_alone() -> None:
    assert [event.id for event in told(COMBINED).events] == ["review"]


@pytest.mark.parametrize("every", [rhythm for rhythm in RHYTHMS if rhythm])
def test_an_event_comes_back_from_its_first_day_on_and_never_stays_away(every: Every) -> None:
    for day in (DAY + timedelta(days=n) for n in range(0, 370, 7)):
        first = first_monday(day)
        assert 0 < (first - day).days <= 7
        [entry] = read(of(Event("x", "x", "x", first, every, first + TWO_YEARS)))
        days = days_of(entry)
        assert days[0].date() == first
        assert max((after - before).days for before, after in pairwise(days)) <= LONGEST_GAP[every]


def test_the_same_report_gives_the_same_bytes_and_other_words_another_name() -> None:
    event = Event("x", "x", "x", DAY)
    assert of(event) == of(event)
    names = {str(read(of(one))[0]["UID"]) for one in (event, replace(event, text="y"), replace(event, day=date(2027, 1, 1)))}
    assert len(names) == 3
    assert len({str(entry["UID"]) for entry in read(calendar_file(told(SPLIT)))}) == len(told(SPLIT).events)


@pytest.mark.parametrize("persona", [SPLIT, COMBINED])
def test_no_line_is_longer_than_the_standard_allows(persona: str) -> None:
    lines = calendar_file(told(persona, "fr")).split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@pytest.mark.parametrize("words", NASTY)
def test_words_are_words_whatever_they_look_like(words: str) -> None:
    [entry] = read(of(Event("x", words, words, DAY)))
    assert str(entry["SUMMARY"]).split() == words.split()
    assert str(entry["DESCRIPTION"]).split() == words.split()


def test_who_may_see_only_a_part_gets_no_calendar() -> None:
    for part in (scoped(told(SPLIT), "verdict"), scoped(told(SPLIT), "reasons"), replace(told(SPLIT), events=())):
        with pytest.raises(ValueError, match="no date"):
            calendar_file(part)
