"""A receipt as a file: with it its holder can check a counted answer without trusting a page."""

from typing import Any

from ballots.models import Answer, Ballot, Binding
from ballots.selectors import bindings_of, content_bound
from core.journal import entries

FORMAT = "ecabinet-receipt-1"


def name_of(ballot: Ballot) -> str:
    """By what `verify_ballot` knows a ballot among those of every body: "chinh-phu/17"."""
    return f"{ballot.body.key}/{ballot.number}"


def file_name(answer: Answer) -> str:
    """Under which name a receipt is saved."""
    return f"bien-nhan-{answer.receipt}.json"


def receipt_facts(ballot: Ballot, answer: Answer) -> dict[str, Any]:
    """The answer with its salt, what it was given on, and the entry of the journal that vouches for it."""
    entry = entries(ballot.stream).get(seq=answer.seq)
    asked = _given_on(bindings_of(ballot), answer)
    return {
        "format": FORMAT,
        "receipt": answer.receipt,
        "ballot": str(ballot.pk),
        "number": ballot.number,
        "seat": answer.elector.order,
        "office": answer.elector.seat.office_vi,
        "revision": answer.revision,
        "at": answer.at.isoformat(),
        "lines": answer.lines,
        "salt": answer.salt,
        "digest": answer.digest,
        "subject": answer.subject,
        "asked": content_bound(ballot, asked) if asked else None,
        "stream": ballot.stream,
        "seq": answer.seq,
        "entry": entry.hash,
        "before": entry.prev,
    }


def _given_on(bindings: list[Binding], answer: Answer) -> Binding | None:
    return next((binding for binding in bindings if binding.subject == answer.subject), None)
