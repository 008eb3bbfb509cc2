"""A mail server of the test's own: it takes messages, refuses addresses, falls silent and comes back."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.core.mail.backends.smtp import EmailBackend


class OwnMail:
    """A server on a free port: `refused` are addresses that it does not know, `slow` seconds a message."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.slow = 0.0
        outer = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer.talk(self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.server.daemon_threads = True
        self.port: int = self.server.server_address[1]

    def connection(self) -> EmailBackend:
        """How Django reaches it."""
        return EmailBackend(host="127.0.0.1", port=self.port, timeout=2)

    def recipients(self) -> list[str]:
        """Who got a message, as often as they did."""
        return sorted(str(letter["To"]) for letter in self.letters)

    def talk(self, session: socketserver.StreamRequestHandler) -> None:
        """One session of SMTP, as much of it as Django speaks."""

        def say(line: str) -> None:
            session.wfile.write(f"{line}\r\n".encode())

        say("220 mail of a test")
        while line := session.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT") and any(f"<{each}>" in line for each in self.refused):
                say("550 no such person")
            elif verb == "DATA":
                say("354 go on")
                lines = iter(session.rfile.readline, b".\r\n")
                content = b"".join(each[1:] if each.startswith(b"..") else each for each in lines)
                self.letters.append(message_from_bytes(content, policy=policy.default))
                time.sleep(self.slow)
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 well")


@contextmanager
def own_mail() -> Iterator[OwnMail]:
    """A server that serves until the end of the test."""
    mail = OwnMail()
    threading.Thread(target=mail.server.serve_forever, daemon=True).start()
    try:
        yield mail
    finally:
        mail.server.shutdown()
        mail.server.server_close()
