"""Until when the papers of a session must have come, and by how much one of them came late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PapersDue:
    """The last moment for papers, and who says so: the regulations, or the secretariat for this session."""

    at: datetime
    by_desk: bool
    source: str = ""
    source_en: str = ""

    def late_by(self, came_at: datetime | None) -> timedelta | None:
        """By how much what came then is late; None when it was in time."""
        return came_at - self.at if came_at is not None and came_at > self.at else None


def papers_due(rule: PapersDue | None, by_desk: datetime | None) -> PapersDue | None:
    """The deadline that counts: the regulations', unless the secretariat asks for papers sooner."""
    if by_desk is None:
        return rule
    if rule is not None and rule.at <= by_desk:
        return rule
    return PapersDue(by_desk, by_desk=True)


def check_papers_due(wanted: datetime, starts_at: datetime, rule: PapersDue | None) -> None:
    """Refuse a deadline after the session has begun, or one that gives more time than the regulations."""
    if wanted >= starts_at:
        raise Refusal("papers_due_after_start", starts_at=starts_at)
    if rule is not None and wanted > rule.at:
        raise Refusal("papers_due_after_rule", at=rule.at, source=rule.source, source_en=rule.source_en)
