"""The examples that anybody may open: their names, and their files, made once a day and kept. They need no store, no cookie and no key."""

import hashlib
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from threading import Lock

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from questionnaire.catalogue import questionnaire
from questionnaire.files import load
from questionnaire.models import Language
from reports.brand import brand
from reports.compared import Person
from reports.comparison import comparison
from reports.comparison_blocks import Comparison
from reports.examples import examples, told
from reports.facsimile import facsimile
from reports.paper import Paper
from sharing.demo import FILE, Demonstration
from sharing.exchange.document import letter
from sharing.words import voice

from .. import forms, language as languages, workshop
from ..judging import judged
from ..notices import notice

SHOWN = "founder"  # the example on the first page
PEOPLE = "recruiter"  # the one that puts people side by side
PICTURE = "webp"
VERDICT_PAGE = 2  # of the report
_COMPARED = 3
_TYPES = {**forms.TYPES, PICTURE: "image/webp"}
_FORMS_OF_PEOPLE = ("pdf", "html")
_HEADERS = {"Cache-Control": "public, max-age=3600"}
_MAKING = Lock()


def names() -> tuple[str, ...]:
    """What the address may ask for."""
    return (*examples(), PEOPLE)


def address(name: str, kind: str, language: Language) -> str:
    """Where a file of an example is served."""
    return f"/example/{name}.{kind}?language={language}"


def today() -> date:
    """The day that is written on examples."""
    return datetime.now(UTC).date()


@lru_cache(maxsize=4)
def side_by_side(language: Language, day: date) -> Comparison:
    """The first of the demonstration's constructed people, for its constructed company."""
    demo = load(FILE, Demonstration)
    some = [person for person in demo.candidate if person.finished][:_COMPARED]
    people = [
        Person(
            one.name, letter(place), demo.constructed[language].format(name=one.name), judged({}, one.answers(questionnaire())),
            finished=True, comments={one.comment.about: one.comment.text[language]} if one.comment else {},
        )
        for place, one in enumerate(some)
    ]  # fmt: skip
    return comparison(judged(demo.company, {}), people, demo.title[language], language, day)


# ---- their files


def shown(language: Language) -> bytes:
    """The picture on the first page: a page of the report on its example."""
    return written(SHOWN, PICTURE, language, "a4", today())[0]


def routes() -> list[BaseRoute]:
    """The report on each example in every form, and a picture of its page with the verdict."""
    return [Route("/example/{name}.{kind}", _serve)]


async def _serve(request: Request) -> Response:
    name, kind = request.path_params["name"], request.path_params["kind"]
    language = languages.wanted(request.query_params.get("language"), request.headers.get("accept-language"))
    paper: Paper = forms.LETTER if request.query_params.get("paper") == forms.LETTER else "a4"
    if name not in names() or kind not in _TYPES:
        return notice("example_unknown_title", "example_unknown_text", 404, language)
    content, tag = await anyio.to_thread.run_sync(written, name, kind, language, paper, today(), limiter=_writers())
    if not content:
        return notice("example_unknown_title", "example_unknown_text", 404, language)
    headers = {**_HEADERS, "ETag": tag}
    if kind != PICTURE:
        headers["Content-Disposition"] = f'attachment; filename="{voice(language)("example_file")}.{kind}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[kind], headers=headers)


def written(name: str, kind: str, language: Language, paper: Paper, day: date) -> tuple[bytes, str]:
    """A file and its fingerprint; no bytes where there is no such form of it. Whoever comes while it is made waits for it."""
    with _MAKING:
        return made(name, kind, language, paper, day)


@lru_cache(maxsize=32)
def made(name: str, kind: str, language: Language, paper: Paper, day: date) -> tuple[bytes, str]:
    """The same, made on the first call and kept."""
    content = _of_people(kind, language, paper, day) if name == PEOPLE else _of_situation(name, kind, language, paper, day)
    return content or b"", f'"{hashlib.sha256(content or b"").hexdigest()[:16]}"'


def _of_people(kind: str, language: Language, paper: Paper, day: date) -> bytes | None:
    return forms.beside(side_by_side(language, day), kind, paper) if kind in _FORMS_OF_PEOPLE else None


def _of_situation(name: str, kind: str, language: Language, paper: Paper, day: date) -> bytes | None:
    whole = told(name, language, day)
    return workshop.made(facsimile, whole, VERDICT_PAGE, brand()) if kind == PICTURE else forms.written(whole, kind, paper)


@cache
def _writers() -> anyio.CapacityLimiter:
    """One at a time: whoever looks at an example must not slow down those who answer."""
    return anyio.CapacityLimiter(1)
