"""The three journeys in full: each audience in both languages and on both devices. `make screens` walks all the combinations."""

import csv
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from questionnaire.models import Audience, Language
from questionnaire.store import store
from scoring.rulebase import rule_base
from tests.browser.accessible import sideways
from tests.browser.conftest import Devices, Server, Visitor
from tests.browser.gallery import somebody
from tests.browser.journeys import JOURNEYS, Taken, Walker
from tests.browser.stock import WORDS

pytestmark = pytest.mark.browser


def walk(server: Server, devices: Devices, audience: Audience, language: Language, device: str) -> tuple[Visitor, Taken]:
    """A journey to its end; at every station nothing is wider than the screen, and nothing is complained of."""

    def looked_at(visitor: Visitor, station: str) -> None:
        assert (station, sideways(visitor.page), visitor.complaints) == (station, 0, [])

    people: list[Visitor] = []

    def newcomer() -> Walker:
        people.append(somebody(devices, server, language, device))
        return Walker(people[-1], language, looked_at)

    taken = JOURNEYS[audience](newcomer)
    assert not [url for one in people for url in one.requests if not url.startswith((server.address, "data:", "blob:"))]
    return people[0], taken


@pytest.mark.parametrize(
    ("audience", "language", "on"),
    [("founder", "fr", "desktop"), ("founder", "en", "phone"), ("candidate", "en", "desktop"), ("candidate", "fr", "phone")],
)
def test_answers_lead_to_their_verdict_and_to_a_report(
    server: Server, device: Devices, audience: Audience, language: Language, on: str
) -> None:
    visitor, taken = walk(server, device, audience, language, on)
    found = store(server.database_url).find(visitor.public())
    assert found
    assert found.sitting.answers == taken.answers
    assert found.sitting.audience == audience
    pdf = PdfReader(BytesIO(taken.file))
    assert pdf.root_object["/Lang"].startswith(language)
    assert taken.verdict in re.sub(r"\s+", " ", "".join(page.extract_text() for page in pdf.pages))
    report = visitor.page.context.request.get(f"{server.address}/report/{visitor.public()}.pdf")
    assert report.headers["content-disposition"].startswith("attachment")
    assert report.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("language", "on"), [("en", "desktop"), ("fr", "phone")])
def test_a_recruiter_invites_decides_and_takes_the_table_away(server: Server, device: Devices, language: Language, on: str) -> None:
    _, taken = walk(server, device, "recruiter", language, on)
    verdict = next(one for one in rule_base().outcomes if one.name[language] == taken.verdict)
    (row,) = csv.DictReader(taken.file.decode("utf-8-sig").splitlines())
    assert taken.answers.items() <= row.items()
    assert {WORDS["person"][language], verdict.id} <= {*row.values()}
