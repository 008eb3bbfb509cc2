"""What is told to the hubs of other processes, over a channel layer that may be slow or away."""

import asyncio
import logging
import time
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer

log = logging.getLogger("ecabinet.live")

SIGNAL_TIMEOUT = 1.5  # seconds that the channel layer may take; afterwards the head poll repairs
REST = 10.0  # seconds for which a command leaves a channel layer alone that did not take its signal

_resting_until = 0.0


def tell_from_outside(body: dict[str, Any]) -> None:
    """A process without sockets (a command) speaks through the layer if it reaches other processes at all."""
    global _resting_until
    layer = get_channel_layer()
    if layer is None or type(layer).__name__ == "InMemoryChannelLayer" or time.monotonic() < _resting_until:
        return
    try:
        async_to_sync(send_in_time)(layer, body)
    except Exception as trouble:
        _resting_until = time.monotonic() + REST
        log.warning("the channel layer did not take a signal (%r); the head poll repairs it", trouble)


async def send_in_time(layer: BaseChannelLayer, body: dict[str, Any]) -> None:
    """Tell the group, or give up: redis-py by itself tries eleven times for five seconds each."""
    await asyncio.wait_for(layer.group_send("live", body), SIGNAL_TIMEOUT)
