"""Who is in a room now, as far as its open pages say: kept in memory by every process, never written down.

What its source has not repeated in time no longer counts: nobody is shown as here who may be gone.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

LASTS = 25.0  # seconds for which a page, or another process, is believed without a new word from it

Seen = Mapping[str, bool]  # person → whether a page of this person is in sight, not only open


@dataclass
class Presence:
    """What is known of every room: stream → source → until when it holds, and who is there.

    A source is a process with its sockets, or one person who polls because sockets are blocked.
    """

    rooms: dict[str, dict[str, tuple[float, dict[str, bool]]]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def told(self, stream: str, source: str, seen: Seen, moment: float) -> None:
        """Take the word of a source for who is in a room; nobody at all: it is forgotten."""
        with self.guard:
            sources = self.rooms.setdefault(stream, {})
            if seen:
                sources[source] = moment + LASTS, dict(seen)
            else:
                sources.pop(source, None)
            if not sources:
                del self.rooms[stream]

    def of(self, stream: str, moment: float) -> dict[str, bool]:
        """Everybody who is in a room now, with whether a page is in sight."""
        found: dict[str, bool] = {}
        with self.guard:
            for until, seen in self.rooms.get(stream, {}).values():
                if until > moment:
                    for person, sight in seen.items():
                        found[person] = found.get(person, False) or sight
        return found

    def forget(self, moment: float) -> None:
        """Drop what no longer holds."""
        with self.guard:
            for stream, sources in list(self.rooms.items()):
                for source in [each for each, (until, _) in sources.items() if until <= moment]:
                    del sources[source]
                if not sources:
                    del self.rooms[stream]
