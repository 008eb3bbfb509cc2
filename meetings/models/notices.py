"""That the notice of a meeting's conclusion was issued: its number and date."""

from django.db import models

from meetings.models.meeting import Meeting
from people.models import Person


class ConclusionNotice(models.Model):
    """The notice by which the conclusions of a meeting were made known; what was noted last counts."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, primary_key=True, related_name="conclusion_notice"
    )
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number}, {self.issued_on:%d/%m/%Y}"
