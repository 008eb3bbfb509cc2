"""Whether a written ballot reached each seat: the evidence on which silence may be taken for agreement."""

from django.db import models

from ballots.models.ballot import Elector
from ballots.rules import How
from ballots.wording import HOWS


class Delivery(models.Model):
    """How far a written ballot has come to one seat; of each moment the first one stays.

    `delivered_at`: a page that lists or shows the ballot was served to the seat's holder, or the mail server
    took the message to him. `opened_at`: the ballot itself was served to the holder; `staff_opened_at`: to an
    assistant. A seat without a row has had nothing of all this. When it was sent stands on the ballot.
    """

    elector = models.OneToOneField(
        Elector, on_delete=models.PROTECT, primary_key=True, related_name="delivery"
    )
    delivered_at = models.DateTimeField(null=True)
    delivered_how = models.CharField(
        max_length=10, blank=True, choices=[(how.value, HOWS[how.value]) for how in How]
    )
    opened_at = models.DateTimeField(null=True)
    staff_opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["elector__order"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True, delivered_how="")
                | (models.Q(delivered_at__isnull=False) & ~models.Q(delivered_how="")),
                name="delivery_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at__isnull=True) | models.Q(delivered_at__isnull=False),
                name="opened_is_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elector} (delivery)"
