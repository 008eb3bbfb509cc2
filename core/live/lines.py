"""The same bytes to many sockets: where Daphne serves, framed once and handed to the network at once.

Through Daphne's `send` every socket encodes and frames the text for itself, and Twisted writes it only when
the event loop comes round to each of them again: for three hundred sockets that took three times as long.
Where a connection is plainly open and nothing waits in it, the frame goes straight to the network; in every
other case, and with every other server, the server's own `send` does it.
"""

from functools import partial
from typing import Any

OF_PROTOCOL = ("factory", "state", "STATE_OPEN", "send_queue", "websocket_extensions_in_use")
OF_TRANSPORT = ("writeSomeData", "write", "connected", "disconnecting", "dataBuffer", "_tempDataBuffer")


def line_of(send: object) -> Any | None:
    """The WebSocket protocol behind the `send` that Daphne gave; None for another server's, and under TLS."""
    protocol = send.args[0] if isinstance(send, partial) and send.args else None
    transport = getattr(protocol, "transport", None)
    known = all(hasattr(protocol, name) for name in OF_PROTOCOL)
    return protocol if known and _is_plain(transport) else None


def _is_plain(transport: object) -> bool:
    """Whether what is written there goes to the socket as it is.

    What wraps a socket hands every name on to it: asked for its names alone, TLS looks like the plain socket
    beneath it, and what is written there goes out unencrypted.
    """
    from twisted.internet.tcp import Connection  # only where Daphne serves; it installs no reactor

    if not isinstance(transport, Connection) or transport.TLS:
        return False
    return all(hasattr(transport, name) for name in OF_TRANSPORT)


class Framed:
    """A text as it goes over the wire; it is framed when the first line asks for it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.frame = b""

    def went_to(self, line: Any | None) -> bool:
        """Write it to this line now; False when the server's own `send` must do it."""
        if line is None or not _idle(line):
            return False
        if not self.frame:
            self.frame = line.factory.prepareMessage(self.text.encode()).payloadHybi
        sent = line.transport.writeSomeData(self.frame)
        if not isinstance(sent, int):  # the connection is lost; its own writing will find that out
            sent = 0
        if sent < len(self.frame):
            line.transport.write(self.frame[sent:])
        return True


def _idle(line: Any) -> bool:
    """Whether it is open, without compression, and nothing that was sent before still waits in it."""
    wire = line.transport
    if line.state != line.STATE_OPEN or line.send_queue or line.websocket_extensions_in_use:
        return False
    waits = wire.dataBuffer or wire._tempDataBuffer
    return bool(wire.connected) and not wire.disconnecting and not waits
