"""A signed PDF is opened: anybody's file, so every way in which it can be broken is one refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from django.conf import settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from core.refusals import Refusal
from records.signing.verdict import Unreadable, check_at_sight

REVISIONS: Final = 60  # more than any document is signed; each is compared with those before it
_HEX: Final = frozenset(b"0123456789abcdef")
_UPPER_HEX: Final = frozenset(b"0123456789ABCDEF")
_BESIDE: Final = {"signature_time_stamp_token"}  # what may stand in an envelope without being signed


@contextmanager
def parsing() -> Iterator[None]:
    """Whatever the parser stumbles over in a stranger's file says only that it cannot be read.

    The library raises errors of a dozen kinds for malformed input, some of Python's own; none is a fault
    of ours that should be reported as one, and none may pass for an answer.
    """
    try:
        yield
    except (Unreadable, Refusal):
        raise
    except Exception as broken:
        raise Unreadable("unreadable") from broken


def opened(pdf: bytes) -> PdfFileReader:
    """The file as the library reads it, strictly."""
    check_at_sight(pdf, settings.RECORD_MAX_BYTES)
    with parsing():
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        if reader.encrypted:
            raise Unreadable("locked")
        if reader.xrefs.total_revisions > REVISIONS:
            raise Unreadable("too_many_revisions")
        return reader


def filled_fields(reader: PdfFileReader) -> int:
    """How many fields hold something that calls itself a signature."""
    return sum(1 for _ in enumerate_sig_fields(reader, filled_status=True))


def exactly_written(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the gap that a signature leaves holds the signature alone.

    These are the only bytes that it does not cover. Spare room is zeros, digits are of one case, and what the
    envelope says beside the signature agrees with it: else a byte could be changed there unnoticed.
    """
    start, length, after, _ = (int(number) for number in signature.byte_range)
    gap = pdf[start + length : after]
    digits = gap[1:-1]
    if gap[:1] + gap[-1:] != b"<>" or not (_HEX.issuperset(digits) or _UPPER_HEX.issuperset(digits)):
        return False
    content = bytes.fromhex(digits.decode())
    end = _length(content)
    whole = content[:end].endswith(signature.signed_data.dump()) and not content[end:].strip(b"\0")
    return whole and _consistent(signature)


def _length(der: bytes) -> int:
    """How many bytes the outermost value takes."""
    if der[1] < 0x80:
        return 2 + der[1]
    size = der[1] & 0x7F
    return 2 + size + int.from_bytes(der[2 : 2 + size], "big")


def _consistent(signature: EmbeddedPdfSignature) -> bool:
    """Whether what the envelope repeats is said the same way twice (RFC 5652, 5.1 and 5.3)."""
    signed, signer = signature.signed_data, signature.signer_info
    by_serial = signer["sid"].name == "issuer_and_serial_number"
    version = "v1" if by_serial else "v3"
    algorithms = [*signed["digest_algorithms"], signer["digest_algorithm"]]
    return (
        signed["version"].native == signer["version"].native == version
        and len({each["algorithm"].native for each in algorithms}) == 1
        and all(each["parameters"].dump() in (b"", b"\x05\x00") for each in algorithms)
        and (not by_serial or signer["sid"].chosen["issuer"].dump() == signature.signer_cert.issuer.dump())
        and {each["type"].native for each in signer["unsigned_attrs"] or ()} <= _BESIDE
    )
