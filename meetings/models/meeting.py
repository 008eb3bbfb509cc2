"""A meeting of a body."""

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.models.rooms import Room
from meetings.rules import MeetingStatus, SessionForm
from meetings.rules.form import ONLINE_PLACE
from meetings.wording import FORMS, KINDS, MEETING_STATUSES
from people.models import Body, Person, Seat
from people.procedure import Procedure


class Kind(models.TextChoices):
    """Kinds of meeting; each has a template in `meetings/kinds`."""

    REGULAR = "regular", KINDS["regular"]
    THEMATIC = "thematic", KINDS["thematic"]
    UNEXPECTED = "unexpected", KINDS["unexpected"]
    STANDING = "standing", KINDS["standing"]
    LEADERS = "leaders", KINDS["leaders"]
    COMMITTEE = "committee", KINDS["committee"]


class Meeting(models.Model):
    """One session of a body. Its journal stream is also its live room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True, null=True, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    # The words everywhere shown and printed; the room, where one was chosen, tells what else happens in it.
    place = models.CharField(max_length=200)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    form = models.CharField(
        max_length=10,
        choices=[(form.value, FORMS[form.value]) for form in SessionForm],
        default=SessionForm.IN_PERSON.value,
        db_default=SessionForm.IN_PERSON.value,
    )
    # Shown to those who may see the meeting; never in the journal.
    link = models.CharField(max_length=500, blank=True, default="", db_default="")
    # True: every seat of the body attends. False: only `invited_seats`, and the others do not see it.
    whole_body = models.BooleanField(default=True, db_default=True)
    invited_seats = models.ManyToManyField(Seat, related_name="invited_to", blank=True)
    starts_at = models.DateTimeField()
    minutes_planned = models.PositiveSmallIntegerField(default=180)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, MEETING_STATUSES[s.value]) for s in MeetingStatus],
        default=MeetingStatus.DRAFT.value,
    )
    chair = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    secretary_label = models.CharField(max_length=200, blank=True)
    procedure_key = models.CharField(max_length=40)
    procedure_facts = models.JSONField(default=dict)
    number = models.CharField(max_length=40, blank=True)
    demonstration = models.BooleanField(default=False)
    scheduled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Counts how often the order of the agenda has changed: a move names the one in which it was made.
    agenda_version = models.PositiveIntegerField(default=0)
    # The secretariat's own deadline for papers, where the regulations name none or it asks for them sooner.
    papers_due_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=200, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)
    # Who is in the chair instead of `chair`, and until the end of which item (none: for the rest).
    presiding = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    presiding_item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    _read_from: object = None  # the snapshot from which the procedure was read

    class Meta:
        ordering = ["-starts_at"]
        indexes = [
            models.Index(fields=["starts_at"], name="meetings_by_time"),
            models.Index(fields=["status", "starts_at"], name="meetings_by_status"),
            models.Index(
                fields=["body", "starts_at"], condition=Q(whole_body=True), name="meetings_of_whole_bodies"
            ),
            models.Index(fields=["body", "kind", "starts_at"], name="meetings_of_a_kind"),
            # the last session of a body that began, and when a meeting is without its row, which is long
            models.Index(
                fields=["body", "started_at"],
                condition=Q(whole_body=True, started_at__isnull=False),
                name="meetings_begun",
            ),
            models.Index(fields=["id", "body", "status", "starts_at"], name="meetings_when"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the meeting: programme and preparation."""
        return reverse("meeting", args=[self.pk])

    @property
    def in_the_chair(self) -> Seat:
        """The seat that chairs now: the chair's own, or the one to which the chair was handed."""
        return self.presiding or self.chair

    @property
    def seat_in_the_chair(self) -> UUID:
        """The id of the same, without reading it."""
        return self.presiding_id or self.chair_id

    @property
    def stream(self) -> str:
        """The journal stream, and the name of the live room."""
        return f"meeting:{self.pk}"

    @property
    def is_somewhere(self) -> bool:
        """Whether its place says more than that it is online."""
        return self.place != ONLINE_PLACE

    @property
    def ends_at(self) -> datetime:
        """When it ends if it takes as long as planned."""
        return self.starts_at + timedelta(minutes=self.minutes_planned)

    @property
    def procedure(self) -> Procedure:
        """The dated rules under which this meeting runs, as they were when it was scheduled."""
        if self._read_from is not self.procedure_facts:
            self._read_from = self.procedure_facts
            self._procedure = Procedure.from_snapshot(self.procedure_facts)
        return self._procedure
