"""The channel layer's connection to Redis: one that notices when the other machine has gone."""

from typing import Any

from redis.asyncio.connection import AbstractConnection, Connection, SSLConnection, parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError


class Noticing(AbstractConnection):
    """A connection that ends when the kernel gives it up.

    When a machine vanishes without a word, the kernel ends its connections with ETIMEDOUT, which Python calls
    TimeoutError. redis-py 8 takes that for its own "nothing came within 0.1 s" and says so again and again
    without waiting, so that the layer's receiver turns in a circle and the whole event loop stands still.
    """

    async def read_response(self, *args: Any, **wishes: Any) -> Any:
        """Read as redis-py does, but from a connection that was given up raise what makes it connect anew."""
        lost = self._reader.exception() if self._reader is not None else None
        if isinstance(lost, TimeoutError):
            await self.disconnect(nowait=True)
            raise ConnectionError("the connection to Redis timed out") from lost
        return await super().read_response(*args, **wishes)


class NoticingConnection(Noticing, Connection):
    """Over TCP."""


class NoticingSecureConnection(Noticing, SSLConnection):
    """Over TLS."""


def host_of(url: str) -> dict[str, Any]:
    """The entry of the layer's `hosts` for a redis://, rediss:// or unix:// address."""
    # Once more: the connection that was left from before Redis came back fails, a new one does not.
    once_more = Retry(NoBackoff(), 1)
    wishes: dict[str, Any] = {
        "connection_class": NoticingConnection,
        "retry": once_more,
        **parse_url(url),
    }
    if wishes["connection_class"] is SSLConnection:
        wishes["connection_class"] = NoticingSecureConnection
    return wishes
