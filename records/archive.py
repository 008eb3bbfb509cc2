"""A drawn document made ready for the archive: structure, metadata and colours as PDF/A-2 asks.

Built to PDF/A-2 and checked structurally; no validator of the standard has seen it. The metadata name level B
although the document is tagged: the images of signatures, which are added later, stand outside its structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, String

from records.elements import Document
from records.faces import clean
from records.structure import Part

PRODUCER: Final = "eCabinet"
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{described}<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_DATES: Final = slice(24, 36)  # of a colour profile: when it was made
# Cells stay although they are empty: without them a row would lose its order.
_KEPT: Final = {"TD", "TH"}
_NOTHING: Final = re.compile(rb"<[0-9A-F]{2}> <0000>\n")
_MAPPED: Final = re.compile(rb"\d+ beginbfchar\n((?:<[0-9A-F]{2}> <[0-9A-F]+>\n)*)endbfchar")


def archived(content: bytes, document: Document, root: Part, owners: list[list[Part]]) -> bytes:
    """The same pages and their structure; `owners` has, by page, the part of each piece of marked content."""
    stream = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        _describe(pdf, document)
        _colour(pdf)
        _mend_fonts(pdf)
        Tree(pdf, owners).plant(root)
        # Every object by itself: larger by a third of a page's bytes, but what is torn can still be read.
        whole = ObjectStreamMode.disable
        pdf.save(stream, min_version="1.7", deterministic_id=True, object_stream_mode=whole)
    return stream.getvalue()


# -- what the document says of itself -----------------------------------------------------------------------


def _describe(pdf: Pdf, document: Document) -> None:
    """Title, author and subject, the same in both places; no date, since the bytes have none."""
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
    xmp = _XMP.format(language=escape(document.language), producer=PRODUCER, described=described)
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


def _colour(pdf: Pdf) -> None:
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


def _mend_fonts(pdf: Pdf) -> None:
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


# -- the structure ------------------------------------------------------------------------------------------


class Tree:
    """Plants the structure of a document into its PDF."""

    def __init__(self, pdf: Pdf, owners: list[list[Part]]) -> None:
        self._pdf = pdf
        self._owners = owners
        self._pages = [page.obj for page in pdf.pages]
        self._roles: dict[str, Name] = {}
        self._planted: dict[Part, Object] = {}
        self._notes: list[Object] = []

    def plant(self, root: Part) -> None:
        """The tree, from every page to its parts, and what readers need to know of it."""
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._numbers())))
        tree.ParentTreeNextKey = len(self._pages)
        if self._notes:
            named = [part for note in self._notes for part in (note.ID, note)]
            tree.IDTree = Dictionary(Names=Array(named), Limits=Array([named[0], named[-2]]))
        self._pdf.Root.StructTreeRoot = tree
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _numbers(self) -> Iterator[Object | int]:
        for number, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            if "/Trans" in page:
                del page["/Trans"]
            yield number
            yield self._pdf.make_indirect(Array([self._planted[part] for part in owners]))

    def _element(self, part: Part, parent: Object) -> Object:
        element = self._pdf.make_indirect(Dictionary(S=self._role(part.role), P=parent))
        if part.drawn:
            self._draw(part, element)
        elif part.kids:
            element.K = Array([self._element(kid, element) for kid in part.kids if _says_something(kid)])
        if part.instead:
            element.ActualText = String(part.instead)
        if part.role == "TH":
            element.A = Dictionary(O=Name.Table, Scope=Name.Column)
        if part.role == "Note":
            element.ID = String(f"note-{len(self._notes):04}")
            self._notes.append(element)
        self._planted[part] = element
        return element

    def _draw(self, part: Part, element: Object) -> None:
        first = part.drawn[0][0]
        pieces = [
            number if page == first else Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=number)
            for page, number in part.drawn
        ]
        element.Pg = self._pages[first]
        element.K = Array(pieces) if len(pieces) > 1 else pieces[0]

    def _role(self, role: str) -> Name:
        if role not in self._roles:
            self._roles[role] = Name(f"/{role}")
        return self._roles[role]


def _says_something(part: Part) -> bool:
    return bool(part.drawn) or part.role in _KEPT or any(_says_something(kid) for kid in part.kids)
