"""What a person has seen of the agenda of a meeting: nobody else is told."""

from django.db import models

from meetings.models.meeting import Meeting
from people.models import Person


class AgendaLook(models.Model):
    """The agenda as a person last said to have seen it; what differs from it is shown as changed."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_look_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.meeting_id}"
