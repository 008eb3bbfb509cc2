"""What replies and reports must say so that the journal's entries still vouch for them."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from ballots.models import Ballot, BallotReport, OpinionReply
from ballots.papers import counted_twice
from ballots.rules import Status, reply_digest
from ballots.services import reply_facts, report_digest
from core.chain import Problem, canonical
from core.models import Entry
from core.refusals import Refusal

REPORTED = (Status.REPORTED.value, Status.DECIDED.value)


def reports_match_journal() -> Iterator[Problem]:
    """Every reply and report has its entry, every such entry its row; a report says what was counted."""
    yield from _replies()
    entries = _entries("ballot.reported")
    reported = Ballot.objects.filter(Q(status__in=REPORTED) | Q(report__isnull=False))
    for ballot in reported.select_related("report").order_by("composed_at").iterator(chunk_size=200):
        yield from _report(ballot, getattr(ballot, "report", None), entries.pop(ballot.pk, []))
    for ballot in Ballot.objects.filter(pk__in=list(entries)):
        yield from _report(ballot, None, entries[ballot.pk])


def report_matches_journal(ballot: Ballot) -> Iterator[Problem]:
    """The same of one ballot."""
    yield from _replies(ballot)
    report = BallotReport.objects.select_related("ballot").filter(ballot=ballot).first()
    entries = _entries("ballot.reported", ballot).get(ballot.pk, [])
    if report or entries or ballot.status in REPORTED:
        yield from _report(ballot, report, entries)


def _entries(kind: str, ballot: Ballot | None = None) -> dict[UUID, list[Entry]]:
    """Ballot id → the entries of this kind about it."""
    found: dict[UUID, list[Entry]] = {}
    only = {"stream": ballot.stream} if ballot else {}
    for entry in Entry.objects.filter(kind=kind, **only).order_by("stream", "seq"):
        found.setdefault(UUID(entry.subject.removeprefix("ballot:")), []).append(entry)
    return found


def _replies(ballot: Ballot | None = None) -> Iterator[Problem]:
    entries = _entries("reply.written", ballot).values()
    recorded = {(entry.stream_id, entry.seq): entry for found in entries for entry in found}
    kept = OpinionReply.objects.filter(**({"ballot": ballot} if ballot else {}))
    for reply in kept.select_related("elector", "ballot", "person").order_by("at", "seq"):
        stream = reply.ballot.stream
        entry = recorded.pop((stream, reply.seq), None)
        if reply.digest != reply_digest(reply.stance, reply.text):
            yield _problem(reply, "was changed after it was kept")
        if entry is None:
            yield _problem(reply, "has no entry in the journal")
        elif (entry.facts, entry.at, entry.actor) != (reply_facts(reply), reply.at, reply.person.key):
            yield _problem(reply, "differs from its entry in the journal")
    for entry in recorded.values():
        what = f"{entry.subject}: the reply to seat {entry.facts.get('seat')} is missing"
        yield Problem(entry.stream_id, entry.seq, what)


def _problem(reply: OpinionReply, what: str) -> Problem:
    where = f"seat {reply.elector.order}, question {reply.question}, revision {reply.revision}"
    return Problem(reply.ballot.stream, reply.seq, f"ballot {reply.ballot_id}: the reply to {where} {what}")


def _report(ballot: Ballot, report: BallotReport | None, entries: list[Entry]) -> Iterator[Problem]:
    def wrong(what: str) -> Problem:
        return Problem(ballot.stream, entries[-1].seq if entries else 0, f"ballot {ballot.pk}{what}")

    reported = ballot.status in REPORTED
    if len(entries) != int(reported):
        yield wrong(f" is {ballot.status}, but the journal reports it {len(entries)} times")
    if (report is not None) != reported:
        yield wrong(f" is {ballot.status}, and its report is {'kept' if report else 'missing'}")
    if report is None or not entries:
        return
    if not report_digest(report.facts) == report.digest == entries[-1].facts["report"]:
        yield wrong(": its report was changed after it was issued")
        return
    told = [[count["tally"], count["outcome"]] for count in report.facts["counts"]]
    kept = [[row["tally"], row["outcome"]] for row in (ballot.result or {}).get("questions", [])]
    if canonical(told) != canonical(kept):
        yield wrong(": its report tells another result than the one announced")
    yield from (wrong(f": {what}") for what in _second_count(ballot))


def _second_count(ballot: Ballot) -> Iterator[str]:
    try:
        counted_twice(ballot)
    except Refusal as refusal:
        yield f"the second count refuses what was reported ({refusal.code})"
