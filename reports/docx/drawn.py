"""Each kind of block in a Word file, in reading order."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from .. import blocks as b, charts, people_charts, pictures
from ..pictures import LIGHT
from .tables import grid, scorecard, standings, table
from .word import Word, picture, small

_CHART_WIDTH, _MAP_WIDTH, _DOTS_WIDTH = 340, 360, 520  # pixels, as in the PDF


def draw(word: Word, given: Sequence[b.Block], level: int, *, brief: bool = False) -> None:
    for block in given:
        _block(word, block, level, brief=brief)


def _block(word: Word, block: b.Block, level: int, *, brief: bool) -> None:  # noqa: C901, PLR0912  # one line for each kind
    match block:
        case b.Prose():
            word.say(block.text, "Quiet" if block.quiet else "Body Text")
        case b.Heading():
            word.head(block.text, level)
        case b.Remark():
            remark(word, block)
        case b.Callout():
            _callout(word, block)
        case b.Reasons():
            _reasons(word, block, brief=brief)
        case b.Outcomes():
            _outcomes(word, block, level)
        case b.Steps():
            _steps(word, block)
        case b.Points():
            for text in block.items:
                word.say(text, "List Bullet")
        case b.Pairs():
            _pairs(word, block)
        case b.Notes():
            _notes(word, block)
        case b.Guide():
            _guide(word, block)
        case b.Table():
            table(word, block)
        case b.Standings():
            standings(word, block)
        case b.Scorecard():
            scorecard(word, block)
        case b.Figure() | b.Map() | b.Dots():
            figure(word, block)
        case b.Verdict():
            named(word, block)
        case _:
            assert_never(block)


def _pairs(word: Word, block: b.Pairs) -> None:
    """One paragraph each: what was asked, and below it the answer."""
    for pair in block.items:
        line = word.say("")
        name = line.add_run(pair.name)
        name._r.style = word.styles["Source words"]  # noqa: SLF001
        name.add_break()
        line.add_run(pair.text)


def remark(word: Word, block: b.Remark) -> None:
    word.say(block.label, "Quiet").paragraph_format.keep_with_next = True
    word.say(block.text, "Remark")


def _callout(word: Word, block: b.Callout) -> None:
    line = word.say("", "Callout")
    line.add_run(block.label).bold = True
    line.add_run(f" {block.text} ")
    line.add_run(block.sources)._r.style = word.styles["Source words"]  # noqa: SLF001


def _reasons(word: Word, block: b.Reasons, *, brief: bool) -> None:
    for row in block.rows:
        line = word.say("", "Reason")
        line.add_run(row.points).add_tab()
        line.add_run(row.title)
        word.say(row.text, "Reason text")
        if not brief:
            _sources(word, row.answers, "Reason source")
            _sources(word, row.sources, "Reason source")
            if row.remark:
                remark(word, row.remark)
    if block.total:
        word.say(block.total, "Strong line")


def _outcomes(word: Word, block: b.Outcomes, level: int) -> None:
    for item in block.items:
        colour = LIGHT["control" if block.out else item.outcome]
        line = word.head("", level) if block.head else word.say("", "Strong line")
        small(line, pictures.glyph_svg(item.outcome, colour), Pt(11))
        line.add_run(f"  {item.name}")
        line.paragraph_format.keep_with_next = True
        word.say(item.text, "Body Text" if block.head else "Quiet")


def _steps(word: Word, block: b.Steps) -> None:
    for line, step in zip(_numbered(word, [step.title for step in block.items]), block.items, strict=True):
        _below(line, word.say(step.text, "List Continue"))
        _sources(word, step.sources, "List source")


def _notes(word: Word, block: b.Notes) -> None:
    for note in block.items:
        word.say(note.title, "Strong line").paragraph_format.keep_with_next = True
        word.say(note.text)
        if note.advice:
            line = word.say("")
            line.add_run(f"{note.label} " if note.label else "").bold = True
            line.add_run(note.advice)
        _sources(word, note.sources, "Quiet")


def _guide(word: Word, block: b.Guide) -> None:
    for line, one in zip(_numbered(word, [one.question for one in block.items]), block.items, strict=True):
        _below(line, word.say(one.aim, "List Continue"))
        if one.anchors:
            labels, told = zip(*one.anchors, strict=True)
            grid(word, labels, [told], [1] * len(labels), one.question)
        _sources(word, one.sources, "List source")


def _sources(word: Word, text: str, style: str) -> None:
    if text:
        word.say(text, style)


def _below(line: Paragraph, text: Paragraph) -> None:
    """Keeps a thing to do with its first words of explanation."""
    line.paragraph_format.keep_with_next = True
    text.paragraph_format.keep_together = True


def _numbered(word: Word, texts: Iterable[str]) -> Iterable[Paragraph]:
    """Each list counts from one."""
    numbering = word.document.part.numbering_part.element
    style = word.document.styles["List Number"].element
    used = style.pPr.numPr.numId.val
    kind = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == used)
    again = numbering.add_num(kind)
    again.add_lvlOverride(ilvl=0).add_startOverride(1)
    for text in texts:
        line = word.say(text, "List Number")
        own = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  # python-docx cannot start a list anew
        own.get_or_add_ilvl().val = 0
        own.get_or_add_numId().val = again.numId
        yield line


def named(word: Word, verdict: b.Verdict) -> None:
    line = word.say("", "Named")
    small(line, pictures.glyph_svg(verdict.outcome, LIGHT[verdict.outcome]), Pt(18))
    line.add_run(f"  {verdict.name}")
    word.say(verdict.strength_name, "Strong line")


def figure(word: Word, block: b.Figure | b.Map | b.Dots) -> None:
    match block:
        case b.Figure():
            drawing, width = charts.fits_svg(block, _CHART_WIDTH), 90
        case b.Map():
            drawing, width = charts.map_svg(block, _MAP_WIDTH), 105
        case b.Dots():
            drawing, width = people_charts.dots_svg(block, _DOTS_WIDTH), 135
    line = word.say("", "Figure")
    picture(line.add_run(), charts.png(_on_paper(drawing)), block.alt, width=Mm(width))
    if block.caption:
        word.say(block.caption, "Caption")


def _on_paper(drawing: str) -> str:
    """On white: some readers show a wash that one can see through as grey."""
    return drawing.replace(">", '><rect width="100%" height="100%" fill="#FFFFFF"/>', 1)
