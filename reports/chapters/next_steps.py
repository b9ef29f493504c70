"""What to do next."""

from dataclasses import replace

from ..blocks import Section, Steps
from ..steps import next_steps
from ..subject import Subject


def steps(about: Subject) -> Section:
    items = next_steps(about)
    return Section("steps", about.say("steps_title"), (Steps(items),) if items else ())


def on_screen(about: Subject) -> Section:
    """The same for the screen alone: a document says on its first page what to do in the first week."""
    return replace(steps(about), printed=False)
