"""A copy of the program is killed under its people; they come back to another one, without stickiness, and nothing is missing."""

from collections.abc import Iterator
from contextlib import suppress

from questionnaire.store import Store
from tests.browser.conftest import Server

from .line import Line
from .people import GONE, Person, at_once
from .places import a_database, opened, serving

_TOGETHER = 20
_FEWEST = 6  # questions that everybody is asked at least


def run(full: bool) -> Iterator[Line]:
    """Each copy that is killed has twenty sittings, each at a question of its own; another one takes them up at once."""
    waves = 10 if full else 1
    complete = first = equal = 0
    with a_database("PostgreSQL") as url:
        there = serving(url)
        for wave in range(waves):
            here, there = there, serving(url)
            people = [Person(wave * _TOGETHER + number) for number in range(_TOGETHER)]
            at_once(lambda person, here=here: _begin(person, here), people)
            here.kill()
            kept = at_once(lambda person, there=there: _go_on(person, there), people)
            first += sum(kept)
            complete += sum(person.done for person in people)
            with opened(url) as database:
                equal += sum(_as_told(Store(database), person) for person in people)
        there.kill()
    count = waves * _TOGETHER
    done = f"{count} sittings, their copy killed -9 at a random question, resumed on another"
    found = f"{complete} complete, {equal} with every answer equal, the first answer after the move kept in {first}"
    yield Line("copy killed under its people, PostgreSQL", done, found, kept=complete == equal == first == count)


def _begin(person: Person, server: Server) -> None:
    """Up to a question by chance, but not past the last one."""
    person.begin(server.address)
    for _ in range(person.chance.randrange(_FEWEST)):
        person.answer()


def _go_on(person: Person, server: Server) -> bool:
    """An answer is marked while nobody listens, and is the first that the new copy hears; then on to the end. Whether it was kept."""
    assert person.tab
    question = person.asked()
    person.mark(question)
    marked = dict(person.tab.values)
    with suppress(*GONE):
        person.tell()
    person.come(server.address, marked)
    kept = person.note(question)
    person.press("next")
    while person.answer():
        pass
    person.leave()
    return kept


def _as_told(store: Store, person: Person) -> bool:
    found = store.find(person.public)
    return bool(found) and dict(found.sitting.answers) == person.told  # type: ignore[union-attr]
