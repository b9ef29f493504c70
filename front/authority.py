"""Who may open what. Asked anew on every run of a page and for every download; nothing is taken from the session."""

from dataclasses import dataclass
from typing import Literal

from questionnaire import keys
from questionnaire.sitting import Sitting
from questionnaire.store import store
from sharing.models import Brief, Share
from sharing.store import guest as guests, office as offices, shares
from sharing.store.folder import Folder
from sharing.store.guest import Door, Guest
from sharing.store.office import Office

from .sitting import unstored
from .sitting.unstored import Unstored
from .wallet import Wallet

Role = Literal["owner", "recruiter", "founder", "reader"]


@dataclass(frozen=True)
class Admitted:
    """A sitting and why it opens: by its own key, or because it describes the company of a brief for its recruiter or its founder.

    `guest` is the candidate it belongs to, if somebody was invited; `brief` the one whose company it describes; `unstored` holds it
    if it is written down nowhere.
    """

    sitting: Sitting
    role: Role
    key: keys.Key | None = None
    guest: Guest | None = None
    brief: Brief | None = None
    unstored: Unstored | None = None

    @property
    def shares(self) -> bool:
        """Whether its result is one's own to pass on: stored, and asked for by nobody else."""
        return self.role == "owner" and self.guest is None and self.unstored is None


def sitting(public: str, wallet: Wallet, account: str | None = None) -> Admitted | None:
    """A sitting, for whoever may open it; None for everybody else. Raises StoreError."""
    if held := unstored.held(public):
        key = next((k for k in wallet.keys(public) if keys.opens(k.secret, held.lock)), None)
        return Admitted(held.sitting, "owner", key, unstored=held) if key else None
    stored = store().find(public) if keys.is_public_id(public) else None
    if stored is None:
        return None
    of_a_brief = stored.keep_until is not None
    if key := next((k for k in wallet.keys(public) if keys.opens(k.secret, stored.lock)), None):
        return Admitted(stored.sitting, "owner", key, guests.guest_of(public) if of_a_brief else None)
    brief = guests.company_of(public) if of_a_brief else None
    role = _role(brief, wallet, account) if brief else None
    return Admitted(stored.sitting, role, brief=brief) if role else None


def office(public: str, wallet: Wallet, account: str | None = None) -> Office | None:
    """A workspace, for its keys and its account."""
    return offices.enter(public, wallet.secrets(public, "workspace"), account) if keys.is_public_id(public) else None


def folder(workspace: str, brief: str, wallet: Wallet, account: str | None = None) -> Folder | None:
    """One brief of a workspace."""
    opened = office(workspace, wallet, account)
    return opened.folder(brief) if opened else None


def door(public: str, wallet: Wallet) -> Door | None:
    """An invitation that lets somebody in, for whoever holds its link."""
    return next((found for key in wallet.keys(public, "invitation") if (found := guests.knock(public, key.secret))), None)


def begun_through(public: str, wallet: Wallet) -> str | None:
    """The sitting that this very browser began through an invitation whose link it holds; a browser without its key learns nothing."""
    for key in wallet.keys(public, "invitation"):
        for sitting, lock in guests.sittings_behind(public, key.secret).items():
            if any(keys.opens(mine.secret, lock) for mine in wallet.keys(sitting)):
                return sitting
    return None


def share(public: str, wallet: Wallet) -> Share | None:
    """A shared result, for whoever holds its link."""
    held = wallet.keys(public, "share") if keys.is_public_id(public) else []
    return next((found for key in held if (found := shares.shared(public, key.secret))), None)


def _role(brief: Brief, wallet: Wallet, account: str | None) -> Role | None:
    opened = office(brief.workspace, wallet, account)
    if opened:
        return "recruiter"
    held = [name.removeprefix("two_hats_invitation_") for name in wallet.cookies if name.startswith("two_hats_invitation_")]
    doors = (door(public, wallet) for public in held)
    return "founder" if any(d and d.invitation.kind == "company" and d.brief.id == brief.id for d in doors) else None
