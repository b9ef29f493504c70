"""The certificate of a rule base: everything that must hold, whether it does, and a counter-example in words where it does not."""

import time
from collections.abc import Mapping
from functools import cache
from threading import Lock

from questionnaire.catalogue import questionnaire
from questionnaire.models import Questionnaire

from . import invariants, trials, verdict
from .assessment import Result
from .cube import Cube
from .invariants import Invariant
from .models import OutcomeId


class Proof(Result):
    """What was checked; its JSON is a contract that only grows. `outcomes` counts the states that each outcome wins."""

    rules_version: str
    states: int
    outcomes: Mapping[OutcomeId, int]
    invariants: tuple[Invariant, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        return all(one.holds for one in self.invariants)


_PROVING = Lock()


def certificate() -> Proof:
    """The proof of the rules that ship with the program; it takes a second or two, once in a process.

    Whoever asks meanwhile waits: many proofs at once, of all who came back to a server that had just started, filled a gigabyte.
    """
    with _PROVING:
        return _proved()


@cache
def _proved() -> Proof:
    return prove(verdict.cube())


def prove(cube: Cube, asked: Questionnaire | None = None) -> Proof:
    """Looks at every state of the cube and at many sheets of the questionnaire; compiles the cube if nobody has yet."""
    begun, asked = time.perf_counter(), asked or questionnaire()
    fits = invariants.effective(cube)
    sheets = trials.patchy_sheets(asked)
    found = (
        invariants.one_verdict(cube, fits),
        invariants.every_outcome_reached(cube),
        invariants.every_fact_decides(cube),
        trials.every_question_decides(cube, asked),
        trials.hidden_answers_never_count(cube, asked, sheets),
        *invariants.laws_hold(cube, fits),
        *invariants.backgrounds_never_split(cube),
        trials.saving_never_combines(cube, sheets),
        trials.reasons_add_up(cube, sheets),
        trials.order_never_matters(cube, sheets),
        trials.one_state_alone(cube),
    )
    return Proof(
        rules_version=cube.rules.version, states=cube.verdicts.size, outcomes=invariants.states_of(cube),
        invariants=found, seconds=round(time.perf_counter() - begun, 3),
    )  # fmt: skip
