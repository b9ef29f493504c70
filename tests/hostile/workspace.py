"""A brief in which every free field says something hostile, put back from a file as a recruiter would: one act, hundreds of people."""

import json
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from questionnaire import keys
from questionnaire.catalogue import questionnaire
from scoring.rulebase import rule_base
from sharing.exchange.document import FORMAT, FORMAT_VERSION, Bundle
from sharing.exchange.file import from_json
from sharing.models import DAY

from .payloads import kept, packed, short

NOW = 1_795_000_000.0
ENDS = time.time() + 90 * DAY  # a brief whose time is over is not put back
Q = questionnaire()
ABOUT = ("verdict", *(fact.id for fact in rule_base().facts))
ADVICE = {"verdict": "split", "strength": "solid", "rules_version": rule_base().version}


def of_each() -> Bundle:
    """Each payload that passes is once somebody's name, a comment, a reason and a deciding hand."""
    count = max(len(kept(field)) for field in ("name", "comment", "reason", "decided_by"))
    names, comments, reasons, hands = (list(islice(cycle(kept(field)), count)) for field in ("name", "comment", "reason", "decided_by"))
    people = [person(name, [comment]) for name, comment in zip(names, comments, strict=True)]
    return bundle(people, list(zip(reasons, hands, strict=True)))


def of_all(people: int = 4) -> Bundle:
    """A few people who say it all: every payload in somebody's comments, the names, title, client and note as full as may be."""
    said = packed(short("comment"), 1000)
    names = packed(short("name"), 80)
    share = -(-len(said) // people)
    reasons = packed(short("reason"), 2000)
    made = [person(name, said[place * share : (place + 1) * share]) for place, name in enumerate(names[:: len(names) // people][:people])]
    titles, clients, notes = packed(short("title"), 120), packed(short("client"), 120), packed(short("note"), 2000)
    return bundle(made, [(reason, hand) for reason, hand in zip(reasons, names, strict=False)][:people], titles[3], clients[5], notes[0])


def bundle(
    people: Sequence[dict[str, Any]], decided: Sequence[tuple[str, str]], title: str = "x", client: str = "", note: str = ""
) -> Bundle:
    """As the file that is put back, read by the door for such files."""
    company = sitting("recruiter", {"company": "full"}, "company")
    brief = {
        "id": keys.new_public_id(), "title": title, "client": client, "note": note, "language": "fr", "length": "full", "shows": "all",
        "blind": False, "closes_on": None, "ends_at": ENDS, "revealed_at": None, "created_at": NOW, "version": 1, "company": company,
    }  # fmt: skip
    decisions = [
        {
            "id": keys.new_public_id(), "candidate": one["id"], "choice": "no", "reason": reason, "decided_by": hand, "decided_at": NOW,
            "advice": ADVICE,
        }
        for one, (reason, hand) in zip(people, decided, strict=False)
    ]  # fmt: skip
    counts = {"invited": len(people), "begun": len(people), "finished": len(people), "decided": len(decisions)}
    told = {
        "format": FORMAT, "format_version": FORMAT_VERSION, "exported_at": NOW, "questions_version": Q.version, "names_hidden": False,
        "brief": brief, "invitations": [invitation(one) for one in people], "candidates": people, "rankings": [], "decisions": decisions,
        "counts": counts,
    }  # fmt: skip
    return from_json(json.dumps(told).encode())


def person(name: str, comments: Sequence[str]) -> dict[str, Any]:
    return {
        "id": keys.new_public_id(), "invitation": keys.new_public_id(), "seat": 1, "name": name,
        "consent": {"version": "text", "language": "fr", "given_at": NOW}, "finished_at": NOW, "given": ADVICE,
        "sitting": sitting("candidate", {"person": "full", "company": "own"}, "person"),
        "comments": [{"about": about, "text": text, "version": 1, "written_at": NOW} for about, text in zip(ABOUT, comments, strict=False)],
    }  # fmt: skip


def invitation(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one["invitation"], "kind": "personal", "name": one["name"], "language": "fr", "seats": 1, "days": 30, "created_at": NOW,
        "signed_at": NOW, "opened_at": None, "revoked_at": None, "withdrawn_at": None, "version": 1,
    }  # fmt: skip


def sitting(audience: str, parts: dict[str, str], part: str) -> dict[str, Any]:
    return {
        "id": keys.new_public_id(), "audience": audience, "language": "fr", "parts": parts, "place": "result", "reviewed": True,
        "begun_at": NOW, "touched_at": NOW, "questions_version": Q.version, "rules_version": rule_base().version,
        "answers": [[asked, Q.questions[asked].option_ids[0], NOW + n] for n, asked in enumerate(answered(audience, part))],
    }  # fmt: skip


def answered(audience: str, part: str) -> Iterator[str]:
    """A few: answers are no free field, and there are hundreds of people."""
    return islice(_asked(audience, part), 4)


def _asked(audience: str, part: str) -> Iterator[str]:
    return (i for i in Q.order if audience in Q.questions[i].asked_of and (Q.chapter_of(i).part == part or Q.questions[i].own))
