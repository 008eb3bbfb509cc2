"""The items of a meeting, as the journal tells them: called, spoken on, concluded, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meetings.papers.course import KINDS, with_fact
from meetings.papers.facts import CourseFact, DecisionFacts, ItemFacts, SpeakerFacts
from meetings.papers.reading import Entry, Reading


def happened(reading: Reading, entry: Entry) -> None:
    """Something in the course of the session; a deferred item that was not called is named as well."""
    facts = entry.facts
    item = facts.get("item") or reading.running
    if entry.kind == "item.deferred":
        new = ItemFacts(facts["order"], facts["title"], key=item, deferred=True)
        reading.items[item] = replace(reading.items.get(item, new), ended=True, deferred=True)
        reading.running = "" if reading.running == item else reading.running
    fact = CourseFact(entry.seq, entry.at, entry.kind, facts, item)
    reading.course = with_fact(reading.course, fact)


def undone(reading: Reading, entry: Entry) -> None:
    """act.undone: an item called by mistake was not taken; one ended by mistake went on."""
    facts = entry.facts
    if facts["undone"] == "item.started" and facts["fresh"]:
        reading.items.pop(facts["item"], None)
    on = facts["after"] if facts["undone"] == "item.started" else facts["item"]
    if facts["undone"] == "item.started" and not facts["fresh"]:
        reading.items[facts["item"]] = replace(reading.items[facts["item"]], ended=True)
    reading.running = on or ""
    if on:
        reading.items[on] = replace(reading.items[on], ended=False)


def item_started(reading: Reading, entry: Entry) -> None:
    """item.started: an item taken up again keeps what was done on it."""
    facts = entry.facts
    new = ItemFacts(facts["order"], facts["title"], facts.get("presenter") or "", key=facts["item"])
    reading.items.setdefault(facts["item"], new)
    reading.running = facts["item"]
    reading.change_item(entry, ended=False, deferred=False)


def spoke(reading: Reading, entry: Entry) -> None:
    """speaker.ended: one more stretch of a speech; whoever was interrupted spoke in several."""
    facts = entry.facts
    known = reading.speeches.setdefault(facts["item"], {})
    before = known.get(facts["speaker"])
    known[facts["speaker"]] = SpeakerFacts(
        office=facts["office"],
        seconds=facts["seconds"] + (before.seconds if before else 0),
        is_order=facts["turn"] == "order",
        seqs=(*(before.seqs if before else ()), entry.seq),
    )
    reading.change_item(entry, speakers=tuple(known.values()))


def concluded(reading: Reading, entry: Entry) -> None:
    """item.concluded: the last wording counts, where it need not be released."""
    if entry.facts.get("released", True):
        reading.change_item(entry, conclusion=entry.facts["text"])


def released(reading: Reading, entry: Entry) -> None:
    """item.conclusion_released: only now is it shown, with the decisions."""
    rows = entry.facts["decisions"]
    decisions = tuple(DecisionFacts(row["text"], row["agency"], _day(row["due"])) for row in rows)
    reading.change_item(entry, conclusion=entry.facts["text"], decisions=decisions)


def item_ended(reading: Reading, entry: Entry) -> None:
    """item.ended."""
    reading.running = ""
    reading.change_item(entry, ended=True)


def adopted_in_block(reading: Reading, entry: Entry) -> None:
    """item.adopted_in_block: adopted by the one vote on the block, without a talk of its own."""
    facts = entry.facts
    reading.items.setdefault(facts["item"], ItemFacts(facts["order"], facts["title"], key=facts["item"]))
    reading.change_item(entry, conclusion=facts["text"], ended=True)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


READERS = {
    "item.started": item_started,
    "item.concluded": concluded,
    "item.conclusion_released": released,
    "item.ended": item_ended,
    "item.adopted_in_block": adopted_in_block,
    "speaker.ended": spoke,
    "act.undone": undone,
    **dict.fromkeys(KINDS, happened),
}
