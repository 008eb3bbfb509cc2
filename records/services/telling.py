"""Whom an act on a document concerns is told by a message, which is queued in the act's transaction."""

from collections.abc import Iterable
from datetime import timedelta

from core.time import now
from people import notices
from people.models import Person
from records.models import Record

# A message about a document that nobody has read by then is pointless.
NEWS_LASTS = timedelta(days=14)


def tell(kind: str, record: Record, people: Iterable[Person]) -> None:
    """One message of this kind for each of these people; a second approval of the same is told again."""
    facts: dict[str, object] = {"record": str(record.pk)}
    said = f"{kind}:{record.pk}:{record.digest[:16]}"
    addressed = dict.fromkeys(people, facts)
    notices.queue(addressed, kind=kind, key=said, path=record.get_absolute_url(), until=now() + NEWS_LASTS)
