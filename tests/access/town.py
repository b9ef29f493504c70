"""Two tenants who know nothing of each other, and everybody who holds, or once held, a link of theirs. Nobody in it exists.

Here stands who holds what and what is true of it, as the tests know it from having made it: nothing of it is asked of the program.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sqlalchemy import update

from database.engine import Database
from front.cookies import BROWSER, cookie_of
from front.permissions import Action, Condition, Role, Thing, table
from front.wallet import Wallet
from questionnaire import keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import RESULT, Sitting
from questionnaire.store import Store, Versions, sittings
from scoring.rulebase import rule_base
from sharing.consent import consented
from sharing.models import DAY, SCOPES, Draft, Scope, Shows
from sharing.store import guest as guests, shares
from sharing.store.folder import Folder
from sharing.store.guest import Guest
from sharing.store.office import Office, enter, open_workspace
from sharing.store.tables import invitations, shares as share_rows
from tests.browser.stock import judged
from tests.reports.conftest import PERSONAS

Q = questionnaire()
VERSIONS = Versions(Q.version, rule_base().version)
ANSWERS = PERSONAS["proven_in_both"]
TENANTS = ("Northcanary", "Southcanary")
State = Literal["finished", "unfinished", "verdict", "revoked", "expired", "erased"]


@dataclass(frozen=True)
class Who:
    """Somebody with a browser of their own, and what links they opened left in it."""

    name: str
    cookies: Mapping[str, str]

    @property
    def wallet(self) -> Wallet:
        return Wallet.of(self.cookies)

    @property
    def header(self) -> str:
        return "; ".join(f"{name}={secret}" for name, secret in self.cookies.items())


@dataclass(frozen=True)
class Object:
    """One thing in the store; `holders` may what their role may while `true` is true. `secret`: words that stand in it alone."""

    name: str
    thing: Thing
    id: str
    place: str
    holders: Mapping[str, Role] = field(default_factory=dict)
    true: frozenset[Condition] = frozenset()
    workspace: str = ""
    people: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()

    def permits(self, who: Who, action: Action) -> bool:
        """Whether the table lets them do that."""
        role = self.holders.get(who.name)
        when = table().may[self.thing].get(action, {}).get(role) if role else None
        return when == "always" or when in self.true


class Town:
    """All people and all things of both tenants."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.people: dict[str, Who] = {}
        self.things: dict[str, Object] = {}
        self.who("stranger", {})
        for tenant in TENANTS:
            Tenant(self, tenant)

    def who(self, name: str, links: Mapping[str, str]) -> Who:
        self.people[name] = Who(name, {BROWSER: keys.new_browser_secret(), **links})
        return self.people[name]

    def thing(self, made: Object) -> None:
        self.things[made.name] = made


class Tenant:
    """A workspace with an open brief and a blind one, all who come through them, and a founder beside it with a result of their own."""

    def __init__(self, town: Town, name: str) -> None:
        self.town, self.db, self.name = town, town.db, name
        self.recruiter = town.who(f"{name} recruiter", {})
        self.office = self._office()
        self.open = self._brief("open", "all", blind=False)
        self.blind = self._brief("blind", "verdict", blind=True)
        self._own()
        states: tuple[State, ...] = ("finished", "unfinished", "revoked", "expired", "erased")
        people = [*(self._candidate(self.open, state) for state in states), self._candidate(self.blind, "verdict")]
        self._share("reader of a candidate", people[0].candidate.sitting, "everything", self.open)
        self._share("reader of a blind candidate", people[-1].candidate.sitting, "everything", self.blind)
        for folder, kind in ((self.open, "open"), (self.blind, "blind")):
            self._described(folder, kind)
            self._invited(folder, kind)
            self._enter_brief(folder, kind)
        self._gone_brief()

    def _office(self) -> Office:
        link = open_workspace(self.recruiter.cookies[BROWSER], db=self.db)
        colleague = self.town.who(f"{self.name} colleague", {cookie_of(link.public, "workspace"): link.secret})
        office = enter(link.public, [link.secret], db=self.db)
        assert office
        left = office.add_key()
        office.remove_key(office.held()[-1].id)
        self.town.who(f"{self.name} former colleague", {cookie_of(link.public, "workspace"): left.secret})
        mine: Mapping[str, Role] = {self.recruiter.name: "recruiter", colleague.name: "recruiter"}
        self.recruiters = mine
        self.town.thing(Object(f"{self.name} workspace", "workspace", link.public, f"workspace={link.public}", mine, workspace=link.public))
        return office

    def _brief(self, kind: str, shows: Shows, *, blind: bool) -> Folder:
        draft = Draft(f"{self.name} {kind} title", f"{self.name} {kind} client", f"{self.name} {kind} note", shows=shows, blind=blind)
        folder = self.office.folder_of(self.office.new_brief(draft, Q, VERSIONS).id)
        for question, option in Q.relevant("recruiter", ANSWERS).items():
            if Q.chapter_of(question).part == "company":
                Store(self.db).save_answer(folder.brief.company, question, option)
        return folder

    def _enter_brief(self, folder: Folder, kind: str) -> None:
        public, workspace = folder.brief.id, folder.brief.workspace
        names = tuple(one.name for one in folder.candidates())
        people = tuple(one.id for one in folder.candidates() if one.finished_at is not None)
        true: Collection[Condition] = () if folder.brief.hides_names else ("named",)
        place = f"workspace={workspace}&brief={public}"
        secret = (folder.brief.draft.title, *names)
        name = f"{self.name} {kind} brief"
        self.town.thing(Object(name, "brief", public, place, self.recruiters, frozenset(true), workspace, people, secret))

    def _gone_brief(self) -> None:
        gone = self._brief("erased", "all", blind=False)
        gone.erase()
        place = f"workspace={gone.brief.workspace}&brief={gone.brief.id}"
        self.town.thing(Object(f"{self.name} erased brief", "brief", gone.brief.id, place, workspace=gone.brief.workspace))

    # ---- one's own

    def _own(self) -> None:
        owner = self.town.who(f"{self.name} owner", {})
        begun = moves.begin(Q, keys.new_public_id(), "founder", "en", "full")
        parts = {Q.chapter_of(question).part: "full" for question in ANSWERS}
        made = replace(begun, reviewed=True, place=RESULT, answers=dict(ANSWERS), parts={**begun.parts, **parts})  # type: ignore[arg-type]
        key = keys.derived(owner.cookies[BROWSER], begun.id)
        Store(self.db).create(made, keys.lock(key.secret), VERSIONS)
        by_link = self.town.who(f"{self.name} owner elsewhere", {cookie_of(key.public): key.secret})
        holders: Mapping[str, Role] = {owner.name: "owner", by_link.name: "owner"}
        self.town.thing(Object(f"{self.name} sitting", "sitting", begun.id, f"sitting={begun.id}", holders))
        for scope in SCOPES:
            self._share(f"reader of {scope}", begun.id, scope)
        self._share("reader of the revoked", begun.id, "everything", dead="revoked_at")
        self._share("reader of the expired", begun.id, "everything", dead="expires_at")

    def _share(self, name: str, sitting: str, scope: Scope, folder: Folder | None = None, dead: str = "") -> None:
        key = shares.share(sitting, scope, "en", brief=folder.brief.id if folder else None, db=self.db)
        reader = self.town.who(f"{self.name} {name}", {cookie_of(key.public, "share"): key.secret})
        if dead:
            self.db.write(lambda at: at.execute(update(share_rows).where(share_rows.c.id == key.public).values({dead: 1.0})).rowcount)
        reach: Mapping[Scope, Collection[Condition]] = {
            "verdict": (), "reasons": ("reasons_shared",), "everything": ("reasons_shared", "everything_shared"),
        }  # fmt: skip
        named: Collection[Condition] = () if folder and folder.brief.hides_names else ("named",)
        holders: Mapping[str, Role] = {} if dead else {reader.name: "reader"}
        true = frozenset([*reach[scope], *named])
        self.town.thing(Object(f"{self.name} result for a {name}", "shared", key.public, f"share={key.public}", holders, true))

    # ---- through a brief

    def _candidate(self, folder: Folder, state: State) -> Guest:
        person = f"{self.name} {state} person"
        who = self.town.who(f"{self.name} candidate, {state}", {})
        invitation, link = folder.invite("personal", person, "en")
        door = guests.knock(invitation, link.secret, self.db)
        assert door
        begun = moves.begin_for_brief(Q, keys.new_public_id(), "en", "full")
        begun = begun if state == "unfinished" else answered(begun)
        mine = keys.derived(who.cookies[BROWSER], begun.id)
        guests.start(door, begun, keys.lock(mine.secret), VERSIONS, person, consented("en", time.time()), self.db)
        guest = guests.guest_of(begun.id, self.db)
        assert guest
        if state != "unfinished":
            guest.finish(judged(guest.company_answers(), begun.answers))
            guest.comment("verdict", f"{self.name} said to the contrary", 0)
        self._end(folder, guest, invitation, state)
        true: Sequence[Condition] = [
            *(["open"] if state in {"finished", "unfinished", "verdict"} else []), *(["finished"] if state != "unfinished" else []),
            *(["all_shown"] if state != "verdict" else []),
        ]  # fmt: skip
        holders: Mapping[str, Role] = {} if state == "erased" else {who.name: "candidate"}
        secret = (folder.brief.draft.title,)
        name = f"{self.name} candidacy, {state}"
        self.town.thing(Object(name, "candidacy", begun.id, f"sitting={begun.id}", holders, frozenset(true), secret=secret))
        return guest

    def _end(self, folder: Folder, guest: Guest, invitation: str, state: State) -> None:
        if state == "revoked":
            folder.revoke(invitation)
        elif state == "erased":
            folder.erase_candidate(guest.candidate)
        elif state == "expired":
            long_ago, sitting = time.time() - 40 * DAY, guest.candidate.sitting
            self.db.write(lambda at: at.execute(update(sittings).where(sittings.c.id == sitting).values(touched_at=long_ago)).rowcount)
            sent = update(invitations).where(invitations.c.id == invitation)
            self.db.write(lambda at: at.execute(sent.values(signed_at=long_ago)).rowcount)
            guest_rows = guests.candidates
            mine = update(guest_rows).where(guest_rows.c.id == guest.candidate.id)
            self.db.write(lambda at: at.execute(mine.values(finished_at=None)).rowcount)  # who has finished is never past their time

    def _described(self, folder: Folder, kind: str) -> None:
        """What is said of the company, for the recruiter and for the founder who was sent the link last."""
        _, old = folder.invite("company", "", "en")
        invitation, new = folder.invite("company", "", "en")
        self.town.who(f"{self.name} {kind} former founder", {cookie_of(old.public, "invitation"): old.secret})
        founder = self.town.who(f"{self.name} {kind} founder", {cookie_of(new.public, "invitation"): new.secret})
        company, secret = folder.brief.company, (folder.brief.draft.title,)
        holders: Mapping[str, Role] = {**self.recruiters, founder.name: "founder"}
        name = f"{self.name} {kind}"
        self.town.thing(Object(f"{name} company", "company", company, f"sitting={company}", holders, secret=secret))
        asked = Object(f"{name} invitation of the founder", "invitation", invitation, f"invitation={invitation}", secret=secret)
        self.town.thing(replace(asked, holders={founder.name: "founder"}))

    def _invited(self, folder: Folder, kind: str) -> None:
        for state in ("waiting", "revoked", "expired"):
            public, key = folder.invite("personal", f"{self.name} {kind} {state} person", "en")
            who = self.town.who(f"{self.name} {kind} invited, {state}", {cookie_of(public, "invitation"): key.secret})
            if state == "revoked":
                folder.revoke(public)
            elif state == "expired":
                sent = update(invitations).where(invitations.c.id == public)
                self.db.write(lambda at, sent=sent: at.execute(sent.values(signed_at=time.time() - 40 * DAY)).rowcount)  # type: ignore[misc]
            holders: Mapping[str, Role] = {who.name: "invited"} if state == "waiting" else {}
            name = f"{self.name} {kind} invitation, {state}"
            secret = (folder.brief.draft.title,)
            self.town.thing(Object(name, "invitation", public, f"invitation={public}", holders, secret=secret))


def answered(sitting: Sitting) -> Sitting:
    """The same at its result, every question of a candidate answered."""
    while gap := next((q for screen in moves.screens(Q, sitting) for q in moves.unanswered(screen, sitting)), None):
        sitting = moves.answer(Q, sitting, gap.id, ANSWERS.get(gap.id, gap.option_ids[0]))
    return replace(sitting, place=RESULT, reviewed=True)
