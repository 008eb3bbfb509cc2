"""The votes of a meeting, as the journal tells them: opened, closed, published, corrected afterwards."""

from __future__ import annotations

from dataclasses import replace

from ballots.rules import Outcome, Tally
from meetings.papers.facts import SeatVote, VoteFacts
from meetings.papers.reading import Entry, Facts, Reading
from meetings.rules import Presence


def vote_opened(reading: Reading, entry: Entry) -> None:
    """vote.opened."""
    reading.subjects[entry.facts["ballot"]] = entry.facts.get("subject") or ""
    reading.change_item(entry, open_vote=True)


def vote_closed(reading: Reading, entry: Entry) -> None:
    """vote.closed: one more vote of its item, with every seat as it attended at that moment."""
    facts = entry.facts
    apart = facts.get("recused", ())
    seats = tuple(_seat(reading, line, line["order"] in apart) for line in facts["seats"])
    vote = VoteFacts(
        seq=entry.seq,
        closed_at=entry.at,
        tally=Tally.from_facts(facts["tally"]),
        outcome=Outcome.from_facts(facts["outcome"]),
        seats=seats,
        subject=reading.subjects.get(facts["ballot"], ""),
        ballot=facts["ballot"],
        way=facts.get("way", ""),
        way_reason=facts.get("reason", "") if facts.get("way") else "",
        signed=tuple((each["keyed_by"], each["confirmed_by"]) for each in facts.get("sheets", ())),
    )
    if facts.get("published", True):
        _show(reading, entry, vote)
    else:
        reading.held_back[facts["ballot"]] = vote
    reading.change_item(entry, open_vote=False, held_back=facts["ballot"] in reading.held_back)


def vote_published(reading: Reading, entry: Entry) -> None:
    """vote.published: only now does the minutes' reader learn what was counted."""
    _show(reading, entry, reading.held_back.pop(entry.facts["ballot"]))
    reading.change_item(entry, held_back=False)


def _show(reading: Reading, entry: Entry, vote: VoteFacts) -> None:
    votes = reading.items[entry.facts["item"]].votes
    reading.change_item(entry, votes=(*votes, _with_corrections(reading, vote)))


def _seat(reading: Reading, line: Facts, recused: bool) -> SeatVote:
    order = int(line["order"])
    reading.offices.setdefault(order, line["office"])
    presence = reading.presences.get(order, Presence.EXPECTED)
    way = line.get("way", "")
    return SeatVote(order, line["office"], line["choice"], line["place"], presence, recused, way)


def corrected(reading: Reading, entry: Entry) -> None:
    """vote.correction_noted: told beside the vote, as soon as that is told."""
    facts = entry.facts
    kept = reading.corrections.setdefault(facts["ballot"], [])
    kept.append((entry.seq, f"{facts['office']}: {facts['text']}"))
    votes = reading.items[facts["item"]].votes
    reading.change_item(entry, votes=tuple(_with_corrections(reading, vote) for vote in votes))


def _with_corrections(reading: Reading, vote: VoteFacts) -> VoteFacts:
    kept = reading.corrections.get(vote.ballot, [])
    seqs, said = tuple(seq for seq, _ in kept), tuple(text for _, text in kept)
    return replace(vote, corrections=said, correction_seqs=seqs)


READERS = {
    "vote.opened": vote_opened,
    "vote.closed": vote_closed,
    "vote.published": vote_published,
    "vote.correction_noted": corrected,
}
