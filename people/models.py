"""Who there is: persons, agencies, bodies, their seats, who serves a seat; how that changes; messages."""

import uuid
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from core.prepared import Placeholder, Prepared
from core.time import today
from people.wording import DUTIES, PROPOSAL_STATUSES, ROLES, SEAT_KINDS


class Duty(models.TextChoices):
    """What a person does for the house itself, or for one body, beside any seat."""

    CLERK = "clerk", DUTIES["clerk"]
    HEAD = "head", DUTIES["head"]
    AUDITOR = "auditor", DUTIES["auditor"]
    OPERATOR = "operator", DUTIES["operator"]
    PEOPLE = "people", DUTIES["people"]


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
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # Where notices go; empty: to nowhere, the person finds everything on the pages.
    email = models.EmailField(blank=True, default="", db_default="")

    # None: every question is asked of the database; a list: the first answer is kept (`remember_seats`).
    remembered: "list[list[tuple[str, Seat]]] | None" = None
    # None: asked of the database; a list: the terms of all days, read together with the account.
    terms_read: "list[DutyTerm] | None" = None

    objects = PersonAccounts()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.label_vi

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session stands on: a new password or other duties end all that are open."""
        about = "|".join([self.password, *sorted(term.scope for term in self.duties)])
        return salted_hmac("people.Person.session", about, secret=secret, algorithm="sha256").hexdigest()

    @property
    def duties(self) -> "list[DutyTerm]":
        """The duties of today: a term begins and ends on its days by itself."""
        day = today()
        return [term for term in self._terms() if term.in_force(day)]

    def remember_terms(self) -> None:
        """Let this instance ask for its duties as often as it likes and pay for one query."""
        self.terms_read = self._terms()

    def _terms(self) -> "list[DutyTerm]":
        if self.terms_read is not None:
            return self.terms_read
        if "duty_terms" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.duty_terms.all())
        return _terms(person=self.pk)

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


class DutyTerm(models.Model):
    """A person has a duty, for the whole house or for one body, between two dates.

    `called_off`: it was given by mistake and ended on or before its first day; it never lasted a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duty_terms")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    # None: the whole house.
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    called_off = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["starts_on", "duty"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="duty_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=True) | ~Q(duty__in=["operator", "people"]), name="duty_of_the_house"
            ),
            models.UniqueConstraint(
                fields=["person", "duty", "body"],
                condition=Q(ends_on__isnull=True, called_off=False),
                name="one_open_term_for_a_body",
            ),
            models.UniqueConstraint(
                fields=["person", "duty"],
                condition=Q(ends_on__isnull=True, called_off=False, body__isnull=True),
                name="one_open_term_for_the_house",
            ),
        ]
        indexes = [models.Index(fields=["duty", "body"], name="duty_terms_by_duty")]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.get_duty_display()}"

    def in_force(self, day: date) -> bool:
        """Whether this is a day of it."""
        return not self.called_off and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def name(self) -> str:
        """The duty, and the body if it is not the whole house, in the active language."""
        duty = self.get_duty_display()
        return f"{duty} ({self.body.name})" if self.body else duty

    @property
    def scope(self) -> str:
        """Duty and body as one word: "clerk@" for the whole house."""
        return f"{self.duty}@{self.body_id or ''}"


_terms = Prepared(lambda: DutyTerm.objects.filter(person=Placeholder("person", "uuid")))


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

    def in_force(self, day: date) -> bool:
        """Whether this is a day of it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class ProposalStatus(models.TextChoices):
    """Where changes of people and offices stand."""

    OPEN = "open", PROPOSAL_STATUSES["open"]
    CONFIRMED = "confirmed", PROPOSAL_STATUSES["confirmed"]
    DECLINED = "declined", PROPOSAL_STATUSES["declined"]
    WITHDRAWN = "withdrawn", PROPOSAL_STATUSES["withdrawn"]
    AT_ONCE = "at_once", PROPOSAL_STATUSES["at_once"]
    EXPIRED = "expired", PROPOSAL_STATUSES["expired"]


class Proposal(models.Model):
    """Changes of people, seats or appointments: one person proposed them, another decides all or none.

    The key is that of the form, so that a form sent twice proposes once. `in_effect`: an urgent suspension,
    which holds already while it waits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    changes = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    in_effect = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.OPEN)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["status", "proposed_at"], name="proposals_by_status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {len(self.changes)}"


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


class Session(AbstractBaseSession):
    """One signed-in browser: whose it is, since when, from where, and when it last gave a sign of life."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=200, blank=True)
    # Minutes without a sign of life after which it ends; None: it ends with its time.
    idle_minutes = models.PositiveSmallIntegerField(null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.person_id} – {self.device}"

    def fell_asleep(self, moment: datetime) -> bool:
        """Whether it has been silent for too long."""
        idle = self.idle_minutes
        return idle is not None and moment - self.seen_at > timedelta(minutes=idle)


class Remembered(models.Model):
    """A row of Django's cache in the database (settings, CACHES)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_remembered"

    def __str__(self) -> str:
        return self.cache_key


class Invitation(models.Model):
    """A link that works once, by which a person sets password or passkey; its token is kept as SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Since when it works: at once for a new account, else from a second person's confirmation on.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} – {self.made_at}"
