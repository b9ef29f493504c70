"""Two workspaces that know nothing of each other, on either kind of database, and people who come through their invitations."""

from dataclasses import dataclass, field

import pytest

from database.engine import Database
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import Sitting, begin_for_brief
from questionnaire.store import Store, Versions
from sharing.models import Candidate, Consent, Draft
from sharing.store import guest as guests, office as offices
from sharing.store.folder import Folder
from sharing.store.guest import Guest
from sharing.store.office import Office

Q = questionnaire()
VERSIONS = Versions(Q.version, "rules")
CONSENT = Consent("text-1", "fr", 1.0)


@dataclass
class Tenant:
    """A recruiter with a workspace and one brief."""

    db: Database
    draft: Draft = field(default_factory=lambda: Draft("Chief of two trades", "A company", "A note"))

    def __post_init__(self) -> None:
        self.browser = keys.new_browser_secret()
        self.link = offices.open_workspace(self.browser, db=self.db)
        self.office = self.enter()
        self.folder = self.office.folder_of(self.office.new_brief(self.draft, Q, VERSIONS).id)

    def enter(self) -> Office:
        office = offices.enter(self.link.public, [self.link.secret], db=self.db)
        assert office
        return office

    def again(self) -> Folder:
        return self.enter().folder_of(self.folder.brief.id)

    def seated(self, name: str = "Claude", answers: dict[str, str] | None = None) -> Guest:
        """Somebody who was invited, agreed and answered."""
        invitation, key = self.folder.invite("personal", name, "fr")
        return self.came(invitation, key.secret, name, answers)

    def came(self, invitation: str, secret: str, name: str, answers: dict[str, str] | None = None) -> Guest:
        door = guests.knock(invitation, secret, self.db)
        assert door
        sitting = sitting_of_a_candidate()
        guests.start(door, sitting, keys.lock("their own"), VERSIONS, name, CONSENT, self.db)
        for question, option in (answers or {}).items():
            Store(self.db).save_answer(sitting.id, question, option)
        return self.guest(sitting.id)

    def guest(self, sitting: str) -> Guest:
        found = guests.guest_of(sitting, self.db)
        assert found
        return found

    def candidate(self, guest: Guest) -> Candidate:
        found = self.folder.candidate(guest.candidate.id)
        assert found
        return found


def sitting_of_a_candidate() -> Sitting:
    return begin_for_brief(Q, keys.new_public_id(), "fr", "full")


@pytest.fixture
def tenant(each_database: Database) -> Tenant:
    return Tenant(each_database)


@pytest.fixture
def stranger(each_database: Database) -> Tenant:
    return Tenant(each_database)
