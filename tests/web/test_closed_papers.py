"""A closed paper is read as a copy that bears the reader's name and the time, and every opening is recorded.

Cases 10, 15 and 77 of the list of abuses: an address shared with somebody who is no reader, taking everything
along, a replacement after somebody read it.
"""

import hashlib
import io
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from core.journal import entries
from core.time import HANOI, at
from matters import copies
from matters.models import PaperOpening, Version
from tests.cast import Cabinet
from tests.services.saying import kinds
from tests.services.test_levels import close
from tests.web.test_ballot_answer import browser
from tests.web.test_state_secrets import stamped

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 17, 10, 5, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins without copies of another."""
    monkeypatch.setattr(copies, "_kept", type(copies._kept)())


@pytest.fixture
def paper(cabinet: Cabinet) -> Version:
    """A closed paper of a matter that is on an agenda; its only words are those of its page."""
    matter = cabinet.sent_meeting().items.get(order=1).matter
    found = cabinet.paper(matter, "Phụ lục", content=stamped("Số liệu nhân sự"))
    close(cabinet, found.document, "restricted")
    return found


def read(cabinet: Cabinet, name: str, paper: Version) -> bytes:
    response = browser(getattr(cabinet, name)).get(reverse("paper", args=[paper.pk]))
    assert response.status_code == 200, name
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    return b"".join(response) if response.streaming else response.content


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_copy_bears_the_readers_name_the_time_and_the_hash_of_the_original(
    cabinet: Cabinet, paper: Version
) -> None:
    with at(MOMENT):
        content = read(cabinet, "minister", paper)
    text = text_of(content)
    assert "Bản đọc của Bộ trưởng Bộ Xây dựng (xay-dung), mở lúc 10:05, 17/11/2026" in text
    assert f"SHA-256 {paper.sha256}" in text
    assert "Bộ trưởng Bộ Xây dựng · 10:05, 17/11/2026" in text
    assert "Số liệu nhân sự" in text
    assert hashlib.sha256(content).hexdigest() != paper.sha256


def test_no_two_readers_get_the_same_copy(cabinet: Cabinet, paper: Version) -> None:
    with at(MOMENT):
        texts = {name: text_of(read(cabinet, name, paper)) for name in ("minister", "chair", "clerk", "head")}
    names = {"minister": "(xay-dung)", "chair": "(thu-tuong)", "clerk": "(clerk)", "head": "(head)"}
    for name, text in texts.items():
        assert [mark for mark in names.values() if mark in text] == [names[name]]


def test_the_original_under_its_hash_stays_what_it_was(cabinet: Cabinet, paper: Version) -> None:
    read(cabinet, "minister", paper)
    from django.core.files.storage import default_storage

    with default_storage.open(paper.path) as file:
        assert hashlib.sha256(file.read()).hexdigest() == paper.sha256


def test_a_paper_that_is_open_to_all_who_see_the_matter_is_the_original(cabinet: Cabinet) -> None:
    matter = cabinet.sent_meeting().items.get(order=1).matter
    paper = cabinet.paper(matter)
    response = browser(cabinet.minister).get(reverse("paper", args=[paper.pk]))
    assert hashlib.sha256(b"".join(response)).hexdigest() == paper.sha256
    assert not PaperOpening.objects.exists()


def test_every_opening_is_recorded_in_a_table_and_in_the_journal(cabinet: Cabinet, paper: Version) -> None:
    for minutes in (0, 1):
        with at(MOMENT + timedelta(minutes=minutes)):
            read(cabinet, "minister", paper)
    rows = PaperOpening.objects.order_by("pk").values_list("version", "person", "how", "at")
    expected = (paper.pk, cabinet.minister.pk, "read")
    assert list(rows) == [(*expected, MOMENT), (*expected, MOMENT + timedelta(minutes=1))]
    stream = paper.document.matter.stream
    assert kinds(stream)[-2:] == ["paper.opened", "paper.opened"]
    last = entries(stream).last()
    assert last is not None
    assert (last.actor, last.facts["sha256"]) == (cabinet.minister.key, paper.sha256)


def test_an_opening_is_never_changed_or_deleted(cabinet: Cabinet, paper: Version) -> None:
    read(cabinet, "minister", paper)
    for change in (
        lambda: PaperOpening.objects.update(person=cabinet.clerk),
        lambda: PaperOpening.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize("name", ["deputy", "assistant", "guest", "other_guest", "operator", "outsider"])
def test_case_10_an_address_that_was_shared_leads_nobody_else_to_it(
    cabinet: Cabinet, paper: Version, name: str
) -> None:
    client = browser(getattr(cabinet, name))
    address = reverse("paper", args=[paper.pk])
    assert client.get(address).status_code == 404
    assert client.head(address).status_code == 404
    assert client.get(address, headers={"range": "bytes=0-10"}).status_code == 404
    assert not PaperOpening.objects.exists()


def test_case_77_a_replacement_closes_the_older_version_no_less(cabinet: Cabinet, paper: Version) -> None:
    newer = cabinet.paper(paper.document.matter, "Phụ lục", replaces=paper.document)
    for version in (paper, newer):
        assert browser(cabinet.assistant).get(reverse("paper", args=[version.pk])).status_code == 404
    with at(MOMENT):
        assert paper.sha256 in text_of(
            read(cabinet, "minister", paper)
        )  # the copy says which version it is of


def test_case_15_the_pack_holds_no_closed_paper(cabinet: Cabinet, paper: Version) -> None:
    from meetings.models import Meeting
    from meetings.pack import pack_of

    meeting = Meeting.objects.get()
    cabinet.paper(paper.document.matter, "Tờ trình")
    titles = [(part.title, bool(part.file)) for part in pack_of(cabinet.minister, meeting).parts]
    assert ("Tờ trình", True) in titles
    assert ("Phụ lục", True) not in titles
    assert ("Phụ lục", False) in titles  # a page says where to read it


def test_a_file_of_which_no_copy_can_be_made_is_not_read_at_all(
    cabinet: Cabinet, paper: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PATIENCE", 0.001)
    response = browser(cabinet.minister).get(reverse("paper", args=[paper.pk]))
    assert response.status_code == 303
    assert not PaperOpening.objects.exists()


FOLLOWERS = {
    "head",
    "auditor",
    "minister",
    "clerk",
}  # the clerk registered it, the minister's agency submits it


@pytest.mark.parametrize(
    "name", ["chair", "second_minister", "deputy", "assistant", "guest", *sorted(FOLLOWERS)]
)
def test_who_opened_it_is_told_to_those_who_answer_for_it_and_not_to_readers(
    cabinet: Cabinet, paper: Version, name: str
) -> None:
    read(cabinet, "chair", paper)
    client = browser(getattr(cabinet, name))
    response = client.get(reverse("matter_openings", args=[paper.document.matter_id]))
    dossier = client.get(paper.document.matter.get_absolute_url()).text
    if name in FOLLOWERS:
        assert "(thu-tuong)" in response.text
        assert "opened to be read" in response.text
    else:
        assert response.status_code == 403
    assert ("Who has opened it" in dossier) is (name in FOLLOWERS)
    assert "thu-tuong" not in dossier
