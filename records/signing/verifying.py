"""A signed file is judged: each signature, what came after it, who vouches for it; and the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from asn1crypto import crl, x509
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    ModificationLevel,
)
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from records.signing.printed import printed_head
from records.signing.reading import exactly_written, filled_fields, opened, parsing
from records.signing.trust import Trust, trust_of_settings
from records.signing.verdict import Chain, Head, HeadOfStreamAt, Later, Signature, Stamp, Unreadable, Verdict

# A signature for a document: certificates of Vietnamese authorities carry either of the two uses.
USES: Final = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
_PROBLEMS: Final = {
    AdESFailure.REVOKED: Chain.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE: Chain.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Chain.REVOKED,
    AdESIndeterminate.EXPIRED: Chain.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Chain.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Chain.EXPIRED,
    AdESFailure.NOT_YET_VALID: Chain.NOT_YET,
    AdESIndeterminate.NOT_YET_VALID: Chain.NOT_YET,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: Chain.UNFIT,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Chain.UNFIT,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: Chain.UNFIT,
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: Chain.UNFIT,
}


@dataclass(frozen=True)
class Believed:
    """Whom to believe, and as of when."""

    trust: Trust
    at: datetime

    def context(self, moment: datetime) -> ValidationContext:
        """The same for one moment, without any network."""
        return ValidationContext(
            trust_roots=[x509.Certificate.load(each) for each in self.trust.roots],
            crls=[crl.CertificateList.load(each) for each in self.trust.revoked],
            moment=moment,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )


def verify(
    pdf: bytes,
    *,
    trust: Trust | None = None,
    head_of_stream_at: HeadOfStreamAt | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Judge every signature of a file, in the order in which they were made."""
    believed = Believed(trust or trust_of_settings(), at or timezone.now())
    reader = opened(pdf)
    with parsing():
        made = reader.embedded_regular_signatures
        stamps = reader.embedded_timestamp_signatures
        held = filled_fields(reader)
    signatures = tuple(found for each in made if (found := _judged(pdf, each, believed)))
    standing = sum(_stands(each, believed) for each in stamps)
    strange = held - len(signatures) - standing
    return Verdict(signatures, _head(pdf, head_of_stream_at), strange, len(believed.trust.revoked))


def _judged(pdf: bytes, signature: EmbeddedPdfSignature, believed: Believed) -> Signature | None:
    """One signature; None where its envelope is so broken that nothing can be said of it."""
    try:
        with parsing():
            return judged(pdf, signature, believed)
    except Unreadable:
        return None


def judged(pdf: bytes, signature: EmbeddedPdfSignature, believed: Believed) -> Signature:
    """One signature, as of the moment that an independent clock vouches for, else as of now."""
    status = _status(signature, believed, believed.at)
    stamp, stamped_at = _stamp(status)
    if stamp is Stamp.TRUSTED and stamped_at is not None:
        status = _status(signature, believed, stamped_at)
    certificate = signature.signer_cert
    subject = certificate.subject.native
    chain, root = _chain(status, certificate)
    return Signature(
        field=str(signature.field_name),
        person=_said(subject.get("common_name")),
        agency=_said(subject.get("organization_name")),
        at=signature.self_reported_timestamp,
        stamp=stamp,
        stamped_at=stamped_at,
        intact=status.intact and status.valid and exactly_written(pdf, signature),
        later=later(signature.reader, signature, status),
        chain=chain,
        root=root,
        until=certificate.not_valid_after.astimezone(UTC),
        certificate=certificate.dump(),
    )


def later(reader: PdfFileReader, signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Later:
    """What the file holds after the revision that this signature covers."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Later.NOTHING
    found = status.diff_result
    if not isinstance(found, DiffResult) or not status.docmdp_ok:
        return Later.CHANGES
    signed = {each.field_name for each in reader.embedded_signatures}
    if not found.changed_form_fields <= signed or found.modification_level > ModificationLevel.FORM_FILLING:
        return Later.CHANGES
    last = reader.embedded_signatures[-1]
    if last.signed_revision > signature.signed_revision:
        return Later.SIGNATURES
    # Nobody signed what comes after the last signature: only proofs may stand there, no new properties, no
    # field.
    trailing = DEFAULT_DIFF_POLICY.review_file(reader, signature.signed_revision)
    proofs = isinstance(trailing, DiffResult) and trailing.modification_level <= ModificationLevel.LTA_UPDATES
    return Later.PROOFS if proofs and "/DSS" in reader.root else Later.CHANGES


def _status(signature: EmbeddedPdfSignature, believed: Believed, moment: datetime) -> PdfSignatureStatus:
    return validate_pdf_signature(
        signature,
        signer_validation_context=believed.context(moment),
        ts_validation_context=believed.context(believed.at),
        key_usage_settings=USES,
    )


def _stamp(status: PdfSignatureStatus) -> tuple[Stamp, datetime | None]:
    token = status.timestamp_validity
    if token is None:
        return Stamp.NONE, None
    moment = token.timestamp.astimezone(UTC)
    if not (token.intact and token.valid):
        return Stamp.BROKEN, moment
    return (Stamp.TRUSTED if token.trusted else Stamp.UNTRUSTED), moment


def _chain(status: PdfSignatureStatus, certificate: x509.Certificate) -> tuple[Chain, str]:
    if status.trusted and status.validation_path is not None:
        root = status.validation_path.trust_anchor.authority.name.native
        return Chain.TRUSTED, _said(root.get("common_name") or root.get("organization_name"))
    issuer = _said(certificate.issuer.native.get("common_name"))
    if certificate.issuer == certificate.subject:
        return Chain.SELF_SIGNED, issuer
    problem = status.trust_problem_indic
    return (_PROBLEMS.get(problem, Chain.UNKNOWN) if problem else Chain.UNKNOWN), issuer


def _stands(stamp: EmbeddedPdfSignature, believed: Believed) -> bool:
    """Whether a timestamp over the whole document holds."""
    try:
        with parsing():
            status = validate_pdf_timestamp(stamp, believed.context(believed.at))
            return bool(status.intact and status.valid)
    except Unreadable:
        return False


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _head(pdf: bytes, head_of_stream_at: HeadOfStreamAt | None) -> Head | None:
    printed = printed_head(pdf)
    if printed is None:
        return None
    return Head(*printed, head_of_stream_at(*printed) if head_of_stream_at else None)
