"""The agenda of a meeting, and the votes that it opens on its items."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from ballots.models import Ballot
from matters.models import CLOSED, Confidentiality, Matter
from meetings.models.meeting import Meeting
from meetings.rules import ItemStatus
from meetings.wording import ASKS, ITEM_STATUSES
from people.models import Person, Seat


class Asks(models.TextChoices):
    """What an agenda item asks of the members."""

    VOTE = "vote", ASKS["vote"]
    DISCUSSION = "discussion", ASKS["discussion"]


class AgendaSection(models.Model):
    """A heading of the agenda, under which items stand; the items of none come before the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sections")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["meeting_id", "order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="section_order_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The plain key by which the journal and a move know this section."""
        return f"section:{self.pk}"


class AgendaItem(models.Model):
    """One item of the agenda: a matter, its time, who presents it, what it asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="agenda_items")
    section = models.ForeignKey(
        AgendaSection, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
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
    # Seconds of earlier runs of an item that was taken up again, and of pauses within the present run.
    taken_seconds = models.PositiveIntegerField(default=0)
    paused_seconds = models.PositiveIntegerField(default=0)
    conclusion = models.TextField(blank=True)
    # What was released of it: {"at", "text", "decisions": [{"text", "agency", "agency_en", "due"}, …]}.
    released = models.JSONField(null=True, blank=True)
    urgent = models.BooleanField(default=False)  # put on the agenda during the session
    # Why it was deferred, or what the chair directs to revise after a vote that did not adopt it.
    direction = models.TextField(blank=True)
    resubmit_on = models.DateField(null=True, blank=True)
    # For which moment the opening of its vote was announced; empty when it was not, or is over.
    vote_at = models.DateTimeField(null=True, blank=True)
    # Closes the item to more people than its matter is closed to, never to fewer; see `ItemReader`.
    confidentiality = models.CharField(
        max_length=20, choices=Confidentiality.choices, default=Confidentiality.INTERNAL
    )

    shut = False  # whether this is the item without its subject, for whom it is closed

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
    def closed(self) -> bool:
        """Whether it, or its matter, is closed to some of those who attend."""
        return self.confidentiality in CLOSED or self.matter.closed

    @property
    def unreleased(self) -> bool:
        """Whether its conclusion is kept and others do not see it as it stands."""
        return bool(self.conclusion) and (self.released or {}).get("text") != self.conclusion

    @property
    def announced_for(self) -> datetime | None:
        """For which moment the opening of its vote is announced, in the present run of the item."""
        begun = self.started_at
        return self.vote_at if self.vote_at and begun and self.vote_at > begun else None

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this item."""
        return f"item:{self.pk}"


class ItemReader(models.Model):
    """Somebody who is let into a closed item by name: a person, or whoever holds a seat."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, seat__isnull=False)
                | Q(person__isnull=False, seat__isnull=True),
                name="item_reader_by_name_or_seat",
            ),
            models.UniqueConstraint(fields=["item", "person"], name="item_reader_once_person"),
            models.UniqueConstraint(fields=["item", "seat"], name="item_reader_once_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.seat} → {self.item_id}"


class ItemVote(models.Model):
    """A ballot that the meeting opened on an item; a later one does not replace an earlier one.

    Until it is published, only the chair and the console see what was counted. `way` is empty while members
    vote on their tablets; `way_reason` says why they do not.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="item_vote")
    published_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=5, blank=True, default="")
    way_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} / {self.ballot_id}"
