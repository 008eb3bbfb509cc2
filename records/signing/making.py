"""A signature is added to a PDF: PAdES, in a revision of its own, seen on the page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import (
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    ensure_sig_flags,
    enumerate_sig_fields,
)
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from core.refusals import Refusal
from records.signing.appearances import Appearance, drawn
from records.signing.clocks import Clock
from records.signing.providers import Provider
from records.signing.signatories import SignatureField, SignedFile

log = logging.getLogger("ecabinet.records")


class _Revision(IncrementalPdfFileWriter):
    """A revision that adds a signature and nothing else.

    The library would write today's date into the document's properties, which would then disagree with its
    XMP: it would be no PDF/A any more.
    """

    def _update_meta(self) -> None:
        return

    def ensure_output_version(self, version: Any) -> None:
        """A record stays what it is, PDF 1.7 (PDF/A-2 is built on it), whichever curve signs it."""


class _AtThatTime(PdfSigner):
    """Signs with the moment of the act, not with that of the machine."""

    at: datetime

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Only that PAdES is used; the curves that PDF 2.0 names are named to PDF 2.0."""
        pdf_out.register_extension(ESIC_EXTENSION_1)

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        """A session whose time is told."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


class _Drawn(PdfContent):
    """The appearance, taken over from a PDF of one page."""

    def __init__(self, page: bytes, field: SignatureField) -> None:
        super().__init__(box=BoxConstraints(width=field.w, height=field.h))
        self.page = page

    def render(self) -> bytes:
        """Paint the page."""
        painted = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self.page)))
        self.resources.xobject["/Signature"] = painted
        return b"/Signature Do"


def sign(
    pdf: bytes,
    *,
    provider: Provider,
    field: SignatureField,
    appearance: Appearance,
    at: datetime,
    reason: str = "",
) -> SignedFile:
    """Append a signature; what was there stays as it is, byte by byte.

    A timestamp service may be asked, for seconds: never call this while locks are held. One that fails costs
    the timestamp and not the signature.
    """
    page = drawn(appearance, field, at)

    def signed(signer: Signer, clock: Clock | None) -> bytes:
        metadata = PdfSignatureMetadata(
            field_name=field.name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=appearance.signatory.name,
            reason=reason or None,
        )
        signing = _AtThatTime(
            metadata,
            signer,
            timestamper=clock,
            stamp_style=_style(page, field),
            new_field_spec=_spec(field, appearance.signatory.name),
        )
        signing.at = at
        return bytes(signing.sign_pdf(_Revision(BytesIO(pdf))).getbuffer())

    filled = enumerate_sig_fields(PdfFileReader(BytesIO(pdf)), filled_status=True)
    if any(name == field.name for name, *_ in filled):
        raise Refusal("signature_place_taken", field=field.name)
    with provider.opened() as signer:
        _check_dates(signer, at)
        if settings.TIMESTAMP_URL:
            try:
                return SignedFile(signed(signer, Clock(settings.TIMESTAMP_URL)), stamped=True)
            except TimestampRequestError as silence:
                log.warning("not timestamped: %s", silence)
        return SignedFile(signed(signer, None), stamped=False)


def with_places(pdf: bytes, places: Mapping[SignatureField, str]) -> bytes:
    """Append empty fields, in a revision of their own: every program that signs shows and fills them."""
    writer, stream = _Revision(BytesIO(pdf)), BytesIO()
    for field, name in places.items():
        append_signature_field(writer, _spec(field, name))
    ensure_sig_flags(writer, lock_sig_flags=True)  # a signature sets this: then nothing else would change
    writer.write(stream)
    return stream.getvalue()


def _check_dates(signer: Signer, at: datetime) -> None:
    certificate = signer.signing_cert
    assert certificate is not None
    if at > certificate.not_valid_after:
        raise Refusal("certificate_expired", until=certificate.not_valid_after.astimezone(UTC))


def _style(page: bytes, field: SignatureField) -> StaticStampStyle:
    whole = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN, margins=Margins()
    )
    return StaticStampStyle(
        border_width=0, background=_Drawn(page, field), background_layout=whole, background_opacity=1
    )


def _spec(field: SignatureField, name: str) -> SigFieldSpec:
    box = (field.x, field.y, field.x + field.w, field.y + field.h)
    return SigFieldSpec(
        field.name,
        on_page=field.page - 1,
        box=box,  # type: ignore[arg-type]  # points may be broken, whatever the library's types say
        readable_field_name=f"Chữ ký số: {name}",
    )
