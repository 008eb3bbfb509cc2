"""What a person notes for himself on an item of the agenda."""

from django.db import models

from meetings.models.agenda import AgendaItem
from people.models import Person


class ItemNote(models.Model):
    """A private note: read by its author alone, or where `shared` by the assistants of his seat too.

    `version` counts what was saved as `text`, `device` is the page that saved it. `aside` holds what other
    pages sent without knowing of that version: {device: text}. A note goes with its item.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True, default="")
    shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    device = models.CharField(max_length=36, blank=True, default="")
    aside = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["item_id", "person_id"]
        indexes = [models.Index(fields=["saved_at"], name="item_note_saved")]
        constraints = [
            models.UniqueConstraint(fields=["person", "item"], name="one_note_per_person_and_item")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} (note)"
