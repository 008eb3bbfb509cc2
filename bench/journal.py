"""The figure of the journal: how long it takes to verify."""

import time
from datetime import timedelta
from uuid import UUID

SESSION = 250  # entries of one session


def verified(entries: int) -> float:
    """Milliseconds to walk the chains of so many entries, apart from whatever else is in the journal."""
    from django.db import transaction

    from core.chain import walked
    from core.journal import Happening, links, write_histories
    from core.models import Entry, Stream
    from core.time import now

    moment = now()
    facts = {"ballot": str(UUID(int=7)), "seat": 15, "revision": 1, "digest": "0" * 64}
    session = [
        (
            moment + timedelta(seconds=second),
            Happening("answer.cast", f"person:{UUID(int=second)}", "x", facts),
        )
        for second in range(SESSION)
    ]
    with transaction.atomic():
        write_histories({f"bench:{number}": session for number in range(entries // SESSION)})
    began = time.perf_counter()
    streams = Stream.objects.filter(name__startswith="bench:")
    heads = {stream.name: (stream.seq, stream.head) for stream in streams.iterator()}
    found = list(walked(links(Entry.objects.filter(stream__in=heads)), heads))
    taken = time.perf_counter() - began
    if found or len(heads) * SESSION != entries:
        raise RuntimeError(f"{len(found)} problems in {len(heads)} streams")
    return taken * 1000
