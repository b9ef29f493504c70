"""A bundle as tables: people, their answers in words, the company, decisions, comments, and what all that is; the first one as CSV.

One row for each candidate. Ids stay ids, headings are words. Times are UTC, to the minute, and left out while names are hidden:
whoever saw an invitation being opened could tell the person by the minute.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from questionnaire.models import DONT_KNOW, Audience, Questionnaire
from questionnaire.words import Voice

from .document import Bundle, candidates_of

Cell = str | int | float | None
Row = tuple[Cell, ...]
Verdicts = Mapping[str, Mapping[str, Cell]]
"""What was judged of each candidate, by their id: the same columns for all, such as verdict, strength, side, letters, cautions."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_BLANK = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
_STARTS = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"  # = + - @, also full-width and small
_RISKY = re.compile(rf"\A(?=['\t\r\n]|{_BLANK}{_STARTS})|(?<=[;\t\r\n])(?='|{_BLANK}{_STARTS})")
_GUARD = re.compile(r"(?:\A|(?<=[;\t\r\n]))'")


@dataclass(frozen=True)
class Sheet:
    """A table with a title; every row is as long as the heading."""

    title: str
    heading: tuple[str, ...]
    rows: Sequence[Row]


def sheets(bundle: Bundle, verdicts: Verdicts, q: Questionnaire, say: Voice) -> list[Sheet]:
    """All tables of a bundle in the reader's language, the one of the candidates first. `people` alone is what goes into a CSV file."""
    return [
        people(bundle, verdicts, q, say),
        _in_words(bundle, q, say),
        _company(bundle, q, say),
        _decisions(bundle, say),
        _comments(bundle, say),
        _about(bundle, q, say),
    ]


def to_csv(sheet: Sheet) -> bytes:
    """RFC 4180 with commas, every cell in quotes, in UTF-8 with a mark at its start: without it Excel reads é as Ã©.

    The comma is the same in every language, so that one file is read alike by every program; spreadsheets have the XLSX.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_csv(cell) for cell in row] for row in (sheet.heading, *sheet.rows))
    return out.getvalue().encode("utf-8-sig")


def csv_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe where one could begin.

    Also behind semicolon, tab and line end, for the spreadsheet that takes those for the edge of a cell. `csv_text` takes them off.
    """
    return _RISKY.sub("'", text)


def csv_text(cell: str) -> str:
    """What `csv_cell` was given."""
    return _GUARD.sub("", cell)


def printable(text: str) -> str:
    """Characters that no XML file can hold, and half pairs, become U+FFFD: seen, and stopping nothing."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _csv(cell: Cell) -> Cell:
    return csv_cell(printable(cell)) if isinstance(cell, str) else cell


# ---- the tables


def people(bundle: Bundle, verdicts: Verdicts, q: Questionnaire, say: Voice) -> Sheet:
    """One row for each candidate: who, how far, what was judged, then the id of each answer, a column for each question."""
    judged = list(dict.fromkeys(column for of in verdicts.values() for column in of))
    asked = _asked(bundle, q)
    heading = [say(f"export_{name}") for name in ("id", "name", "state", "begun", "finished")]
    rows = [
        (
            person.id, person.name, person.state(bundle.exported_at), *_times(bundle, person.consent.given_at, person.finished_at),
            *map(verdicts.get(person.id, {}).get, judged), *map(kept.sitting.given.get, asked),
        )
        for person, kept in zip(candidates_of(bundle), bundle.candidates, strict=True)
    ]  # fmt: skip
    return Sheet(say("export_sheet_people"), (*heading, *(_judged(column, say) for column in judged), *asked), rows)


def _in_words(bundle: Bundle, q: Questionnaire, say: Voice) -> Sheet:
    """The same people, question by question, as they read it themselves."""
    asked = _asked(bundle, q)
    heading = (say("export_name"), *(_question(q, i, "candidate", say) for i in asked))
    given = [person.sitting.given for person in bundle.candidates]
    words = {answer: _answer(q, *answer, say) for answer in {answer for of in given for answer in of.items()}}
    rows = [(name, *(words.get((i, of.get(i, ""))) for i in asked)) for name, of in zip(bundle.labels.values(), given, strict=True)]
    return Sheet(say("export_sheet_words"), heading, rows)


def _company(bundle: Bundle, q: Questionnaire, say: Voice) -> Sheet:
    rows = [
        (asked, _question(q, asked, "recruiter", say), option, _answer(q, asked, option, say))
        for asked, option in bundle.brief.company.given.items()
    ]
    heading = tuple(say(f"export_{name}") for name in ("question_id", "question", "answer_id", "answer"))
    return Sheet(say("export_sheet_company"), heading, rows)


def _decisions(bundle: Bundle, say: Voice) -> Sheet:
    columns = ("name", "choice", "reason", "decided_by", "decided_at", "advice", "advice_strength", "rules_version")
    rows = [
        (
            bundle.labels.get(one.candidate), one.choice, one.reason, one.decided_by, _minute(one.decided_at),
            one.advice.verdict, one.advice.strength, one.advice.rules_version,
        )
        for one in bundle.decisions
    ]  # fmt: skip
    return Sheet(say("export_sheet_decisions"), tuple(say(f"export_{name}") for name in columns), rows)


def _comments(bundle: Bundle, say: Voice) -> Sheet:
    rows = [
        (person.name, one.about, one.text, *_times(bundle, one.written_at))
        for person in bundle.candidates
        for one in person.comments
    ]  # fmt: skip
    return Sheet(say("export_sheet_comments"), tuple(say(f"export_{name}") for name in ("name", "about", "comment", "written_at")), rows)


def _about(bundle: Bundle, q: Questionnaire, say: Voice) -> Sheet:
    names = say("export_names_hidden" if bundle.names_hidden else "export_names_shown")
    rows: list[Row] = [
        (say("export_brief"), bundle.brief.title),
        (say("export_client"), bundle.brief.client),
        (say("export_exported_at"), _minute(bundle.exported_at)),
        (say("export_questions_version"), q.version),
        (say("export_invited"), bundle.counts.invited),
        (say("export_begun_count"), bundle.counts.begun),
        (say("export_finished_count"), bundle.counts.finished),
        (say("export_decided_count"), bundle.counts.decided),
        (say("export_names"), names),
        (say("export_times"), say("export_times_utc")),
        (say("export_answers"), say("export_answers_kept")),
        (say("export_advises"), say("export_advises_only")),
    ]
    return Sheet(say("export_sheet_about"), (say("export_what"), say("export_value")), rows)


# ---- their cells


def _asked(bundle: Bundle, q: Questionnaire) -> list[str]:
    """The questions that candidates are asked, in their order; then what somebody answered beyond that."""
    asked = [i for i in q.order if q.chapter_of(i).part == "person" and "candidate" in q.questions[i].asked_of]
    return list(dict.fromkeys([*asked, *(answer.question for person in bundle.candidates for answer in person.sitting.answers)]))


def _question(q: Questionnaire, question: str, reader: Audience, say: Voice) -> str:
    """Its words, or its id if this questionnaire no longer has it."""
    asked = q.questions.get(question)
    text = asked.worded_for(reader).text if asked else None
    return text[say.language] if text else question


def _answer(q: Questionnaire, question: str, option: str, say: Voice) -> str:
    """Its words, or its id if this questionnaire no longer has it."""
    known = question in q.questions and option in (*q.questions[question].option_ids, DONT_KNOW)
    return q.answer_text(question, option, say.language) if known else option


def _judged(column: str, say: Voice) -> str:
    try:
        return say(f"export_{column}")
    except KeyError:
        return column


def _times(bundle: Bundle, *moments: float | None) -> Row:
    return tuple(None if bundle.names_hidden or moment is None else _minute(moment) for moment in moments)


def _minute(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M")
