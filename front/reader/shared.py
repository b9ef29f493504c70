"""What is behind a link to a result that can only be read. Asked anew for every page and every download; draws nothing."""

from dataclasses import dataclass
from functools import cached_property

from questionnaire.models import Audience, Language
from reports.blocks import Report
from reports.scope import scoped
from scoring.assessment import Explained
from sharing.models import Share

from .. import authority
from ..authority import Admitted
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

    @cached_property
    def found(self) -> Explained:
        """The verdict with every reason. Raises StoreError."""
        return results.found_for(self.behind)

    def report(self, language: Language) -> Report:
        """The result as far as the link shows it. While a brief hides names, people's own words are left out. Raises StoreError."""
        made = results.report_for(self.behind, self.found, language, silent=not self.behind.may("words"))
        return scoped(made, self.behind.scope)


def opened(public: str, wallet: Wallet) -> Shared | None:
    """What a link shows to whoever holds it, while it does; None for everybody else. Raises StoreError."""
    behind = authority.shared(public, wallet)
    return Shared(behind) if behind else None
