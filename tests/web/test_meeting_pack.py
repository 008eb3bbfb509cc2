"""The complete pack: each reader's own view of a meeting in one file, made apart, and nobody else's."""

import fcntl
import os
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from ecabinet.clock import ROUND
from matters.models import Confidentiality, Document
from meetings.models import Meeting
from meetings.pack import pack_of
from people.models import Person
from records.downloads import TYPES
from records.editing import APART
from records.models import Opening
from records.packs import (
    Stage,
    begin,
    cancel,
    clear_old,
    content_of,
    file_of,
    file_with,
    key_of,
    opened,
    place_of,
    state_of,
    waited_for,
)
from records.papers import EDITED
from records.selectors import copy_of
from tests.cast import Cabinet
from tests.records.issued import approved_minutes, issued_record, keys
from tests.records.reading import reader, text_of
from tests.records.tagged import words_of

SECRET = "Báo cáo hạn chế về nhân sự"


@pytest.fixture
def sent(cabinet: Cabinet) -> Meeting:
    meeting = cabinet.sent_meeting(slug="thu-nghiem")
    matter = meeting.items.get(order=1).matter
    cabinet.paper(matter, "Tờ trình")
    cabinet.paper(matter, SECRET, restricted=True)
    return meeting


def key(person: Person, meeting: Meeting) -> str:
    return key_of(content_of(pack_of(person, meeting)))


def titles(person: Person, meeting: Meeting) -> list[str]:
    return [part.title for part in pack_of(person, meeting).parts]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def until_it_is_over(wanted: str) -> Stage:
    end = time.monotonic() + 60
    while (found := state_of(wanted).stage) is Stage.UNDER_WAY and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_a_pack_holds_what_its_reader_may_see(cabinet: Cabinet, sent: Meeting) -> None:
    assert titles(cabinet.minister, sent) == ["Giấy mời", "Tờ trình", SECRET]
    assert titles(cabinet.assistant, sent) == ["Giấy mời", "Tờ trình"]
    assert titles(cabinet.guest, sent) == ["Giấy mời", "Tờ trình"]
    assert titles(cabinet.other_guest, sent) == ["Giấy mời"]
    assert SECRET not in content_of(pack_of(cabinet.assistant, sent))
    # Who sees the same shares the file; who sees less, or is addressed by name, has another.
    assert key(cabinet.minister, sent) == key(cabinet.second_minister, sent) == key(cabinet.clerk, sent)
    others = {key(each, sent) for each in (cabinet.minister, cabinet.assistant, cabinet.guest)}
    assert len(others) == 3


def test_it_is_made_once_and_read_by_whoever_may_see_it_now(cabinet: Cabinet, sent: Meeting) -> None:
    member, assistant = signed_in(cabinet.minister), signed_in(cabinet.assistant)
    page, pdf = reverse("meeting_pack", args=[sent.pk]), reverse("pack_pdf", args=[sent.pk])
    assert member.get(pdf)["Location"] == page
    wanted = key(cabinet.minister, sent)
    assert member.post(reverse("pack_make", args=[sent.pk]))["Location"] == f"{page}?key={wanted}"
    assert until_it_is_over(wanted) is Stage.READY
    answer = member.get(pdf)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert reader(content).outline[0]["/Title"] == "Mục lục"  # type: ignore[call-overload]
    assert SECRET in text_of(content)
    # Another reader of the same meeting has none yet.
    assert assistant.get(pdf)["Location"] == page
    assert assistant.get(page).context["state"].stage is Stage.NONE
    # A paper that is restricted afterwards leaves with the right to see it, though the file lies there.
    Document.objects.filter(title="Tờ trình").update(confidentiality=Confidentiality.RESTRICTED)
    before = key(cabinet.assistant, sent)
    assert titles(cabinet.assistant, sent) == ["Giấy mời"]
    assert not file_of(before).exists()


def test_one_who_waits_no_longer_ends_it_only_for_himself(cabinet: Cabinet, sent: Meeting) -> None:
    content = content_of(pack_of(cabinet.minister, sent))
    wanted = key_of(content)
    turns = file_of(wanted).parent.parent
    turns.mkdir(parents=True, exist_ok=True)
    # Every turn is taken: what is begun now waits.
    taken = [os.open(turns / f"turn-{number}", os.O_CREAT | os.O_RDWR) for number in range(2)]
    for each in taken:
        fcntl.flock(each, fcntl.LOCK_EX)
    try:
        begin(content, "one")
        begin(content, "other")
        # Whoever asked for it is told how far it is by its key alone; nobody else is.
        assert waited_for(wanted, "one") == state_of(wanted)
        assert waited_for(wanted, "nobody") is waited_for("../" + wanted, "one") is None
        cancel(wanted, "one")
        assert state_of(wanted).stage is Stage.UNDER_WAY
        cancel(wanted, "other")
        assert until_it_is_over(wanted) is Stage.CANCELLED
    finally:
        for each in taken:
            os.close(each)
    # What died or was cancelled is begun anew.
    begin(content, "one")
    assert until_it_is_over(wanted) is Stage.READY


def test_the_page_works_without_scripts(cabinet: Cabinet, sent: Meeting) -> None:
    client = signed_in(cabinet.minister)
    page = client.get(reverse("meeting_pack", args=[sent.pk])).content.decode()
    assert reverse("pack_make", args=[sent.pk]) in page
    assert SECRET in page
    assert (
        SECRET not in signed_in(cabinet.guest).get(reverse("meeting_pack", args=[sent.pk])).content.decode()
    )


def test_what_was_issued_stands_in_the_pack_as_it_was_signed(cabinet: Cabinet) -> None:
    keys(cabinet)
    meeting = approved_minutes(cabinet)
    draft = [part for part in pack_of(cabinet.minister, meeting).parts if part.title.startswith("Biên bản")]
    record = issued_record(cabinet, meeting)
    [part] = [part for part in pack_of(cabinet.minister, meeting).parts if part.title.startswith("Biên bản")]
    copy = copy_of(record)
    assert copy is not None
    assert (len(draft), part.title) == (1, f"Biên bản số {record.number}")
    assert Path(part.file).read_bytes() == bytes(copy.content)


def test_who_opens_the_pack_opens_every_document_in_it(cabinet: Cabinet) -> None:
    keys(cabinet)
    meeting = approved_minutes(cabinet)
    record = issued_record(cabinet, meeting)
    for person in (cabinet.minister, cabinet.clerk):
        begin(content_of(pack_of(person, meeting)), "somebody")
        assert until_it_is_over(key(person, meeting)) is Stage.READY
    assert signed_in(cabinet.minister).get(reverse("meeting_pack", args=[meeting.pk])).status_code == 200
    assert not Opening.objects.exists()  # looking at the page is no opening of what the pack holds
    for person in (cabinet.minister, cabinet.minister, cabinet.clerk, cabinet.auditor):
        answer = signed_in(person).get(reverse("pack_pdf", args=[meeting.pk]))
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    opened = Opening.objects.values_list("record", "person__username", "what")
    assert list(opened) == [(record.pk, cabinet.minister.username, "file")]


def docx(person: Person, meeting: Meeting) -> str:
    answer = signed_in(person).get(reverse("pack_docx", args=[meeting.pk]))
    assert (answer["Content-Type"], answer["Cache-Control"]) == (TYPES["docx"], "private, no-store")
    return " ".join(words_of(answer.content))


def test_its_texts_can_be_edited_and_files_from_outside_are_named(cabinet: Cabinet, sent: Meeting) -> None:
    whole, served = docx(cabinet.minister, sent), docx(cabinet.assistant, sent)
    assert whole.startswith(f"MỤC LỤC Bộ tài liệu {sent.title} Gồm 3 văn bản; toàn văn ở đây: 1. ")
    assert ["GIẤY MỜI" in whole, whole.count(SECRET), whole.count(APART)] == [True, 1, 2]
    assert ["GIẤY MỜI" in served, served.count(SECRET), served.count(APART)] == [True, 0, 1]
    assert docx(cabinet.second_minister, sent) == whole
    assert not Opening.objects.exists()


def test_what_was_signed_is_edited_as_a_copy_that_says_so(cabinet: Cabinet) -> None:
    keys(cabinet)
    meeting = approved_minutes(cabinet)
    record = issued_record(cabinet, meeting)
    assert record.number in docx(cabinet.minister, meeting)
    answer = signed_in(cabinet.minister).get(reverse("pack_docx", args=[meeting.pk]))
    with ZipFile(BytesIO(answer.content)) as archive:
        heads = [archive.read(name).decode() for name in archive.namelist() if "/header" in name]
    assert [EDITED in head for head in heads].count(True) == 2  # of its first page and of the others
    opened = Opening.objects.values_list("record", "person__username", "what")
    assert list(opened) == [(record.pk, cabinet.minister.username, "file")]


def test_old_packs_and_copies_are_cleared_but_none_that_is_made_or_read(
    cabinet: Cabinet, sent: Meeting
) -> None:
    content = content_of(pack_of(cabinet.minister, sent))
    wanted = key_of(content)
    begin(content, "one")
    assert until_it_is_over(wanted) is Stage.READY
    pack, copy = file_of(wanted), file_with("a" * 64, lambda: b"%PDF-")
    assert clear_old() == 0
    reading = opened(wanted)
    assert reading is not None
    age(pack.parent)
    age(copy)
    assert clear_old() == 1  # the copy; somebody reads the pack
    assert (copy.exists(), pack.exists()) == (False, True)
    assert reading.read(5) == b"%PDF-"
    reading.close()
    with (pack.parent / "lock").open("rb") as working:
        fcntl.flock(working, fcntl.LOCK_EX)
        assert clear_old() == 0
    again = opened(wanted)  # read today, kept for another day
    assert again is not None
    again.close()
    assert clear_old() == 0
    age(pack.parent)
    age(file_with("b" * 64, lambda: b"%PDF-"))
    file_with("b" * 64, lambda: b"%PDF-")  # wanted again
    call_command("clear_packs", verbosity=0)
    assert (pack.parent.exists(), place_of("b" * 64).exists()) == (False, True)
    assert opened(wanted) is None
    assert clear_old in ROUND


def age(place: Path) -> None:
    """Nobody wanted it for two days."""
    before = time.time() - 2 * 24 * 3600
    os.utime(place, (before, before))
