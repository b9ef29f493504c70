"""What is behind a link to a result that can only be read. Asked anew for every page and every download; draws nothing."""

from dataclasses import dataclass

from questionnaire.models import Audience
from sharing.models import Share

from .. import authority
from ..authority import Admitted
from ..basis import Basis
from ..sitting import results
from ..sitting.ahead import enough
from ..wallet import Wallet


@dataclass(frozen=True)
class Shared:
    """A link, and the sitting whose result it shows as it stands now."""

    behind: Admitted

    @property
    def share(self) -> Share:
        if self.behind.share is None:
            raise TypeError(self.behind.role)
        return self.behind.share

    @property
    def ready(self) -> bool:
        """Whether there is a result to show: enough is answered, for a brief all."""
        return self.behind.may("download") and enough(self.behind.sitting, whole=self.behind.guest is not None)

    @property
    def audience(self) -> Audience:
        return self.behind.sitting.audience

    def basis(self) -> Basis:
        """What the result is made from. While a brief hides names, people's own words are left out. Raises StoreError."""
        return results.basis(self.behind, silent=not self.behind.may("words"))


def opened(public: str, wallet: Wallet) -> Shared | None:
    """What a link shows to whoever holds it, while it does; None for everybody else. Raises StoreError."""
    behind = authority.shared(public, wallet)
    return Shared(behind) if behind else None
