"""Reads of the alerts about conspicuous casts: for the auditor which, for the operator how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from ballots.models import Ballot
from ballots.wording.alerts import ALERT_WORDS
from core.models import Entry
from core.time import now
from people.models import Person
from people.policies import audit_reach

ALERTS = "alerts"
SHOWN_FOR = timedelta(days=30)
MOST = 20


@dataclass(frozen=True)
class Alert:
    """What was conspicuous about the casts of a ballot, when it was noticed, and how many they are."""

    kind: str
    at: datetime
    ballot: Ballot
    casts: int

    @property
    def words(self) -> str:
        """What is conspicuous, in the active language."""
        return str(ALERT_WORDS[self.kind]) % {"count": self.casts}


def alerts_for(person: Person) -> Sequence[Alert]:
    """The alerts of the last thirty days about ballots of his bodies, newest first, for the auditor alone."""
    reach = audit_reach(person)
    if not reach:
        return []
    entries = list(_lately()[:MOST] if reach.whole else _lately())
    about = Ballot.objects.filter(reach.where(), pk__in=[each.facts["ballot"] for each in entries])
    ballots = {ballot.key: ballot for ballot in about}
    told = [each for each in entries if each.subject in ballots][:MOST]
    return [Alert(each.kind, each.at, ballots[each.subject], len(each.facts["casts"])) for each in told]


def alerts_lately() -> int:
    """How many there are."""
    return _lately().count()


def _lately() -> QuerySet[Entry]:
    return Entry.objects.filter(stream=ALERTS, at__gt=now() - SHOWN_FOR).order_by("-seq")
