"""Who may open what, by the table of permissions.toml.

Asked anew on every run of a page, for every press and every download; nothing is taken from the session.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import Sitting, finished
from questionnaire.store import store
from reports.scope import Scope
from sharing.models import Brief, Share
from sharing.store import guest as guests, office as offices, shares
from sharing.store.folder import Folder
from sharing.store.guest import Door, Guest
from sharing.store.office import Office

from .permissions import Action, Condition, Role, Thing, permitted
from .sitting import unstored
from .sitting.unstored import Unstored
from .wallet import Wallet


@dataclass(frozen=True)
class Admitted:
    """A sitting, what it is to whom it opens, and what they may do with it.

    `guest` is the candidate it belongs to, if somebody was invited; `brief` the one whose company it describes; `share` the link
    through which it is read; `unstored` holds it if it is written down nowhere.
    """

    sitting: Sitting
    role: Role
    thing: Thing
    key: keys.Key | None = None
    guest: Guest | None = None
    brief: Brief | None = None
    share: Share | None = None
    unstored: Unstored | None = None

    def may(self, action: Action) -> bool:
        """Whether that may be done with it now."""
        return permitted(self.role, self.thing, action, lambda condition: _HOLDS[condition](self))

    @property
    def scope(self) -> Scope:
        """How much of its result may be seen."""
        return "everything" if self.may("answers") else "reasons" if self.may("reasons") else "verdict"


_HOLDS: Mapping[Condition, Callable[[Admitted], bool]] = {
    "open": lambda to: to.guest is not None and to.guest.may_answer(),
    "finished": lambda to: finished(questionnaire(), to.sitting),
    "all_shown": lambda to: to.guest is not None and to.guest.brief.draft.shows == "all",
    "named": lambda to: to.guest is None or not to.guest.brief.hides_names,
    "reasons_shared": lambda to: to.share is not None and to.share.scope != "verdict",
    "everything_shared": lambda to: to.share is not None and to.share.scope == "everything",
}


def sitting(public: str, wallet: Wallet, account: str | None = None) -> Admitted | None:
    """A sitting, for whoever may open it; None for everybody else. Raises StoreError."""
    found = _own(public, wallet) or _company(public, wallet, account)
    return found if found and found.may("see") else None


def shared(public: str, wallet: Wallet) -> Admitted | None:
    """The sitting whose result a link shows, for whoever holds it, while it does; None for everybody else. Raises StoreError."""
    share = shares.shared(public, wallet.secrets(public, "share")) if keys.is_public_id(public) else None
    stored = store().find(share.sitting) if share else None
    if share is None or stored is None:
        return None
    guest = guests.guest_of(share.sitting) if share.brief else None
    if share.brief and (guest is None or guest.brief.id != share.brief):
        return None
    found = Admitted(stored.sitting, "reader", "shared", guest=guest, share=share)
    return found if found.may("see") else None


def office(public: str, wallet: Wallet, account: str | None = None, action: Action = "see") -> Office | None:
    """A workspace, for its keys and its account, to do that with it."""
    if not (keys.is_public_id(public) and permitted("recruiter", "workspace", action)):
        return None
    return offices.enter(public, wallet.secrets(public, "workspace"), account)


def folder(workspace: str, brief: str, wallet: Wallet, account: str | None = None, action: Action = "see") -> Folder | None:
    """One brief of a workspace, to do that with it."""
    opened = office(workspace, wallet, account)
    found = opened.folder(brief) if opened else None
    return found if found and of_brief(found.brief, action) else None


def of_brief(brief: Brief, action: Action) -> bool:
    """Whether that may be done with a brief by those who opened it."""
    return permitted("recruiter", "brief", action, lambda condition: condition == "named" and not brief.hides_names)


def door(public: str, wallet: Wallet, action: Action = "see") -> Door | None:
    """An invitation that lets somebody in, for whoever holds its link, to do that with it."""
    found = next((found for key in wallet.keys(public, "invitation") if (found := guests.knock(public, key.secret))), None)
    role: Role = "founder" if found and found.invitation.kind == "company" else "invited"
    return found if permitted(role, "invitation", action) else None


def begun_through(public: str, wallet: Wallet) -> str | None:
    """The sitting that this very browser began through an invitation whose link it holds; a browser without its key learns nothing."""
    for key in wallet.keys(public, "invitation"):
        for sitting, lock in guests.sittings_behind(public, key.secret).items():
            if any(keys.opens(mine.secret, lock) for mine in wallet.keys(sitting)):
                return sitting
    return None


def _own(public: str, wallet: Wallet) -> Admitted | None:
    """By its own key: begun for oneself, stored or not, or through an invitation."""
    if held := unstored.held(public):
        key = _opening(held.lock, public, wallet)
        return Admitted(held.sitting, "owner", "unstored", key, unstored=held) if key else None
    stored = store().find(public) if keys.is_public_id(public) else None
    key = _opening(stored.lock, public, wallet) if stored else None
    if stored is None or key is None:
        return None
    guest = guests.guest_of(public) if stored.keep_until is not None else None
    return Admitted(stored.sitting, "candidate", "candidacy", key, guest) if guest else Admitted(stored.sitting, "owner", "sitting", key)


def _opening(lock: str, public: str, wallet: Wallet) -> keys.Key | None:
    return next((key for key in wallet.keys(public) if keys.opens(key.secret, lock)), None)


def _company(public: str, wallet: Wallet, account: str | None) -> Admitted | None:
    """Because it describes the company of a brief, for its recruiter or its founder."""
    brief = guests.company_of(public) if keys.is_public_id(public) else None
    role = _role(brief, wallet, account) if brief else None
    stored = store().find(public) if role else None
    return Admitted(stored.sitting, role, "company", brief=brief) if role and stored else None


def _role(brief: Brief, wallet: Wallet, account: str | None) -> Role | None:
    if office(brief.workspace, wallet, account):
        return "recruiter"
    held = [name.removeprefix("two_hats_invitation_") for name in wallet.cookies if name.startswith("two_hats_invitation_")]
    doors = (door(public, wallet) for public in held)
    return "founder" if any(d and d.invitation.kind == "company" and d.brief.id == brief.id for d in doors) else None
