"""The journal (streams, hash-chained entries, signed heads over all), counts of uploads, the clock's turn."""

from django.db import models

from core.chain import GENESIS


class AppendOnly(models.Model):
    """What is only ever added: triggers of the database refuse to change, delete, replace or empty it.

    A model that says so needs a migration with `core.triggers.protect`; a test and `doctor` compare.
    """

    class Meta:
        abstract = True


class Stream(models.Model):
    """One history (a meeting, a written ballot, a matter): its counter and the hash at its head."""

    name = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.name} @{self.seq}"


class Entry(AppendOnly):
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


class TreeHead(AppendOnly):
    """A signed statement of where every stream stood; never changed and never deleted.

    `body` is the text that was signed; `changes` names, for every stream that went on since the head before,
    the hashes of its new entries. Its SHA-256 is part of the body.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    body = models.TextField()
    changes = models.TextField()
    hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} ({self.hash[:16]})"


class SealedStream(models.Model):
    """How far the last head reaches into a stream; only there to find what is new."""

    name = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name} @{self.seq}"


class HeadRequest(models.Model):
    """An act after which a head is due, such as the closing of a session."""

    id = models.BigAutoField(primary_key=True)
    occasion = models.CharField(max_length=80)
    at = models.DateTimeField()
    head = models.ForeignKey(TreeHead, null=True, on_delete=models.PROTECT, related_name="requests")

    def __str__(self) -> str:
        return self.occasion


class HeadDelivery(AppendOnly):
    """That a head was handed to a witness: a file, a mailbox, an address on the web."""

    id = models.BigAutoField(primary_key=True)
    head = models.ForeignKey(TreeHead, on_delete=models.PROTECT, related_name="deliveries")
    witness = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["head", "witness"], name="head_delivered_once")]

    def __str__(self) -> str:
        return f"{self.head_id}: {self.witness}"


class Intake(models.Model):
    """What one person ("person:<uuid>") has uploaded within the hour that began with the first file."""

    who = models.CharField(max_length=80, primary_key=True)
    since = models.DateTimeField()
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.who}: {self.files} since {self.since:%H:%M}"


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
