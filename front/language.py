"""Which language somebody is addressed in: the one the address asks for, else the first one of the browser that there is, else ours."""

from collections.abc import Iterator

from questionnaire.languages import OTHERWISE, Language, known


def wanted(asked: str | None, preferred: str | None) -> Language:
    """`asked` is `?language=` of the address, `preferred` the header Accept-Language."""
    return next((found for code in (asked, *_in_order(preferred or "")) if (found := known(code))), OTHERWISE)


def _in_order(preferred: str) -> Iterator[str]:
    """The languages of the header without their regions, the most wanted first: `de, fr-CA;q=0.8` gives de, fr."""
    ranges = [_weighed(part) for part in preferred.split(",")]
    yield from (code for weight, code in sorted(ranges, key=lambda one: -one[0]) if weight > 0)


def _weighed(part: str) -> tuple[float, str]:
    name, _, weight = part.partition(";q=")
    try:
        return float(weight or 1), name.strip().lower().partition("-")[0]
    except ValueError:
        return 0, ""
