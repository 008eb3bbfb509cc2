"""The files of a DOCX in their archive, without the moment of packing: the same input, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from records import form30
from records.composition import marks
from records.docx.forms import flow
from records.docx.markup import joined, twips
from records.docx.styles import NAMESPACE, styles_xml
from records.elements import Document
from records.faces import clean
from records.form30 import WIDTH

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_PAGE_NUMBER: Final = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def render_docx(document: Document) -> bytes:
    """The DOCX of a document."""
    return _archived(document, (document,))


def render_many(whole: Document, others: Sequence[Document]) -> bytes:
    """A DOCX of many documents, each a section that begins on a page one; the first names the whole."""
    return _archived(whole, (whole, *others))


def _archived(whole: Document, documents: Sequence[Document]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in _files(whole, documents).items():
            entry = ZipInfo(name)  # dated 1980, as the archive's format begins
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, f"{_XML}{text}")
    return stream.getvalue()


def _files(whole: Document, documents: Sequence[Document]) -> dict[str, str]:
    said = [_mark(document) for document in documents]
    heads = _heads(said)
    related = [("styles", "styles"), ("settings", "settings")]
    related += [("header", name) for pair in heads.values() for name in pair]
    numbers = {name: number for number, (_, name) in enumerate(related, start=1)}
    own = [tuple(numbers[name] for name in heads[mark]) for mark in said]
    types = {f"word/{name}.xml": f"{_WORD}.header+xml" for pair in heads.values() for name in pair}
    return {
        "[Content_Types].xml": _content_types(_TYPES | types),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": _body(documents, own),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/relationships/{kind}", f"{name}.xml") for kind, name in related)
        ),
        "word/styles.xml": styles_xml(whole.language),
        "word/settings.xml": _SETTINGS,
        **{
            f"word/{name}.xml": _header(number, mark)
            for mark, pair in heads.items()
            for name, number in zip(pair, ("", _PAGE_NUMBER), strict=True)
        },
        "docProps/core.xml": _properties(whole),
    }


def _mark(document: Document) -> str:
    """What the margin of each page says; behind the text of a page stands nothing here."""
    mark, large = (clean(text).replace("\n", " ") for text in (document.mark, document.watermark))
    return mark if large in mark else marks(mark, large)


def _heads(said: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The files with the head of a first page and of the others, for each mark that there is."""
    return {
        mark: (f"header-first{number or ''}", f"header{number or ''}")
        for number, mark in enumerate(dict.fromkeys(said))
    }


def _content_types(types: dict[str, str]) -> str:
    parts = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(*some: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(some, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _body(documents: Sequence[Document], heads: Sequence[tuple[int, ...]]) -> str:
    """The texts, each in a section of its own; the last paragraph of one that is followed says what it is."""
    *before, (last, head) = zip(documents, heads, strict=True)
    counted = '<w:pgNumType w:start="1"/>' if before else ""
    body = "".join(f"{_flow(document)}{_end(_section(own, counted))}" for document, own in before)
    body += f"{_flow(last)}{_end('')}{_section(head, counted)}"
    return f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"


def _flow(document: Document) -> str:
    return joined(flow(document.elements))


def _end(section: str) -> str:
    """A table does not end a text: a paragraph follows it."""
    return f'<w:p><w:pPr><w:pStyle w:val="Rule"/>{section}</w:pPr></w:p>'


def _section(heads: tuple[int, ...], counted: str) -> str:
    """The page with the decree's margins; page one has a head of its own, without a number."""
    sizes = f'w:w="{twips(form30.PAGE_WIDTH.mm)}" w:h="{twips(form30.PAGE_HEIGHT.mm)}"'
    above = (form30.MARGIN_TOP.mm - form30.PAGE_NUMBER.value) / 2
    margins = (
        f'w:top="{twips(form30.MARGIN_TOP.mm)}" w:right="{twips(form30.MARGIN_RIGHT.mm)}"'
        f' w:bottom="{twips(form30.MARGIN_BOTTOM.mm)}" w:left="{twips(form30.MARGIN_LEFT.mm)}"'
        f' w:header="{twips(above)}" w:footer="0" w:gutter="0"'
    )
    headed = "".join(
        f'<w:headerReference xmlns:r="{_OFFICE}/relationships" w:type="{kind}" r:id="rId{number}"/>'
        for kind, number in zip(("first", "default"), heads, strict=True)
    )
    page = f"<w:pgSz {sizes}/><w:pgMar {margins}/>{counted}<w:titlePg/>"
    return f"<w:sectPr>{headed}{page}</w:sectPr>"


def _header(number: str, mark: str) -> str:
    """The page number in the middle, the mark of the document at the right margin."""
    tabs = f'<w:tab w:val="center" w:pos="{twips(WIDTH / 2)}"/><w:tab w:val="right" w:pos="{twips(WIDTH)}"/>'
    size = round(form30.MARK.value * 2)
    style = f'<w:rPr><w:i/><w:sz w:val="{size}"/></w:rPr>'
    said = f'<w:r>{style}<w:tab/><w:t xml:space="preserve">{escape(mark)}</w:t></w:r>' if mark else ""
    return (
        f'<w:hdr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Header"/><w:tabs>{tabs}</w:tabs></w:pPr>'
        f"<w:r><w:tab/></w:r>{number}{said}</w:p></w:hdr>"
    )


_SETTINGS: Final = (
    f"<w:settings {NAMESPACE}><w:compat>"
    '<w:compatSetting w:name="compatibilityMode" w:val="15"'
    ' w:uri="http://schemas.microsoft.com/office/word"/>'
    "</w:compat></w:settings>"
)


def _properties(document: Document) -> str:
    """Title, author and subject; no date, since the bytes have none."""
    words = {"title": document.title, "subject": document.subject, "creator": document.author}
    each = "".join(f"<dc:{key}>{escape(clean(text))}</dc:{key}>" for key, text in words.items())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{each}'
        f"<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )
