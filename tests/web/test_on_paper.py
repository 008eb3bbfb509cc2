"""What may not be put into the system has an entry with a number; who has a copy on paper is noted."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.refusals import NotAllowed, Refusal
from matters.models import Handed, HandOver, Matter, OnPaper
from matters.on_paper import add_on_paper, copies_of, note_hand_over, submit_on_paper
from tests.cast import Cabinet
from tests.services.saying import kinds
from tests.web.test_ballot_answer import browser

pytestmark = pytest.mark.django_db


def test_a_matter_on_paper_has_a_number_as_its_only_name(cabinet: Cabinet) -> None:
    response = browser(cabinet.clerk).post(reverse("matter_on_paper"), {"lead": cabinet.lead.pk})
    matter = Matter.objects.get()
    assert (response.status_code, response.url) == (303, matter.get_absolute_url())  # type: ignore[attr-defined]
    assert matter.title == "Tài liệu trên giấy số 1"
    assert kinds(matter.stream) == ["matter.submitted", "on_paper.added"]


def test_it_stands_on_an_agenda_under_its_number(cabinet: Cabinet) -> None:
    meeting = cabinet.draft_meeting()
    entry = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    sent = {"matter": entry.matter_id, "minutes": 10, "asks": "discussion", "presenter": "", "section": ""}
    assert browser(cabinet.clerk).post(reverse("item_add", args=[meeting.pk]), sent).status_code == 303
    assert meeting.items.get(order=3).matter == entry.matter


def test_a_dossier_names_it_to_its_readers_without_who_has_a_copy(cabinet: Cabinet) -> None:
    matter = cabinet.sent_meeting().items.get(order=1).matter
    entry = add_on_paper(actor=cabinet.clerk, matter=matter)
    page = browser(cabinet.minister).get(matter.get_absolute_url()).text
    assert "Tài liệu trên giấy số 1" in page
    assert entry.get_absolute_url() not in page
    assert browser(cabinet.minister).get(entry.get_absolute_url()).status_code == 403


def test_copies_are_handed_out_and_come_back_and_both_are_kept(cabinet: Cabinet) -> None:
    entry = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    chair, minister = cabinet.seats[0], cabinet.minister_seat
    client = browser(cabinet.clerk)
    for seats, what in (([chair, minister], "out"), ([minister], "back")):
        posted = {"seats": [seat.pk for seat in seats], "what": what}
        assert client.post(entry.get_absolute_url(), posted).status_code == 303
    assert [copy.what for copy in copies_of(entry, [chair, minister, cabinet.seats[4]])] == [
        "out",
        "back",
        "",
    ]
    assert kinds(entry.matter.stream)[-2:] == ["on_paper.out", "on_paper.back"]
    page = client.get(entry.get_absolute_url()).text
    assert (page.count("handed out</span>"), page.count("given back")) == (1, 2)  # the button says it too


def test_pressing_twice_is_refused_and_notes_nothing(cabinet: Cabinet) -> None:
    entry = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    note_hand_over(actor=cabinet.clerk, entry=entry, seats=[cabinet.seats[0]], what=Handed.OUT)
    with pytest.raises(Refusal, match="hand_over_out_already"):
        note_hand_over(actor=cabinet.clerk, entry=entry, seats=list(cabinet.seats), what=Handed.OUT)
    with pytest.raises(Refusal, match="hand_over_not_out"):
        note_hand_over(actor=cabinet.clerk, entry=entry, seats=[cabinet.seats[1]], what=Handed.BACK)
    with pytest.raises(Refusal, match="hand_over_nobody"):
        note_hand_over(actor=cabinet.clerk, entry=entry, seats=[], what=Handed.OUT)
    assert HandOver.objects.count() == 1


def test_what_was_noted_is_never_changed(cabinet: Cabinet) -> None:
    entry = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    note_hand_over(actor=cabinet.clerk, entry=entry, seats=[cabinet.seats[0]], what=Handed.OUT)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        HandOver.objects.all().delete()


def test_numbers_go_on_through_the_house(cabinet: Cabinet) -> None:
    first = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    second = add_on_paper(actor=cabinet.head, matter=first.matter)
    third = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    assert [entry.number for entry in (first, second, third)] == [1, 2, 3]
    assert list(OnPaper.objects.values_list("matter__title", flat=True)) == [
        "Tài liệu trên giấy số 1",
        "Tài liệu trên giấy số 1",
        "Tài liệu trên giấy số 3",
    ]


@pytest.mark.parametrize("name", ["minister", "auditor", "operator", "assistant"])
def test_nobody_but_the_secretariat_enters_and_notes(cabinet: Cabinet, name: str) -> None:
    entry = submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    with pytest.raises(NotAllowed):
        submit_on_paper(actor=getattr(cabinet, name), lead=cabinet.lead)
    with pytest.raises(NotAllowed):
        note_hand_over(actor=getattr(cabinet, name), entry=entry, seats=[cabinet.seats[0]], what=Handed.OUT)


def test_readers_are_ticked_by_office_and_name_in_the_readers_language(cabinet: Cabinet) -> None:
    page = browser(cabinet.clerk).get(reverse("matter_level", args=[cabinet.matter().pk])).text
    assert "Minister of Construction" in page
    assert "Assistant to the Minister" in page
    assert "Bộ trưởng Bộ Tài chính" not in page
