"""The kind of document that ballots issue by themselves: the report. A resolution is of meetings, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ballots.models import Ballot
from ballots.papers.gathering import gather_report
from ballots.papers.keeping import as_facts, from_facts
from ballots.papers.report import compose_report
from ballots.policies import may_read_report, may_report_ballot
from ballots.rules import OVER
from ballots.selectors import report_of
from core.refusals import Refusal
from people.models import Person
from records.kinds import Composer, RecordKind


def _ballot(subject: str) -> Ballot:
    found = Ballot.objects.select_related("body", "matter__lead", "composed_by")
    return found.get(pk=named(subject, "ballot:"))


def named(subject: str, prefix: str) -> UUID:
    """The id in a subject; ValueError for what is no such subject: each has one spelling."""
    key = UUID(subject.removeprefix(prefix))
    if subject != f"{prefix}{key}":
        raise ValueError(subject)
    return key


def _report(subject: str) -> Mapping[str, Any]:
    """As it was issued; before that what it would say, dated by the closing."""
    ballot = _ballot(subject)
    kept = report_of(ballot)
    if kept is not None:
        facts: Mapping[str, Any] = kept.facts
        return facts
    if ballot.status not in OVER or ballot.closed_at is None:
        raise Refusal("ballot_not_closed")
    return as_facts(gather_report(ballot, ballot.closed_at, "", draft=True))


def _reads(person: Person, subject: str) -> bool:
    return may_read_report(person, _ballot(subject))


def _draws_up(person: Person, subject: str) -> bool:
    return may_report_ballot(person, _ballot(subject))


REPORT = RecordKind(
    code="ballot_report",
    abbreviation="BC",
    name="Báo cáo tổng hợp ý kiến",
    gather=_report,
    compose=Composer(from_facts, compose_report),
    readable=lambda person, subjects: {each for each in subjects if _reads(person, each)},
    may_draw_up=_draws_up,
    body=lambda subject: _ballot(subject).body,
    page=lambda subject: _ballot(subject).get_absolute_url(),
)
