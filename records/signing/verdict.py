"""What a look at a signed file found, as plain data: no sentence and no library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Is there in the journal an entry of this number whose hash begins so, in a chain that verifies up to it?
HeadOfStreamAt = Callable[[int, str], bool]


class Unreadable(Exception):
    """What was given is no PDF that can be read; `why` names a sentence of the wording."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check_at_sight(pdf: bytes, limit: int) -> None:
    """What needs no reading: its size, and the first bytes of every PDF."""
    if len(pdf) > limit:
        raise Unreadable("too_large")
    if not pdf.startswith(b"%PDF-"):
        raise Unreadable("not_pdf")


class Later(StrEnum):
    """What stands in the file after the revision that a signature covers."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"  # further signatures, and nothing else
    PROOFS = "proofs"  # timestamps and certificates for the archive, and nothing else
    CHANGES = "changes"  # anything else: the page may show what was not signed


class Chain(StrEnum):
    """Whether those whom this house trusts vouch for the certificate."""

    TRUSTED = "trusted"
    SELF_SIGNED = "self_signed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    REVOKED = "revoked"
    UNFIT = "unfit"  # a certificate that is not for signatures, or of an algorithm no longer safe


class Stamp(StrEnum):
    """Whether an independent clock vouches for the time."""

    NONE = "none"
    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: who, when, whether what it covers is untouched, and who vouches for it."""

    field: str
    person: str
    agency: str
    at: datetime | None
    stamp: Stamp
    stamped_at: datetime | None
    intact: bool
    later: Later
    chain: Chain
    root: str
    until: datetime
    certificate: bytes  # DER

    @property
    def good(self) -> bool:
        """Whether nothing speaks against this signature."""
        return (
            self.intact
            and self.chain is Chain.TRUSTED
            and self.stamp in (Stamp.NONE, Stamp.TRUSTED)
            and self.later is not Later.CHANGES
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the journal printed on the document; `matches` is None where nobody could be asked."""

    seq: int
    code: str
    matches: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything found in one file; `strange` counts signatures of a kind that nobody here can check."""

    signatures: tuple[Signature, ...]
    head: Head | None
    strange: int = 0
    lists: int = 0  # lists of revoked certificates that were at hand

    @property
    def untouched(self) -> bool:
        """Whether every signature holds for what it covers, and nothing but proofs follows the last one."""
        return (
            bool(self.signatures)
            and not self.strange
            and all(each.intact and each.later is not Later.CHANGES for each in self.signatures)
            and self.signatures[-1].later in (Later.NOTHING, Later.PROOFS)
        )

    @property
    def good(self) -> bool:
        """Signed, untouched, every signer vouched for, and no other journal."""
        return (
            self.untouched
            and all(signature.good for signature in self.signatures)
            and (self.head is None or self.head.matches is not False)
        )
