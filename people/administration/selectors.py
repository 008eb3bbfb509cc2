"""Reads for the pages of persons and offices: who, which proposals wait, who may decide them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404

from core.time import now
from people.administration.changes import Change, from_json
from people.administration.rules import lapses_at
from people.models import Agency, Appointment, Body, Duty, DutyTerm, Person, Proposal, ProposalStatus, Seat
from people.policies import may_administer_people, may_confirm_change, may_view_people
from people.selectors import appointments_in_force, on_duty, with_terms

Row = TypeVar("Row", bound=Model)


def persons_listed(on: date) -> QuerySet[Person]:
    """Everybody, with duties, and with the appointments in force on a day."""
    serving = appointments_in_force(on).select_related("seat").order_by("seat__order")
    everybody = with_terms(Person.objects.order_by("-is_active", "username"))
    return everybody.prefetch_related(Prefetch("appointments", serving, to_attr="serving"))


def open_proposals() -> QuerySet[Proposal]:
    """What waits, oldest first."""
    return (
        Proposal.objects.filter(status=ProposalStatus.OPEN)
        .select_related("proposed_by")
        .order_by("proposed_at")
    )


def proposals_decided() -> QuerySet[Proposal]:
    """What was decided, newest first."""
    return Proposal.objects.exclude(status=ProposalStatus.OPEN).select_related("proposed_by", "decided_by")


def seats_by_body(on: date) -> QuerySet[Body]:
    """Every body with its seats in order, each with the appointments in force on a day."""
    serving = appointments_in_force(on).select_related("person").order_by("role", "starts_on")
    seats = Seat.objects.prefetch_related(Prefetch("appointments", serving, to_attr="serving"))
    return Body.objects.prefetch_related(Prefetch("seats", seats.order_by("order", "-valid_from")))


def proposals_about(subjects: Iterable[str]) -> list[Proposal]:
    """What waits about one of these ids."""
    wanted = set(subjects)
    return [
        proposal
        for proposal in open_proposals()
        if any({change.subject, *map(str, change.now.values())} & wanted for change in changes_of(proposal))
    ]


def expires_at(proposal: Proposal) -> datetime | None:
    """When it lapses; None where it was decided, or waits for ever."""
    if proposal.status != ProposalStatus.OPEN:
        return None
    return lapses_at(proposal.proposed_at, settings.PROPOSAL_DAYS, in_effect=proposal.in_effect)


def has_lapsed(proposal: Proposal) -> bool:
    """Whether its days are over, announced or not."""
    end = expires_at(proposal)
    return end is not None and end <= now()


def changes_of(proposal: Proposal) -> list[Change]:
    """Its changes."""
    return from_json(proposal.changes)


def concerned_by(proposal: Proposal) -> set[str]:
    """The journal keys of the persons whose account, duty or appointment it changes."""
    changes = changes_of(proposal)
    found = {change.subject for change in changes if change.noun == "person"}
    found |= {change.now["person"] for change in changes if change.kind in ("appointment.made", "duty.given")}
    for kind, model in (("appointment.ended", Appointment), ("duty.ended", DutyTerm)):
        ended = [change.subject for change in changes if change.kind == kind]
        if ended:
            found |= set(
                map(str, model._default_manager.filter(pk__in=ended).values_list("person", flat=True))
            )
    return {f"person:{key}" for key in found}


def confirmers(proposal: Proposal) -> list[Person]:
    """Who may decide it: another administrator, or the head of the secretariat; never whom it concerns."""
    concerned = concerned_by(proposal)
    able = [
        each
        for each in with_terms(on_duty(Duty.PEOPLE, Duty.HEAD))
        if each.pk != proposal.proposed_by_id and each.key not in concerned and may_confirm_change(each)
    ]
    return sorted(able, key=may_administer_people)


def proposals_to_decide(person: Person) -> list[Proposal]:
    """What waits for this person's decision."""
    if not may_confirm_change(person):
        return []
    others = open_proposals().exclude(proposed_by=person)
    waiting = [proposal for proposal in others if not has_lapsed(proposal)]
    return [proposal for proposal in waiting if person.key not in concerned_by(proposal)]


def proposals_of(person: Person) -> list[Proposal]:
    """What this person proposed and what still waits."""
    return [each for each in open_proposals().filter(proposed_by=person) if not has_lapsed(each)]


def proposal_with_key(person: Person, key: UUID) -> Proposal | None:
    """What this person's form with this key has made already."""
    return Proposal.objects.filter(pk=key, proposed_by=person).first()


def person_for(viewer: Person, key: UUID) -> Person:
    """A person as the pages show one; 404 for whoever may not look."""
    look(viewer)
    return _found(Person.objects.filter(pk=key).first())


def term_for(viewer: Person, key: UUID) -> DutyTerm:
    """A duty with its person and body."""
    look(viewer)
    return _found(DutyTerm.objects.select_related("person", "body").filter(pk=key).first())


def seat_for(viewer: Person, key: UUID) -> Seat:
    """A seat with its body."""
    look(viewer)
    return _found(Seat.objects.select_related("body").filter(pk=key).first())


def body_for(viewer: Person, key: UUID) -> Body:
    """A body."""
    look(viewer)
    return _found(Body.objects.filter(pk=key).first())


def appointment_for(viewer: Person, key: UUID) -> Appointment:
    """An appointment with its person and seat."""
    look(viewer)
    rows = Appointment.objects.select_related("person", "seat__body")
    return _found(rows.filter(pk=key).first())


def proposal_for(viewer: Person, key: UUID) -> Proposal:
    """A proposal; an auditor reads it too."""
    look(viewer)
    return _found(Proposal.objects.select_related("proposed_by", "decided_by").filter(pk=key).first())


def agency_for(viewer: Person, key: UUID) -> Agency:
    """A ministry or agency."""
    look(viewer)
    return _found(Agency.objects.filter(pk=key).first())


def look(viewer: Person) -> None:
    """404 for whoever may not look at the pages of persons and offices."""
    if not may_view_people(viewer):
        raise Http404


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
