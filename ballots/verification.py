"""What answers and results must say so that the journal's entries still vouch for them."""

from collections.abc import Iterator
from typing import Any

from ballots.models import Answer, Ballot
from ballots.rules import Status, digest
from core.journal import Problem, canonical
from core.models import Entry

CLOSINGS = ("vote.closed", "ballot.closed")


def answers_match_journal() -> Iterator[Problem]:
    """Every answer has its entry and every entry its answer; every closing covers what was answered."""
    for ballot in Ballot.objects.order_by("composed_at").iterator():
        answers = list(ballot.answers.select_related("elector", "person").order_by("seq"))
        entries = list(Entry.objects.filter(stream=ballot.stream, subject=ballot.key).order_by("seq"))
        yield from _answers(ballot, answers, [entry for entry in entries if entry.kind == "answer.cast"])
        yield from _closing(ballot, answers, [entry for entry in entries if entry.kind in CLOSINGS])


def _answers(ballot: Ballot, answers: list[Answer], entries: list[Entry]) -> Iterator[Problem]:
    recorded = {entry.seq: entry for entry in entries}
    for answer in answers:
        entry = recorded.pop(answer.seq, None)
        if answer.digest != digest(answer.salt, answer.lines):
            yield _problem(ballot, answer.seq, answer, "was changed after it was counted")
        if entry is None:
            yield _problem(ballot, answer.seq, answer, "has no entry in the journal")
        elif (entry.facts, entry.at, entry.actor) != (_facts(ballot, answer), answer.at, answer.person.key):
            yield _problem(ballot, answer.seq, answer, "differs from its entry in the journal")
    for seq, entry in recorded.items():
        what = f"ballot {ballot.pk}: the answer of seat {entry.facts.get('seat')} is missing"
        yield Problem(ballot.stream, seq, what)


def _facts(ballot: Ballot, answer: Answer) -> dict[str, Any]:
    return {
        "ballot": str(ballot.pk),
        "seat": answer.elector.order,
        "revision": answer.revision,
        "digest": answer.digest,
    }


def _closing(ballot: Ballot, answers: list[Answer], entries: list[Entry]) -> Iterator[Problem]:
    closed = ballot.status == Status.CLOSED.value
    if len(entries) != int(closed):
        what = f"ballot {ballot.pk} is {ballot.status}, but the journal closes it {len(entries)} times"
        yield Problem(ballot.stream, entries[-1].seq if entries else 0, what)
    if not (closed and entries):
        return
    entry = entries[-1]
    current = {answer.elector.order: answer.digest for answer in sorted(answers, key=lambda a: a.revision)}
    if [list(pair) for pair in entry.facts["answers"]] != [[seat, current[seat]] for seat in sorted(current)]:
        yield Problem(ballot.stream, entry.seq, f"ballot {ballot.pk}: the closing covers other answers")
    if any(answer.seq > entry.seq for answer in answers):
        yield Problem(ballot.stream, entry.seq, f"ballot {ballot.pk}: an answer came after the closing")
    kept = (ballot.result or {}).get("questions")
    if canonical(kept) != canonical(entry.facts["questions"]):
        yield Problem(ballot.stream, entry.seq, f"ballot {ballot.pk}: its result is not the one announced")


def _problem(ballot: Ballot, seq: int, answer: Answer, what: str) -> Problem:
    seat = f"seat {answer.elector.order}, revision {answer.revision}"
    return Problem(ballot.stream, seq, f"ballot {ballot.pk}: the answer of {seat} {what}")
