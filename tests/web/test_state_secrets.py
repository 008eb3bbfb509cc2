"""State secrets do not come in by any way: a level, a title, a text, a file's name, a stamp on its page."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf import PdfReader
from pytest_django import Settings
from reportlab.pdfgen.canvas import Canvas

from ballots.models import AnswerDraft
from core.models import Entry
from matters import stamped as stamped_pages
from matters.found_before import MOST, FoundBefore
from matters.models import Document, Matter, Version
from matters.stamped import Stamp, stamp_of
from meetings.models import AgendaItem
from records.faces import REGULAR, faces
from tests.cast import PDF, Cabinet
from tests.web.test_ballot_answer import browser

pytestmark = pytest.mark.django_db
LAW = "117/2025/QH15"


def stamped(text: str, *, page: int = 1, pages: int = 1) -> bytes:
    """A PDF of which one page bears this text on a line of its own."""
    faces()
    kept = io.BytesIO()
    canvas = Canvas(kept)
    for number in range(1, pages + 1):
        canvas.setFont(REGULAR, 14)
        canvas.drawString(60, 780, "BỘ CÔNG AN")
        if number == page:
            canvas.drawString(60, 740, text)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def noted(words: str) -> bytes:
    """A PDF of two empty pages; over the second lies a stamp whose words stand in no page's text."""
    kept = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        stamp = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=[50, 700, 250, 760], Contents=String(words)
        )
        pdf.pages[1].obj.Annots = Array([pdf.make_indirect(stamp)])
        pdf.save(kept)
    return kept.getvalue()


def upload(client: Client, matter: Matter, name: str, content: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    typed = {"file": file, "kind": "submission", "title": "Tờ trình", "confidentiality": "internal"}
    response = client.post(reverse("paper_add", args=[matter.pk]), typed)
    return response.status_code, response.content.decode()


def test_a_title_that_declares_it_is_refused_with_the_law_and_what_to_do(cabinet: Cabinet) -> None:
    typed = {
        "title": "Tăng cường phòng thủ (Tối mật)",
        "lead": cabinet.lead.pk,
        "confidentiality": "internal",
    }
    response = browser(cabinet.clerk).post(reverse("matter_new"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "bears the mark Tối mật" in page
    assert LAW in page
    assert "Bring it on paper" in page
    assert "Tăng cường phòng thủ (Tối mật)" in page  # nothing typed is lost
    assert not Matter.objects.exists()


@pytest.mark.parametrize("level", ["Mật", "Tối mật", "Tuyệt mật"])
def test_the_levels_can_be_chosen_and_are_refused_beside_their_field(cabinet: Cabinet, level: str) -> None:
    typed = {"title": "Dự thảo Nghị định", "lead": cabinet.lead.pk, "confidentiality": level}
    response = browser(cabinet.clerk).post(reverse("matter_new"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert f"{level} is a level of state secrets" in page
    assert "Dự thảo Nghị định" in page
    assert not Matter.objects.exists()


def test_a_free_text_that_declares_it_is_kept_nowhere(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    entries = Entry.objects.count()
    typed = {"text_1": "TUYỆT MẬT: ý kiến của tôi", "choice_1": "other"}
    for name in ("answer_draft", "answer_cast"):
        response = browser(cabinet.minister).post(
            reverse(name, args=[ballot.pk]), typed, headers={"accept": "application/json"}
        )
        assert (response.status_code, response.json()["code"]) == (409, "state_secret")
        assert LAW in response.json()["sentence"]
    assert Entry.objects.count() == entries
    assert not AnswerDraft.objects.exists()


def test_a_conclusion_that_declares_it_is_refused(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    item = meeting.items.get(status="running")
    address = reverse("item_conclude", args=[meeting.pk, item.pk])
    response = browser(cabinet.clerk).post(address, {"text": "Giao Bộ Công an.\nMẬT"})
    assert response.status_code == 422
    assert AgendaItem.objects.get(pk=item.pk).conclusion == ""


@pytest.mark.parametrize("name", ["To trinh (MAT).pdf", "TỐI MẬT_to trinh.pdf"])
def test_a_file_whose_name_declares_it_is_refused(cabinet: Cabinet, name: str) -> None:
    matter = cabinet.matter()
    status, page = upload(browser(cabinet.clerk), matter, name, PDF)
    assert status == 422
    assert LAW in page
    assert not Version.objects.exists()


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "T U Y Ệ T M Ậ T"])
def test_a_file_with_a_stamp_on_its_first_page_is_refused(cabinet: Cabinet, stamp: str) -> None:
    matter = cabinet.matter()
    status, page = upload(browser(cabinet.clerk), matter, "to-trinh.pdf", stamped(stamp))
    assert status == 422
    assert "Page 1 of “to-trinh.pdf”" in page
    assert not Document.objects.exists()


def test_a_stamp_on_its_third_page_is_found_as_well(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    content = stamped("TỐI MẬT", page=3, pages=4)
    status, page = upload(browser(cabinet.clerk), matter, "to-trinh.pdf", content)
    assert status == 422
    assert "Page 3 of “to-trinh.pdf” bears the mark Tối mật" in page
    assert LAW in page
    assert not Document.objects.exists()


def test_a_stamp_that_was_laid_over_a_page_is_found(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    status, page = upload(browser(cabinet.clerk), matter, "to-trinh.pdf", noted("MẬT"))
    assert status == 422
    assert "Page 2 of “to-trinh.pdf” bears the mark Mật" in page


def test_a_page_that_cannot_be_read_hides_no_stamp_behind_it() -> None:
    filters = b"/ASCII85Decode /FlateDecode", b"/ASCII85Decode /FlateDecodX"
    content = stamped("MẬT", page=3, pages=3).replace(*filters, 1)
    with pytest.raises(NotImplementedError):
        PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert stamp_of(content) == Stamp("Mật", page=3)


def test_what_takes_too_long_to_read_bears_nothing_and_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    content = stamped("MẬT") + f"% {uuid4()}\n".encode()
    with monkeypatch.context() as busy:
        busy.setattr(stamped_pages, "PATIENCE", 0.001)
        assert stamp_of(content) == Stamp()
    assert stamp_of(content) == Stamp("Mật", page=1)


def test_the_same_file_is_read_by_a_process_once(monkeypatch: pytest.MonkeyPatch) -> None:
    content = stamped("MẬT") + f"% {uuid4()}\n".encode()
    assert stamp_of(content) == Stamp("Mật", page=1)
    monkeypatch.setattr(stamped_pages, "PATIENCE", 0.001)
    assert stamp_of(content) == Stamp("Mật", page=1)
    assert stamp_of(content + b"% another file\n") == Stamp()


def test_of_the_files_read_last_five_hundred_are_remembered() -> None:
    found: FoundBefore[int] = FoundBefore()
    for number in range(MOST + 1):
        assert found.keep(f"{number}".encode(), number) == number
    assert [found.of(each) for each in (b"0", b"1", f"{MOST}".encode(), b"never read")] == [
        None,
        1,
        MOST,
        None,
    ]


def test_an_appendix_that_speaks_of_secrets_on_its_third_page_is_taken(cabinet: Cabinet) -> None:
    matter = cabinet.matter("Dự án Luật Bảo vệ bí mật nhà nước")
    content = stamped("Danh mục bí mật nhà nước độ Mật", page=3, pages=3)
    assert upload(browser(cabinet.clerk), matter, "bao-mat.pdf", content)[0] == 303


def test_a_paper_that_only_speaks_of_secrets_is_taken(cabinet: Cabinet) -> None:
    matter = cabinet.matter("Dự án Luật Bảo vệ bí mật nhà nước")
    status, _page = upload(
        browser(cabinet.clerk), matter, "bao-mat.pdf", stamped("Danh mục bí mật nhà nước độ Mật")
    )
    assert status == 303
    assert Version.objects.count() == 1


def test_on_an_independent_network_it_is_taken(cabinet: Cabinet, settings: Settings) -> None:
    settings.PROFILE = "lan"
    matter = cabinet.matter("Tăng cường phòng thủ (Tối mật)")
    status, _page = upload(browser(cabinet.clerk), matter, "a (mật).pdf", stamped("MẬT"))
    assert status == 303
    page = browser(cabinet.clerk).get(matter.get_absolute_url()).content.decode()
    assert "Bears the mark Tối mật" in page  # and the page says so
