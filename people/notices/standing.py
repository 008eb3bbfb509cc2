"""How the messages fare, for the operator: nothing of what they say, nor of what they are about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.time import now
from people.models import Notice
from people.notices.sending import Outcome

FAILURES_SHOWN_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Post:
    """How many messages wait, since when, how many are in trouble or given up, and what went wrong last."""

    waiting: int
    oldest: datetime | None
    troubled: int
    failed: int
    last_trouble: str

    @property
    def well(self) -> bool:
        """Whether no message is stuck."""
        return not (self.troubled or self.failed)


def post() -> Post:
    """How the messages fare now."""
    waiting = Notice.objects.filter(done_at=None)
    troubled = waiting.exclude(trouble="")
    failed = Notice.objects.filter(outcome=Outcome.FAILED, done_at__gte=now() - FAILURES_SHOWN_FOR)
    worst = troubled.order_by("-due").first() or failed.order_by("-done_at").first()
    oldest = waiting.order_by("queued_at").first()
    return Post(
        waiting=waiting.count(),
        oldest=oldest.queued_at if oldest else None,
        troubled=troubled.count(),
        failed=failed.count(),
        last_trouble=worst.trouble if worst else "",
    )
