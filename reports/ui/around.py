"""What a page may add to a result."""

from collections.abc import Callable
from dataclasses import dataclass

Beside = Callable[[str], None]
Act = Callable[[], None]


@dataclass(frozen=True)
class Around:
    """What a page adds to a result, each None for nothing.

    In the row of buttons a way to share it and one to the answers, and below that row what came of sharing; an offer below what
    follows; where it is said how sure it is, a play with the facts and what would make it surer.

    `beside` draws something after the verdict ("verdict") and after the reason for or against that rests on a fact (its id), once
    for each. The report is the one filled button, unless something else on the page is: `leading` False.
    """

    share: Act | None = None
    review: Act | None = None
    below: Act | None = None
    offer: Act | None = None
    what_if: Act | None = None
    surer: Act | None = None
    beside: Beside | None = None
    leading: bool = True


def now(act: Act | None) -> None:
    """Do it, if there is anything to do."""
    if act:
        act()
