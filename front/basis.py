"""What a result is made from, as it was read. It knows no store, so the report on it can be made in another process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from questionnaire.models import Audience, Language
from reports.blocks import Report
from reports.document import report
from reports.scope import Scope, scoped
from scoring.assessment import Explained
from scoring.verdict import explained, unknown_questions


@dataclass(frozen=True)
class Basis:
    """The answers that count, and who gives them; `comments` and `deeper` as a report takes them.

    `reader` is whose report it is, if it is another's: a recruiter's on a candidate.
    """

    audience: Audience
    answers: Mapping[str, str]
    comments: Mapping[str, str] = field(default_factory=dict)
    deeper: Mapping[str, str] = field(default_factory=dict)
    reader: Audience | None = None

    def found(self) -> Explained:
        """The verdict with every reason."""
        return explained(self.answers, unknown_questions(self.answers, self.audience))

    def report(self, language: Language, scope: Scope = "everything", found: Explained | None = None) -> Report:
        """The report as far as somebody may see it; `found`, if it is known already."""
        today = datetime.now(UTC).date()
        whole = report(found or self.found(), self.reader or self.audience, language, today, comments=self.comments, deeper=self.deeper)
        return scoped(whole, scope)
