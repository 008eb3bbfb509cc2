"""A file signed on somebody's own device comes back: the same document, one signature more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, pdf_name
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from core.refusals import Refusal
from records.signing.reading import opened, parsing
from records.signing.signatories import POINTS_PER_MM, Capacity, Signatory, SignatureField
from records.signing.trust import certificates_on_file, trust_of_settings
from records.signing.verdict import Chain, Later, Signature, Stamp, Unreadable
from records.signing.verifying import Believed, judged

# By how much a picture placed by hand may miss its place: it must not come to lie on the text.
SPARE: Final = 12 * POINTS_PER_MM


@dataclass(frozen=True)
class _Returned:
    """What came back: its bytes as read, and the signature that is new in it."""

    reader: PdfFileReader
    new: EmbeddedPdfSignature
    before: int  # revisions of the original


def accept(
    original: bytes, uploaded: bytes, *, by: Signatory, field: SignatureField | None, at: datetime
) -> bool:
    """Refuse whatever is not the original, with which it begins, and one signature of this signatory.

    Says whether a service that this house trusts vouches for its time.
    """
    try:
        returned = _read(original, uploaded)
        with parsing():
            signature = judged(uploaded, returned.new, Believed(trust_of_settings(), at or timezone.now()))
            _check_revision(returned, signature)
            _check_place(returned, field)
    except Unreadable:
        raise Refusal("signed_file_unreadable") from None
    _check_signatory(signature, by)
    return signature.stamp is Stamp.TRUSTED


def _read(original: bytes, uploaded: bytes) -> _Returned:
    reader, before = opened(uploaded), opened(original)
    with parsing():
        known = {each.field_name for each in before.embedded_signatures}
        new = [each for each in reader.embedded_regular_signatures if each.field_name not in known]
        revisions = before.xrefs.total_revisions
    if not new:
        raise Refusal("signed_file_unsigned")
    if len(new) > 1:
        raise Refusal("signed_file_changed")
    return _Returned(reader, new[0], revisions)


def _check_revision(returned: _Returned, signature: Signature) -> None:
    """After the original there is one signature, and at most proofs for the archive."""
    appended = DEFAULT_DIFF_POLICY.review_file(returned.reader, _original(returned))
    only_signed = (
        isinstance(appended, DiffResult)
        and appended.modification_level <= ModificationLevel.FORM_FILLING
        and appended.changed_form_fields <= {each.field_name for each in returned.reader.embedded_signatures}
    )
    stands = signature.intact and signature.stamp is not Stamp.BROKEN
    if not only_signed or not stands or signature.later not in (Later.NOTHING, Later.PROOFS):
        raise Refusal("signed_file_changed")


def _original(returned: _Returned) -> HistoricalResolver:
    """The original; without any form it counts as one with an empty form: the library compares only these."""
    before = returned.reader.get_historical_resolver(returned.before - 1)
    if "/AcroForm" not in before.root:
        flags = _entry(returned.reader.root["/AcroForm"], "/SigFlags", NumberObject(3))
        empty = {pdf_name("/Fields"): ArrayObject(), pdf_name("/SigFlags"): flags}
        before.root[pdf_name("/AcroForm")] = DictionaryObject(empty)
    return before


def _check_place(returned: _Returned, field: SignatureField | None) -> None:
    """A picture is content: one that lies on the text would say something that nobody approved."""
    widget = returned.new.sig_field
    if field and returned.new.field_name in {each.value for each in Capacity} - {field.name}:
        raise Refusal("signed_file_misplaced")  # the person's signature in the agency's field, or the reverse
    x1, y1, x2, y2 = (float(number) for number in _entry(widget, "/Rect", (0, 0, 0, 0)))
    if field is None or x1 == x2 or y1 == y2:
        return
    page, _ = returned.reader.find_page_for_modification(field.page - 1)
    on_page = {each.get_object().container_ref for each in _entry(page.get_object(), "/Annots", ())}
    there = widget.container_ref in on_page
    if not there or not field.holds(x1, y1, x2, y2, spare=SPARE):
        raise Refusal("signed_file_misplaced")


def _entry(dictionary: Any, key: str, default: Any) -> Any:
    """A value, followed to where it is; the library's own `get` answers with the reference."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401


def _check_signatory(signature: Signature, by: Signatory) -> None:
    expected = certificates_on_file(by.label)
    if not expected:
        raise Refusal("certificate_not_on_file", signatory=by.name)
    if signature.certificate not in expected:
        raise Refusal("signed_file_other_signer", signatory=by.name, found=signature.person)
    if signature.chain is Chain.EXPIRED:
        raise Refusal("signed_file_expired", found=signature.person, until=signature.until)
    if signature.chain is not Chain.TRUSTED:
        raise Refusal("signed_file_untrusted", found=signature.person)
