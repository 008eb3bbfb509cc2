"""The rooms in which meetings are held."""

import uuid

from django.db import models


class Room(models.Model):
    """A room that meetings are planned in; one no longer used stays, for the meetings held there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    capacity = models.PositiveSmallIntegerField()
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this room."""
        return f"room:{self.pk}"
