"""How fast and how large it is, beside a peer in the same run where there is one: `make bench`. A table of medians; judges nothing."""

import argparse
import json
import statistics
import tempfile
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pandas as pd
import zen

from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import begin
from questionnaire.store import Store, Versions, store
from scoring.batch import score
from scoring.cube import UNKNOWN, Cube
from scoring.decision_table import decision_table
from scoring.many import many
from scoring.proof import prove
from scoring.rulebase import rule_base
from scoring.trials import patchy_sheets
from scoring.verdict import assess, explained
from tests import bench_load, bench_reports, bench_screens
from tests.browser.conftest import ROOT
from tests.measured import median, row, timed

ANSWERS = {"stage": "growth", "driver": "market", "technical_depth": "mixed", "candidate_background": "product", "senior_leaders": "both"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=15, help="loads and presses of each app (default 15)")
    arguments.add_argument("--only", choices=("inside", "screens", "load"), help="what needs no server, the screens, or crowds")
    given = arguments.parse_args()
    row("measured", "ours", "beside it", "ratio")
    row("---", "---", "---", "---")
    parts = {"inside": inside, "screens": bench_screens.screens, "load": bench_load.load}
    for name, part in parts.items():
        if given.only in {None, name}:
            part(given.runs)


def inside(runs: int) -> None:
    """What needs no server: the cube, the proof, one sheet, one report."""
    rules = rule_base()
    tracemalloc.start()
    compiled = timed(lambda: Cube(rules).verdicts)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    row(f"cube compiled, rules {rules.version}", f"{compiled * 1e3:.0f} ms, peak {peak:.0f} MB")
    row(f"proof of {Cube(rules).verdicts.size:,} states", f"{prove(Cube(rules)).seconds:.2f} s")
    sheets = [ANSWERS, *patchy_sheets(questionnaire(), 40)]
    for name, judge in (("one sheet with its reasons", assess), ("one sheet completely explained", explained)):
        judge(ANSWERS)
        spent = [timed(partial(judge, sheet)) * 1e3 for sheet in sheets]
        row(name, f"{statistics.median(spent):.1f} ms, slowest of {len(sheets)} {max(spent):.1f} ms")
    many_sheets()
    two_engines()
    saving()
    bench_reports.alone(runs)
    bench_reports.together()


def many_sheets(count: int = 200_000) -> None:
    """Random sheets, a tenth of their answers missing, nearly all of them different; the tables are compiled before."""
    rng, asked = np.random.default_rng(2022), questionnaire()
    drawn = {
        q: np.where(rng.random(count) < 0.1, UNKNOWN, rng.integers(len(one.options), size=count)) for q, one in asked.questions.items()
    }
    categories = pd.DataFrame({q: pd.Categorical.from_codes(drawn[q], pd.Index(one.option_ids)) for q, one in asked.questions.items()})
    states = many().states(drawn)
    many().judge(states)
    row("sheets a second, from facts", f"{count / median(lambda: many().judge(states), 5):,.0f}")
    for kind, table in (("categories", categories), ("texts", categories.astype("str"))):
        row(f"sheets a second, from a frame of {kind}", f"{count / median(lambda table=table: score(table), 5):,.0f}")
    more = timed(lambda: score(categories, possible=True)) - median(lambda: score(categories), 3)
    row(f"what is possible, for {count:,} sheets", f"{more:.1f} s more")


def two_engines(count: int = 2_000) -> None:
    """The same rules and the same states in GoRules, compiled before; it judges one state at a time."""
    compiled, rng = Cube(rule_base()), np.random.default_rng(2022)
    states = rng.integers(0, compiled.shape, (count, len(compiled.shape)))
    facts = [{fact.id: fact.level_ids[level] for fact, level in zip(compiled.rules.facts, state, strict=True)} for state in states]
    decision = zen.ZenEngine().create_decision(json.dumps(decision_table(compiled.rules)))
    peer = median(lambda: [decision.evaluate(one) for one in facts], 3)
    alone = median(lambda: [compiled.judge(state) for state in states], 3)
    together = median(lambda: compiled.judge(list(states.T)), 20)
    row("states a second, one by one; beside it zen-engine", f"{count / alone:,.0f}", f"{count / peer:,.0f}", f"{peer / alone:.2f}")
    row("states a second, all at once; beside it zen-engine", f"{count / together:,.0f}", f"{count / peer:,.0f}", f"{peer / together:.0f}")


def saving(count: int = 800) -> None:
    """Answers saved on SQLite, each on the disk before the next of the same person; alone, and eight people at once."""
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:  # on the disk of the project: /tmp may be in memory
        kept = store(f"sqlite:///{folder}/bench.db")
        for people in (1, 8):
            with ThreadPoolExecutor(people) as pool:
                spent = sorted(moment for some in pool.map(partial(save_some, kept), [count // people] * people) for moment in some)
            told = f"median {statistics.median(spent) * 1e3:.1f} ms, p99 {spent[len(spent) * 99 // 100] * 1e3:.1f} ms"
            row(f"one answer saved on SQLite, {people} at once", told)
        kept.close()


def save_some(kept: Store, count: int) -> list[float]:
    sitting = begin(questionnaire(), keys.new_public_id(), "founder", "en", "short")
    kept.create(sitting, keys.lock("secret"), Versions("questions", "rules"))
    return [timed(lambda number=number: kept.save_answer(sitting.id, "stage", f"{number}")) for number in range(count)]


if __name__ == "__main__":
    main()
