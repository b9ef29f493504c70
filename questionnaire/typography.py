"""How words are set: what every language asks for, and what each asks for besides. One fault says what stands there and what to write."""

import re
from collections.abc import Iterator, Mapping

from .languages import Language

_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_NO_BREAK = "\u00a0\u202f"

Rules = Mapping[str, str]  # what is looked for, with what to write instead

EVERYWHERE: Rules = {
    r"'": "has a straight apostrophe. Write ’.",
    r'"': "has a straight quotation mark. Write the curled ones of the language.",
    r"\.\.": "has dots in a row. Write …, or one.",
    r" {2,}(?!\n)": "has two spaces in a row. Keep one.",
    r"(?<! ) \n|\s\Z": "has a space at the end of a line. Take it out.",
    r"\d-\d": "has a hyphen between numbers. Write an en dash.",
    rf"[ {_NO_BREAK}][,.)\]]": "has a space before a mark that takes none. Take it out.",
    r"[(\[] ": "has a space after an opening bracket. Take it out.",
    r" - |--|—": "has a hyphen or a long dash for a dash. Write –.",
}
OF: Mapping[str, Rules] = {
    "en": {
        rf"[ {_NO_BREAK}][;:?!%]": "has a space before ; : ? ! or %. Take it out.",
        r"[«»]": "has French quotation marks. Write “ and ”.",
        r"\betc\b(?!\.)": "has etc without its full stop.",
    },
    "fr": {
        r" [;:?!»%]|« ": "has an ordinary space beside ; : ? ! « » or %. Use a no-break space.",
        rf"(?<![{_NO_BREAK} ?!/])[;?!»]|«(?![{_NO_BREAK} ])": "has no space beside ; ? ! « or ». Put a no-break space.",
        rf"\w:(?=[{_NO_BREAK} ])": "has no space before a colon. Put a no-break space.",
        r"[“”]": "has English quotation marks. Write « and ».",
        r"\betc\s?…": "has etc with dots. Write etc.",
    },
}


def faults(words: str, language: Language) -> Iterator[str]:
    """What is set wrongly in these words, each as half a sentence."""
    yield from (wrong for seen, wrong in {**EVERYWHERE, **OF.get(language, {})}.items() if re.search(seen, words))
    if unpaired := _unpaired(words):
        yield f"has {unpaired} without its other half. Close or open it."


def _unpaired(words: str) -> str | None:
    opened: list[str] = []
    for mark in words:
        if mark in _PAIRS.values():
            opened.append(mark)
        elif mark in _PAIRS and (not opened or opened.pop() != _PAIRS[mark]):
            return mark
    return opened[-1] if opened else None
