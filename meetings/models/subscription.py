"""The address at which a person's calendar programs fetch the meetings."""

from django.db import models

from people.models import Person


class Subscription(models.Model):
    """A person's own feed. Only the digest of its token is kept; the token was shown once."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="subscription"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} ({self.made_at:%d/%m/%Y})"
