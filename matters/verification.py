"""What openings of closed papers and hand-outs on paper must say so that the journal vouches for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from core.chain import Problem
from core.models import Entry
from matters.models import Handed, HandOver, PaperOpening

OPENED = "paper.opened"
HANDED = {f"on_paper.{what.value}": what.value for what in Handed}
# One act: stream, subject, who did or noted it, when, and what the row says besides.
Act = tuple[str, str, str, datetime, tuple[object, ...]]


def openings_match_journal() -> Iterator[Problem]:
    """Every opening that is kept stands in the journal as it is kept, and the other way round."""
    rows = PaperOpening.objects.values_list(
        *("version__document__matter", "version__document", "person", "at"),
        *("version__number", "version__sha256", "how"),
    )
    kept = (
        (f"matter:{matter}", f"document:{document}", f"person:{person}", at, tuple(what))
        for matter, document, person, at, *what in rows.order_by("pk").iterator()
    )
    said = (
        (
            _act(entry, (entry.facts.get("number"), entry.facts.get("sha256"), entry.facts.get("how"))),
            entry.seq,
        )
        for entry in Entry.objects.filter(kind=OPENED).iterator()
    )
    yield from _differing(kept, said, "the opening of a closed paper")


def hand_outs_match_journal() -> Iterator[Problem]:
    """Every copy on paper that went out or came back stands in the journal, seat by seat."""
    rows = HandOver.objects.values_list(
        *("entry__matter", "entry", "noted_by", "at", "entry__number", "what", "seat")
    )
    kept = (
        (f"matter:{matter}", f"on_paper:{paper}", f"person:{person}", at, (number, what, str(seat)))
        for matter, paper, person, at, number, what, seat in rows.order_by("pk").iterator()
    )
    said = (
        (_act(entry, (entry.facts.get("number"), HANDED[entry.kind], seat)), entry.seq)
        for entry in Entry.objects.filter(kind__in=HANDED).iterator()
        for seat in entry.facts.get("to", ())
    )
    yield from _differing(kept, said, "a copy on paper handed out or given back")


def _act(entry: Entry, what: tuple[object, ...]) -> Act:
    return entry.stream_id, entry.subject, entry.actor, entry.at, what


def _differing(kept: Iterable[Act], said: Iterable[tuple[Act, int]], what: str) -> Iterator[Problem]:
    """What one side has and the other has not; the same act twice counts twice."""
    entries: defaultdict[Act, list[int]] = defaultdict(list)
    for act, seq in said:
        entries[act].append(seq)
    for act in kept:
        if not entries[act]:
            yield Problem(act[0], 0, f"{what} is not the one that was recorded")
        else:
            entries[act].pop(0)  # of equal ones the later is what was slipped in
    for act, left in entries.items():
        for seq in left:
            yield Problem(act[0], seq, f"{what} is missing or says something else")
