"""The line that every refusal leaves in the log: who, where and why, and nothing of what was sent."""

import logging
from contextvars import ContextVar

log = logging.getLogger("ecabinet.security")

# Which request or socket the present work belongs to; the edge sets it (`ecabinet/edge.py`).
request_id: ContextVar[str] = ContextVar("request_id", default="")


def refused(what: str, **facts: object) -> None:
    """One line; `facts` are plain keys and numbers: names of routes, codes, ids of people. Never contents."""
    told = {"event": "refused", "what": what, **{name: each for name, each in facts.items() if each}}
    log.warning(
        "refused: %s",
        " ".join(f"{name}={each}" for name, each in told.items() if name != "event"),
        extra={"facts": told},
    )
