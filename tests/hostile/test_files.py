"""Every payload through every file: it comes out as it went in, and nothing runs, loads, calculates or fails."""

import csv
import io
import json
import re
import socket
from collections.abc import Iterator
from functools import cache

import docx
import openpyxl
import pikepdf
import pypdf
import pytest
from icalendar import Calendar

from database.engine import Database
from front import forms
from front.recruiter.exports import verdicts_of
from questionnaire.catalogue import questionnaire
from reports.blocks import Report
from reports.compared import Person
from reports.comparison import comparison
from reports.comparison_blocks import Comparison
from reports.document import report
from reports.fonts import plain, printable
from scoring.verdict import explained
from sharing.exchange.document import MOST_COMMENTS, Bundle
from sharing.exchange.file import Unreadable, from_json, to_json
from sharing.exchange.tables import Sheet, csv_text, sheets, to_csv
from sharing.exchange.workbook import to_xlsx
from sharing.words import voice
from tests.hostile.payloads import BEACON, short
from tests.hostile.workspace import ABOUT, of_all, of_each
from tests.reports.conftest import DAY, PERSONAS, Page, squeezed
from tests.sharing.conftest import Tenant

SAY = voice("fr")
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
LIVELY = {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/SubmitForm", "/ImportData", "/GoToR", "/RichMedia", "/AA"}


@cache
def each() -> Bundle:
    return of_each()


@cache
def tables() -> list[Sheet]:
    return sheets(each(), verdicts_of(each()), questionnaire(), SAY)


@cache
def said() -> dict[str, str]:
    """Every payload in the comments of one person."""
    texts = [comment.text for person in of_all(1).candidates for comment in person.comments]
    return dict(zip(ABOUT, texts, strict=False))


@cache
def hostile() -> Report:
    """A report whose candidate says all of it."""
    return report(explained(PERSONAS["high_marks_no_proof"]), "recruiter", "fr", DAY, comments=said())


@cache
def harmless() -> Report:
    return report(explained(PERSONAS["high_marks_no_proof"]), "recruiter", "fr", DAY, comments=dict.fromkeys(said(), "nothing"))


@cache
def beside(harm: str = "") -> Comparison:
    """Six people whose names and words are hostile; or `harm` instead of each."""
    names = [person.name for person in of_all(6).candidates]
    people = [
        Person(str(n), "ABCDEF"[n], harm or name, {}, finished=True, comments={about: harm or text for about, text in said().items()})
        for n, name in enumerate(names)
    ]
    return comparison(PERSONAS["high_marks_no_proof"], people, harm or of_all(6).brief.title, "fr", DAY)


# ---- kept, and carried out and in


def test_both_databases_give_back_what_was_typed(each_database: Database) -> None:
    tenant = Tenant(each_database)
    brief = tenant.office.restore(each())
    again = tenant.enter().folder_of(brief.id).bundle(questionnaire().version)
    assert words(again) == words(each())


def test_a_file_of_a_brief_gives_back_what_was_typed() -> None:
    data = to_json(each())
    assert words(from_json(data)) == words(each())
    json.loads(data, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_nobody_in_a_file_says_more_than_a_report_can_hold() -> None:
    told = json.loads(to_json(of_all(1)))
    one = told["candidates"][0]["comments"][0]
    told["candidates"][0]["comments"] = [{**one, "about": f"about_{number}"} for number in range(MOST_COMMENTS)]
    assert from_json(json.dumps(told).encode())
    told["candidates"][0]["comments"].append({**one, "about": "one_more"})
    with pytest.raises(Unreadable):
        from_json(json.dumps(told).encode())


def words(bundle: Bundle) -> list[tuple[str, ...]]:
    people = sorted((one.id, one.name, *(comment.text for comment in one.comments)) for one in bundle.candidates)
    sent = sorted((one.id, one.name) for one in bundle.invitations)
    return [*people, *sent, *sorted((one.id, one.reason, one.decided_by) for one in bundle.decisions)]


@pytest.mark.parametrize("number", range(6))
def test_a_csv_file_has_no_formula_and_gives_back_what_was_typed(number: int) -> None:
    sheet = tables()[number]
    rows = list(csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig"), newline="")))
    texts = [(cell, kept) for row, old in zip(rows[1:], sheet.rows, strict=True) for cell, kept in zip(row, old, strict=True)]
    assert not [cell for cell, kept in texts if isinstance(kept, str) and FORMULA.match(cell)]
    assert [csv_text(cell) for cell, kept in texts if isinstance(kept, str)] == [kept for _, kept in texts if isinstance(kept, str)]


def test_a_workbook_has_no_formula_and_no_link_and_gives_back_what_was_typed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(tables(), 1.0, SAY)))
    assert not book.defined_names
    for sheet, page in zip(tables(), book.worksheets, strict=True):
        cells = [cell for row in page.iter_rows(min_row=2) for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]
        kept = [cell for row in sheet.rows for cell in row]
        assert [cell.value or "" for cell in cells if cell.data_type == "s"] == [bare(one) for one in kept if isinstance(one, str)]


def bare(text: str) -> str:
    """XlsxWriter takes `<r>…</r>` for markup of its own, so such a text ends in a blank."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


# ---- reports and comparisons


def test_a_page_shows_every_payload_and_has_no_element_more() -> None:
    for made, tame in ((page(hostile()), page(harmless())), (page(beside()), page(beside("nothing")))):
        assert shape(made) == shape(tame)
        assert addresses(made) == addresses(tame)
    shown = squeezed(page(hostile()).text)
    assert not [text for text in said().values() if squeezed(plain(text)) not in shown]
    titled = squeezed(page(beside()).text)
    assert not [card.name for card in beside().cards if squeezed(plain(card.name)) not in titled]


def page(made: Report | Comparison) -> Page:
    drawn = forms.drawn(made, "html") if isinstance(made, Report) else forms.drawn_beside(made, "html")
    return Page(drawn.decode())


def shape(made: Page) -> list[tuple[str, tuple[str, ...]]]:
    return [(one["tag"], tuple(one["attributes"])) for one in made.elements if "svg" not in one["around"]]


def addresses(made: Page) -> set[str]:
    """Where anything on it leads, or loads from; and every style and script there is."""
    leads = ("src", "href", "action", "style", "srcset", "poster", "data", "formaction", "background", "xlink:href")
    return {str(one["attributes"][name]) for one in made.elements for name in leads if name in one["attributes"]}


@pytest.mark.parametrize("kind", ["report", "comparison"])
def test_a_pdf_shows_every_payload_and_does_nothing_by_itself(kind: str) -> None:
    drawn = forms.drawn(hostile(), "pdf") if kind == "report" else forms.drawn_beside(beside(), "pdf")
    tame = forms.drawn(harmless(), "pdf") if kind == "report" else forms.drawn_beside(beside("nothing"), "pdf")
    assert led(drawn) <= led(tame)
    with pikepdf.open(io.BytesIO(drawn)) as opened:
        lively = LIVELY & {str(name) for one in opened.objects for name in named(one)}
        assert not lively
        assert not opened.attachments
    read = drawable("".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(drawn)).pages))
    missing = [text for text in said().values() if drawable(printable(text))[:60] not in read]
    assert not missing


def drawable(text: str) -> str:
    """Letters and signs that are written alike however a PDF joins, mirrors or stacks them."""
    return re.sub(r"[^\x21-\x7e]", "", squeezed(text))


def led(pdf: bytes) -> set[str]:
    """Where the links of a PDF lead outside of it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        actions = [link.get("/A", {}) for one in opened.pages for link in one.get("/Annots", [])]
        return {str(action.get("/URI", "")) for action in actions}


def named(one: pikepdf.Object) -> Iterator[str]:
    """The keys of a table and the values that are names."""
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for name, value in one.items():
            yield name
            if isinstance(value, pikepdf.Name):
                yield str(value)


def test_a_word_file_shows_every_payload_and_leads_nowhere_new() -> None:
    drawn, tame = (docx.Document(io.BytesIO(forms.drawn(made, "docx"))) for made in (hostile(), harmless()))
    assert outside(drawn) <= outside(tame)
    read = squeezed("\n".join(line.text for line in drawn.paragraphs))
    assert not [text for text in said().values() if squeezed(plain(text)) not in read]
    fields = [code.text for code in drawn.element.iter("{*}instrText")]
    assert fields == [code.text for code in tame.element.iter("{*}instrText")]


def outside(opened: docx.document.Document) -> set[tuple[str, str]]:
    """What any part of a Word file refers to outside of it."""
    return {
        (one.reltype, one.target_ref) for part in opened.part.package.iter_parts() for one in part.rels.values() if one.is_external
    }  # fmt: skip


@pytest.mark.parametrize("form", ["pdf", "html", "docx", "ics"])
def test_whoever_makes_a_file_fetches_nothing(form: str) -> None:
    """Every address in the corpus leads to a door of this machine, at which nobody has knocked in the end."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0)
        here = f"127.0.0.1:{door.getsockname()[1]}"
        told = {about: text.replace(BEACON, here) for about, text in said().items()}
        assert f"https://{here}/" in "".join(told.values())
        forms.drawn(report(explained(PERSONAS["high_marks_no_proof"]), "recruiter", "fr", DAY, comments=told), form)
        if form in {"pdf", "html"}:
            forms.drawn_beside(beside(f'<img src="http://{here}/n"> ![](http://{here}/m)'), form)
        with pytest.raises(BlockingIOError):
            door.accept()
        with socket.create_connection(door.getsockname()), door.accept()[0]:
            pass  # so a knock would have been heard


def test_a_calendar_holds_nobodys_words() -> None:
    events = Calendar.from_ical(forms.drawn(hostile(), "ics")).walk("VEVENT")
    assert len(events) == len(hostile().events)
    assert BEACON not in forms.drawn(hostile(), "ics").decode()


def test_the_corpus_is_all_there() -> None:
    """What the others look for is not lost on the way to them."""
    everything = "\n".join(said().values())
    assert not [text for text in short("comment") if text not in everything]
