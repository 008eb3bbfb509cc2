"""Signatures of records: a person's, then the agency's; made here, accepted from elsewhere, verified.

The libraries that know certificates and revisions of a PDF are loaded when the first file is signed or read:
most processes never need them, and they weigh more than the rest of the paper engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from records.signing.signatories import Capacity, Signatory, SignatureField, SignedFile
from records.signing.verdict import (
    Chain,
    Head,
    HeadOfStreamAt,
    Later,
    Signature,
    Stamp,
    Unreadable,
    Verdict,
)

if TYPE_CHECKING:
    from records.signing.appearances import Appearance
    from records.signing.providers import Provider
    from records.signing.trust import Trust

__all__ = [
    "Capacity",
    "Chain",
    "Head",
    "HeadOfStreamAt",
    "Later",
    "Signatory",
    "Signature",
    "SignatureField",
    "SignedFile",
    "Stamp",
    "Unreadable",
    "Verdict",
    "accept_signed_elsewhere",
    "appearance_for",
    "can_sign_here",
    "provider_for",
    "sign",
    "verify",
    "verify_upload",
    "with_places",
]


def can_sign_here(signatory: Signatory) -> bool:
    """Whether this installation holds a key of theirs; else they sign elsewhere and the file is uploaded."""
    from records.signing import providers

    return providers.can_sign_here(signatory)


def provider_for(signatory: Signatory) -> Provider:
    """Where the key of this signatory is, as the settings say; a Refusal where there is none."""
    from records.signing import providers

    return providers.provider_for(signatory)


def appearance_for(signatory: Signatory) -> Appearance:
    """What is seen of their signature on the page: their picture, or only words."""
    from records.signing import appearances

    return appearances.appearance_for(signatory)


def with_places(pdf: bytes, places: Mapping[SignatureField, str]) -> bytes:
    """The file with empty fields to be signed in, each with the name of whose it is."""
    from records.signing import making

    return making.with_places(pdf, places)


def sign(
    pdf: bytes,
    *,
    provider: Provider,
    field: SignatureField,
    appearance: Appearance,
    at: datetime,
    reason: str = "",
) -> SignedFile:
    """The file with one more signature, as a revision appended to the very same bytes; outside of locks."""
    from records.signing import making

    return making.sign(pdf, provider=provider, field=field, appearance=appearance, at=at, reason=reason)


def accept_signed_elsewhere(
    original: bytes, uploaded: bytes, *, by: Signatory, field: SignatureField | None = None, at: datetime
) -> bool:
    """Refuse what is not the original with one signature more, of this signatory; whether it is timestamped.

    Read apart from the server.
    """
    from records.signing.apart import accept_upload

    return accept_upload(original, uploaded, by=by, field=field, at=at)


def verify_upload(pdf: bytes, *, head_of_stream_at: HeadOfStreamAt) -> Verdict:
    """As `verify`, of a file that anybody may have made; read apart from the server."""
    from records.signing import apart

    return apart.verify_upload(pdf, head_of_stream_at=head_of_stream_at)


def verify(
    pdf: bytes,
    *,
    trust: Trust | None = None,
    head_of_stream_at: HeadOfStreamAt | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Who signed this file, when, what changed since, and who vouches for it; no network is asked."""
    from records.signing import verifying

    return verifying.verify(pdf, trust=trust, head_of_stream_at=head_of_stream_at, at=at)
