"""Briefs, invitations and candidates on both databases: who gets in, what is kept once only, what is gone for good."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from database.engine import Database, metadata
from questionnaire import keys
from questionnaire.store import Store, insert_sitting
from sharing import gate
from sharing.demo import demonstrate
from sharing.models import ANSWER_DAYS, DAY, KEPT_DAYS, MOST_SEATS, Advice, Choice, Draft, Given, State, day_of
from sharing.store import guest as guests, office as offices, retention, shares
from sharing.store.folder import Stale
from sharing.store.office import LastKey
from tests.sharing.conftest import CONSENT, VERSIONS, Q, Tenant, sitting_of_a_candidate

ADVICE = Advice("split", "solid", "rules")
NAME, WORDS = "Dominique Unmistakable", "I see it quite differently"


def rows_of(db: Database) -> str:
    """Everything that is kept, in one text."""
    return db.read(lambda at: repr([at.execute(select(table)).all() for table in metadata.sorted_tables]))


# ---- who gets in


def test_a_workspace_opens_to_its_link_and_its_browser_alone(tenant: Tenant, stranger: Tenant) -> None:
    public = tenant.link.public
    mine = keys.derived(tenant.browser, public, "workspace").secret
    assert offices.enter(public, [mine], db=tenant.db)
    for wrong in ("", stranger.link.secret, keys.derived(tenant.browser, public).secret, keys.lock(mine, "workspace")):
        assert offices.enter(public, [wrong], db=tenant.db) is None


def test_no_secret_lies_in_the_database(tenant: Tenant) -> None:
    _, invitation = tenant.folder.invite("personal", "Claude", "fr")
    second = tenant.office.add_key()
    shared = shares.share(tenant.folder.brief.company, "verdict", "fr", brief=tenant.folder.brief.id, db=tenant.db)
    kept = rows_of(tenant.db)
    for key in (tenant.link, second, invitation, shared):
        assert key.secret not in kept
        assert key.public in kept


def test_no_kind_of_secret_opens_the_door_of_another(tenant: Tenant) -> None:
    """Even if the same secret and the same id stood on both."""
    invitation, key = tenant.folder.invite("personal", "Claude", "fr")
    shared = shares.share(tenant.folder.brief.company, "verdict", "fr", brief=tenant.folder.brief.id, db=tenant.db)
    secrets = {"workspace": tenant.link.secret, "invitation": key.secret, "share": shared.secret}
    opened = {
        name
        for name, secret in secrets.items()
        for kind, opens in {
            "workspace": offices.enter(tenant.link.public, [secret], db=tenant.db),
            "invitation": guests.knock(invitation, secret, tenant.db),
            "share": shares.shared(shared.public, [secret], tenant.db),
        }.items()
        if bool(opens) != (kind == name)
    }
    assert not opened
    locks = {keys.lock("the same secret", kind) for kind in ("sitting", "workspace", "invitation", "share")}
    assert len(locks) == 4


def test_nobody_reaches_the_brief_of_another_workspace(tenant: Tenant, stranger: Tenant) -> None:
    brief = tenant.folder.brief.id
    assert stranger.office.folder(brief) is None
    assert [b.id for b, _ in stranger.office.briefs()] == [stranger.folder.brief.id]
    with pytest.raises(KeyError):
        stranger.office.folder_of(brief)


def test_whatever_a_stranger_does_with_known_ids_changes_nothing(tenant: Tenant, stranger: Tenant) -> None:
    guest = tenant.seated(NAME, {"product_strategy": "own_team"})
    invitation, _ = tenant.folder.invite("personal", "Second", "fr")
    person, held = tenant.candidate(guest), tenant.office.held()[0].id
    before = tenant.folder.invitations(), tenant.folder.candidates(), tenant.office.held()
    for attempt in (
        lambda: stranger.folder.renew(invitation),
        lambda: stranger.folder.revoke(invitation),
        lambda: stranger.folder.rename(invitation, "Somebody else", 1),
        lambda: stranger.folder.erase_candidate(person),
        lambda: stranger.folder.decide(person, "no", "why", "who", ADVICE),
        lambda: stranger.folder.rank("named", [person.id]),
        lambda: stranger.folder.answers([person]),
        lambda: stranger.folder.comments(person),
        lambda: stranger.office.remove_key(held),
    ):
        try:
            attempt()
        except (KeyError, Stale):
            continue
    assert stranger.folder.candidate(person.id) is None
    assert (tenant.folder.invitations(), tenant.folder.candidates(), tenant.office.held()) == before
    assert not tenant.folder.decisions()
    assert not tenant.folder.rankings()


def test_the_last_key_of_a_workspace_stays(tenant: Tenant) -> None:
    first, last = tenant.office.held()
    tenant.office.remove_key(first.id)
    with pytest.raises(LastKey):
        tenant.office.remove_key(last.id)
    assert [held.id for held in tenant.office.held()] == [last.id]


def test_an_account_opens_its_own_workspaces_only(each_database: Database) -> None:
    link = offices.open_workspace(keys.new_browser_secret(), owner="a" * 64, db=each_database)
    assert offices.enter(link.public, [], "a" * 64, each_database)
    assert offices.enter(link.public, [], "b" * 64, each_database) is None
    assert offices.enter(link.public, [], None, each_database) is None
    assert [w.id for w in offices.workspaces_of("a" * 64, each_database)] == [link.public]
    assert not offices.workspaces_of("b" * 64, each_database)


# ---- invitations


def test_an_invitation_is_for_one_person(tenant: Tenant) -> None:
    invitation, key = tenant.folder.invite("personal", NAME, "fr")
    tenant.came(invitation, key.secret, NAME)
    assert guests.knock(invitation, key.secret, tenant.db) is None


def test_of_thirty_two_who_start_at_once_one_does(tenant: Tenant) -> None:
    invitation, key = tenant.folder.invite("personal", NAME, "fr")
    door = guests.knock(invitation, key.secret, tenant.db)
    assert door

    def start(number: int) -> bool:
        try:
            guests.start(door, sitting_of_a_candidate(), keys.lock(str(number)), VERSIONS, NAME, CONSENT, tenant.db)
        except guests.Taken:
            return False
        return True

    with ThreadPoolExecutor(32) as people:
        begun = list(people.map(start, range(32)))
    assert sum(begun) == 1
    assert len(tenant.folder.candidates()) == 1
    sittings = tenant.db.read(lambda at: at.execute(select(metadata.tables["sitting"].c.id)).all())
    assert len(sittings) == 2  # theirs, and that of the company


def test_an_open_link_seats_as_many_as_it_has_seats(tenant: Tenant) -> None:
    invitation, key = tenant.folder.invite("open", "", "fr", seats=5)
    door = guests.knock(invitation, key.secret, tenant.db)
    assert door

    def start(number: int) -> bool:
        try:
            guests.start(door, sitting_of_a_candidate(), keys.lock(str(number)), VERSIONS, f"P {number}", CONSENT, tenant.db)
        except guests.Taken:
            return False
        return True

    with ThreadPoolExecutor(12) as people:
        assert sum(people.map(start, range(12))) == 5
    assert sorted(person.seat for person in tenant.folder.candidates()) == [1, 2, 3, 4, 5]
    assert guests.knock(invitation, key.secret, tenant.db) is None


@pytest.mark.parametrize(("asked", "made"), [(0, 1), (7, 7), (10**6, MOST_SEATS)])
def test_an_open_link_has_a_sane_number_of_seats(tenant: Tenant, asked: int, made: int) -> None:
    tenant.folder.invite("open", "", "fr", seats=asked)
    assert tenant.folder.invitations()[0].seats == made


def test_unknown_revoked_expired_and_used_invitations_look_alike(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    used, used_key = tenant.folder.invite("personal", "A", "fr")
    tenant.came(used, used_key.secret, "A")
    revoked, revoked_key = tenant.folder.invite("personal", "B", "fr")
    tenant.folder.revoke(revoked)
    late, late_key = tenant.folder.invite("personal", "C", "fr")
    for public, secret in ((used, used_key.secret), (revoked, revoked_key.secret), (late, "wrong"), ("aaaaaaaaaaaa", "wrong")):
        assert guests.knock(public, secret, tenant.db) is None
    assert guests.knock(late, late_key.secret, tenant.db)
    later = time.time() + ANSWER_DAYS * DAY + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert guests.knock(late, late_key.secret, tenant.db) is None


def test_time_is_counted_from_the_last_sign_of_life(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, begun = tenant.seated(NAME), time.time()
    for day in (29, 58, 87):
        monkeypatch.setattr(time, "time", lambda day=day: begun + day * DAY)
        assert tenant.guest(guest.candidate.sitting).may_answer()
        Store(tenant.db).save_answer(guest.candidate.sitting, "product_strategy", "own_team")
    monkeypatch.setattr(time, "time", lambda: begun + 118 * DAY)
    assert not tenant.guest(guest.candidate.sitting).may_answer()
    assert tenant.folder.renew(guest.candidate.invitation) is None
    assert tenant.guest(guest.candidate.sitting).may_answer()


def test_a_renewed_invitation_has_a_new_link_and_the_old_one_is_dead(tenant: Tenant) -> None:
    invitation, old = tenant.folder.invite("personal", NAME, "fr")
    new = tenant.folder.renew(invitation)
    assert new
    assert guests.knock(invitation, old.secret, tenant.db) is None
    assert guests.knock(invitation, new.secret, tenant.db)


def test_a_revoked_link_stops_who_has_begun(tenant: Tenant) -> None:
    guest = tenant.seated(NAME)
    tenant.folder.revoke(guest.candidate.invitation)
    assert not tenant.guest(guest.candidate.sitting).may_answer()


def test_nobody_begins_after_the_closing_day_and_who_has_begun_may_finish(tenant: Tenant) -> None:
    guest = tenant.seated(NAME)
    invitation, key = tenant.folder.invite("personal", "Too late", "fr")
    yesterday = day_of(time.time()) - timedelta(days=1)
    tenant.folder.change(replace(tenant.folder.brief.draft, closes_on=yesterday), tenant.folder.brief.version)
    assert guests.knock(invitation, key.secret, tenant.db) is None
    assert tenant.guest(guest.candidate.sitting).may_answer()


def test_an_invitation_tells_how_far_it_has_come(tenant: Tenant) -> None:
    states: list[State] = []

    def look() -> None:
        states.append(tenant.folder.invitations()[0].state(time.time()))

    invitation, key = tenant.folder.invite("personal", NAME, "fr")
    look()
    door = guests.knock(invitation, key.secret, tenant.db)
    assert door
    guests.opened(door, tenant.db)
    look()
    guest = tenant.came(invitation, key.secret, NAME)
    look()
    guest.finish(Given("case_1", "solid", "rules"))
    look()
    guest.withdraw()
    look()
    assert states == ["sent", "opened", "started", "finished", "withdrawn"]


def test_the_founder_answers_the_sitting_of_the_brief(tenant: Tenant) -> None:
    first, old = tenant.folder.invite("company", "", "fr")
    second, new = tenant.folder.invite("company", "", "fr")
    assert guests.knock(first, old.secret, tenant.db) is None
    door = guests.knock(second, new.secret, tenant.db)
    assert door
    Store(tenant.db).save_answer(door.brief.company, "stage", "growth")
    assert tenant.folder.company_answers() == {"stage": "growth"}
    current = tenant.folder.company_invitation()
    assert current
    assert current.state(time.time()) == "started"
    assert not tenant.folder.invitations()


# ---- what is said is kept, and never overwritten unseen


def test_two_tabs_do_not_overwrite_each_other(tenant: Tenant) -> None:
    one, other = tenant.again(), tenant.again()
    one.change(Draft("First"), one.brief.version)
    with pytest.raises(Stale):
        other.change(Draft("Second"), other.brief.version)
    assert tenant.again().brief.draft.title == "First"
    invitation, _ = tenant.folder.invite("personal", NAME, "fr")
    one.rename(invitation, "Alias", 1)
    with pytest.raises(Stale):
        other.rename(invitation, "Other", 1)
    guest = tenant.seated()
    guest.comment("verdict", WORDS, 0)
    with pytest.raises(Stale):
        guest.comment("verdict", "from another tab", 0)
    assert [said.text for said in guest.comments()] == [WORDS]


def test_a_comment_can_be_changed_and_taken_back(tenant: Tenant) -> None:
    guest = tenant.seated()
    guest.comment("product", WORDS, 0)
    guest.comment("product", "Better said", 1)
    assert [(said.about, said.text, said.version) for said in tenant.folder.comments(tenant.candidate(guest))] == [
        ("product", "Better said", 2)
    ]
    guest.comment("product", " ", 2)
    assert guest.comments() == []


def test_the_end_cannot_be_put_off_once_somebody_agreed_to_it(tenant: Tenant) -> None:
    today = day_of(time.time())
    later = replace(tenant.folder.brief.draft, ends_on=today + timedelta(days=KEPT_DAYS + 30))
    tenant.folder.change(later, tenant.folder.brief.version)
    tenant.seated()
    with pytest.raises(gate.Refused):
        tenant.folder.change(replace(later, ends_on=today + timedelta(days=KEPT_DAYS + 60)), tenant.folder.brief.version)
    tenant.folder.change(replace(later, ends_on=today + timedelta(days=30)), tenant.folder.brief.version)
    assert tenant.folder.brief.draft.ends_on == today + timedelta(days=30)


@pytest.mark.parametrize("changed", [{"shows": "verdict"}, {"length": "short"}])
def test_what_somebody_agreed_to_no_longer_changes(tenant: Tenant, changed: dict[str, Any]) -> None:
    before = tenant.folder.brief.draft
    tenant.folder.change(replace(before, **changed), tenant.folder.brief.version)
    tenant.folder.change(before, tenant.folder.brief.version)
    tenant.seated()
    with pytest.raises(gate.Refused) as refused:
        tenant.folder.change(replace(before, **changed), tenant.folder.brief.version)
    assert {refused.value.field} == set(changed)
    tenant.folder.change(replace(before, title="Another title"), tenant.folder.brief.version)
    assert tenant.again().brief.draft.title == "Another title"


def test_names_do_not_come_out_by_changing_the_brief(tenant: Tenant) -> None:
    tenant.folder.change(replace(tenant.folder.brief.draft, blind=True), tenant.folder.brief.version)
    tenant.seated()
    with pytest.raises(gate.Refused):
        tenant.folder.change(replace(tenant.folder.brief.draft, blind=False), tenant.folder.brief.version)
    assert tenant.again().brief.hides_names


def test_names_come_out_once_a_ranking_is_written_and_it_stands_then(tenant: Tenant) -> None:
    tenant.folder.change(replace(tenant.folder.brief.draft, blind=True), tenant.folder.brief.version)
    people = [tenant.candidate(tenant.seated(name)).id for name in ("A", "B", "C")]
    assert tenant.folder.brief.hides_names
    with pytest.raises(Stale):
        tenant.folder.reveal()
    tenant.folder.rank("blind", people)
    tenant.folder.rank("blind", people[::-1])
    tenant.folder.reveal()
    assert not tenant.again().brief.hides_names
    with pytest.raises(Stale):
        tenant.folder.rank("blind", people)
    tenant.folder.rank("named", people)
    orders = {stage: ranking.order for stage, ranking in tenant.folder.rankings().items()}
    assert orders == {"blind": tuple(people[::-1]), "named": tuple(people)}


@pytest.mark.parametrize(
    ("choice", "verdict", "agrees"),
    [("both", "case_1", True), ("both", "split", False), ("one_role", "split", True), ("one_role", "case_4", False), ("no", "split", None)],
)
def test_a_decision_stands_beside_the_advice(tenant: Tenant, choice: Choice, verdict: str, *, agrees: bool | None) -> None:
    person = tenant.candidate(tenant.seated())
    tenant.folder.decide(person, choice, "because", "Camille", Advice(verdict, "solid", "rules"))
    (decision,) = tenant.folder.decisions()
    assert (decision.decided_by, decision.reason, decision.agrees) == ("Camille", "because", agrees)


@pytest.mark.parametrize("field", ["language", "length", "shows"])
def test_a_brief_keeps_no_choice_that_there_is_not(tenant: Tenant, field: str) -> None:
    wrong = replace(tenant.folder.brief.draft, **{field: "something else"})
    for keep in (lambda: tenant.office.new_brief(wrong, Q, VERSIONS), lambda: tenant.folder.change(wrong, tenant.folder.brief.version)):
        with pytest.raises(gate.Refused) as refused:
            keep()
        assert refused.value.field == field
    assert tenant.office.folder_of(tenant.folder.brief.id).brief == tenant.folder.brief


@pytest.mark.parametrize("given", [("all", "fr"), ("verdict", "xx")])
def test_no_link_reaches_to_what_there_is_not(tenant: Tenant, given: tuple[Any, Any]) -> None:
    company = tenant.folder.brief.company
    with pytest.raises(gate.Refused):
        shares.share(company, *given, db=tenant.db)
    assert not shares.shares_of(company, db=tenant.db)


def test_a_later_decision_stands_after_an_earlier_one_whatever_the_clocks_say(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    person, real = tenant.candidate(tenant.seated()), time.time()
    for ahead in (300, 0, -300, 600):
        monkeypatch.setattr(time, "time", lambda ahead=ahead: real + ahead)
        tenant.folder.decide(person, "both", str(ahead), "Camille", ADVICE)
    assert [decision.reason for decision in tenant.folder.decisions()] == ["300", "0", "-300", "600"]


@pytest.mark.parametrize("missing", ["reason", "decided_by"])
def test_a_decision_needs_a_reason_and_a_name(tenant: Tenant, missing: str) -> None:
    said = {"reason": "because", "decided_by": "Camille"} | {missing: " "}
    with pytest.raises(gate.Refused) as refused:
        tenant.folder.decide(tenant.candidate(tenant.seated()), "no", said["reason"], said["decided_by"], ADVICE)
    assert refused.value.field == missing


def test_everything_leaves_a_line(tenant: Tenant) -> None:
    guest = tenant.seated(NAME)
    guest.finish(Given("case_1", "solid", "rules"))
    guest.comment("verdict", WORDS, 0)
    person = tenant.candidate(guest)
    tenant.folder.note("exported", tenant.folder.brief.id)
    tenant.folder.decide(person, "both", "because", "Camille", ADVICE)
    tenant.folder.erase_candidate(person)
    lines = tenant.office.audit()
    assert [line.what for line in lines[::-1]] == [
        "workspace_opened", "brief_made", "invited", "consented", "finished", "commented", "exported", "decided", "erased",
    ]  # fmt: skip
    assert NAME not in repr(lines)


# ---- what is gone is gone


def everything(tenant: Tenant) -> None:
    """A candidate about whom everything is kept that can be."""
    guest = tenant.seated(NAME, {"product_strategy": "own_team", "evidence": "dont_know"})
    guest.finish(Given("case_1", "solid", "rules"))
    guest.comment("verdict", WORDS, 0)
    person = tenant.candidate(guest)
    tenant.folder.rank("named", [person.id])
    tenant.folder.decide(person, "both", WORDS, "Camille", ADVICE)
    shares.share(person.sitting, "everything", "fr", brief=tenant.folder.brief.id, db=tenant.db)


def test_who_withdraws_is_gone_from_every_table(tenant: Tenant) -> None:
    everything(tenant)
    (person,) = tenant.folder.candidates()
    assert NAME in rows_of(tenant.db)
    tenant.guest(person.sitting).withdraw()
    kept = rows_of(tenant.db)
    for trace in (NAME, WORDS, "own_team", person.sitting):
        assert trace not in kept
    assert [i.state(time.time()) for i in tenant.folder.invitations()] == ["withdrawn"]
    assert not tenant.folder.candidates()
    assert not tenant.folder.decisions()
    assert not tenant.folder.rankings()


def test_an_erased_brief_takes_its_people_with_it(tenant: Tenant, stranger: Tenant) -> None:
    everything(tenant)
    everything(stranger)
    tenant.folder.erase()
    assert tenant.office.briefs() == []
    assert len(stranger.folder.candidates()) == 1
    assert rows_of(tenant.db).count(f"'{NAME}'") == rows_of(stranger.db).count(f"'{NAME}'") == 2  # the stranger's invitation and candidate
    sittings = tenant.db.read(lambda at: at.execute(select(metadata.tables["sitting"].c.id)).all())
    assert len(sittings) == 2


def test_an_erased_workspace_leaves_nothing(tenant: Tenant) -> None:
    everything(tenant)
    tenant.office.erase()
    left = tenant.db.read(lambda at: {table.name: len(at.execute(select(table)).all()) for table in metadata.sorted_tables})
    assert left.pop("erased")  # digests of ids, so that no back-up brings them back
    assert not any(left.values())


def test_past_its_end_only_counts_are_left(tenant: Tenant) -> None:
    everything(tenant)
    tenant.folder.invite("open", "", "fr", seats=4)
    assert retention.purge(db=tenant.db) == retention.Purged(0, 0, 0, 0)
    gone = retention.purge(time.time() + (KEPT_DAYS + 1) * DAY, tenant.db)
    assert gone.briefs == 1
    left = tenant.db.read(lambda at: {table.name: at.execute(select(table)).all() for table in metadata.sorted_tables})
    (tally,) = left.pop("tally")
    assert tuple(tally)[2:] == (5, 1, 1, 1)
    assert not {name for name, rows in left.items() if rows} - {"workspace", "workspace_key", "audit", "erased"}


def test_a_workspace_outlives_its_briefs_while_its_recruiter_is_active(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.time()
    monkeypatch.setattr(time, "time", lambda: begun + (KEPT_DAYS - 10) * DAY)
    tenant.office.add_key()
    gone = retention.purge(begun + (KEPT_DAYS + 1) * DAY, tenant.db)
    assert (gone.briefs, gone.workspaces) == (1, 0)
    assert tenant.enter().briefs() == []
    assert retention.purge(begun + 2 * KEPT_DAYS * DAY, tenant.db).workspaces == 1


def test_an_open_brief_keeps_the_sittings_of_its_people(tenant: Tenant) -> None:
    """However long ago somebody answered: they were told until when it is kept."""
    far = day_of(time.time()) + timedelta(days=600)
    tenant.folder.change(replace(tenant.folder.brief.draft, ends_on=far), tenant.folder.brief.version)
    tenant.seated(NAME, {"product_strategy": "own_team"})
    assert retention.purge(time.time() + 500 * DAY, tenant.db).sittings == 0
    assert tenant.folder.candidates()


def test_a_dead_link_is_deleted(tenant: Tenant) -> None:
    key = shares.share(tenant.folder.brief.company, "verdict", "fr", days=7, db=tenant.db)
    assert retention.purge(time.time() + 8 * DAY, tenant.db).shares == 1
    assert shares.shared(key.public, [key.secret], tenant.db) is None


# ---- shared results


def test_a_shared_result_opens_until_it_is_revoked_or_over(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    company = tenant.folder.brief.company
    first, second = (shares.share(company, "reasons", "fr", days=7, db=tenant.db) for _ in range(2))
    found = shares.shared(first.public, [first.secret], tenant.db)
    assert found
    shares.read(found, tenant.db)
    (last,) = [one for one in shares.shares_of(company, db=tenant.db) if one.id == first.public]
    assert last.openings == 1
    assert last.opened_at
    shares.revoke(first.public, "another sitting", tenant.db)
    assert shares.shared(first.public, [first.secret], tenant.db)
    shares.revoke(first.public, company, tenant.db)
    assert shares.shared(first.public, [first.secret], tenant.db) is None
    assert shares.shared(second.public, [second.secret], tenant.db)
    later = time.time() + 8 * DAY
    monkeypatch.setattr(time, "time", lambda: later)
    assert shares.shared(second.public, [second.secret], tenant.db) is None


def test_answers_of_a_candidate_are_read_with_those_of_the_company(tenant: Tenant) -> None:
    assert Q.questions["stage"]
    Store(tenant.db).save_answer(tenant.folder.brief.company, "stage", "growth")
    guest = tenant.seated(NAME, {"product_strategy": "own_team"})
    person = tenant.candidate(guest)
    assert tenant.folder.answers([person]) == {person.id: {"product_strategy": "own_team"}}
    assert guest.company_answers() == {"stage": "growth"}


def test_what_is_gone_or_another_s_is_not_renewed(tenant: Tenant, stranger: Tenant) -> None:
    withdrawn, erased = tenant.seated("A"), tenant.seated("B")
    withdrawn.withdraw()
    tenant.folder.erase_candidate(tenant.candidate(erased))
    foreign, _ = stranger.folder.invite("personal", "C", "fr")
    for invitation in (withdrawn.candidate.invitation, erased.candidate.invitation, foreign):
        with pytest.raises(KeyError):
            tenant.folder.renew(invitation)


def test_what_the_demonstration_makes_is_full_and_marked(each_database: Database) -> None:
    link = demonstrate(Q, VERSIONS, lambda _company, _person: Given("split", "solid", "rules"), "fr", each_database)
    office = offices.enter(link.public, [link.secret], db=each_database)
    assert office
    ((brief, counts),) = office.briefs()
    folder = office.folder_of(brief.id)
    people = folder.candidates()
    assert len(people) == counts.invited == 10
    assert all("construit" in text for text in (brief.draft.title, *(person.name for person in people)))
    for given in folder.answers(people).values():
        assert given == Q.joined({}, given)
    assert Q.joined(folder.company_answers(), {}) == folder.company_answers()
    assert folder.decisions()
    assert any(map(folder.comments, people))


# ---- too much at once


def many(tenant: Tenant, count: int, touched_at: float) -> None:
    """People of their own who were here at that moment."""
    tenant.db.write(lambda at: [insert_sitting(at, sitting_of_a_candidate(), "lock", VERSIONS, touched_at) for _ in range(count)] and None)


@pytest.mark.parametrize(("old", "young", "goes"), [(21, 90, True), (23, 70, False), (20, 0, True), (21, 0, False)])
def test_more_than_a_fifth_is_not_deleted_unless_somebody_confirms_it(tenant: Tenant, old: int, young: int, *, goes: bool) -> None:
    """Twenty are few: in a small house one brief that ends is more than a fifth. The tenant has a sitting of their own."""
    tenant.folder.erase()
    many(tenant, old, time.time() - (KEPT_DAYS + 1) * DAY)
    many(tenant, young, time.time())
    assert retention.due(db=tenant.db).sittings == old
    if not goes:
        with pytest.raises(retention.TooMuch):
            retention.purge(db=tenant.db)
        assert retention.due(db=tenant.db).sittings == old
    assert retention.purge(db=tenant.db, confirmed=not goes).sittings == old
    assert retention.due(db=tenant.db).sittings == 0


def test_what_is_due_counts_the_people_of_a_brief_that_ends(tenant: Tenant) -> None:
    everything(tenant)
    later = time.time() + (KEPT_DAYS + 1) * DAY
    assert retention.due(later, tenant.db) == retention.purge(later, tenant.db)
