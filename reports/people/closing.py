"""The end of a comparison: cautions, what people say themselves, who was judged otherwise before, and how it is judged."""

from datetime import date

from ..blocks import Callout, Cell, Prose, Remark, Table
from ..compared import Judged
from ..comparison_blocks import Part, Shown
from ..subject import VERDICT
from .telling import Compared


def cautions(about: Compared) -> Part:
    """Each caution once, with the letters it concerns."""
    given = dict.fromkeys(c for one in about.people for c in one.found.cautions)
    order = [caution for caution in about.tell.rules.cautions if caution.id in given]
    blocks = []
    for caution in order:
        concerned = [one for one in about.people if caution.id in one.found.cautions]
        sources = about.tell.say("sources_named", sources=", ".join(caution.sources))
        label = about.say("take_care", letters=about.letters(concerned))
        blocks.append(Callout(label, caution.text[about.tell.language], sources))
    return Part("cautions", about.tell.say("cautions_title"), tuple(blocks))


def own_words(about: Compared) -> Part:
    """What people say to the contrary; while names are hidden, only how often."""
    if about.blind:
        count = sum(len(one.remarks) for one in about.people)
        return Part("said", about.say("say"), (Prose(about.say("say_hidden", count=count)),) if count else ())
    blocks: list[Shown] = []
    for one in about.people:
        remarks = [Remark(_label(about, one, what), text) for what, text in one.remarks.items()]
        blocks += [about.named(one), *remarks] if remarks else []
    return Part("said", about.say("say"), tuple(blocks))


def _label(about: Compared, one: Judged, what: str) -> str:
    if what == VERDICT:
        return about.say("says_verdict", letter=one.letter)
    if what in one.found.facts:
        return about.say("says_fact", letter=one.letter, fact=about.tell.fact(what))
    return about.tell.say("said_else")


def versions(about: Compared, day: date) -> Part:
    """Who was judged by other rules or otherwise on finishing: then, now and why; then how it is judged."""
    say, changed = about.tell.say, [one for one in about.people if one.rescored]
    rules = about.tell.rules.version
    head = (about.say("column"), about.say("then_now"), about.say("why"))
    rows = tuple((Cell(about.title(one)), Cell(_shift(about, one)), Cell(_why(about, one))) for one in changed)
    table = [Table(head, rows, (2, 6, 5), about.say("rescored"))] if rows else []
    given = say("versions", questions=about.tell.asked.version, rules=rules, date=say.date(day))
    told = Prose(about.say("rescored_text" if rows else "rescored_none", rules=rules))
    method = (Prose(say("method_evidence")), Prose(say("method_private")), Prose(say("method_public")))
    return Part("versions", say("method_title"), (told, *table, *method, Prose(given, quiet=True)))


def _shift(about: Compared, one: Judged) -> str:
    person = one.person
    then = about.judgement(person.verdict_then, person.strength_then) if person.verdict_then else about.say("then_unknown")
    return about.say("shift", then=then, now=about.judgement(one.found.verdict, one.found.strength))


def _why(about: Compared, one: Judged) -> str:
    return about.say("why_rules", rules=one.person.rules_version) if one.other_rules else about.say("why_answers")
