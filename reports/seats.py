"""Which seat there is to fill, read off a verdict and its facts. Knows no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scoring.assessment import Assessment
from scoring.rulebase import rule_base

from .subject import SPLIT

SeatId = Literal["cpto", "ctpo", "cpo", "cto", "first_product", "first_technology"]
_PAIR: tuple[SeatId, ...] = ("cpo", "cto")
_EMPTY: Mapping[str | None, tuple[SeatId, ...]] = {
    "technology_only": ("cpo",), "product_only": ("cto",), "working_pair": (), "pair_in_conflict": (),
}  # fmt: skip


@dataclass(frozen=True)
class Vacancy:
    """The seats to fill, none if there is nobody to hire; `in_view`: the person in view is the one to be interviewed for them."""

    seats: tuple[SeatId, ...]
    in_view: bool = False


def vacancy(found: Assessment, *, person: bool) -> Vacancy:
    """What to hire for; `person`: somebody is in view for the combined role.

    For two leaders: the seats that are empty, less the one that the person in view would take by their stronger field. While a
    founder holds both: the first senior person on the weaker side.
    """
    if found.verdict == "case_2":
        return Vacancy(() if found.facts["below"] == "both" else (_first_hire(found),))
    if found.verdict != SPLIT:
        return Vacancy((combined(found),), in_view=person)
    empty = _EMPTY.get(found.facts["leadership"], _PAIR)
    return _beside(empty, _own(found)) if person else Vacancy(empty)


def combined(found: Assessment) -> SeatId:
    """The combined role under the name that suits; product first, the usual one, where nothing says which."""
    return "ctpo" if found.lean == "CTPO" else "cpto"


def _beside(empty: tuple[SeatId, ...], own: SeatId | None) -> Vacancy:
    """A person strong in one field leaves the other seat; else they may be meant for the only one that is empty."""
    left = tuple(seat for seat in empty if seat != own)
    meant = len(empty) == 1 and (own in empty or own is None)
    return Vacancy(empty, in_view=True) if meant else Vacancy(left)


def _own(found: Assessment) -> SeatId | None:
    ahead = _ahead(found)
    return ("cpo" if ahead > 0 else "cto") if ahead else None


def _first_hire(found: Assessment) -> SeatId:
    """Product, unless technology is the weaker side: product suffers first (L27)."""
    return "first_technology" if _ahead(found) > 0 else "first_product"


def _ahead(found: Assessment) -> int:
    """By how many levels product is ahead of technology; 0 if one of them is not known."""
    levels = [(rule_base().fact(fact).level_ids, found.facts[fact]) for fact in ("product", "technology")]
    product, technology = (ids.index(level) if level else None for ids, level in levels)
    return 0 if product is None or technology is None else product - technology
