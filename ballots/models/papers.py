"""To which versions of the papers a ballot is bound: once at its opening, once more at each replacement."""

from django.db import models

from ballots.models.ballot import Ballot
from core.models import AppendOnly
from matters.models import Version
from people.models import Person


class Binding(AppendOnly):
    """What was put before the members at one moment; rows are only ever added, the highest number counts.

    `subject` is the digest of what was voted on then (`rules.subjects`); `reason` tells members why papers
    were replaced and is empty for the first binding.
    """

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="bindings")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    bound_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    bound_at = models.DateTimeField()

    class Meta:
        ordering = ["ballot_id", "number"]
        constraints = [models.UniqueConstraint(fields=["ballot", "number"], name="binding_number_once")]

    def __str__(self) -> str:
        return f"{self.ballot} ({self.number})"


class BoundPaper(AppendOnly):
    """One version of a paper in a binding, with its title as it was then."""

    id = models.BigAutoField(primary_key=True)
    binding = models.ForeignKey(Binding, on_delete=models.PROTECT, related_name="papers")
    order = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["binding_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["binding", "version"], name="version_once_per_binding")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version.number})"
