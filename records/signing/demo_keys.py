"""Keys of the demonstration: an authority and certificates that say of themselves that they are not real."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    load_pem_private_key,
    pkcs12,
)
from cryptography.hazmat.primitives.serialization import PrivateFormat as Format
from cryptography.x509.oid import NameOID

from records.signing.signatories import Signatory

NOT_REAL: Final = "TRÌNH DIỄN"
AUTHORITY: Final = f"eCabinet CA ({NOT_REAL})"
LIFE: Final = timedelta(days=3650)
_LONGEST: Final = 64  # letters that X.509 allows in a common name


@dataclass(frozen=True)
class Authority:
    """Who vouches for the certificates of the demonstration."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def made(cls, at: datetime, name: str = AUTHORITY, life: timedelta = LIFE) -> Authority:
        """A new authority, believed by nobody yet."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(name, "eCabinet")
        usage = _usage(signs_certificates=True)
        built = _certificate(subject, subject, key.public_key(), at, life).add_extension(usage, critical=True)
        authority = x509.BasicConstraints(ca=True, path_length=0)
        return cls(built.add_extension(authority, critical=True).sign(key, hashes.SHA256()), key)

    def issue(
        self, name: str, agency: str, at: datetime, life: timedelta = LIFE
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """A certificate for signatures, with its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(name, agency)
        built = _certificate(subject, self.certificate.subject, key.public_key(), at, life)
        built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        return built.add_extension(_usage(), critical=True).sign(self.key, hashes.SHA256()), key


def make_signers(folder: Path, signatories: list[Signatory], passphrase: str, at: datetime) -> int:
    """Write what is missing of the demonstration's keys; how many were made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = _authority(folder, passphrase, at)
    made = 0
    for signatory in signatories:
        if not (folder / f"{signatory.label}.p12").exists():
            made += 1
            name = f"{signatory.name[: _LONGEST - len(NOT_REAL) - 3]} ({NOT_REAL})"
            write_signer(folder, signatory.label, *authority.issue(name, signatory.agency, at), passphrase)
    return made


def write_signer(
    folder: Path,
    label: str,
    certificate: x509.Certificate,
    secret: ec.EllipticCurvePrivateKey,
    passphrase: str,
) -> None:
    """A signatory's certificate, and their key under the passphrase; the key last: then all is there."""
    (folder / f"{label}.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
    locked = BestAvailableEncryption(passphrase.encode())
    _private(
        folder / f"{label}.p12",
        pkcs12.serialize_key_and_certificates(label.encode(), secret, certificate, None, locked),
    )


def _authority(folder: Path, passphrase: str, at: datetime) -> Authority:
    kept, shown = folder / "authority.key", folder / "authority.crt"
    if kept.exists() and shown.exists():
        key = load_pem_private_key(kept.read_bytes(), passphrase.encode())
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return Authority(x509.load_pem_x509_certificate(shown.read_bytes()), key)
    fresh = Authority.made(at)
    shown.write_bytes(fresh.certificate.public_bytes(Encoding.PEM))
    locked = BestAvailableEncryption(passphrase.encode())
    _private(kept, fresh.key.private_bytes(Encoding.PEM, Format.PKCS8, locked))
    return fresh


def _private(file: Path, content: bytes) -> None:
    """Written whole or not at all, for its owner only."""
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.replace(file)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, at: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + life)
    )


def _usage(*, signs_certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, agency: str) -> x509.Name:
    """A subject; X.509 allows 64 letters, and the library, which counts bytes, is not listened to."""
    said = {NameOID.COUNTRY_NAME: "VN", NameOID.ORGANIZATION_NAME: agency, NameOID.COMMON_NAME: common}
    with warnings.catch_warnings(action="ignore"):
        return x509.Name(
            [
                x509.NameAttribute(kind, text[:_LONGEST], _validate=False)
                for kind, text in said.items()
                if text
            ]
        )
