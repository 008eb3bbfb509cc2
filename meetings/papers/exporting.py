"""A session as one file that needs nothing of this system to be checked: `scripts/verify_session.py` does."""

from collections.abc import Iterator
from typing import Any

from ballots.models import Answer, Ballot
from core.heads import heads_naming
from core.journal import entries
from core.models import Entry
from meetings.models import FrozenMinutes, Meeting

FORMAT = "ecabinet-session-1"


def session_facts(meeting: Meeting) -> dict[str, Any]:
    """The journal of a closed session, its votes with every answer and its salt, its minutes, its heads."""
    votes = Ballot.objects.filter(stream=meeting.stream).order_by("composed_at", "pk")
    return {
        "format": FORMAT,
        "meeting": str(meeting.pk),
        "title": meeting.title,
        "stream": meeting.stream,
        "entries": [_entry(entry) for entry in entries(meeting.stream).iterator()],
        "votes": [_vote(ballot) for ballot in votes],
        "minutes": list(_minutes(meeting)),
        "heads": heads_naming(meeting.stream),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "kind": entry.kind,
        "subject": entry.subject,
        "facts": entry.facts,
        "prev": entry.prev,
        "hash": entry.hash,
    }


def _vote(ballot: Ballot) -> dict[str, Any]:
    electors = list(ballot.electors.select_related("seat").order_by("order"))
    return {
        "ballot": str(ballot.pk),
        "title": ballot.title,
        "rules": ballot.procedure_facts,
        "electorate": [[each.order, str(each.seat_id), each.seat.kind] for each in electors],
        "questions": {
            str(question.number): [each["letter"] for each in question.alternatives]
            for question in ballot.questions.order_by("number")
        },
        "answers": [
            _answer(answer)
            for answer in ballot.answers.select_related("elector").order_by("elector__order", "revision")
        ],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "seat": answer.elector.order,
        "revision": answer.revision,
        "lines": answer.lines,
        "salt": answer.salt,
        "digest": answer.digest,
        "seq": answer.seq,
    }


def _minutes(meeting: Meeting) -> Iterator[dict[str, Any]]:
    for frozen in FrozenMinutes.objects.filter(minutes__meeting=meeting).order_by("seq"):
        yield {"seq": frozen.seq, "facts": frozen.facts, "digest": frozen.digest}
