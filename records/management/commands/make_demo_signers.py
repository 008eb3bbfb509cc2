"""`manage.py make_demo_signers`: keys by which the people and agencies of the demonstration sign."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.time import now
from people.models import Agency, Appointment, Body, Duty, Role
from people.selectors import on_duty
from records.signing import Capacity, Signatory
from records.signing.demo_keys import make_signers


class Command(BaseCommand):
    """Makes what is missing and leaves what is there."""

    help = (
        "Make signing keys (PKCS#12) and certificates that say TRÌNH DIỄN for everybody of the"
        " demonstration who"
        " signs, in SIGNING_DIR. Keys that are there stay."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Only where the demonstration may be loaded: whoever reads the folder can sign for anybody."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: keys of the demonstration have no place here.")
        made = make_signers(settings.SIGNING_DIR, signatories(), settings.SIGNING_PASSPHRASE, now())
        if verbosity:
            self.stdout.write(f"{made} keys made in {settings.SIGNING_DIR}")


def signatories() -> list[Signatory]:
    """Who holds a seat, the heads of the secretariat, and every agency and body with its seal."""
    holders = Appointment.objects.filter(role=Role.HOLDER, person__is_demo=True).select_related(
        "person", "seat__body"
    )
    people = {each.person: each.seat.body.name_vi for each in holders}
    for head in on_duty(Duty.HEAD).filter(is_demo=True):
        people.setdefault(head, "")
    seals = {each.key: each.name_vi for model in (Body, Agency) for each in model._default_manager.all()}
    return [
        *(Signatory(person.username, person.label_vi, agency=agency) for person, agency in people.items()),
        *(Signatory(key, name, Capacity.AGENCY, name) for key, name in seals.items()),
    ]
