"""Who there is: persons, agencies, bodies, their seats, who serves a seat; and messages to persons."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from people.wording import DUTIES, ROLES, SEAT_KINDS


class Duty(models.TextChoices):
    """What a person does for the house itself, beside any seat."""

    NONE = "none", DUTIES["none"]
    CLERK = "clerk", DUTIES["clerk"]
    HEAD = "head", DUTIES["head"]
    AUDITOR = "auditor", DUTIES["auditor"]
    OPERATOR = "operator", DUTIES["operator"]


class Role(models.TextChoices):
    """What a person is to a seat."""

    HOLDER = "holder", ROLES["holder"]
    ASSISTANT = "assistant", ROLES["assistant"]
    DEPUTY = "deputy", ROLES["deputy"]


class SeatKind(models.TextChoices):
    """The kinds of office in a Government (Law on Organization of the Government, Art. 3)."""

    PRIME_MINISTER = "prime_minister", SEAT_KINDS["prime_minister"]
    DEPUTY_PRIME_MINISTER = "deputy_prime_minister", SEAT_KINDS["deputy_prime_minister"]
    MINISTER = "minister", SEAT_KINDS["minister"]
    HEAD_OF_AGENCY = "head_of_agency", SEAT_KINDS["head_of_agency"]


def in_language(vietnamese: str, english: str) -> str:
    """The text in the active language; Vietnamese where there is no English."""
    return english if english and get_language() == "en" else vietnamese


class PersonAccounts(BaseUserManager["Person"]):
    """Finds accounts by name, as Django's authentication asks."""

    def create_person(self, username: str, password: str, **fields: object) -> "Person":
        """A new account with a hashed password."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. Screens name people by office (`label`), never by an id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=80, unique=True)
    label_vi = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    duty = models.CharField(max_length=20, choices=Duty.choices, default=Duty.NONE)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # Where notices go; empty: to nowhere, the person finds everything on the pages.
    email = models.EmailField(blank=True, default="", db_default="")

    # None: every question is asked of the database; a list: the first answer is kept (`remember_seats`).
    remembered: "list[list[tuple[str, Seat]]] | None" = None

    objects = PersonAccounts()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.label_vi

    @property
    def name(self) -> str:
        """How this person is named on a screen in the active language."""
        return in_language(self.label_vi, self.label_en)

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this person."""
        return f"person:{self.pk}"


class Agency(models.Model):
    """A ministry or agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name_vi"]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        """The name in the active language."""
        return in_language(self.name_vi, self.name_en)


class Body(models.Model):
    """A body that decides: the Government, a provincial committee."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    # Where its documents are dated ("Hà Nội"); Decree 30/2020, element 4.
    place = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        """The name in the active language."""
        return in_language(self.name_vi, self.name_en)


class Seat(models.Model):
    """A place in a body, held by one person at a time; it exists from one date to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=80)
    office_vi = models.CharField(max_length=200)
    office_en = models.CharField(max_length=200, blank=True)
    short_vi = models.CharField(max_length=80)
    short_en = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=30, choices=SeatKind.choices)
    chair_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="seats", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "key"], condition=Q(valid_to__isnull=True), name="seat_key_once_per_body"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="seat_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.office_vi

    @property
    def office(self) -> str:
        """The office in the active language: "Bộ trưởng Bộ Xây dựng"."""
        return in_language(self.office_vi, self.office_en)

    @property
    def short(self) -> str:
        """The office as short as a table needs it: "Xây dựng"."""
        return in_language(self.short_vi, self.short_en)


class Appointment(models.Model):
    """A person holds a seat, assists its holder, or may attend as the holder's deputy, between two dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(role="holder", ends_on__isnull=True), name="one_holder_per_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()} – {self.seat}"


class Notice(models.Model):
    """A message to one person, queued by the act it tells of and sent by the clock (`people.notices`).

    It holds no text: what it says, and whether it still needs saying, is asked when it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    # The same key reaches a person once, however often and by however many it is queued.
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    queued_at = models.DateTimeField()
    due = models.DateTimeField()
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    # How often the mail server has refused this one message; a server that is silent refuses nothing.
    refusals = models.PositiveSmallIntegerField(default=0, db_default=0)
    trouble = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["due"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_person")]
        indexes = [
            models.Index(fields=["due"], condition=Q(done_at__isnull=True), name="notices_waiting"),
            models.Index(fields=["done_at"], name="notices_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"
