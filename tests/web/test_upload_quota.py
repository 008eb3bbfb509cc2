"""A thousand files a minute (abuse case 73): what one account uploads in an hour is counted, under a lock."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from core.intake import admit
from core.models import Entry, Intake
from core.refusals import Refusal
from core.time import at, now
from matters.models import Matter, Version
from matters.services import add_paper
from records.services import take_sealed_elsewhere, take_signed_elsewhere
from tests.cast import PDF, Cabinet, make_cabinet
from tests.records.issued import approved_minutes, ready_record
from tests.services.crowd import at_once
from tests.web.test_ballot_answer import browser

pytestmark = pytest.mark.django_db


def upload(client: Client, matter: Matter, number: int = 1) -> Any:
    file = SimpleUploadedFile(f"{number}.pdf", PDF + b"%" * number, content_type="application/pdf")
    typed = {"file": file, "kind": "submission", "title": "Tờ trình", "confidentiality": "internal"}
    return client.post(reverse("paper_add", args=[matter.pk]), typed)


def test_case_73_more_files_in_an_hour_than_one_account_may_send_are_refused_in_words(
    cabinet: Cabinet, settings: Settings
) -> None:
    settings.UPLOADS_PER_HOUR = 2
    matter, client = cabinet.matter(), browser(cabinet.clerk)
    assert [upload(client, matter, number).status_code for number in (1, 2)] == [303, 303]
    entries = Entry.objects.count()
    refused = upload(client, matter, 3)
    page = refused.content.decode()
    assert refused.status_code == 429
    assert "you have uploaded 2 files within an hour" in page
    assert "Go on after" in page
    assert "Tờ trình" in page  # nothing typed is lost
    assert (Version.objects.count(), Entry.objects.count()) == (2, entries)
    assert upload(browser(cabinet.second_clerk), matter, 3).status_code == 303


def test_case_73_an_hour_after_the_first_file_one_goes_on(cabinet: Cabinet, settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 1
    moment = now()
    with at(moment):
        admit("person:a", 1)
    with at(moment + timedelta(minutes=59)), pytest.raises(Refusal, match="uploads_too_many") as refused:
        admit("person:a", 1)
    assert refused.value.facts == {"files": 1, "until": moment + timedelta(hours=1)}
    with at(moment + timedelta(hours=1)):
        admit("person:a", 1)
    assert Intake.objects.get().files == 1


def test_case_73_bytes_are_counted_as_well(cabinet: Cabinet, settings: Settings) -> None:
    settings.UPLOAD_MB_PER_HOUR = 1
    matter, client = cabinet.matter(), browser(cabinet.clerk)
    assert upload(client, matter, 700_000).status_code == 303
    refused = upload(client, matter, 700_001)
    assert refused.status_code == 429
    assert "more than the 1 MB that one account may send" in refused.content.decode()
    assert upload(client, matter, 1).status_code == 303  # a smaller one still has room


def test_case_73_what_is_left_on_the_disk_is_kept_for_votes(cabinet: Cabinet, settings: Settings) -> None:
    settings.UPLOAD_FREE_MB = 10**9
    refused = upload(browser(cabinet.clerk), cabinet.matter())
    assert refused.status_code == 507
    assert "the disk of papers is nearly full" in refused.content.decode()
    assert not Version.objects.exists()


def test_case_73_the_papers_of_a_large_session_are_no_flood(cabinet: Cabinet) -> None:
    for _paper in range(300):
        admit(cabinet.clerk.key, 50 * 2**20)


def test_case_73_papers_beside_a_prepared_answer_and_signed_files_count(
    cabinet: Cabinet, settings: Settings
) -> None:
    ballot, record = cabinet.open_ballot(), ready_record(cabinet, approved_minutes(cabinet))
    settings.UPLOADS_PER_HOUR = 0
    with pytest.raises(Refusal, match="uploads_too_many"):
        cabinet.prepared_paper(ballot)
    with pytest.raises(Refusal, match="uploads_too_many"):
        take_signed_elsewhere(actor=cabinet.clerk, record=record, uploaded=b"%PDF-")
    with pytest.raises(Refusal, match="uploads_too_many"):
        take_sealed_elsewhere(actor=cabinet.clerk, record=record, uploaded=b"%PDF-")


@pytest.mark.django_db(transaction=True)
def test_case_73_of_twenty_files_at_once_no_more_are_kept_than_may_be(settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 5
    cabinet = make_cabinet()
    matter = cabinet.matter()
    acts = [
        partial(add_paper, actor=cabinet.clerk, matter=matter, name=f"{n}.pdf", content=PDF + b"%" * n)
        for n in range(20)
    ]
    results = at_once(acts)
    assert [each.code for each in results if isinstance(each, Refusal)] == ["uploads_too_many"] * 15
    assert Version.objects.count() == Intake.objects.get().files == 5
