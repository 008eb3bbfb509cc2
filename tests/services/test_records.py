"""The life of a document that is issued: drawn up, approved by another, numbered as it is signed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings

from core.journal import problems
from core.refusals import NotAllowed, Refusal
from core.time import at, local, now
from meetings.models import Meeting
from meetings.papers.facts import FrozenFacts
from people.models import Appointment, Notice
from records import kinds, services
from records.elements import Closing, Document
from records.history import history_of
from records.kinds import Stamp, record_kind
from records.models import CopyStage, Opening, Record, RegisterLine
from records.papers import composed, marked
from records.plain_text import text_of
from records.rules import Status
from records.selectors import latest_facts, signatory_of
from records.services.drawing_up import Completion
from records.services.preparing import field_of
from records.services.sealing import agency_of
from records.signing import Signatory, SignatureField, appearance_for, provider_for, sign, verify
from tests.cast import Cabinet
from tests.records.issued import (
    approved_minutes,
    issued_record,
    keys,
    ready_record,
    signed_record,
)
from tests.services.crowd import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A meeting with approved minutes, in a house whose signatories have keys."""
    keys(cabinet)
    return approved_minutes(cabinet)


def drawn_up(cabinet: Cabinet, meeting: Meeting) -> Record:
    return services.draw_up_record(actor=cabinet.clerk, kind="minutes", subject=meeting.stream)


def completed(cabinet: Cabinet, record: Record, **wishes: object) -> Record:
    said: dict[str, object] = {
        "place": "Hà Nội",
        "urgency": "",
        "seat": cabinet.chair_seat,
        "by_order": None,
        "office": "",
        "capacity": "",
        "recipients": ["Các thành viên Nội các nhỏ", "Lưu: VT"],
        "to_members": True,
        "to_seats": [],
    }
    completion = Completion(**{**said, **wishes})  # type: ignore[arg-type]
    return services.change_record(actor=cabinet.clerk, record=record, completion=completion)


def refusal_of(act: object) -> str:
    assert callable(act)
    with pytest.raises(Refusal) as no, transaction.atomic():
        act()
    return no.value.code


def test_from_the_draft_to_the_issue_each_act_is_one_line_of_its_own_history(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = issued_record(cabinet, meeting)
    kinds = [line.words for line in reversed(history_of(record))]
    assert len(kinds) == 7
    assert record.number == "01/BB-NCN"
    verdict = verify(bytes(record.copies.get(stage=CopyStage.AGENCY.value).content))
    assert [signature.field for signature in verdict.signatures] == ["person", "agency"]
    assert all(signature.intact for signature in verdict.signatures)
    assert list(problems()) == []
    assert {delivery.seat_id for delivery in record.deliveries.all()} == {seat.pk for seat in cabinet.seats}
    told = set(Notice.objects.filter(kind="record:issued").values_list("person__username", flat=True))
    assert told == {person.username for person in cabinet.holders.values()}


def test_who_drew_it_up_never_approves_it(cabinet: Cabinet, meeting: Meeting) -> None:
    record = services.draw_up_record(actor=cabinet.head, kind="minutes", subject=meeting.stream)
    record = services.circulate_record(actor=cabinet.clerk, record=completed(cabinet, record))
    assert (
        refusal_of(partial(services.approve_record, actor=cabinet.head, record=record)) == "record_own_work"
    )
    with pytest.raises(NotAllowed):
        services.approve_record(actor=cabinet.second_clerk, record=record)
    assert services.approve_record(actor=cabinet.chair, record=record).status == Status.APPROVED


def test_what_is_missing_is_said_and_no_number_is_used_up(cabinet: Cabinet, meeting: Meeting) -> None:
    record = drawn_up(cabinet, meeting)
    circulate = partial(services.circulate_record, actor=cabinet.clerk)
    assert refusal_of(partial(circulate, record=record)) == "record_place_missing"
    nobody = completed(cabinet, record, seat=None)
    assert refusal_of(partial(circulate, record=nobody)) == "record_signatory_missing"
    unsent = completed(cabinet, record, recipients=[" - ; "])
    assert refusal_of(partial(circulate, record=unsent)) == "record_recipients_missing"
    Record.objects.filter(pk=record.pk).update(abstract="dài " * 600)
    long = completed(cabinet, record)
    assert refusal_of(partial(circulate, record=long)) == "record_abstract_long"
    assert not RegisterLine.objects.exists()


def test_a_kind_with_no_place_for_a_signature_is_not_signed_and_uses_up_no_number(
    cabinet: Cabinet, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, kind = ready_record(cabinet, meeting), record_kind("minutes")

    def unsigned(kept: FrozenFacts, stamp: Stamp) -> Document:
        document = kind.compose.form(kept, stamp)
        rest = tuple(each for each in document.elements if not isinstance(each, Closing))
        return replace(document, elements=rest)

    nowhere = replace(kind, compose=replace(kind.compose, form=unsigned))
    monkeypatch.setitem(kinds._kinds, "minutes", nowhere)
    sign = partial(services.sign_record, actor=cabinet.chair, record=record)
    assert refusal_of(sign) == "record_room_missing"
    number = partial(services.number_record, actor=cabinet.clerk, record=record)
    assert refusal_of(number) == "record_room_missing"
    assert (RegisterLine.objects.count(), record.copies.count()) == (0, 0)


def test_a_key_that_refuses_uses_up_no_number(cabinet: Cabinet, meeting: Meeting, settings: Settings) -> None:
    record = ready_record(cabinet, meeting)
    passphrase, settings.SIGNING_PASSPHRASE = settings.SIGNING_PASSPHRASE, "another"
    sign = partial(services.sign_record, actor=cabinet.chair, record=record)
    assert refusal_of(sign) == "signing_key_refused"
    assert (RegisterLine.objects.count(), record.copies.count()) == (0, 0)
    settings.SIGNING_PASSPHRASE = passphrase
    assert sign().number == "01/BB-NCN"


def test_only_the_signatory_signs_and_only_while_in_office(cabinet: Cabinet, meeting: Meeting) -> None:
    record = ready_record(cabinet, meeting)
    for other in (cabinet.head, cabinet.clerk, cabinet.minister):
        with pytest.raises(NotAllowed):
            services.sign_record(actor=other, record=record)
    Appointment.objects.filter(person=cabinet.chair).update(ends_on=local(now()).date() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        services.sign_record(actor=cabinet.chair, record=record)
    number = partial(services.number_record, actor=cabinet.clerk, record=record)
    assert refusal_of(number) == "record_signatory_without_office"


def test_facts_that_changed_stop_everything_until_the_new_ones_are_taken(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = ready_record(cabinet, meeting)
    approved_minutes(cabinet, meeting, text="Tầng 2.")
    sign = partial(services.sign_record, actor=cabinet.chair, record=record)
    assert refusal_of(sign) == "record_facts_changed"
    taken = services.take_new_facts(actor=cabinet.clerk, record=record)
    assert (taken.status, taken.versions.count()) == (Status.DRAFT, 2)
    services.circulate_record(actor=cabinet.clerk, record=taken)
    services.approve_record(actor=cabinet.head, record=taken)
    assert sign().number == "01/BB-NCN"


def test_registers_begin_anew_with_the_year_in_ha_noi_and_keep_what_was_withdrawn(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    """17:30 UTC on 31 December is half past midnight in Ha Noi."""
    years_end = datetime(2027, 12, 31, 16, 30, tzinfo=UTC)
    new_year = years_end + timedelta(hours=1)
    with at(years_end):
        record = signed_record(cabinet, meeting)
        services.withdraw_record(actor=cabinet.clerk, record=record, reason="Sai trích yếu.")
        again = signed_record(cabinet, meeting)
        services.withdraw_record(actor=cabinet.clerk, record=again, reason="Sai nơi nhận.")
    with at(new_year):
        third = signed_record(cabinet, meeting)
    lines = RegisterLine.objects.order_by("year", "number").values_list("year", "number", "record__status")
    assert list(lines) == [(2027, 1, "withdrawn"), (2027, 2, "withdrawn"), (2028, 1, "signed")]
    assert third.line.dated.isoformat() == "2028-01-01"
    assert list(problems()) == []


def test_a_number_given_for_signing_elsewhere_stays_and_nothing_else_changes(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = services.number_record(actor=cabinet.clerk, record=ready_record(cabinet, meeting))
    change = partial(completed, cabinet, record)
    assert refusal_of(change) == "record_not_draft"
    back = partial(services.return_record, actor=cabinet.head, record=record, reason="Sai.")
    assert refusal_of(back) == "record_numbered"
    upload = partial(services.take_signed_elsewhere, actor=cabinet.clerk, record=record, uploaded=b"%PDF-1.7")
    assert refusal_of(upload).startswith("signed_file_")
    assert services.sign_record(actor=cabinet.chair, record=record).number == record.number


def test_a_document_may_be_signed_and_sealed_on_devices_of_their_own(
    cabinet: Cabinet, meeting: Meeting, settings: Settings
) -> None:
    ready = ready_record(cabinet, meeting)
    settings.SIGNING = "elsewhere"
    upload = partial(services.take_signed_elsewhere, actor=cabinet.clerk, record=ready)
    assert refusal_of(partial(upload, uploaded=b"%PDF-1.7")) == "signed_file_other_document"  # no number yet
    record = services.number_record(actor=cabinet.clerk, record=ready)
    laid, chair, body = record.copies.get(), signatory_of(record), agency_of(record)
    settings.SIGNING = "files"  # their devices
    signed = by_hand(bytes(laid.content), chair, field_of(laid))
    sealed = by_hand(signed, body, field_of(laid).seal())
    settings.SIGNING = "elsewhere"
    record = upload(uploaded=signed)
    again = partial(services.take_sealed_elsewhere, actor=cabinet.clerk, record=record)
    assert refusal_of(partial(again, uploaded=signed)) == "signed_file_unsigned"
    record = services.issue_record(actor=cabinet.clerk, record=again(uploaded=sealed))
    assert (record.status, record.number) == (Status.ISSUED, "01/BB-NCN")
    assert bytes(record.copies.get(stage=CopyStage.AGENCY.value).content) == sealed
    assert refusal_of(partial(upload, uploaded=signed)).startswith("record_")
    assert list(problems()) == []


def by_hand(pdf: bytes, who: Signatory, field: SignatureField) -> bytes:
    """What a device elsewhere would make of it."""
    appearance = appearance_for(who)
    return sign(pdf, provider=provider_for(who), field=field, appearance=appearance, at=now()).content


def test_after_the_issue_nothing_changes_and_the_recalled_one_stays_for_auditors(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = issued_record(cabinet, meeting)
    changes: list[dict[str, object]] = [{"abstract": "khác"}, {"place": "Huế"}, {"recipients": []}]
    for changed in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            Record.objects.filter(pk=record.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterLine.objects.update(number=7)
    bytes_before = bytes(record.copies.get(stage=CopyStage.AGENCY.value).content)
    recall = partial(services.recall_record, actor=cabinet.head, record=record)
    assert refusal_of(partial(recall, reason=" ")) == "record_reason_missing"
    assert recall(reason="Sai số liệu.").status == Status.RECALLED
    assert refusal_of(partial(recall, reason="Lần nữa.")) == "record_not_in_force"
    assert bytes(record.copies.get(stage=CopyStage.AGENCY.value).content) == bytes_before


def test_a_new_edition_supersedes_the_old_one_and_both_name_each_other(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    first = issued_record(cabinet, meeting)
    approved_minutes(cabinet, meeting, text="Tầng 2.")
    second = issued_record(cabinet, meeting)
    first.refresh_from_db()
    assert (first.status, second.replaces_id, second.edition) == (Status.SUPERSEDED, first.pk, 2)
    assert "02/BB-NCN" in marked(first).mark
    text = text_of(composed(second, latest_facts(second).facts, number=2, dated=second.line.dated))
    assert "Văn bản này thay thế văn bản số 01/BB-NCN" in text


def test_openings_are_kept_for_recipients_alone_and_once(cabinet: Cabinet, meeting: Meeting) -> None:
    record = issued_record(cabinet, meeting)
    for person in (cabinet.minister, cabinet.minister, cabinet.auditor, cabinet.clerk):
        services.note_opened(actor=person, record=record, what="page")
    services.note_opened(actor=cabinet.minister, record=record, what="file")
    kept = Opening.objects.filter(record=record).values_list("person__username", "what")
    assert sorted(kept) == [(cabinet.minister.username, "file"), (cabinet.minister.username, "page")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_wins_and_numbers_have_no_gap(cabinet: Cabinet) -> None:
    keys(cabinet)
    records = [ready_record(cabinet, approved_minutes(cabinet)) for _ in range(3)]
    number = [partial(services.number_record, actor=cabinet.clerk, record=record) for record in records]
    sign = [partial(services.sign_record, actor=cabinet.chair, record=records[0])] * 2
    results = at_once([*sign, *number[1:], *number[1:]])
    refused = sorted(result.code for result in results if isinstance(result, Refusal))
    assert refused == ["record_not_approved", "record_numbered", "record_numbered"]
    assert sorted(RegisterLine.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert list(problems()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_draw_up_or_issue_at_once_one_is_told(cabinet: Cabinet) -> None:
    keys(cabinet)
    meeting = approved_minutes(cabinet)
    draw = [
        partial(services.draw_up_record, actor=clerk, kind="minutes", subject=meeting.stream)
        for clerk in (cabinet.clerk, cabinet.second_clerk)
    ]
    results = at_once(draw)
    assert [no.code for no in results if isinstance(no, Refusal)] == ["record_in_work"]
    record = signed_record(cabinet, meeting, Record.objects.get())
    services.seal_record(actor=cabinet.clerk, record=record)
    issue = [
        partial(services.issue_record, actor=clerk, record=record)
        for clerk in (cabinet.clerk, cabinet.second_clerk)
    ]
    assert [no.code for no in at_once(issue) if isinstance(no, Refusal)] == ["record_out"]
