"""Invitations: a link that works once and for a while, by which a person sets password or passkey.

It is the only way to a first password and the only way to a new one. The link is shown once to whoever makes
it, to be handed over in person or by a channel of the house; the database keeps its SHA-256. Whoever has it
comes in as that person: so a link to an account that already has a way in works only once a second person
has confirmed it, and the person is told of it.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from people import notices
from people.accounts.opening import end_sessions
from people.administration.rules import check_decider
from people.models import Invitation, Person
from people.policies import may_confirm_change, may_invite_person

BYTES = 32
TOLD = "people:invited"


def invite(*, actor: Person, person: Person) -> str:
    """Make a link for this person and withdraw those that were made before; returns its token."""
    require(may_invite_person, actor, person)
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        moment = now()
        waiting(person).update(withdrawn_at=moment)
        made = Invitation.objects.create(
            person=person,
            token_hash=hash_of(token),
            made_by=actor,
            made_at=moment,
            expires_at=moment + timedelta(hours=settings.INVITATION_HOURS),
            confirmed_at=None if needs_second(person) else moment,
        )
        _record("person.invited", person, actor, made)
        if made.confirmed_at is None:
            facts: dict[str, object] = {"invitation": str(made.pk)}
            path = reverse("my_sessions")
            notices.queue(
                {person: facts}, kind=TOLD, key=f"{TOLD}:{made.pk}", path=path, until=made.expires_at
            )
    return token


def needs_second(person: Person) -> bool:
    """Whether a second person confirms a link to this account: where somebody can come in already."""
    if "person.invited" not in settings.PEOPLE_FOUR_EYES:
        return False
    return person.has_usable_password() or Authenticator.objects.filter(user=person).exists()


def confirm(*, actor: Person, person: Person) -> Invitation:
    """Agree as the second person to the link that waits; pressed twice, it is done once.

    Raises:
        Refusal: there is none any more, it is the actor's own, or it is to the actor's own account.
    """
    require(may_confirm_change, actor)
    with transaction.atomic():
        found = waiting(person).select_for_update(of=("self",)).select_related("made_by").first()
        if found is None:
            raise Refusal("invitation_over")
        if found.confirmed_at is None:
            check_decider(actor.key, found.made_by.key, {person.key})
            found.confirmed_at, found.confirmed_by = now(), actor
            found.save(update_fields=["confirmed_at", "confirmed_by"])
            _record("person.invitation_confirmed", person, actor, found)
    return found


def to_confirm(actor: Person) -> list[Invitation]:
    """The links that wait for this person's confirmation, in one query for whoever may give it."""
    if not may_confirm_change(actor):
        return []
    found = Invitation.objects.filter(
        confirmed_at=None, used_at=None, withdrawn_at=None, expires_at__gt=now()
    )
    found = found.filter(person__is_active=True).exclude(made_by=actor).exclude(person=actor)
    return list(found.select_related("person", "made_by").order_by("made_at"))


def withdraw(*, actor: Person, person: Person) -> int:
    """Let the links of this person that wait lead nowhere; how many there were."""
    require(may_invite_person, actor, person)
    with transaction.atomic():
        found = list(waiting(person).select_for_update())
        for each in found:
            each.withdrawn_at = now()
            each.save(update_fields=["withdrawn_at"])
            _record("person.invitation_withdrawn", person, actor, each)
    return len(found)


def accept(*, token: str, password: str | None) -> Person:
    """Use a link: the new password (None: none, a passkey follows), and nothing old that still signs in.

    Raises:
        Http404: there is no such link.
        Refusal: it was used, withdrawn or has expired meanwhile, or the account was suspended.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
        if found is None:
            raise Http404
        if not is_open(found):
            raise Refusal("invitation_over")
        person = Person.objects.select_for_update().get(pk=found.person_id)
        found.used_at = now()
        found.save(update_fields=["used_at"])
        person.set_password(password)
        person.save(update_fields=["password"])
        Authenticator.objects.filter(user=person).delete()
        end_sessions(person)
        _record("person.invitation_used", person, person, found)
    return person


def waiting(person: Person) -> QuerySet[Invitation]:
    """The links of this person that still work, or will once they are confirmed."""
    return Invitation.objects.filter(
        person=person, used_at=None, withdrawn_at=None, expires_at__gt=now(), person__is_active=True
    )


def invitation_for(token: str) -> Invitation | None:
    """The link of this token as long as it works."""
    found = Invitation.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    return found if found is not None and is_open(found) else None


def is_open(found: Invitation) -> bool:
    """Whether it is confirmed, neither used nor withdrawn nor expired, and its account is in use."""
    unused = found.used_at is None and found.withdrawn_at is None and found.confirmed_at is not None
    return unused and found.expires_at > now() and found.person.is_active


def hash_of(token: str) -> str:
    """What the database keeps of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _record(kind: str, person: Person, actor: Person, made: Invitation) -> None:
    facts = {"was": {}, "now": {}, "invitation": str(made.pk)}
    record(person.key, kind, actor=actor.key, subject=person.key, facts=facts)
