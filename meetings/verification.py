"""What approved minutes must say so that the journal's entries still vouch for them."""

from collections.abc import Iterator

from core.chain import Problem
from core.models import Entry
from meetings.models import FrozenMinutes
from meetings.papers.keeping import digest_of_facts


def minutes_match_journal() -> Iterator[Problem]:
    """Every frozen edition is the one whose digest its entry names, and every such entry has its edition."""
    recorded = {
        (entry.stream_id, entry.seq): entry.facts["minutes"]
        for entry in Entry.objects.filter(kind="minutes.approved").iterator()
    }
    for frozen in FrozenMinutes.objects.select_related("minutes__meeting").iterator():
        stream = frozen.minutes.meeting.stream
        said = recorded.pop((stream, frozen.seq), None)
        if said != frozen.digest or digest_of_facts(frozen.facts) != frozen.digest:
            what = f"edition {frozen.minutes.number} of the minutes is not the one that was approved"
            yield Problem(stream, frozen.seq, what)
    for (stream, seq), _digest in recorded.items():
        yield Problem(stream, seq, "the minutes that were approved are missing")
