"""Messages that are done with are deleted after a while: they are no record of the cabinet."""

from datetime import timedelta

from django.conf import settings

from core.time import now
from people.models import Notice


def forget_done() -> int:
    """Delete messages that were sent or given up long ago, for the clock; how many.

    How long they are kept is `NOTICES_KEPT_DAYS`; 0 keeps them for ever. Evidence of delivery is a row of its
    own beside the ballot and stays.
    """
    if not settings.NOTICES_KEPT_DAYS:
        return 0
    since = now() - timedelta(days=settings.NOTICES_KEPT_DAYS)
    return Notice.objects.filter(done_at__lte=since).delete()[0]
