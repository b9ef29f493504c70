"""A workspace with any number of constructed candidates, written straight into the tables: through the doors ten thousand take minutes."""

import random
import time
from typing import Any

from sqlalchemy import insert

from database.engine import Database
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW, Audience
from questionnaire.store import Versions, answers, sittings
from scoring.rulebase import rule_base
from sharing.models import Draft
from sharing.store.office import enter, open_workspace
from sharing.store.tables import candidates, invitations

Row = dict[str, Any]


def crowd(db: Database, count: int, seed: int = 1) -> tuple[keys.Key, str]:
    """The link of a new workspace and the id of its one brief, with that many candidates who finished."""
    chance, now = random.Random(seed), time.time()  # noqa: S311 (constructed answers, the same each time)
    link = open_workspace(keys.new_browser_secret(), db=db)
    office = enter(link.public, [link.secret], db=db)
    assert office
    brief = office.new_brief(Draft("A brief for many"), questionnaire(), Versions(questionnaire().version, rule_base().version))
    rows: dict[str, list[Row]] = {
        "sitting": [],
        "invitation": [],
        "candidate": [],
        "answer": given(brief.company, "recruiter", chance, now),
    }
    for number in range(count):
        person(brief.id, f"Person {number:05}", chance, now, rows)
    tables = {"sitting": sittings, "invitation": invitations, "candidate": candidates, "answer": answers}
    db.write(lambda at: [at.execute(insert(table), rows[name]).rowcount for name, table in tables.items()])
    return link, brief.id


def person(brief: str, name: str, chance: random.Random, now: float, rows: dict[str, list[Row]]) -> None:
    sitting, invitation, public = (keys.new_public_id() for _ in range(3))
    versions = {"questions_version": questionnaire().version, "rules_version": rule_base().version}
    begun = {"audience": "candidate", "language": "en", "parts": {"person": "full", "company": "own"}, "place": "result", "reviewed": True}
    until = {"begun_at": now, "touched_at": now, "keep_until": now + 1e7}
    rows["sitting"].append({"id": sitting, "lock": keys.lock(sitting), **begun, **versions, **until})
    sent = {"kind": "personal", "language": "en", "seats": 1, "days": 30, "created_at": now, "signed_at": now, "version": 1}
    rows["invitation"].append({"id": invitation, "brief_id": brief, "name": name, "lock": keys.lock(invitation, "invitation"), **sent})
    agreed = {"consent_version": "text", "consent_language": "en", "consented_at": now, "finished_at": now}
    verdict = {"verdict": "split", "strength": "solid", "rules_version": rule_base().version}
    seat = {"brief_id": brief, "invitation_id": invitation, "seat": 1, "sitting_id": sitting, "name": name}
    rows["candidate"].append({"id": public, **seat, **agreed, **verdict})
    rows["answer"] += given(sitting, "candidate", chance, now)


def given(sitting: str, audience: Audience, chance: random.Random, now: float) -> list[Row]:
    """An answer by chance to each question that this sitting can be asked."""
    q = questionnaire()
    part = "person" if audience == "candidate" else "company"
    asked = [i for i in q.order if audience in q.questions[i].asked_of and (q.chapter_of(i).part == part or q.questions[i].own)]
    return [
        {
            "sitting_id": sitting,
            "question_id": i,
            "option_id": chance.choice([*q.questions[i].option_ids, DONT_KNOW]),
            "given_at": now + place,
        }
        for place, i in enumerate(asked)
    ]
