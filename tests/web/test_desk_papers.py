"""Matters and papers: searching without marks, uploads that are not what they say, how a PDF is served."""

import unicodedata

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import Entry
from core.search import fold
from matters.models import Matter, Version
from meetings.models import Meeting
from tests.cast import PDF, Cabinet


@pytest.fixture
def clerk(cabinet: Cabinet) -> Client:
    """The clerk's browser."""
    client = Client()
    client.force_login(cabinet.clerk)
    return client


def upload(
    clerk: Client, matter: Matter, name: str, content: bytes = PDF, **typed: object
) -> tuple[int, str]:
    """Send a file to a dossier; the status and the page."""
    file = SimpleUploadedFile(name, content, "application/pdf")
    form = {"file": file, "kind": "submission", "confidentiality": "internal"} | typed
    answer = clerk.post(reverse("paper_add", args=[matter.pk]), form)
    return answer.status_code, answer.content.decode()


# -- matters ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        "đường bộ",
        "DUONG BO",
        "duong",
        "Đường",
        "bộ đường",
        unicodedata.normalize("NFD", "đường bộ"),
        "Ｄuong",
    ],
)
def test_matters_are_found_without_marks_and_case(cabinet: Cabinet, clerk: Client, wanted: str) -> None:
    cabinet.matter("Dự án Luật Đường bộ")
    cabinet.matter("Dự án Luật Thủ đô")
    page = clerk.get(reverse("matter_list"), {"q": wanted}).content.decode()
    found = "Dự án Luật Đường bộ" in page
    assert found is (wanted != "Ｄuong")
    assert "Dự án Luật Thủ đô" not in page


def test_folding() -> None:
    assert fold("ĐƯỜNG BỘ Nghị quyết Ươm mầm") == "duong bo nghi quyet uom mam"


def test_a_search_that_finds_nothing_says_so(cabinet: Cabinet, clerk: Client) -> None:
    cabinet.matter()
    page = clerk.get(reverse("matter_list"), {"q": "<b>không</b> có"}).content.decode()
    assert "Không có hồ sơ nào chứa các từ này" in page
    assert "<b>không</b>" not in page


def test_pages_of_the_list_keep_the_search(cabinet: Cabinet, clerk: Client) -> None:
    for number in range(30):
        cabinet.matter(f"Dự án số {number}")
    cabinet.matter("Khác hẳn")
    page = clerk.get(reverse("matter_list"), {"q": "du an so", "page": "2"}).content.decode()
    assert page.count("<h3>") == 5
    assert "q=du+an+so" in page or "q=du%20an%20so" in page
    assert clerk.get(reverse("matter_list"), {"page": "nonsense"}).status_code == 200


def test_a_matter_is_registered(cabinet: Cabinet, clerk: Client) -> None:
    typed = {"title": unicodedata.normalize("NFD", "Dự án Luật Đường bộ"), "lead": cabinet.lead.pk}
    answer = clerk.post(reverse("matter_new"), typed)
    assert answer.status_code == 422
    assert "Dự án Luật Đường bộ" in unicodedata.normalize("NFC", answer.content.decode())
    answer = clerk.post(reverse("matter_new"), typed | {"confidentiality": "open"})
    matter = Matter.objects.get()
    assert answer["Location"] == f"{matter.get_absolute_url()}?made=1"
    assert (matter.title, matter.confidentiality) == ("Dự án Luật Đường bộ", "open")


# -- uploads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00 this is a program", "không phải là tệp PDF"),
        (b"<html><script>alert(1)</script></html>", "không phải là tệp PDF"),
        (b"%PDF-1.4\nbroken", "không mở được"),
        (b"", "rỗng"),
    ],
    ids=["program", "html", "broken", "empty"],
)
def test_a_file_that_is_not_what_it_says(cabinet: Cabinet, clerk: Client, content: bytes, said: str) -> None:
    matter = cabinet.matter()
    status, page = upload(clerk, matter, "to-trinh.pdf", content, title="Tờ trình số 5")
    assert status == 422
    assert "to-trinh.pdf" in page
    assert said in page or "tệp" in page
    assert 'value="Tờ trình số 5"' in page
    assert not Version.objects.exists()


def test_a_file_that_is_too_large(cabinet: Cabinet, clerk: Client, settings: object) -> None:
    settings.PAPER_MAX_BYTES = 2**20  # type: ignore[attr-defined]
    matter = cabinet.matter()
    status, page = upload(clerk, matter, "lon.pdf", PDF + b"%" * 2**20)
    assert status == 422
    assert "2 MB" in page
    assert "1 MB" in page
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        ("to\u202efdp.exe", "tofdp.exe"),
        ("a\x00b\nc.pdf", None),
        (unicodedata.normalize("NFD", "Tờ trình.pdf"), "Tờ trình.pdf"),
        ("Đ" * 300 + ".pdf", None),
        ('"><script>alert(1)<.pdf', None),
    ],
    ids=["up", "up on another system", "root", "right to left", "control", "decomposed", "long", "markup"],
)
def test_a_hostile_name_is_only_a_name(cabinet: Cabinet, clerk: Client, name: str, kept: str | None) -> None:
    matter = cabinet.matter()
    status, _page = upload(clerk, matter, name)
    assert status == 303
    version = Version.objects.get()
    assert kept is None or version.name == kept
    assert len(version.name) <= 200
    assert not any(unicodedata.category(letter) in ("Cc", "Cf") or letter in "/\\" for letter in version.name)
    assert version.path == f"papers/{version.sha256[:2]}/{version.sha256}.pdf"
    page = clerk.get(matter.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    served = clerk.get(version.get_absolute_url())
    assert (served.status_code, served["Content-Type"]) == (200, "application/pdf")


def test_a_newer_version_takes_the_place_of_the_older(cabinet: Cabinet, clerk: Client) -> None:
    matter = cabinet.matter()
    first = cabinet.paper(matter, "Tờ trình")
    status, _page = upload(clerk, matter, "moi.pdf", PDF + b"% new\n", replaces=str(first.document_id))
    assert status == 303
    newest = Version.objects.get(number=2)
    assert newest.document == first.document
    page = clerk.get(matter.get_absolute_url()).content.decode()
    assert newest.get_absolute_url() in page
    assert first.get_absolute_url() not in page


def test_a_paper_of_another_matter_cannot_be_replaced(cabinet: Cabinet, clerk: Client) -> None:
    other = cabinet.paper(cabinet.matter(), "Của hồ sơ khác")
    status, _page = upload(clerk, cabinet.matter(), "x.pdf", replaces=str(other.document_id))
    assert status == 422
    assert Version.objects.count() == 1


def test_the_way_back_after_a_refused_file_stays_in_the_house(cabinet: Cabinet, clerk: Client) -> None:
    matter = cabinet.matter()
    _status, page = upload(clerk, matter, "x.pdf", b"no", back="javascript:alert(1)")
    assert "javascript:" not in page
    _status, page = upload(clerk, matter, "x.pdf", b"no", back="/meetings/#item-1")
    assert 'href="/meetings/#item-1"' in page


def test_only_the_secretariat_uploads(cabinet: Cabinet) -> None:
    meeting = cabinet.sent_meeting()
    matter = meeting.items.get(order=1).matter
    for person, status in ((cabinet.minister, 403), (cabinet.guest, 403), (cabinet.auditor, 403)):
        client = Client()
        client.force_login(person)
        assert upload(client, matter, "x.pdf")[0] == status, person
    client = Client()
    client.force_login(cabinet.outsider)
    assert upload(client, matter, "x.pdf")[0] == 404


# -- serving ------------------------------------------------------------------------------------------------


def test_a_paper_is_served_for_reading_only(cabinet: Cabinet, clerk: Client) -> None:
    version = cabinet.paper(cabinet.matter(), "Tờ trình Đường bộ")
    answer = clerk.get(version.get_absolute_url())
    assert b"".join(answer) == kept_bytes(version)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert "T%E1%BB%9D" in answer["Content-Disposition"]
    assert answer["ETag"] == f'"{version.sha256}"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    again = clerk.get(version.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_restricted_paper_is_never_stored(cabinet: Cabinet, clerk: Client) -> None:
    version = cabinet.paper(cabinet.matter(), restricted=True)
    assert "no-store" in clerk.get(version.get_absolute_url())["Cache-Control"]
    open_paper = cabinet.paper(cabinet.matter(confidentiality="restricted"))
    assert "no-store" in clerk.get(open_paper.get_absolute_url())["Cache-Control"]


def kept_bytes(version: Version) -> bytes:
    """The bytes that were kept."""
    with default_storage.open(version.path) as file:
        content: bytes = file.read()
    return content


# -- newer versions -----------------------------------------------------------------------------------------


def test_a_paper_whose_newer_version_is_restricted_is_restricted(
    clerk: Client, cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    matter = sent_meeting.items.get(order=1).matter
    first = cabinet.paper(matter)
    assistant = Client()
    assistant.force_login(cabinet.assistant)
    assert assistant.get(first.get_absolute_url()).status_code == 200

    newer = {"replaces": str(first.document_id), "confidentiality": "restricted"}
    assert upload(clerk, matter, "b.pdf", PDF + b"% 2\n", **newer)[0] == 303

    for version in first.document.versions.all():
        assert assistant.get(version.get_absolute_url()).status_code == 404
    facts = Entry.objects.filter(stream_id=matter.stream).order_by("seq").values_list("facts", flat=True)
    assert list(facts)[-1]["confidentiality"] == "restricted"


def test_a_restricted_paper_stays_restricted_with_its_newer_version(clerk: Client, cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    first = cabinet.paper(matter, restricted=True)
    assert upload(clerk, matter, "b.pdf", PDF + b"% 2\n", replaces=str(first.document_id))[0] == 303
    first.document.refresh_from_db()
    assert (first.document.confidentiality, first.document.versions.count()) == ("restricted", 2)
