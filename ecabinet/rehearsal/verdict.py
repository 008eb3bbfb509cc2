"""The verdict of a rehearsal: go or no-go, check by check, what was measured and what it must be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ecabinet.rehearsal.course import CONVERGED_WITHIN, Books, VoteReport

SLOWEST_CAST = 2.0  # seconds until a receipt, in a vote in which nothing goes wrong


@dataclass(frozen=True)
class Check:
    """One line of the page: what was looked at, whether it is well, what was found, what is asked."""

    what: str
    well: bool
    found: str
    asked: str


@dataclass(frozen=True)
class Verdict:
    """All checks; a session may go ahead when every one is well."""

    checks: Sequence[Check]

    @property
    def go(self) -> bool:
        """Whether nothing stands in the way."""
        return all(check.well for check in self.checks)


FAULTS = {
    "nothing": _l("A vote in which nothing goes wrong"),
    "pages_are_cut": _l("Half of all pages lose their connection in the middle of a vote"),
    "wifi_flaps": _l("The Wi-Fi goes and comes every two seconds during a vote"),
    "a_server_dies": _l("A server is killed in the middle of a vote"),
    "two_consoles": _l("A second console presses the same buttons during a vote"),
    "redis_dies": _l("Redis is killed in the middle of a vote"),
    "redis_freezes": _l("Redis stops answering in the middle of a vote"),
}


def verdict_on(votes: Sequence[VoteReport], found: Books) -> Verdict:
    """The verdict on what happened."""
    return Verdict([*_votes(votes), *_books(found)])


def _votes(votes: Sequence[VoteReport]) -> Iterator[Check]:
    for vote in votes:
        yield Check(
            what=str(FAULTS[vote.fault]),
            well=vote.well and (vote.fault != "nothing" or vote.slowest <= SLOWEST_CAST),
            found=_found(vote),
            asked=_("all votes counted; every page agrees within %(seconds)d s")
            % {"seconds": CONVERGED_WITHIN},
        )


def _found(vote: VoteReport) -> str:
    facts = {
        "counted": vote.counted,
        "electorate": vote.electorate,
        "slowest": number_format(vote.slowest, 1),
    }
    counted = _("%(counted)d of %(electorate)d counted, the slowest after %(slowest)s s") % facts
    if vote.converged is None:
        return f"{counted}; " + _("not every page agreed in time")
    seconds = number_format(vote.converged, 1)
    return f"{counted}; " + _("pages agreed after %(seconds)s s") % {"seconds": seconds}


def _books(found: Books) -> Iterator[Check]:
    yield Check(
        what=_("No vote is lost, doubled or altered"),
        well=not (found.lost or found.doubled or found.altered),
        found=_("%(votes)d votes stored; %(lost)d lost, %(doubled)d doubled, %(altered)d altered")
        % {"votes": found.votes, "lost": found.lost, "doubled": found.doubled, "altered": found.altered},
        asked=_("every receipt has its vote, every seat one"),
    )
    yield Check(
        what=_("The journal verifies"),
        well=not found.problems,
        found="; ".join(found.problems[:3]) or _("no break in the chain"),
        asked=_("no break in the chain"),
    )
    yield Check(
        what=_("The minutes are composed from the journal"),
        well=found.minutes_bytes > 0,
        found=_("%(kilobytes)d KB in %(milliseconds)d ms")
        % {"kilobytes": found.minutes_bytes // 1024, "milliseconds": found.minutes_ms},
        asked=_("a PDF"),
    )
