"""What answers and results must say so that the journal's entries still vouch for them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from ballots.evidence import dissents_match_journal, earlier_papers_match, papers_match_journal
from ballots.frozen import ended_still, frozen_still
from ballots.models import Answer, Ballot, Elector, PreparedAnswer
from ballots.rules import OVER, Outcome, Status, Tally, digest
from ballots.selectors import delivered_in_time, delivery_to
from ballots.services import answer_facts, count, delivery_facts, seat_facts
from ballots.services.storing import BROWSER
from core.chain import Problem, canonical
from core.models import Entry

OPENINGS = ("vote.opened", "ballot.opened")
ANSWERED = ("answer.cast", "answer.keyed")
CLOSINGS = ("vote.closed", "ballot.closed")
GIVEN = ("choice", "text", "place", "way")  # what a seat gave, as the closing shows it


def answers_match_journal() -> Iterator[Problem]:
    """Every answer has its entry and every entry its answer; every closing covers what was answered."""
    for ballot in Ballot.objects.order_by("composed_at").iterator():
        yield from problems_of(ballot)


def problems_of(ballot: Ballot) -> Iterator[Problem]:
    """The same of one ballot."""
    for _about, found in findings(ballot):
        yield from found


def findings(ballot: Ballot) -> Iterator[tuple[str, list[Problem]]]:
    """What was looked at, one thing after the other, with what is wrong in it."""
    answers = list(ballot.answers.select_related("elector", "person", "keyed_by").order_by("seq"))
    entries = list(Entry.objects.filter(stream=ballot.stream, subject=ballot.key).order_by("seq"))
    closings = [entry for entry in entries if entry.kind in CLOSINGS]
    rulings = _of(entries, "ballot.decided")
    openings = [entry for entry in entries if entry.kind in OPENINGS]
    found = [
        ("answers", list(_answers(ballot, answers, [entry for entry in entries if entry.kind in ANSWERED]))),
        ("opening", list(frozen_still(ballot, openings))),
        ("closing", [*_closing(ballot, answers, closings), *ended_still(ballot, closings, rulings)]),
        ("deliveries", list(_deliveries(ballot, entries, closings))),
        ("prepared", list(_prepared(ballot, entries))),
        ("papers", list(papers_match_journal(ballot, answers, entries))),
        ("dissents", list(dissents_match_journal(ballot, entries))),
        ("extension", list(_extension(ballot, _of(entries, "ballot.extended")))),
        ("recall", list(_recall(ballot, answers, _of(entries, "ballot.recalled")))),
    ]
    yield from found
    # Only answers that the journal vouches for are worth counting again.
    if not any(problems for _about, problems in found):
        yield "count", list(_recount(ballot, answers, closings))


def _of(entries: list[Entry], kind: str) -> list[Entry]:
    return [entry for entry in entries if entry.kind == kind]


def _answers(ballot: Ballot, answers: list[Answer], entries: list[Entry]) -> Iterator[Problem]:
    recorded = {entry.seq: entry for entry in entries}
    for answer in answers:
        entry = recorded.pop(answer.seq, None)
        if answer.digest != digest(answer.salt, answer.lines):
            yield _problem(ballot, answer.seq, answer, "was changed after it was counted")
        if entry is None:
            yield _problem(ballot, answer.seq, answer, "has no entry in the journal")
        elif (_of_the_row(entry), entry.at, entry.actor) != (
            answer_facts(answer),
            answer.at,
            answer.person.key,
        ):
            yield _problem(ballot, answer.seq, answer, "differs from its entry in the journal")
    for seq, entry in recorded.items():
        what = f"ballot {ballot.pk}: the answer of seat {entry.facts.get('seat')} is missing"
        yield Problem(ballot.stream, seq, what)


def _of_the_row(entry: Entry) -> dict[str, object]:
    return {name: fact for name, fact in entry.facts.items() if name != BROWSER}


def _closing(ballot: Ballot, answers: list[Answer], entries: list[Entry]) -> Iterator[Problem]:
    closed = ballot.status in OVER
    # What is recalled may have been closed before, and may not have been.
    if len(entries) != int(closed) and (ballot.status != Status.RECALLED.value or len(entries) > 1):
        what = f"ballot {ballot.pk} is {ballot.status}, but the journal closes it {len(entries)} times"
        yield Problem(ballot.stream, entries[-1].seq if entries else 0, what)
    if not entries:
        return
    entry = entries[-1]
    yield from _covers(ballot, answers, entry, "closing")
    yield from earlier_papers_match(ballot, answers, entry)
    kept = (ballot.result or {}).get("questions")
    if canonical(kept) != canonical(entry.facts["questions"]):
        yield Problem(ballot.stream, entry.seq, f"ballot {ballot.pk}: its result is not the one announced")


def _deliveries(ballot: Ballot, entries: list[Entry], closings: list[Entry]) -> Iterator[Problem]:
    """Every delivery is the one that was recorded, and the closing names exactly those that were in time."""
    recorded = {e.facts["seat"]: e for e in entries if e.kind == "ballot.delivered"}
    electors = list(ballot.electors.select_related("delivery").order_by("order"))
    for elector in electors:
        known, entry = delivery_to(elector), recorded.get(elector.order)
        row = delivery_facts(elector)[1:] if known and known.delivered_at else None
        said = [entry.facts["at"], entry.facts["how"]] if entry else None
        if row != said:
            what = f"ballot {ballot.pk}: the delivery to seat {elector.order} is not the one recorded"
            yield Problem(ballot.stream, entry.seq if entry else 0, what)
    if closings and "deliveries" in closings[-1].facts:
        in_time = delivered_in_time(ballot, electors)
        found = [delivery_facts(elector) for elector in electors if elector.pk in in_time]
        if found != closings[-1].facts["deliveries"]:
            what = f"ballot {ballot.pk}: the closing names other deliveries"
            yield Problem(ballot.stream, closings[-1].seq, what)


def _prepared(ballot: Ballot, entries: list[Entry]) -> Iterator[Problem]:
    """Every answer that was prepared says what it said when it was submitted."""
    recorded = {
        (entry.facts["seat"], entry.facts["number"]): entry.facts["digest"]
        for entry in entries
        if entry.kind == "prepared.submitted"
    }
    for each in PreparedAnswer.objects.filter(elector__ballot=ballot).select_related("elector"):
        if recorded.pop((each.elector.order, each.number), None) != digest(each.salt, each.lines):
            what = f"ballot {ballot.pk}: what was prepared for seat {each.elector.order} is not as submitted"
            yield Problem(ballot.stream, 0, what)
    for seat, number in recorded:
        what = f"ballot {ballot.pk}: answer {number} that was prepared for seat {seat} is missing"
        yield Problem(ballot.stream, 0, what)


def _evidence(electors: list[Elector], closing: Entry) -> set[UUID]:
    """To whom delivery was proven when it was closed; closings from before evidence was asked for: to all."""
    if "deliveries" not in closing.facts:
        return {elector.pk for elector in electors}
    orders = {order for order, _at, _how in closing.facts["deliveries"]}
    return {elector.pk for elector in electors if elector.order in orders}


def _recall(ballot: Ballot, answers: list[Answer], entries: list[Entry]) -> Iterator[Problem]:
    recalled = ballot.status == Status.RECALLED.value
    if len(entries) != int(recalled):
        what = f"ballot {ballot.pk} is {ballot.status}, but the journal recalls it {len(entries)} times"
        yield Problem(ballot.stream, entries[-1].seq if entries else 0, what)
    if not (recalled and entries):
        return
    yield from _covers(ballot, answers, entries[-1], "recall")
    if ballot.recall_reason != entries[-1].facts["reason"]:
        what = f"ballot {ballot.pk}: its reason is not the one with which it was recalled"
        yield Problem(ballot.stream, entries[-1].seq, what)


def _extension(ballot: Ballot, entries: list[Entry]) -> Iterator[Problem]:
    """The deadline and the reason that members read are those of the last extension."""
    kept = [ballot.extended_from, ballot.closes_at, ballot.extension_reason]
    if not entries:
        if ballot.extended_at is not None:
            yield Problem(ballot.stream, 0, f"ballot {ballot.pk}: the journal knows of no extension")
        return
    facts = entries[-1].facts
    told = [datetime.fromisoformat(facts["old"]), datetime.fromisoformat(facts["new"]), facts["reason"]]
    if kept != told:
        what = f"ballot {ballot.pk}: its deadline is not the one to which it was extended"
        yield Problem(ballot.stream, entries[-1].seq, what)


def _covers(ballot: Ballot, answers: list[Answer], entry: Entry, name: str) -> Iterator[Problem]:
    """The entry that ends a ballot names exactly the answers that counted then, and none came later."""
    current = {answer.elector.order: answer.digest for answer in sorted(answers, key=lambda a: a.revision)}
    if [list(pair) for pair in entry.facts["answers"]] != [[seat, current[seat]] for seat in sorted(current)]:
        yield Problem(ballot.stream, entry.seq, f"ballot {ballot.pk}: the {name} covers other answers")
    if any(answer.seq > entry.seq for answer in answers):
        yield Problem(ballot.stream, entry.seq, f"ballot {ballot.pk}: an answer came after the {name}")


def _recount(ballot: Ballot, answers: list[Answer], closings: list[Entry]) -> Iterator[Problem]:
    """Count once more: tally, seats and deemed answers must come out as the closing announced them."""
    seq = closings[-1].seq if closings else 0
    electors = list(ballot.electors.select_related("seat").order_by("order"))
    current = {answer.elector_id: answer for answer in sorted(answers, key=lambda a: a.revision)}
    delivered = _evidence(electors, closings[-1]) if closings else set()
    counted = count(ballot, electors, current, delivered) if closings else []
    deems = any(tally.deemed_for for _number, tally, _outcome in counted)
    if closings:
        yield from _announced(ballot, counted, closings[-1])
        yield from _seats(ballot, electors, current, closings[-1])
    silent = {elector.pk for elector in electors if elector.pk not in current} & delivered if deems else set()
    if set(ballot.deemed.values_list("elector_id", flat=True)) != silent:
        what = f"ballot {ballot.pk}: the seats deemed to agree are not those that were silent and reached"
        yield Problem(ballot.stream, seq, what)


def _announced(
    ballot: Ballot, counted: list[tuple[int, Tally, Outcome]], closing: Entry
) -> Iterator[Problem]:
    announced = {row["number"]: canonical(row["tally"]) for row in closing.facts["questions"]}
    found = {number: canonical(tally.as_facts()) for number, tally, _outcome in counted}
    for number in sorted(announced.keys() | found.keys()):
        if announced.get(number) != found.get(number):
            what = f"ballot {ballot.pk}: question {number} was not counted as it was answered"
            yield Problem(ballot.stream, closing.seq, what)
    first = closing.facts["questions"][0]
    if canonical(closing.facts["tally"]) != canonical(first["tally"]):
        yield Problem(ballot.stream, closing.seq, f"ballot {ballot.pk}: the closing shows two counts")


def _seats(
    ballot: Ballot, electors: list[Elector], current: Mapping[UUID, Answer], closing: Entry
) -> Iterator[Problem]:
    # Offices are left out: they may have been renamed since.
    shown = {row["order"]: [row.get(name) for name in GIVEN] for row in closing.facts["seats"]}
    given = {}
    for elector in electors:
        facts = seat_facts(elector, current.get(elector.pk))
        given[elector.order] = [facts.get(name) for name in GIVEN]
    for order in sorted(shown.keys() | given.keys()):
        if shown.get(order) != given.get(order):
            what = f"ballot {ballot.pk}: the closing shows seat {order} otherwise than it answered"
            yield Problem(ballot.stream, closing.seq, what)


def _problem(ballot: Ballot, seq: int, answer: Answer, what: str) -> Problem:
    seat = f"seat {answer.elector.order}, revision {answer.revision}"
    return Problem(ballot.stream, seq, f"ballot {ballot.pk}: the answer of {seat} {what}")
