"""Enters the first administrator of persons and offices, or head of the secretariat, on the console."""

from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from core.refusals import Refusal
from core.time import today
from core.wording import sentence
from people.administration.acts import new
from people.administration.changes import NOBODY_IS_BEHIND, Change, apply, record_changes
from people.models import Duty, Person
from people.selectors import on_duty

DUTIES = {"administrator": Duty.PEOPLE, "head": Duty.HEAD}


class Command(BaseCommand):
    """Only while there is nobody with this duty: afterwards it is given in the product, by two persons."""

    help = (
        "Enter an administrator of persons and offices, or a head of the secretariat, while none has "
        "an open account. The journal says that it was done on the console. The same again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and as what."""
        parser.add_argument("duty", choices=sorted(DUTIES))
        parser.add_argument("username", help="small letters without marks, digits, full stops and hyphens")
        parser.add_argument("name", help="how screens name the person, in Vietnamese")

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Make the account if there is none, and give it the duty."""
        username, duty = options["username"], DUTIES[options["duty"]]
        there = on_duty(duty).first()
        if there is not None and there.username == username:
            self.stdout.write(f"{username} has this duty already.")
            return
        if there is not None:
            raise CommandError(
                f"{there.username} has this duty. It is given to others in the product, by two persons."
            )
        try:
            self._enter(username, options["name"], duty)
        except Refusal as no:
            raise CommandError(sentence(no)) from None
        self.stdout.write(f"{username} is entered as {options['duty']}, without a password yet.")

    def _enter(self, username: str, name: str, duty: Duty) -> None:
        person, changes = Person.objects.filter(username=username).first(), []
        if person is None:
            named = {"username": username, "label_vi": name, "label_en": "", "email": ""}
            changes.append(Change("person.created", str(uuid4()), named))
        key = str(person.pk) if person else changes[0].subject
        changes.append(new("duty", {"person": key, "duty": duty.value, "starts_on": today()}))
        record_changes(changes, apply(changes), actor=NOBODY_IS_BEHIND)
