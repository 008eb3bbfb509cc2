"""Conspicuous casts are told to auditor and operator, never refused; for the clock, once they are counted."""

import logging
from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max

from ballots.models import Ballot, Delivery
from ballots.rules import Form
from ballots.rules.conspicuous import Cast, conspicuous
from ballots.selectors.alerts import ALERTS
from core.journal import CLOCK, record
from core.models import Entry

log = logging.getLogger("ecabinet.security")

CAST = "answer.cast"
LOOKED = "casts-looked-at"  # the last entry that was looked at
AT_ONCE = 1000


def look_at_casts() -> int:
    """Look at the answers that were counted since the last look; how many alerts that made.

    What is remembered may be lost: then it begins with what comes next. No vote waits for it.
    """
    last = cache.get(LOOKED)
    if last is None:
        cache.set(LOOKED, Entry.objects.aggregate(last=Max("pk"))["last"] or 0, timeout=None)
        return 0
    fresh = list(Entry.objects.filter(pk__gt=last, kind=CAST).order_by("pk")[:AT_ONCE])
    if not fresh:
        return 0
    made = 0
    for key in {entry.facts["ballot"] for entry in fresh}:
        made += _alert(Ballot.objects.get(pk=UUID(key)))
    cache.set(LOOKED, fresh[-1].pk, timeout=None)
    return made


def _alert(ballot: Ballot) -> int:
    """Record what is conspicuous about a ballot's casts, each kind once."""
    told = set(Entry.objects.filter(stream=ALERTS, subject=ballot.key).values_list("kind", flat=True))
    found = {kind: seqs for kind, seqs in conspicuous(_casts_of(ballot)).items() if kind not in told}
    if not found:
        return 0
    with transaction.atomic():
        for kind, seqs in found.items():
            facts = {"ballot": str(ballot.pk), "stream": ballot.stream, "casts": seqs}
            record(ALERTS, kind, actor=CLOCK, subject=ballot.key, facts=facts)
            log.warning("alert: %s casts=%d ballot=%s", kind, len(seqs), ballot.pk)
    return len(found)


def _casts_of(ballot: Ballot) -> list[Cast]:
    entries = Entry.objects.filter(stream=ballot.stream, kind=CAST, subject=ballot.key).order_by("seq")
    opened: defaultdict[int, datetime | None] = defaultdict(lambda: ballot.opened_at)
    if ballot.form != Form.SESSION:  # a written one is before a member since its page was served to him
        rows = Delivery.objects.filter(elector__ballot=ballot).values_list("elector__order", "opened_at")
        opened.update({order: at for order, at in rows if at is not None})
    return [
        Cast(
            seq=entry.seq,
            person=entry.actor,
            at=entry.at,
            browser=entry.facts.get("browser", ""),
            since=opened[entry.facts["seat"]],
        )
        for entry in entries
    ]
