"""The journal's two tables (a stream and its gapless, hash-chained entries), and the clock's shifts."""

from django.db import models

GENESIS = "0" * 64


class Stream(models.Model):
    """One history (a meeting, a written ballot, a matter): its counter and the hash at its head."""

    name = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.name} @{self.seq}"


class Entry(models.Model):
    """One thing that happened; never changed and never deleted (triggers refuse both)."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    facts = models.JSONField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["stream_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="entry_seq_once_per_stream")]

    def __str__(self) -> str:
        return f"{self.stream_id} #{self.seq} {self.kind}"


class Shift(models.Model):
    """One stretch in which the clock worked without a gap worth noticing (see `core.uptime`)."""

    # Whose turn it is; empty when the clock was stopped in good order.
    holder = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["began_at"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M:%S} – {self.seen_at:%Y-%m-%d %H:%M:%S}"
