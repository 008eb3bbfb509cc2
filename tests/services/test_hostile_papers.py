"""Papers that would do something (abuse cases 65-75): refused before anything of them is kept."""

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from core.refusals import Refusal
from matters.models import Version
from matters.services import add_paper
from matters.structure import MOST_PAGES
from matters.structures import Unreadable, structure_of
from tests.cast import PDF, Cabinet
from tests.services.saying import refused

Change = Callable[[Pdf], object]


def made(change: Change, *, packed: bool = False, **wishes: object) -> bytes:
    """A page with this change in it; `packed`: its objects in compressed streams, as most programs write."""
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    out = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out, object_stream_mode=mode, **wishes)  # type: ignore[arg-type]
    return out.getvalue()


def act(kind: str) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(kind), JS=String("app.alert(1)"))


def attached(pdf: Pdf) -> None:
    pdf.attachments["bang.exe"] = b"MZ"


def open_act(kind: str) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(Type=Name.Action, S=Name(kind), F=String("cmd.exe"))

    return change


def deep(pdf: Pdf) -> None:
    """An act in a list in an annotation of a page, an object of its own."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=act("/JavaScript"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))


def script_of_the_file(pdf: Pdf) -> None:
    scripts = Dictionary(Names=Array([String("a"), act("/JavaScript")]))
    pdf.Root.Names = Dictionary(JavaScript=scripts)


def picture(pdf: Pdf) -> None:
    flood = Stream(pdf, b"")
    flood.Type, flood.Subtype, flood.Width, flood.Height = Name.XObject, Name.Image, 50_000, 50_000
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(flood)))


def richer(pdf: Pdf) -> None:
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])
    pdf.pages[0].obj.Annots = Array([film])


HOSTILE: dict[str, tuple[Change, str]] = {
    "a_67_script_of_the_file": (script_of_the_file, "paper_runs"),
    "a_67_script_on_opening": (open_act("/JavaScript"), "paper_runs"),
    "a_67_command_on_opening": (open_act("/Launch"), "paper_runs"),
    "a_67_sends_a_form": (open_act("/SubmitForm"), "paper_runs"),
    "a_67_opens_another_file": (open_act("/GoToE"), "paper_holds_files"),
    "a_67_script_of_a_link": (deep, "paper_runs"),
    "a_67_film": (richer, "paper_runs"),
    "a_67_attached_file": (attached, "paper_holds_files"),
    "a_67_form_drawn_anew": (xfa, "paper_is_form"),
    "a_74_flood_of_points": (picture, "paper_huge_picture"),
}


@pytest.mark.parametrize("packed", [False, True], ids=["open", "packed"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_67_a_74_a_paper_that_would_do_something_is_refused(
    cabinet: Cabinet, name: str, packed: bool
) -> None:
    change, code = HOSTILE[name]
    matter = cabinet.matter()
    kept = len(list(Path(settings.MEDIA_ROOT).rglob("*.pdf")))
    with pytest.raises(Refusal) as no:
        add_paper(actor=cabinet.clerk, matter=matter, name="a.pdf", content=made(change, packed=packed))
    assert no.value.code == code
    assert not Version.objects.exists()
    assert len(list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))) == kept


def test_a_67_what_is_encrypted_is_refused_with_or_without_a_password(cabinet: Cabinet) -> None:
    def nothing(pdf: Pdf) -> None:
        """As it is."""

    for user, code in (("", "paper_locked"), ("secret", "paper_broken")):
        locked = made(nothing, encryption=pikepdf.Encryption(owner="owner", user=user))
        with refused(code, name="a.pdf"):
            add_paper(actor=cabinet.clerk, matter=cabinet.matter(), name="a.pdf", content=locked)


def test_a_67_a_name_written_otherwise_than_it_is_read_is_seen(cabinet: Cabinet) -> None:
    hidden = made(open_act("/JavaScript")).replace(b"/JavaScript", b"/#4aavaScript")
    assert structure_of(hidden)[:2] == (1, "paper_runs")


def test_what_only_leads_to_a_page_of_its_own_is_no_program(cabinet: Cabinet) -> None:
    def opens_at_its_page(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        note.A = Dictionary(S=Name.URI, URI=String("https://chinhphu.vn/"))
        pdf.pages[0].obj.Annots = Array([note])

    for packed in (False, True):
        assert structure_of(made(opens_at_its_page, packed=packed))[:2] == (1, "")


def test_a_74_fifty_thousand_pages_are_refused() -> None:
    def pages(pdf: Pdf) -> None:
        for _page in range(MOST_PAGES):
            pdf.pages.append(pdf.pages[0])

    assert structure_of(made(pages, packed=True))[:2] == (MOST_PAGES + 1, "paper_too_many_pages")


def test_a_74_a_stream_that_unfolds_without_end_takes_the_reader_down_and_not_the_server() -> None:
    packer, chunks = zlib.compressobj(9), []
    for _piece in range(1200):
        chunks.append(packer.compress(b" " * 2**20))
    body = b"".join([*chunks, packer.flush()])
    bomb = (
        b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 6/Filter/FlateDecode/Length "
        + str(len(body)).encode()
        + b">>\nstream\n"
        + body
        + b"\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF\n"
    )
    with pytest.raises(Unreadable):
        structure_of(bomb)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("bang.exe", b"MZ")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", PDF + archive(), "paper_holds_files"),
        ("a.pdf", PDF.replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "paper_not_pdf"),
        ("a.pdf", b"GIF89a/*" + PDF, "paper_not_pdf"),
        ("a.pdf.exe", b"MZ\x90\x00" + PDF, "paper_not_pdf"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "paper_not_pdf"),
        ("a.docx", archive(), "paper_not_pdf"),
        (
            "eicar.pdf",
            rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
            "paper_not_pdf",
        ),
    ],
    ids=[
        *("a_65_pdf_and_zip", "a_65_pdf_and_page", "a_65_gif_and_script", "a_65_program", "a_66_svg"),
        *("a_68_archive", "a_75_eicar"),
    ],
)
def test_a_65_a_file_that_is_two_things_or_another_is_refused(
    cabinet: Cabinet, name: str, content: bytes, code: str
) -> None:
    with refused(code, name=name):
        add_paper(actor=cabinet.clerk, matter=cabinet.matter(), name=name, content=content)
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\x.pdf", "x.pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("-rf.pdf", "-rf.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("to\u202efdp.exe.pdf", "to fdp.exe.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("a\r\nSet-Cookie: b=c.pdf", "a Set-Cookie: b=c.pdf"),
        (unicodedata.normalize("NFD", "Tờ trình số 5.pdf"), "Tờ trình số 5.pdf"),
        ("Tờ trình".encode().decode("latin-1")[:0] + "ờ" * 400 + ".pdf", "ờ" * 196 + ".pdf"),
    ],
)
def test_a_70_a_71_a_name_is_shown_plainly_and_is_no_path(cabinet: Cabinet, hostile: str, shown: str) -> None:
    version = add_paper(actor=cabinet.clerk, matter=cabinet.matter(), name=hostile, content=PDF)
    assert version.name == shown
    assert version.path == f"papers/{version.sha256[:2]}/{version.sha256}.pdf"
    assert default_storage.exists(version.path)
    client = Client()
    client.force_login(cabinet.clerk)
    page, paper = (
        client.get(version.document.matter.get_absolute_url()),
        client.get(version.get_absolute_url()),
    )
    assert "<img src=x" not in page.text
    told = paper.headers["Content-Disposition"]
    assert "\r" not in told
    assert "\n" not in told
    assert paper.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in paper.headers["Content-Security-Policy"]
    assert "default-src 'none'" in paper.headers["Content-Security-Policy"]
