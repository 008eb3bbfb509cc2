"""The keys under the journal's heads: making one, signing with it, checking a signature (Ed25519).

Apart from `core.heads` so that only who signs or checks carries the 7 MB of the library.
"""

import os
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings


def public_key(key: Ed25519PrivateKey) -> str:
    """By which the signature is checked: 32 bytes in hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def own_keys() -> frozenset[str]:
    """The public key of this installation, and those it had before."""
    own = [public_key(signing_key())] if Path(settings.JOURNAL_KEY_FILE).exists() else []
    return frozenset([*own, *settings.JOURNAL_OLD_KEYS])


def signing_key() -> Ed25519PrivateKey:
    """The key in `JOURNAL_KEY_FILE`; it is made when there is none yet, for its owner's eyes only."""
    path = Path(settings.JOURNAL_KEY_FILE)
    if not path.exists():
        _make_key(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    return key


def is_signed(text: bytes, signature: str, key: str) -> bool:
    """Whether the signature under the text is by this key, both in hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Whole or not at all, and never over a key that another process has made meanwhile.
    draft = path.with_name(f"{path.name}.{uuid4()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
