"""Timestamp services on this machine, for tests: one that works, and those that do not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.records.signers import SIGNED_AT, House

# What the service does with a request: it writes the whole HTTP answer, or none.
Act = Callable[[BaseHTTPRequestHandler, bytes], None]


def stamper_of(house: House) -> DummyTimeStamper:
    """A clock whose certificate the house's authority issued; it is three seconds late."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    issued = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dịch vụ dấu thời gian thử")]))
        .issuer_name(house.authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SIGNED_AT - timedelta(days=1))
        .not_valid_after(SIGNED_AT + timedelta(days=9000))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(house.authority.key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        asn1_x509.Certificate.load(issued.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(secret),
        fixed_dt=SIGNED_AT + timedelta(seconds=3),
    )


def stamped(stamper: DummyTimeStamper, asked: bytes) -> bytes:
    """The answer that RFC 3161 asks for."""
    request = tsp.TimeStampReq.load(asked)
    return bytes(asyncio.run(stamper.async_request_tsa_response(request)).dump())


def reply(
    to: BaseHTTPRequestHandler,
    said: bytes,
    *,
    status: int = 200,
    mime: str = "application/timestamp-reply",
) -> None:
    """An answer over HTTP."""
    to.send_response(status)
    to.send_header("Content-Type", mime)
    to.send_header("Content-Length", str(len(said)))
    to.end_headers()
    to.wfile.write(said)


@contextmanager
def served(act: Act) -> Iterator[str]:
    """The address of a service that does this."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """One question."""
            act(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *said: object) -> None:
            """In silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
