"""Two to eight tabs change one answer at once: whatever they are told, it is as if they had come one after the other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from database.engine import Database
from questionnaire.sitting import Sitting
from questionnaire.store import ChangedElsewhere, Store, Versions

SITTING = Sitting("abcdefghijkl", "founder", "fr", {"company": "short"}, "stage", reviewed=False, answers={})


@pytest.mark.parametrize("tabs", [2, 8])
def test_the_end_is_that_of_some_order(each_database: Database, tabs: int) -> None:
    """Each answer that was taken replaced the one that its tab had seen, so they form one chain up to the one that stands."""
    store = Store(each_database)
    store.create(SITTING, "lock", Versions("questions", "rules"))

    def answer(tab: int) -> list[tuple[str | None, str]]:
        taken = []
        for turn in range(12):
            seen, given = standing(store), f"{tab}.{turn}"
            try:
                store.save_answer(SITTING.id, "stage", given, seen)
            except ChangedElsewhere:
                continue
            taken.append((seen, given))
        return taken

    with ThreadPoolExecutor(tabs) as pool:
        links = [link for some in pool.map(answer, range(tabs)) for link in some]
    chain, last = dict(links), None
    assert len(chain) == len(links), "one answer was replaced twice"
    for _ in links:
        last = chain[last]
    assert last == standing(store)


def standing(store: Store) -> str | None:
    found = store.find(SITTING.id)
    assert found
    return found.sitting.answers.get("stage")
