"""A push that goes straight to the network: whole, in its order, and only where nothing waits before it."""

import asyncio
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.asyncio.client import connect

from core.live.lines import Framed, line_of
from tests.browser.site import _free_port
from tests.live.line_app import HUGE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> Iterator[int]:
    """Where a Daphne of its own serves `line_app`."""
    found = _free_port()
    with _daphne("-b", "127.0.0.1", "-p", str(found)):
        yield found


@pytest.fixture
def tls_port(tmp_path: Path) -> Iterator[int]:
    """The same behind TLS that Daphne itself speaks."""
    found, kept = _free_port(), _certificate(tmp_path / "own.pem")
    with _daphne("-e", f"ssl:{found}:interface=127.0.0.1:privateKey={kept}:certKey={kept}"):
        yield found


async def test_a_slow_tablet_gets_everything_in_its_order(port: int) -> None:
    async with await _opened(port) as tablet:
        await tablet.send("go")
        await asyncio.sleep(0.5)  # it does not read yet: most of the huge text waits in the server
        came = [await tablet.recv() for _message in range(4)]
        await tablet.send("go")  # now nothing waits
        again = [await tablet.recv() for _message in range(4)]
    assert [came[0] == HUGE, came[2]] == [True, "small"]
    assert json.loads(came[3]) == [True, False]
    assert [again[0] == HUGE, again[2]] == [True, "small"]
    assert json.loads(again[1]) == [True, False, True]


async def test_where_daphne_itself_speaks_tls_nothing_goes_around_the_encryption(tls_port: int) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    async with await _opened(tls_port, trusting) as tablet:
        await tablet.send("small")
        came = [await tablet.recv() for _message in range(2)]
    assert came[0] == "small"
    assert json.loads(came[1]) == [False]


def test_with_another_server_its_own_send_does_it() -> None:
    async def send(message: dict[str, object]) -> None:
        """What another server gives."""

    assert line_of(send) is None
    assert Framed("text").went_to(None) is False


@contextmanager
def _daphne(*where: str) -> Iterator[None]:
    command = [sys.executable, "-m", "daphne", "-v", "0", *where, "tests.live.line_app:application"]
    server = subprocess.Popen(command, cwd=ROOT)
    yield
    server.kill()
    server.wait()


def _certificate(kept: Path) -> Path:
    """A key and its own signature, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.NameAttribute(NameOID.COMMON_NAME, "localhost")
    unsigned = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([name]))
        .issuer_name(x509.Name([name]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
    )
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    signed = unsigned.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    kept.write_bytes(key.private_bytes(*pem) + signed)
    return kept


async def _opened(port: int, tls: ssl.SSLContext | None = None) -> connect:
    where = f"{'wss' if tls else 'ws'}://127.0.0.1:{port}"
    for _attempt in range(100):
        try:
            (await connect(where, max_size=None, ssl=tls)).transport.close()
            break
        except OSError:
            await asyncio.sleep(0.1)
    return connect(where, max_size=None, compression=None, ssl=tls)
