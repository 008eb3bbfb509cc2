"""A drawn document made ready for the archive: structure, metadata and colours as PDF/A-2 asks.

Built to PDF/A-2 and checked structurally; no validator of the standard has seen it. The metadata name level B
although the document is tagged: the images of signatures, which are added later, stand outside its structure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from records.elements import Document
from records.faces import clean
from records.planting import planted
from records.structure import Part

# Every object by itself: larger by a third of a page's bytes, but what is torn can still be read.
SAVED: Final[dict[str, Any]] = {
    "min_version": "1.7",
    "deterministic_id": True,
    "object_stream_mode": ObjectStreamMode.disable,
}
PRODUCER: Final = "eCabinet"
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{standard}<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{described}<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_STANDARD: Final = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n"
_DATES: Final = slice(24, 36)  # of a colour profile: when it was made
_NOTHING: Final = re.compile(rb"<[0-9A-F]{2}> <0000>\n")
_MAPPED: Final = re.compile(rb"\d+ beginbfchar\n((?:<[0-9A-F]{2}> <[0-9A-F]+>\n)*)endbfchar")


def archived(content: bytes, document: Document, root: Part, owners: list[list[Part]]) -> bytes:
    """The same pages and their structure; `owners` has, by page, the part of each piece of marked content."""
    stream = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        describe(pdf, document)
        colour(pdf)
        mend_fonts(pdf)
        prepare_tree(pdf)
        pdf.save(stream, **SAVED)
    return planted(stream.getvalue(), root, owners)


def prepare_tree(pdf: Pdf) -> None:
    """Every page by the number under which the structure knows it, and a place for the structure."""
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.MarkInfo = Dictionary(Marked=True)


# -- what the document says of itself -----------------------------------------------------------------------


def describe(pdf: Pdf, document: Document, *, archival: bool = True) -> None:
    """Title, author and subject, the same in both places; no date, since the bytes have none.

    Only what is `archival` throughout is said to be built to PDF/A-2.
    """
    title, author, subject = (
        clean(text).replace("\n", " ") for text in (document.title, document.author, document.subject)
    )
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Creator=PRODUCER, Producer=PRODUCER))
    for key, value in (("/Title", title), ("/Author", author), ("/Subject", subject)):
        if value:
            pdf.trailer.Info[key] = String(value)
    described = _alternatives("dc:title", title) + _alternatives("dc:description", subject)
    if author:
        described += f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>\n"
    standard = _STANDARD if archival else ""
    words = {"language": escape(document.language), "producer": PRODUCER, "standard": standard}
    xmp = _XMP.format(**words, described=described)
    pdf.Root.Metadata = Stream(pdf, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _alternatives(name: str, text: str) -> str:
    if not text:
        return ""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>\n'


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The sRGB profile without the moment at which it was made."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATES] = bytes.fromhex("07e4 0003 0005 0000 0000 0000")  # the day of the decree
    return bytes(profile)


def colour(pdf: Pdf) -> None:
    """What red and black mean on every screen and printer."""
    profile = Stream(pdf, _srgb(), N=3, Alternate=Name.DeviceRGB)
    named = "sRGB IEC61966-2.1"
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=named,
        Info=named,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def mend_fonts(pdf: Pdf) -> None:
    """A font says which letters its codes mean: of those it does not use, reportlab says nought."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            meant = _NOTHING.sub(b"", font.ToUnicode.read_bytes())
            font.ToUnicode.write(_MAPPED.sub(_in_hundreds, meant))


def _in_hundreds(match: re.Match[bytes]) -> bytes:
    """The format allows a hundred lines in one list."""
    lines = match[1].splitlines(keepends=True)
    lists = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return b"\n".join(b"%d beginbfchar\n%bendbfchar" % (len(some), b"".join(some)) for some in lists)
