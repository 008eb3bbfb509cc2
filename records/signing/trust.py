"""Whom this house trusts to vouch for a signature: certificates and lists of revoked ones, from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Trust:
    """Certificates that are believed, and lists of those revoked; DER."""

    roots: tuple[bytes, ...] = ()
    revoked: tuple[bytes, ...] = ()


def trust_of_settings() -> Trust:
    """What `TRUST_ROOTS` names and can be read."""
    files = [file for path in settings.TRUST_ROOTS for file in _files(Path(path))]
    return Trust(
        roots=tuple(der for file in files if file.suffix != ".crl" for der in certificates_in(file)),
        revoked=tuple(
            x509.load_pem_x509_crl(file.read_bytes()).public_bytes(Encoding.DER)
            for file in files
            if file.suffix == ".crl"
        ),
    )


def unreadable_roots() -> list[str]:
    """What `TRUST_ROOTS` names and holds no certificate."""
    return [str(path) for path in settings.TRUST_ROOTS if not _holds_any(Path(path))]


def certificates_in(file: Path) -> list[bytes]:
    """The certificates of a PEM file; none where there is no such file or it holds something else."""
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError):
        return []
    return [certificate.public_bytes(Encoding.DER) for certificate in found]


def certificates_on_file(label: str) -> list[bytes]:
    """The certificates that a signature of this signatory may bear."""
    return certificates_in(settings.SIGNING_DIR / f"{label}.crt")


def _files(path: Path) -> Iterator[Path]:
    inside: Iterable[Path] = sorted(path.iterdir()) if path.is_dir() else [path]
    yield from (file for file in inside if file.suffix in {".crt", ".pem", ".crl"} and file.is_file())


def _holds_any(path: Path) -> bool:
    return any(certificates_in(file) for file in _files(path))
