"""What is seen of a signature on the page: a picture where there is one, and when it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Final

from django.conf import settings
from django.utils.timezone import localtime
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from records import layout
from records.faces import BOLD, REGULAR, clean, faces
from records.signing.pictures import INK, WAX, seal, written
from records.signing.signatories import STRIP, Capacity, Signatory, SignatureField

_SMALL: Final = 6.5
_WORDS: Final = 9.0


@dataclass(frozen=True, slots=True)
class Appearance:
    """Whose signature is seen, and their picture (PNG with transparency); without one, only words."""

    signatory: Signatory
    picture: bytes | None = None


def appearance_for(signatory: Signatory) -> Appearance:
    """The picture on file; the demonstration draws one; else words say who signed."""
    try:
        return Appearance(signatory, (settings.SIGNING_DIR / f"{signatory.label}.png").read_bytes())
    except OSError:
        pass
    if not settings.DEMO:
        return Appearance(signatory)
    draw = seal if signatory.capacity is Capacity.AGENCY else written
    return Appearance(signatory, draw(signatory.name))


def drawn(appearance: Appearance, field: SignatureField, at: datetime) -> bytes:
    """A PDF of one page, as large as the field."""
    faces()
    stream = BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(field.w, field.h),
        invariant=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says float
    )
    red, green, blue, _ = WAX if appearance.signatory.capacity is Capacity.AGENCY else INK
    canvas.setFillColorRGB(red / 255, green / 255, blue / 255)
    moment = localtime(at)
    time = f"{moment:%d/%m/%Y %H:%M:%S} {moment:%z}"
    when = f"Thời gian ký: {time[:-2]}:{time[-2:]}"
    if appearance.picture is None:
        _only_words(canvas, appearance.signatory, when, field)
    elif appearance.signatory.capacity is Capacity.AGENCY:
        _picture(canvas, appearance.picture, field, above=STRIP)
        _line(canvas, when, REGULAR, _SMALL, field, 1.5)
    else:  # at the top and to the right: the seal will cover the left third, and has its time at the foot
        _picture(canvas, appearance.picture, field, above=0)
        right = replace(field, w=field.w * 2 / 3)
        _line(canvas, when, REGULAR, _SMALL, right, field.h - STRIP + 1.5, after=field.w / 3)
    canvas.showPage()
    with layout.embedding:
        canvas.save()
    return stream.getvalue()


def _picture(canvas: Canvas, picture: bytes, field: SignatureField, *, above: float) -> None:
    canvas.drawImage(
        ImageReader(BytesIO(picture)),
        0,
        above,
        field.w,
        field.h - STRIP,
        mask="auto",
        preserveAspectRatio=True,
        anchor="c",
    )


def _only_words(canvas: Canvas, signatory: Signatory, when: str, field: SignatureField) -> None:
    lines = [("Đã ký số", BOLD), (signatory.name, BOLD)]
    if signatory.agency and signatory.agency != signatory.name:
        lines.append((signatory.agency, REGULAR))
    lines.append((when, REGULAR))
    top = field.h / 2 + len(lines) * _WORDS * 1.3 / 2 - _WORDS
    for number, (words, face) in enumerate(lines):
        _line(canvas, words, face, _WORDS, field, top - number * _WORDS * 1.3)


def _line(
    canvas: Canvas, words: str, face: str, size: float, field: SignatureField, y: float, *, after: float = 0
) -> None:
    """A line in the middle, made smaller until it fits."""
    said = clean(words).replace("\n", " ")
    width = stringWidth(said, face, size)
    fitting = min(size, size * field.w / width) if width else size
    canvas.setFont(face, fitting)
    canvas.drawCentredString(after + field.w / 2, y, said)
