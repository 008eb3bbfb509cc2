"""The shipped nginx configuration, run by a real nginx in front of a real `manage.py serve`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scripts.find_tool import find, how_to_install
from tests.browser.site import ROOT, Demos, Site, _free_port
from tests.deploy.edge import NAME, ORIGIN, Edge


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without nginx the tests of this folder are skipped, with the command that brings it."""
    for item in items:
        if Path(str(item.fspath)).parent == Path(__file__).parent and find("nginx") is None:
            item.add_marker(pytest.mark.skip(reason=how_to_install("nginx")))


@pytest.fixture(scope="session")
def edge(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """An installation with the demonstration's data, behind nginx."""
    site = demos.copy()
    here = installed(tmp_path_factory.mktemp("edge"), site)
    processes = [serve(here, site.port), proxy(here, site.port)]
    try:
        wait_until_it_answers(here)
        yield here
    finally:
        for process in processes:
            process.terminate()
            process.wait(20)
        site.remove()


def installed(folder: Path, site: Site) -> Edge:
    """The environment, the static files and the certificate of an installation."""
    site.environment |= {
        "DEBUG": "0",
        "HOST": "127.0.0.1",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": NAME,
        "PUBLIC_ORIGIN": ORIGIN,
        "STATIC_ROOT": str(folder / "static"),
    }
    site.manage("collectstatic", "--no-input", "-v", "0")
    certify(folder)
    return Edge(folder, site, _free_port(), _free_port())


def serve(here: Edge, port: int) -> "subprocess.Popen[bytes]":
    """One web process, as the shipped unit starts it."""
    log = (here.folder / "server.log").open("ab")
    environment = {**here.site.environment, "PORT": str(port)}
    command = [sys.executable, "manage.py", "serve"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)


def proxy(here: Edge, *ports: int) -> "subprocess.Popen[bytes]":
    """nginx with the shipped file in front of these processes."""
    folder, log = here.folder, (here.folder / "server.log").open("ab")
    (folder / "nginx.conf").write_text(configuration(here, *ports), encoding="utf-8")
    command = [str(find("nginx")), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"]
    return subprocess.Popen(command, stdout=log, stderr=log)


def wait_until_it_answers(here: Edge) -> None:
    """The product answers through the proxy, or the test says what its log says."""
    for _attempt in range(150):
        if here.answers():
            return
        time.sleep(0.2)
    raise AssertionError((here.folder / "server.log").read_text()[-3000:])


def configuration(here: Edge, *ports: int) -> str:
    """The shipped file with this machine's places and ports, and nothing else changed."""
    folder, text = here.folder, (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    second = "        server 127.0.0.1:8002 max_fails=2 fail_timeout=5s;\n"
    changes = {
        "listen 80": f"listen 127.0.0.1:{here.plain}",
        "listen 443": f"listen 127.0.0.1:{here.secure}",
        "/srv/ecabinet/tls/": f"{folder}/",
        "/srv/ecabinet/static/": f"{folder}/static/",
        "/var/log/nginx/": f"{folder}/",
        "/run/nginx.pid": f"{folder}/nginx.pid",
        second: second.replace("8002", str(ports[1])) if len(ports) > 1 else "",
        "127.0.0.1:8001": f"127.0.0.1:{ports[0]}",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    temporary = "".join(
        f"    {name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = text.replace("http {\n", "http {\n" + temporary, 1)
    return f"user root;\n{text}" if os.getuid() == 0 else text


def certify(folder: Path) -> None:
    """A certificate of our own for the name of these tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
