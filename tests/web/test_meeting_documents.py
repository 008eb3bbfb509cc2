"""The documents of a meeting: each reader finds what is his to read, in every form, and nothing else."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from matters.models import Confidentiality, Matter
from meetings import services
from meetings.models import Meeting
from people.models import Person
from tests.cast import Cabinet
from tests.records.tagged import structure_of, words_of


@pytest.fixture
def closed(cabinet: Cabinet) -> Meeting:
    """A session with one item adopted and concluded, of a restricted matter."""
    meeting = cabinet.running_meeting(items=1, slug="thu-nghiem")
    item = meeting.items.get(status="running")
    Matter.objects.filter(pk=item.matter_id).update(confidentiality=Confidentiality.RESTRICTED)
    vote = cabinet.open_vote(meeting)
    for order in range(1, 5):
        cabinet.vote(meeting, vote, order)
    services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote, publish=True)
    cabinet.conclude(meeting, item, "Thống nhất.")
    services.end_item(actor=cabinet.clerk, meeting=meeting, item=item)
    return services.close_meeting(actor=cabinet.clerk, meeting=meeting)


def signed_in(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def listed(person: Person, meeting: Meeting) -> list[str]:
    answer = signed_in(person).get(reverse("meeting_documents", args=[meeting.pk]))
    return [each.kind for each in answer.context["documents"].offered]


def test_each_finds_what_is_his_to_read(cabinet: Cabinet, closed: Meeting) -> None:
    first = ["invitation", "attendance_list", "vote_sheet"]
    assert listed(cabinet.clerk, closed) == [*first, "resolution", "conclusion_notice", "minutes"]
    assert listed(cabinet.chair, closed) == [*first, "resolution", "conclusion_notice"]
    assert listed(cabinet.minister, closed) == first
    for person in (cabinet.assistant, cabinet.guest):
        assert listed(person, closed) == ["invitation"]


def test_who_may_not_read_what_is_restricted_finds_no_sheet(cabinet: Cabinet, closed: Meeting) -> None:
    vote = closed.items.get().votes.get().ballot
    for person in (cabinet.assistant, cabinet.guest, cabinet.deputy, cabinet.operator):
        for kind in ("vote_sheet", "resolution"):
            address = reverse("vote_document", args=[closed.pk, vote.pk, kind, "json"])
            assert signed_in(person).get(address).status_code == 404


def test_json_holds_the_facts_that_the_paper_tells(cabinet: Cabinet, closed: Meeting) -> None:
    vote = closed.items.get().votes.get().ballot
    address = reverse("vote_document", args=[closed.pk, vote.pk, "vote_sheet", "json"])
    answer = signed_in(cabinet.minister).get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="phieu-bieu-quyet-thu-nghiem-1.json"'
    facts = json.loads(answer.content)
    assert (facts["schema"], facts["kind"], facts["subject"]) == (1, "vote_sheet", vote.key)
    given = ["for"] * 4 + [None]
    assert [seat["choice"] for seat in facts["vote"]["seats"]] == given


def test_docx_is_offered_for_editing_and_says_what_the_pdf_says(cabinet: Cabinet, closed: Meeting) -> None:
    client = signed_in(cabinet.clerk)
    offered = client.get(reverse("meeting_documents", args=[closed.pk])).context["documents"].offered
    sheet = next(each for each in offered if each.kind == "vote_sheet")
    assert [form for form, _ in sheet.others] == ["DOCX", "JSON"]
    answer = client.get(sheet.forms["docx"])
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Disposition"].endswith('.docx"')
    assert words_of(answer.content) == structure_of(client.get(sheet.main).content)


def test_a_vote_of_another_meeting_is_not_found_here(cabinet: Cabinet, closed: Meeting) -> None:
    other, vote = cabinet.sent_meeting(), closed.items.get().votes.get().ballot
    address = reverse("vote_document", args=[other.pk, vote.pk, "vote_sheet", "pdf"])
    assert signed_in(cabinet.clerk).get(address).status_code == 404


def test_what_cannot_be_drawn_up_is_said_in_a_sentence(cabinet: Cabinet, closed: Meeting) -> None:
    # The only item is of a restricted matter, of which a notice tells nobody.
    address = reverse("meeting_document", args=[closed.pk, "conclusion_notice", "pdf"])
    answer = signed_in(cabinet.clerk).get(address, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "notice_of_nothing")


def test_the_desk_draws_up_what_is_to_be_issued_once(cabinet: Cabinet, closed: Meeting) -> None:
    clerk, vote = signed_in(cabinet.clerk), closed.items.get().votes.get().ballot
    page = reverse("meeting_documents", args=[closed.pk])
    offered = {each.kind: each for each in clerk.get(page).context["documents"].offered}
    assert {kind for kind, each in offered.items() if each.may_draw_up} == {*offered} - {"minutes"}
    sent = {"kind": "resolution", "subject": offered["resolution"].subject, "back": page}
    assert clerk.post(reverse("record_draw_up"), sent).status_code == 303
    shown = clerk.get(page).context["documents"]
    assert [(each.kind, each.subject) for each in shown.records] == [("resolution", vote.key)]
    assert not next(each for each in shown.offered if each.kind == "resolution").may_draw_up
    # Before it is issued nobody else learns of it.
    for person in (cabinet.second_minister, cabinet.assistant, cabinet.guest):
        assert not signed_in(person).get(page).context["documents"].records


def test_a_draft_is_edited_as_docx(cabinet: Cabinet, closed: Meeting) -> None:
    vote = closed.items.get().votes.get().ballot
    address = reverse("vote_document", args=[closed.pk, vote.pk, "resolution", "docx"])
    docx = signed_in(cabinet.clerk).get(address)
    assert docx["Content-Type"].endswith("wordprocessingml.document")
    assert docx["Content-Disposition"] == 'attachment; filename="nghi-quyet-thu-nghiem-1.docx"'
    assert docx.content.startswith(b"PK")
