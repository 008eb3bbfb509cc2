"""The journal is asked whether the head that a document prints still stands in it."""

from core.journal import verify
from core.models import Entry


def in_journal(seq: int, code: str) -> bool:
    """Whether some stream holds such an entry, and its chain verifies up to it."""
    streams = Entry.objects.filter(seq=seq, hash__startswith=code).values_list("stream_id", flat=True)
    return any(all(problem.seq > seq for problem in verify(stream)) for stream in streams)
