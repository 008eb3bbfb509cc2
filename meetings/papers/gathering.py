"""The facts of the minutes, gathered from the meeting's journal entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from ballots.rules import Outcome, Tally
from core import journal
from core.chain import GENESIS
from matters.models import Confidentiality
from meetings.papers.course import KINDS, with_fact
from meetings.papers.facts import (
    Attendee,
    BallotFacts,
    CountedFacts,
    CourseFact,
    DecisionFacts,
    Guest,
    ItemFacts,
    MinutesFacts,
    QuorumFacts,
    SeatVote,
    SpeakerFacts,
    VoteFacts,
)
from meetings.rules import Presence
from meetings.selectors.reported import ballots_since_last

if TYPE_CHECKING:
    from ballots.models import Ballot
    from meetings.models import Meeting

THERE = (Presence.IN_ROOM, Presence.REMOTE, Presence.DEPUTY)
Facts = Mapping[str, Any]


class Entry(Protocol):
    """What is read of a journal entry."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def facts(self) -> Any: ...
    @property
    def hash(self) -> str: ...


@dataclass
class _Reading:
    """The meeting as far as its journal has been read."""

    started_at: datetime | None = None
    closed_at: datetime | None = None
    chair: str = ""
    quorum: QuorumFacts | None = None
    offices: dict[int, str] = field(default_factory=dict)
    attendees: dict[int, Attendee] = field(default_factory=dict)
    presences: dict[int, Presence] = field(default_factory=dict)
    items: dict[str, ItemFacts] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    # Item key (None: the whole meeting) and guest → the entry, in the order of the invitations.
    guests: dict[tuple[str | None, str], int] = field(default_factory=dict)
    held_back: dict[str, VoteFacts] = field(default_factory=dict)
    # Item → request → what was spoken on it, in the order in which speeches first ended or were interrupted.
    speeches: dict[str, dict[int, SpeakerFacts]] = field(default_factory=dict)
    corrections: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    not_taken: int = 0
    started_seq: int = 0
    closed_seq: int = 0
    running: str = ""  # the key of the item that runs
    course: list[CourseFact] = field(default_factory=list)

    def happened(self, entry: Entry) -> None:
        """Something in the course of the session; a deferred item that was not called is named as well."""
        facts = entry.facts
        item = facts.get("item") or self.running
        if entry.kind == "item.deferred":
            new = ItemFacts(facts["order"], facts["title"], key=item, deferred=True)
            self.items[item] = replace(self.items.get(item, new), ended=True, deferred=True)
            self.running = "" if self.running == item else self.running
        fact = CourseFact(entry.seq, entry.at, entry.kind, facts, item)
        self.course = with_fact(self.course, fact)

    def undone(self, entry: Entry) -> None:
        """act.undone: an item called by mistake was not taken; one ended by mistake went on."""
        facts = entry.facts
        if facts["undone"] == "item.started" and facts["fresh"]:
            self.items.pop(facts["item"], None)
        on = facts["after"] if facts["undone"] == "item.started" else facts["item"]
        if facts["undone"] == "item.started" and not facts["fresh"]:
            self.items[facts["item"]] = replace(self.items[facts["item"]], ended=True)
        self.running = on or ""
        if on:
            self.items[on] = replace(self.items[on], ended=False)

    def noted(self, entry: Entry) -> None:
        """attendance.noted: before the start the last word counts, afterwards every change is told."""
        facts, presence = entry.facts, Presence(entry.facts["presence"])
        seat = int(facts["seat"])
        self.offices[seat] = facts["office"]
        self.presences[seat] = presence
        known = self.attendees.get(seat)
        change = ((entry.at, presence),) if self.started_at else ()
        seqs = (*(known.seqs if known and self.started_at else ()), entry.seq)
        if known and change and presence not in THERE and known.presence in THERE:
            self.attendees[seat] = replace(known, changes=known.changes + change, seqs=seqs)
            return
        self.attendees[seat] = Attendee(
            order=seat,
            office=facts["office"],
            presence=presence,
            deputy=facts.get("deputy") or "",
            reason=facts.get("reason") or "",
            changes=(known.changes if known else ()) + change,
            seqs=seqs,
            consented=facts.get("consented"),
        )

    def started(self, entry: Entry) -> None:
        """meeting.started: who chairs, and the quorum as it was counted."""
        self.started_at, self.started_seq = entry.at, entry.seq
        self.chair = entry.facts.get("chair") or ""
        self.quorum = _quorum(entry.facts["quorum"])

    def closed(self, entry: Entry) -> None:
        """meeting.closed."""
        self.closed_at, self.closed_seq = entry.at, entry.seq
        self.not_taken = int(entry.facts.get("not_taken") or 0)

    def invited(self, entry: Entry) -> None:
        """guest.invited."""
        self.guests[entry.facts.get("item"), entry.facts["guest"]] = entry.seq

    def withdrawn(self, entry: Entry) -> None:
        """guest.withdrawn."""
        self.guests.pop((entry.facts.get("item"), entry.facts["guest"]), None)

    def item_started(self, entry: Entry) -> None:
        """item.started: an item taken up again keeps what was done on it."""
        facts = entry.facts
        new = ItemFacts(facts["order"], facts["title"], facts.get("presenter") or "", key=facts["item"])
        self.items.setdefault(facts["item"], new)
        self.running = facts["item"]
        self._change_item(entry, ended=False, deferred=False)

    def vote_opened(self, entry: Entry) -> None:
        """vote.opened."""
        self.subjects[entry.facts["ballot"]] = entry.facts.get("subject") or ""
        self._change_item(entry, open_vote=True)

    def vote_closed(self, entry: Entry) -> None:
        """vote.closed: one more vote of its item, with every seat as it attended at that moment."""
        facts = entry.facts
        apart = facts.get("recused", ())
        seats = tuple(self._seat(line, line["order"] in apart) for line in facts["seats"])
        vote = VoteFacts(
            seq=entry.seq,
            closed_at=entry.at,
            tally=Tally.from_facts(facts["tally"]),
            outcome=Outcome.from_facts(facts["outcome"]),
            seats=seats,
            subject=self.subjects.get(facts["ballot"], ""),
            ballot=facts["ballot"],
        )
        if facts.get("published", True):
            self._show(entry, vote)
        else:
            self.held_back[facts["ballot"]] = vote
        self._change_item(entry, open_vote=False, held_back=facts["ballot"] in self.held_back)

    def vote_published(self, entry: Entry) -> None:
        """vote.published: only now does the minutes' reader learn what was counted."""
        self._show(entry, self.held_back.pop(entry.facts["ballot"]))
        self._change_item(entry, held_back=False)

    def _show(self, entry: Entry, vote: VoteFacts) -> None:
        votes = self.items[entry.facts["item"]].votes
        self._change_item(entry, votes=(*votes, self._with_corrections(vote)))

    def _seat(self, line: Facts, recused: bool) -> SeatVote:
        order = int(line["order"])
        self.offices.setdefault(order, line["office"])
        presence = self.presences.get(order, Presence.EXPECTED)
        return SeatVote(order, line["office"], line["choice"], line["place"], presence, recused)

    def spoke(self, entry: Entry) -> None:
        """speaker.ended: one more stretch of a speech; whoever was interrupted spoke in several."""
        facts = entry.facts
        known = self.speeches.setdefault(facts["item"], {})
        before = known.get(facts["speaker"])
        known[facts["speaker"]] = SpeakerFacts(
            office=facts["office"],
            seconds=facts["seconds"] + (before.seconds if before else 0),
            is_order=facts["turn"] == "order",
            seqs=(*(before.seqs if before else ()), entry.seq),
        )
        self._change_item(entry, speakers=tuple(known.values()))

    def concluded(self, entry: Entry) -> None:
        """item.concluded: the last wording counts, where it need not be released."""
        if entry.facts.get("released", True):
            self._change_item(entry, conclusion=entry.facts["text"])

    def released(self, entry: Entry) -> None:
        """item.conclusion_released: only now is it shown, with the decisions."""
        rows = entry.facts["decisions"]
        decisions = tuple(DecisionFacts(row["text"], row["agency"], _day(row["due"])) for row in rows)
        self._change_item(entry, conclusion=entry.facts["text"], decisions=decisions)

    def corrected(self, entry: Entry) -> None:
        """vote.correction_noted: told beside the vote, as soon as that is told."""
        facts = entry.facts
        kept = self.corrections.setdefault(facts["ballot"], [])
        kept.append((entry.seq, f"{facts['office']}: {facts['text']}"))
        votes = self.items[facts["item"]].votes
        self._change_item(entry, votes=tuple(self._with_corrections(vote) for vote in votes))

    def _with_corrections(self, vote: VoteFacts) -> VoteFacts:
        kept = self.corrections.get(vote.ballot, [])
        seqs, said = tuple(seq for seq, _ in kept), tuple(text for _, text in kept)
        return replace(vote, corrections=said, correction_seqs=seqs)

    def item_ended(self, entry: Entry) -> None:
        """item.ended."""
        self.running = ""
        self._change_item(entry, ended=True)

    def adopted_in_block(self, entry: Entry) -> None:
        """item.adopted_in_block: adopted by the one vote on the block, without a talk of its own."""
        facts = entry.facts
        self.items.setdefault(facts["item"], ItemFacts(facts["order"], facts["title"], key=facts["item"]))
        self._change_item(entry, conclusion=facts["text"], ended=True)

    def _change_item(self, entry: Entry, **changes: Any) -> None:
        """The item of this entry as the entry leaves it, which is kept as the source of that change."""
        item = self.items[entry.facts["item"]]
        seqs = dict(item.seqs) | {entry.kind: entry.seq}
        self.items[entry.facts["item"]] = replace(item, seqs=tuple(seqs.items()), **changes)

    def everybody(self) -> tuple[Attendee, ...]:
        """Every seat that the journal names, in the order of the body."""
        silent = (seat for seat in self.offices if seat not in self.attendees)
        unnoted = [Attendee(seat, self.offices[seat], Presence.EXPECTED) for seat in silent]
        return tuple(sorted([*self.attendees.values(), *unnoted], key=lambda attendee: attendee.order))

    def invited_guests(self) -> tuple[Guest, ...]:
        """The guests of the whole meeting, and those of the items that were taken."""
        guests = []
        for (item, label), seq in self.guests.items():
            if item is None or item in self.items:
                guests.append(Guest(label, self.items[item].order if item else None, (seq,)))
        return tuple(guests)


_READERS: Mapping[str, Callable[[_Reading, Entry], None]] = {
    "attendance.noted": _Reading.noted,
    "guest.invited": _Reading.invited,
    "guest.withdrawn": _Reading.withdrawn,
    "meeting.started": _Reading.started,
    "meeting.closed": _Reading.closed,
    "item.started": _Reading.item_started,
    "vote.correction_noted": _Reading.corrected,
    "item.concluded": _Reading.concluded,
    "item.conclusion_released": _Reading.released,
    "item.ended": _Reading.item_ended,
    "item.adopted_in_block": _Reading.adopted_in_block,
    "vote.opened": _Reading.vote_opened,
    "vote.closed": _Reading.vote_closed,
    "vote.published": _Reading.vote_published,
    "speaker.ended": _Reading.spoke,
    "act.undone": _Reading.undone,
    **dict.fromkeys(KINDS, _Reading.happened),
}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _quorum(facts: Facts) -> QuorumFacts:
    sure = facts.get("mark", "?") != "?"
    counts = {name: int(facts[name]) for name in ("attending", "seats", "needed", "in_room", "remote")}
    return QuorumFacts(
        **counts, share=facts.get("share") or "", source=facts.get("source", "") if sure else ""
    )


def read(meeting: Meeting, entries: Iterable[Entry]) -> MinutesFacts:
    """The facts of a meeting from its row and the entries of its journal, oldest first."""
    reading = _Reading()
    seq, head, moment = 0, GENESIS, meeting.starts_at
    for entry in entries:
        seq, head, moment = entry.seq, entry.hash, entry.at
        reader = _READERS.get(entry.kind)
        if reader:
            reader(reading, entry)
    return MinutesFacts(
        title=meeting.title,
        body=meeting.body.name_vi,
        body_place=meeting.body.place,
        number=meeting.number,
        place=meeting.place,
        planned_at=meeting.starts_at,
        started_at=reading.started_at,
        closed_at=reading.closed_at,
        chair=reading.chair or meeting.chair.office_vi,
        secretary=meeting.secretary_label,
        attendees=reading.everybody(),
        quorum=reading.quorum,
        course=tuple(reading.course),
        guests=reading.invited_guests(),
        not_taken=reading.not_taken,
        items=tuple(sorted(reading.items.values(), key=lambda item: item.order)),
        demonstration=meeting.demonstration,
        head_seq=seq,
        head_hash=head,
        written_up_to=moment,
        started_seq=reading.started_seq,
        closed_seq=reading.closed_seq,
    )


def gather(meeting: Meeting) -> MinutesFacts:
    """The facts of a meeting, from its journal; with the opinion ballots counted since the one before it."""
    told = read(meeting, journal.entries(meeting.stream))
    return replace(told, ballots=tuple(_ballot(each) for each in ballots_since_last(meeting)))


def _ballot(ballot: Ballot) -> BallotFacts:
    assert ballot.closed_at is not None  # a constraint of the table
    assert ballot.result is not None
    open_to_all = ballot.matter.confidentiality != Confidentiality.RESTRICTED
    counts = tuple(
        CountedFacts(each["number"], Tally.from_facts(each["tally"]), Outcome.from_facts(each["outcome"]))
        for each in ballot.result["questions"]
    )
    title = ballot.title if open_to_all else ""
    return BallotFacts(ballot.key, ballot.number, title, ballot.closed_at, counts)
