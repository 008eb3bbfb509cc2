"""Adding a paper to a dossier: what is kept, and what a file may not be."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from matters.models import Version
from matters.selectors import EVERYTHING, papers_of
from matters.services import add_paper
from tests.cast import PDF, Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


def test_it_is_kept_under_its_hash_and_recorded(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    version = add_paper(
        actor=cabinet.clerk, matter=matter, name="to-trinh.pdf", content=PDF, title="Tờ trình"
    )
    digest = hashlib.sha256(PDF).hexdigest()
    with default_storage.open(version.path) as file:
        assert file.read() == PDF
    assert (version.number, version.sha256, version.size, version.pages) == (1, digest, len(PDF), 1)
    entry = newest(matter.stream)
    assert entry.kind == "paper.added"
    assert entry.facts == {"title": "Tờ trình", "number": 1, "sha256": digest, "pages": 1}


def test_a_newer_version_is_listed_and_the_older_one_stays(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    first = cabinet.paper(matter)
    second = add_paper(
        actor=cabinet.clerk,
        matter=matter,
        name="b.pdf",
        content=PDF + b"% 2\n",
        replaces=first.document,
    )
    assert (second.document, second.number) == (first.document, 2)
    assert [paper.version_id for paper in papers_of([matter], sight=EVERYTHING)[matter.pk]] == [second.pk]
    assert default_storage.exists(first.path)


def test_papers_keep_the_order_in_which_they_came(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    for title in ("Tờ trình", "Dự thảo", "Báo cáo thẩm định"):
        cabinet.paper(matter, title)
    listed = papers_of([matter], sight=EVERYTHING)[matter.pk]
    assert [paper.title for paper in listed] == ["Tờ trình", "Dự thảo", "Báo cáo thẩm định"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("rong.pdf", b"", "paper_empty"),
        ("trang.pdf", b"<html><script>alert(1)</script></html>", "paper_not_pdf"),
        ("hinh.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "paper_not_pdf"),
        ("chuong-trinh.pdf", b"MZ" + b"\0" * 200, "paper_not_pdf"),
        ("hong.pdf", b"%PDF-1.7\nthis is not what it says", "paper_broken"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    cabinet: Cabinet, name: str, content: bytes, code: str
) -> None:
    matter = cabinet.matter()
    with refused(code, name=name):
        add_paper(actor=cabinet.clerk, matter=matter, name=name, content=content)
    assert not Version.objects.exists()
    assert kinds(matter.stream) == ["matter.submitted"]


def test_a_file_that_is_too_large_is_refused(cabinet: Cabinet, settings: Settings) -> None:
    settings.PAPER_MAX_BYTES = len(PDF) - 1
    with refused("paper_too_large", name="lon.pdf"):
        add_paper(actor=cabinet.clerk, matter=cabinet.matter(), name="lon.pdf", content=PDF)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("to\u202efdp.exe.pdf", "to fdp.exe.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "html.pdf"),
        (".pdf", "pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_hostile_name_is_made_harmless(cabinet: Cabinet, hostile: str, shown: str) -> None:
    version = add_paper(actor=cabinet.clerk, matter=cabinet.matter(), name=hostile, content=PDF)
    assert version.name == shown
    assert version.path == f"papers/{version.sha256[:2]}/{version.sha256}.pdf"


def test_members_add_no_papers(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    for person in (cabinet.minister, cabinet.assistant, cabinet.auditor):
        with not_allowed("may_keep_matter"):
            add_paper(actor=person, matter=matter, name="a.pdf", content=PDF)
