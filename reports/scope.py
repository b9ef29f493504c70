"""As much of a report as somebody may see: the verdict, the reasons with it, or everything. Only ever leaves out."""

from dataclasses import replace
from typing import Literal

from .blocks import Block, Reasons, Report, Section

Scope = Literal["verdict", "reasons", "everything"]
_REASONS = ("cautions", "for", "against", "conditions", "said", "reasons_in_full")
_ON_SCREEN = "said"  # in a document it stands with the reasons in full
_TOLD = 2  # sentences: what the verdict is, and how far it is ahead or that it is open; those after them name facts


def scoped(made: Report, scope: Scope) -> Report:
    """The report as far as a scope reaches.

    `verdict`: what it is, how firm and how far ahead; no fact, no answer, nobody's words. `reasons`: also the cautions, what speaks
    for and against with what is said to the contrary, and why not the others, all in one chapter; no answer. `everything`: as it is.
    """
    if scope == "everything":
        return made
    if scope == "verdict":
        verdict = replace(made.verdict, sentences=made.verdict.sentences[:_TOLD], headline=(), remark=None)
        return replace(made, verdict=verdict, chapters=(), events=())
    shown = tuple(_told(section) for section in made.sections if section.id in _REASONS)
    return replace(made, chapters=(replace(made.chapters[0], sections=shown),), events=())


def _told(section: Section) -> Section:
    """Without answers; printed, even if the whole report says it in another way."""
    return replace(section, blocks=tuple(map(_silent, section.blocks)), printed=section.id != _ON_SCREEN)


def _silent(block: Block) -> Block:
    if not isinstance(block, Reasons):
        return block
    return replace(block, rows=tuple(replace(row, answers="") for row in block.rows))
