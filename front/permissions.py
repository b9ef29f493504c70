"""Who may do what with what: the table of permissions.toml, and the page that tells it. Knows nobody in particular.

`python -m front.permissions docs/access.md` writes the page; with `--check` it says whether the page is up to date.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from questionnaire.files import load

Role = Literal["owner", "candidate", "invited", "founder", "recruiter", "reader"]
Thing = Literal["sitting", "unstored", "candidacy", "company", "shared", "invitation", "workspace", "brief"]
Action = Literal[
    "add", "answer", "answers", "audit", "begin", "candidates", "change", "comment", "decide", "describe", "download", "erase", "extend",
    "hold", "invite", "keys", "names", "rank", "reasons", "remove", "reveal", "see", "share", "store", "words",
]  # fmt: skip
Condition = Literal["open", "finished", "all_shown", "named", "reasons_shared", "everything_shared"]
When = Literal["always"] | Condition
ROLES: tuple[Role, ...] = get_args(Role)

FILE = Path(__file__).with_suffix(".toml")


class Table(BaseModel):
    """The table as it is written: for each thing and action the roles that may, each with its condition; all others may not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: Mapping[Role, str]
    conditions: Mapping[Condition, str]
    things: Mapping[Thing, str]
    actions: Mapping[Action, str]
    may: Mapping[Thing, Mapping[Action, Mapping[Role, When]]]

    @model_validator(mode="after")
    def _explains_each_word(self) -> Self:
        for words, told in (
            (Role, self.roles),
            (Condition, self.conditions),
            (Thing, self.things),
            (Action, self.actions),
            (Thing, self.may),
        ):
            if missing := set(get_args(words)) - set(told):
                raise ValueError(f"says nothing of {', '.join(sorted(missing))}")
        return self


@cache
def table() -> Table:
    """Read once. Raises ContentError."""
    return load(FILE, Table)


def permitted(role: Role, thing: Thing, action: Action, holds: Callable[[Condition], bool] = lambda _: False) -> bool:
    """Whether that role may do that with such a thing; `holds` tells of each condition whether it is fulfilled here and now."""
    when = table().may[thing].get(action, {}).get(role)
    return when == "always" or (when is not None and holds(when))


# ---- the page


def page() -> str:
    """The table in Markdown."""
    told = table()
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Written from [front/permissions.toml](../front/permissions.toml), by which the program decides on every run of a page, for",
            "every press and for every download. Whoever is not named may not; a stranger may nothing of this. Something that is",
            "not there and something that one may not open are answered alike.",
            "",
            *_listed("Who", told.roles.items()), *_listed("When", told.conditions.items()), *_listed("What", told.actions.items()),
            *(line for thing in told.may for line in _thing(thing, told)),
        ]
    )  # fmt: skip


def _listed(title: str, words: Iterable[tuple[str, str]]) -> list[str]:
    return [f"## {title}", "", *(f"- **{_said(word)}**: {text}" for word, text in words), ""]


def _thing(thing: Thing, told: Table) -> list[str]:
    """One thing: a row for each action, a column for each role that may anything with it."""
    roles = [role for role in ROLES if any(role in who for who in told.may[thing].values())]
    rows = [[action, *(_said(who.get(role, "")) for role in roles)] for action, who in told.may[thing].items()]
    lines = [["", *roles], ["---"] * (len(roles) + 1), *rows]
    return [f"## {thing.capitalize()}: {told.things[thing]}", "", *(f"| {' | '.join(line)} |" for line in lines), ""]


def _said(word: str) -> str:
    return word.replace("_", " ")


def main(arguments: list[str]) -> int:
    """0; or 1 with --check if the page is not what the table says."""
    file = Path(arguments[0])
    if "--check" not in arguments:
        file.write_text(page(), "utf-8")
    elif not file.exists() or file.read_text("utf-8") != page():
        sys.stderr.write(f"{file}: is not what the table says now; write it anew: python -m front.permissions {file}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
