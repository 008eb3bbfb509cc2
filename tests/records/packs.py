"""Papers for packs, composed here and from outside, and a pack bound of them."""

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from records.binding import Job, bind
from records.elements import Document, Paragraph, Run, Title


def paper(title: str, paragraphs: int = 1) -> Document:
    text = (Run("Nội dung "), Run("<b>đậm</b>", bold=True), Run(" văn bản. " * 40))
    return Document(title, "Chính phủ", (Title(title, "thử nghiệm"), *[Paragraph(text)] * paragraphs))


@pytest.fixture
def upload(tmp_path: Path) -> str:
    """A PDF of two pages from outside that would run something."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.add_blank_page(page_size=(595, 842))
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b"9 9 99 99 re S")
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 9, 9]),
        A=Dictionary(S=Name.URI, URI="https://vi.du"),
    )
    acting = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
    carrying = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([link, acting, carrying])
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.Root.OpenAction = script
    path = tmp_path / "upload.pdf"
    pdf.save(path)
    return str(path)


def bound(job: Job, tmp_path: Path) -> bytes:
    bind(job, tmp_path / "pack.pdf", tmp_path / "progress")
    return (tmp_path / "pack.pdf").read_bytes()
