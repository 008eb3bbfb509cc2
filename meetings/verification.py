"""What minutes, hand sheets and positions must say so that the journal's entries still vouch for them."""

from collections.abc import Iterator

from core.chain import Problem
from core.models import Entry
from meetings.models import FrozenMinutes, HandSheet, Position
from meetings.papers.keeping import digest_of_facts
from meetings.rules import position_digest
from meetings.rules.by_hand import SheetStatus, sheet_digest

KEYED, CONFIRMED, SENT_BACK = "vote.sheet_keyed", "vote.sheet_confirmed", "vote.sheet_sent_back"
SHEET_ENTRIES = (KEYED, CONFIRMED, SENT_BACK)
SETTLED_AS = {
    SheetStatus.WAITING: set[str](),
    SheetStatus.CONFIRMED: {CONFIRMED},
    SheetStatus.SENT_BACK: {SENT_BACK},
}


def hand_sheets_match_journal() -> Iterator[Problem]:
    """What was keyed in of a vote by hand is what its entry names, and was settled as the journal says."""
    recorded = {
        (entry.facts["ballot"], entry.facts["number"], entry.kind): entry
        for entry in Entry.objects.filter(kind__in=SHEET_ENTRIES).iterator()
    }
    for sheet in HandSheet.objects.select_related("vote__item__meeting").iterator():
        number = (str(sheet.vote.ballot_id), sheet.number)
        keyed = recorded.pop((*number, KEYED), None)
        stream, seq = sheet.vote.item.meeting.stream, keyed.seq if keyed else 0
        said = keyed.facts["digest"] if keyed else ""
        if not said == sheet.digest == sheet_digest(sheet.salt, sheet.spoken):
            yield Problem(stream, seq, f"hand sheet {sheet.number} is not the one that was keyed in")
        settled = {kind for kind in (CONFIRMED, SENT_BACK) if recorded.pop((*number, kind), None)}
        if settled != SETTLED_AS[SheetStatus(sheet.status)]:
            yield Problem(stream, seq, f"hand sheet {sheet.number} was not settled as it says")
    for (_ballot, sheet_number, _kind), entry in recorded.items():
        yield Problem(entry.stream_id, entry.seq, f"hand sheet {sheet_number} is missing")


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


def positions_match_journal() -> Iterator[Problem]:
    """Every position is the one whose digest its entry keeps, of the same person, matter and moment."""
    recorded = {
        (entry.stream_id, entry.seq): entry
        for entry in Entry.objects.filter(kind="position.stated").iterator()
    }
    for row in Position.objects.order_by("pk").iterator():
        stream = f"meeting:{row.meeting_id}"
        entry = recorded.pop((stream, row.seq), None)
        if entry is None or not _stated(row, entry):
            yield Problem(stream, row.seq, "the position stated here is not the one that was recorded")
    for stream, seq in recorded:
        yield Problem(stream, seq, "the position that was stated is missing")


def _stated(row: Position, entry: Entry) -> bool:
    facts = entry.facts
    said = (entry.actor, entry.at, facts.get("revision"), facts.get("digest"), facts.get("papers"))
    kept = (f"person:{row.person_id}", row.at, row.revision, row.digest, row.papers)
    # Entries of before these facts were kept name the seat by its place and the matter by its item.
    whose = facts.get("of", [str(row.seat_id), str(row.matter_id)])
    spelled = position_digest(row.salt, row.stance, row.text, row.papers)
    return said == kept and row.digest == spelled and whose == [str(row.seat_id), str(row.matter_id)]
