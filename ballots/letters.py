"""The letters about ballots, filled when they are sent: with what holds then, or not sent at all."""

from collections.abc import Callable
from uuid import UUID

from django.utils.functional import lazy

from ballots.models import Answer, Ballot
from ballots.rules import Status
from ballots.selectors import ballots_to_reply_to, ballots_visible_to
from ballots.wording.letters import ABOUT, LETTERS, RESTRICTED
from core.time import now
from people.models import Notice, Seat
from people.notices import Letter, Words

ASKING = ("ballot:opened", "ballot:reminder", "ballot:extended", "ballot:papers")

# What is told only while the ballot waits for it.
WAITING = {"ballot:replies": Status.CLOSED, "ballot:reported": Status.REPORTED}


def _say(sentence: Callable[[], str]) -> str:
    return sentence()


# Said anew in each language in which the letter is written.
_said = lazy(_say, str)


def letters() -> dict[str, Letter]:
    """Every letter about a ballot, by kind."""
    return {kind: Letter(subject, text, words) for kind, (subject, text) in LETTERS.items()}


def words(notice: Notice) -> Words | None:
    """What fills the letter now; None when this person is not, or no longer, to be told."""
    reads = ballots_to_reply_to if notice.kind == "ballot:replies" else ballots_visible_to
    ballot = reads(notice.person).filter(pk=notice.facts["ballot"]).first()
    if ballot is None or not _still_true(notice, ballot):
        return None
    seats = list(Seat.objects.filter(pk__in=_seats(notice)).order_by("order"))
    return {
        "number": ballot.number,
        "closes_at": ballot.closes_at,
        "office": _said(lambda: "; ".join(seat.office for seat in seats)),
        "about": RESTRICTED if ballot.matter.closed else _said(lambda: str(ABOUT) % {"title": ballot.title}),
    }


def _still_true(notice: Notice, ballot: Ballot) -> bool:
    """Nobody is asked when it is too late, nor reminded once every seat that the reminder is for answered."""
    if notice.kind == "ballot:unsent":
        return ballot.status == Status.APPROVED.value and ballot.opens_at is not None
    if notice.kind in WAITING:
        return ballot.status == WAITING[notice.kind].value
    if notice.kind not in (*ASKING, "ballot:held"):
        return True
    assert ballot.closes_at is not None  # a constraint of the table
    past = now() >= ballot.closes_at
    if ballot.status != Status.OPEN.value or past is not (notice.kind == "ballot:held"):
        return False
    if notice.kind != "ballot:reminder":
        return True
    answered = Answer.objects.filter(ballot=ballot, elector__seat__in=_seats(notice), revision=1).count()
    return answered < len(_seats(notice))


def _seats(notice: Notice) -> list[UUID]:
    """The seats for which the person is told, as holder or as assistant."""
    return [UUID(seat) for role in ("holds", "assists") for seat in notice.facts.get(role, ())]
