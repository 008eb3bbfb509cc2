"""What a file tells of its makers (abuse case 76): named before it is stored, and left out on request."""

import io
from hashlib import sha256
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from core.journal import problems
from core.models import Entry
from core.refusals import Refusal
from matters.cleaning import cleaned
from matters.makers import Makers, settled
from matters.models import Matter, Version, path_of
from matters.rules import Paper, examine
from matters.services import add_paper
from matters.structures import Traces
from tests.cast import PDF, Cabinet
from tests.web.test_ballot_answer import browser

pytestmark = pytest.mark.django_db
AUTHOR, READER, PROGRAM = "Nguyễn Văn Soạn", "Trần Thị Góp Ý", "Microsoft® Word 2021"
SECRET = b"canary-of-a-draft"


def written(*, comments: int = 2, hidden: bool = False, signed: bool = False, packed: bool = False) -> bytes:
    """A page of text by a named author, with a reader's comments, as Word and Acrobat leave it."""
    out = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0].obj
        page.Contents = Stream(pdf, b"0 0 m 100 100 l S")
        page.PieceInfo = Dictionary(Word=Dictionary(Private=String(SECRET)))
        pdf.docinfo["/Author"], pdf.docinfo["/Producer"] = AUTHOR, PROGRAM
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        link.A = Dictionary(S=Name.URI, URI=String("https://chinhphu.vn/"))
        page.Annots = Array([link])
        for _comment in range(comments):
            said = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T=READER)
            said.Contents = String(SECRET)
            page.Annots.append(pdf.make_indirect(said))
        pdf.Root.Metadata = Stream(pdf, b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
        if hidden:
            layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Bản nháp")))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        if signed:
            pdf.Root.AcroForm = Dictionary(Fields=Array([]), SigFlags=3)
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        pdf.save(out, object_stream_mode=mode)
    return out.getvalue()


def paper(content: bytes) -> Paper:
    return examine("a.pdf", content, 10**7)


def upload(client: Client, matter: Matter, content: bytes, **chosen: str) -> Any:
    file = SimpleUploadedFile("to-trinh.pdf", content, content_type="application/pdf")
    typed = {"file": file, "kind": "submission", "title": "Tờ trình", "confidentiality": "internal"}
    return client.post(reverse("paper_add", args=[matter.pk]), {**typed, **chosen})


@pytest.mark.parametrize("packed", [False, True])
def test_case_76_what_a_file_tells_of_its_makers_is_found(packed: bool) -> None:
    assert paper(written(packed=packed)).traces == Traces(AUTHOR, PROGRAM, 2, (READER,))
    assert paper(written(comments=0, hidden=True)).traces == Traces(AUTHOR, PROGRAM, layers=1)
    assert paper(PDF).traces == Traces()


def test_case_76_before_it_is_stored_the_uploader_is_told_and_asked(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    entries = Entry.objects.count()
    asked = upload(browser(cabinet.clerk), matter, written(hidden=True))
    page = asked.content.decode()
    assert asked.status_code == 422
    assert f"the author “{AUTHOR}”, 2 comments by {READER}, 1 layer that is not shown" in page
    assert f"the program “{PROGRAM}”" in page
    assert 'name="makers" value="remove"' in page
    assert 'value="Tờ trình"' in page  # nothing typed is lost
    assert not Version.objects.exists()
    assert Entry.objects.count() == entries


def test_case_76_stored_as_it_came_it_is_the_same_bytes(cabinet: Cabinet) -> None:
    matter, content = cabinet.matter(), written()
    assert upload(browser(cabinet.clerk), matter, content, makers="keep").status_code == 303
    assert Version.objects.get().sha256 == sha256(content).hexdigest()
    assert "cleaned_from" not in Entry.objects.get(kind="paper.added").facts


def test_case_76_of_a_copy_without_the_journal_keeps_which_file_it_was_made_from(cabinet: Cabinet) -> None:
    matter, content = cabinet.matter(), written(comments=7)  # as in no other test
    assert upload(browser(cabinet.clerk), matter, content, makers="remove").status_code == 303
    version, entry = Version.objects.get(), Entry.objects.get(kind="paper.added")
    assert entry.facts["cleaned_from"] == sha256(content).hexdigest() != version.sha256
    assert entry.facts["sha256"] == version.sha256
    with default_storage.open(version.path) as file:
        kept = file.read()
    assert sha256(kept).hexdigest() == version.sha256
    assert paper(kept).traces == Traces()
    assert not default_storage.exists(path_of(entry.facts["cleaned_from"]))
    assert list(problems()) == []


@pytest.mark.parametrize("packed", [False, True])
def test_case_76_the_copy_has_the_same_pages_and_nothing_of_what_was_said_beside_them(packed: bool) -> None:
    before = written(packed=packed)
    copy = cleaned(before)
    with Pdf.open(io.BytesIO(before)) as old, Pdf.open(io.BytesIO(copy)) as new:
        assert new.pages[0].Contents.read_bytes() == old.pages[0].Contents.read_bytes()
        assert [str(note.Subtype) for note in new.pages[0].Annots] == ["/Link"]
        told = b"".join(each.read_raw_bytes() for each in new.objects if isinstance(each, Stream))
        texts = "".join(map(repr, new.objects))
    for said in (SECRET, AUTHOR.encode("utf-16-be"), READER.encode("utf-16-be"), PROGRAM.encode()):
        assert said not in copy + told
    for words in (SECRET.decode(), AUTHOR, READER, PROGRAM):
        assert words not in texts
    assert cleaned(before) == copy  # the same bytes of the same file


def test_case_76_a_file_that_names_only_its_program_asks_nothing(cabinet: Cabinet) -> None:
    out = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Producer"], pdf.docinfo["/Author"] = PROGRAM, "(anonymous)"
        pdf.save(out)
    assert upload(browser(cabinet.clerk), cabinet.matter(), out.getvalue()).status_code == 303


def test_case_76_of_an_author_alone_it_is_asked_where_the_house_wishes(
    cabinet: Cabinet, settings: Any
) -> None:
    named, matter, client = written(comments=0), cabinet.matter(), browser(cabinet.clerk)
    assert upload(client, matter, named).status_code == 303
    settings.PAPER_AUTHOR_ASKED = True
    asked = upload(client, matter, named)
    assert asked.status_code == 422
    assert f"the author “{AUTHOR}”" in asked.content.decode()
    assert Version.objects.count() == 1


def test_case_76_what_is_signed_is_stored_as_it_came_or_not_at_all(cabinet: Cabinet) -> None:
    with pytest.raises(Refusal, match="paper_signed"):
        settled(paper(written(signed=True)), Makers.REMOVE)
    matter = cabinet.matter()
    refused = upload(browser(cabinet.clerk), matter, written(signed=True), makers="remove")
    assert refused.status_code == 422
    assert "is signed" in refused.content.decode()
    assert upload(browser(cabinet.clerk), matter, written(signed=True), makers="keep").status_code == 303


def test_case_76_a_choice_that_does_not_exist_is_none(cabinet: Cabinet) -> None:
    assert upload(browser(cabinet.clerk), cabinet.matter(), written(), makers="burn").status_code == 422
    assert not Version.objects.exists()


def test_whoever_loads_papers_without_a_page_is_not_asked(cabinet: Cabinet) -> None:
    content = written()
    version = add_paper(actor=cabinet.clerk, matter=cabinet.matter(), name="a.pdf", content=content)
    assert version.sha256 == sha256(content).hexdigest()
