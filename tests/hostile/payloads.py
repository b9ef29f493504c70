"""What strangers type, and what of it the gate lets through. `payloads.toml` is the corpus; here is what a file cannot well hold."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from sharing import gate

FILE = Path(__file__).with_name("payloads.toml")
BEACON = "beacon.invalid"
BETWEEN = " ¤ "


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Every payload by its kind."""
    typed = {kind: tuple(payloads) for kind, payloads in tomllib.loads(FILE.read_text("utf-8")).items()}
    return typed | {"surrogates": ("\ud800", "a\udfffb", "\ud83d", "\ude00\ud83d"), "large": tuple(large(20_000))}


def large(length: int) -> Iterator[str]:
    """As much as that of one kind: what is hard to break, to set or to count."""
    for unit in (
        "W",
        "word ",
        "a\n",
        "/-",
        "e\u0301",
        "e\u0316\u0317\u0318\u0319",
        "a\u0301\u0302" * 9,
        "a\u00ad",
        "a\u200b",
        "\u202ea\u2066b",
    ):
        yield (unit * length)[:length]
    for unit in (
        "👩🏽\u200d💻",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\u9f98",
        "محمد ",
        "\u0e14\u0e49",
        "\ufdfa",
        "=",
        "<b>",
        "$x$",
        "{{",
        "#[",
        "\\",
    ):
        yield (unit * length)[:length]


def payloads() -> tuple[str, ...]:
    return tuple(dict.fromkeys(payload for kind in groups().values() for payload in kind))


@cache
def kept(field: gate.Field) -> tuple[str, ...]:
    """What passes the gate of a field, as it is kept: as typed, and as much as may be of what is too long."""
    cut = [*payloads(), *large(gate.LONGEST[field])]
    return tuple(dict.fromkeys(text for payload in cut if (text := _kept(field, payload))))


def _kept(field: gate.Field, typed: str) -> str:
    try:
        return gate.text(field, typed, needed=True)
    except gate.Refused:
        return ""


def packed(texts: Iterable[str], length: int) -> list[str]:
    """Many in one: texts of at most this length that hold them all, those apart that are as long."""
    made: list[str] = []
    for text in texts:
        longer = f"{made[-1]}{BETWEEN}{text}" if made else text
        if made and len(longer) <= length:
            made[-1] = longer
        else:
            made.append(text)
    return made


def short(field: gate.Field) -> tuple[str, ...]:
    """The kept ones that are no bulk: those that a page can hold all at once."""
    return tuple(text for text in kept(field) if len(text) <= 100)
