"""Where keys are: a file (PKCS#12), a device (PKCS#11); where there is none, people sign elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from core.refusals import Refusal
from records.signing.signatories import Signatory

if TYPE_CHECKING:
    from pyhanko.sign import Signer

FILES = "files"
TOKEN = "token"
ELSEWHERE = "elsewhere"


class Provider(Protocol):
    """A key that signs; it is at hand only while the `with` lasts."""

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """The key, ready to sign once."""
        ...


@dataclass(frozen=True)
class KeyFile:
    """A key in a PKCS#12 file: for the demonstration, and for tests."""

    file: Path
    passphrase: str
    signatory: str

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """The key in the memory of this process."""
        from pyhanko.sign import SimpleSigner

        try:
            content = self.file.read_bytes()
        except OSError:
            raise Refusal("signing_key_missing", signatory=self.signatory) from None
        try:
            signer = SimpleSigner.load_pkcs12_data(
                content, other_certs=[], passphrase=self.passphrase.encode()
            )
        except ValueError:
            raise Refusal("signing_key_refused", signatory=self.signatory) from None
        signer.embed_roots = False
        yield signer


@dataclass(frozen=True)
class Token:
    """A key that never leaves its device, which knows it and its certificate by the signatory's label."""

    module: str
    token: str
    pin: str
    label: str
    signatory: str

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """The key in its device, with a session of its own."""
        import pkcs11
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

        try:
            session = open_pkcs11_session(
                self.module, token_criteria=TokenCriteria(label=self.token), user_pin=self.pin
            )
        except (pkcs11.PKCS11Error, RuntimeError):  # RuntimeError: no such module
            raise Refusal("signing_key_refused", signatory=self.signatory) from None
        try:
            # Devices sign a digest that is made here: not every one of them knows ECDSA with SHA-256 in
            # one step.
            signer = PKCS11Signer(session, cert_label=self.label, embed_roots=False, use_raw_mechanism=True)
            if not _is_there(signer):
                raise Refusal("signing_key_missing", signatory=self.signatory)
            yield signer
        finally:
            session.close()


def _is_there(signer: Signer) -> bool:
    import pkcs11

    try:
        return signer.signing_cert is not None
    except (pkcs11.PKCS11Error, ValueError):
        return False


def provider_for(signatory: Signatory) -> Provider:
    """Where the key of this signatory is, as the settings say."""
    if settings.SIGNING == FILES:
        return KeyFile(
            settings.SIGNING_DIR / f"{signatory.label}.p12", settings.SIGNING_PASSPHRASE, signatory.name
        )
    if settings.SIGNING == TOKEN:
        return Token(
            settings.PKCS11_MODULE,
            settings.PKCS11_TOKEN,
            settings.PKCS11_PIN,
            signatory.label,
            signatory.name,
        )
    raise Refusal("signing_elsewhere_only", signatory=signatory.name)


def can_sign_here(signatory: Signatory) -> bool:
    """Whether asking for this signatory's key makes sense; a device is asked only when it signs."""
    if settings.SIGNING == FILES:
        return (settings.SIGNING_DIR / f"{signatory.label}.p12").is_file()
    return bool(settings.SIGNING == TOKEN)
