"""A meeting, its agenda, its guests, the attendance of its seats, and the votes that it opens."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ballots.models import Ballot
from matters.models import Matter
from meetings.rules import ItemStatus, MeetingStatus, Presence
from meetings.wording import ASKS, ITEM_STATUSES, KINDS, MEETING_STATUSES, PRESENCES
from people.models import Body, Person, Seat
from people.procedure import Procedure


class Kind(models.TextChoices):
    """Kinds of Government session (39/2022 Art. 23)."""

    REGULAR = "regular", KINDS["regular"]
    THEMATIC = "thematic", KINDS["thematic"]
    UNEXPECTED = "unexpected", KINDS["unexpected"]


class Asks(models.TextChoices):
    """What an agenda item asks of the members."""

    VOTE = "vote", ASKS["vote"]
    DISCUSSION = "discussion", ASKS["discussion"]


class Meeting(models.Model):
    """One session of a body. Its journal stream is also its live room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True, null=True, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200)
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
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the meeting: programme and preparation."""
        return reverse("meeting", args=[self.pk])

    @property
    def stream(self) -> str:
        """The journal stream, and the name of the live room."""
        return f"meeting:{self.pk}"

    @property
    def procedure(self) -> Procedure:
        """The dated rules under which this meeting runs, as they were when it was scheduled."""
        return Procedure.from_snapshot(self.procedure_facts)


class AgendaItem(models.Model):
    """One item of the agenda: a matter, its time, who presents it, what it asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="agenda_items")
    order = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=15)
    presenter = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asks = models.CharField(max_length=20, choices=Asks.choices, default=Asks.VOTE)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, ITEM_STATUSES[s.value]) for s in ItemStatus],
        default=ItemStatus.WAITING.value,
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="item_order_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(status="running"), name="one_running_item_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.matter}"

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this item."""
        return f"item:{self.pk}"


class ItemVote(models.Model):
    """A ballot that the meeting opened on an item; a later one does not replace an earlier one."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="item_vote")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} / {self.ballot_id}"


class Guest(models.Model):
    """A guest of one item, or (without an item) of the whole meeting; speaks, never votes."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guest_of")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="guests"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "item"], name="guest_once_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class Attendance(models.Model):
    """Where a seat is: expected, in the room, remote, absent, represented by a deputy, or gone."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(
        max_length=10,
        choices=[(p.value, PRESENCES[p.value]) for p in Presence],
        default=Presence.EXPECTED.value,
    )
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "seat__order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="seat_attends_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.presence}"
