"""Signing asks the world outside before it locks anything, and keeps only what still holds then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler

import pytest
from django.db import connections
from pytest_django import Settings

from core.journal import problems
from core.refusals import Refusal
from core.time import at
from records import services
from records.history import history_of
from records.models import CopyStage, Record, RegisterLine
from records.services.sealing import agency_of
from records.signing import Stamp, verify
from tests.cast import Cabinet
from tests.records.issued import approved_minutes, keys, ready_record
from tests.records.reading import text_of
from tests.records.signers import House
from tests.records.timestamps import Act, reply, served, stamped, stamper_of

pytestmark = pytest.mark.django_db(transaction=True)


def stamping_after(act: Callable[[], object], house: House) -> Act:
    """A timestamp service that does something first, through a connection of its own, as another process."""
    stamper = stamper_of(house)

    def answer(to: BaseHTTPRequestHandler, asked: bytes) -> None:
        try:
            act()
        finally:
            connections.close_all()
        reply(to, stamped(stamper, asked))

    return answer


def refused(act: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as no:
        act()
    assert no.value.code == code


def test_while_a_service_is_asked_others_write_and_the_number_they_take_is_not_given_twice(
    cabinet: Cabinet, house: House, settings: Settings
) -> None:
    keys(cabinet)
    first, second = (ready_record(cabinet, approved_minutes(cabinet)) for _ in range(2))
    waiting = [partial(services.number_record, actor=cabinet.clerk, record=second)]
    with served(stamping_after(lambda: waiting and waiting.pop()(), house)) as settings.TIMESTAMP_URL:
        signed = services.sign_record(actor=cabinet.chair, record=first)
    assert not waiting  # the other document was numbered while this one was being signed
    second.refresh_from_db()
    assert (second.number, signed.number) == ("01/BB-NCN", "02/BB-NCN")
    content = bytes(signed.copies.get(stage=CopyStage.PERSON.value).content)
    assert "Số: 02/BB-NCN" in text_of(content)
    assert [each.stamp for each in verify(content).signatures] == [Stamp.UNTRUSTED]
    assert list(problems()) == []


def test_who_is_overtaken_again_and_again_is_told_and_nothing_is_half_signed(
    cabinet: Cabinet, house: House, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys(cabinet)
    monkeypatch.setattr("records.services.signing.ATTEMPTS", 2)
    first, *others = (ready_record(cabinet, approved_minutes(cabinet)) for _ in range(3))
    # A signature is asked about twice: for its size, then for itself.
    acts = [partial(services.number_record, actor=cabinet.clerk, record=each) for each in others]
    turns: list[Callable[[], object]] = [acts[0], lambda: None, acts[1], lambda: None]
    sign = partial(services.sign_record, actor=cabinet.chair, record=first)
    with served(stamping_after(lambda: turns.pop(0)(), house)) as settings.TIMESTAMP_URL:
        refused(sign, "record_number_overtaken")
    first.refresh_from_db()
    assert (first.status, first.number, first.copies.count()) == ("approved", "", 0)
    assert sorted(RegisterLine.objects.values_list("number", flat=True)) == [1, 2]


def test_what_was_returned_meanwhile_is_not_signed(
    cabinet: Cabinet, house: House, settings: Settings
) -> None:
    keys(cabinet)
    meeting = approved_minutes(cabinet)
    record = ready_record(cabinet, meeting)

    def approve_anew() -> None:
        found = Record.objects.get(pk=record.pk)
        if found.approved_at == record.approved_at:
            services.return_record(actor=cabinet.head, record=found, reason="Sai nơi nhận.")
            ready_record(cabinet, meeting, found)

    with served(stamping_after(approve_anew, house)) as settings.TIMESTAMP_URL:
        refused(partial(services.sign_record, actor=cabinet.chair, record=record), "record_not_approved")
    assert not RegisterLine.objects.exists()
    settings.TIMESTAMP_URL = ""
    assert services.sign_record(actor=cabinet.chair, record=record).number == "01/BB-NCN"


def test_a_signature_made_before_midnight_and_kept_after_it_bears_the_new_day_and_year(
    cabinet: Cabinet, house: House, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys(cabinet)
    record = ready_record(cabinet, approved_minutes(cabinet))
    before = datetime(2027, 12, 31, 16, 59, 59, tzinfo=UTC)
    later = iter([before, *[before + timedelta(seconds=2)] * 9])
    monkeypatch.setattr("records.services.preparing.now", lambda: next(later))
    with at(before + timedelta(seconds=2)):
        signed = services.sign_record(actor=cabinet.chair, record=record)
    assert (signed.line.year, signed.line.dated.isoformat()) == (2028, "2028-01-01")
    content = bytes(signed.copies.get(stage=CopyStage.PERSON.value).content)
    assert "ngày 01 tháng 01 năm 2028" in text_of(content)


def test_a_seal_too_is_set_while_others_write_and_history_says_what_is_timestamped(
    cabinet: Cabinet, house: House, settings: Settings
) -> None:
    keys(cabinet)
    record = services.sign_record(
        actor=cabinet.chair, record=ready_record(cabinet, approved_minutes(cabinet))
    )
    drawn: list[Record] = []

    def draw_up() -> None:
        if not drawn:
            subject = approved_minutes(cabinet).stream
            drawn.append(services.draw_up_record(actor=cabinet.clerk, kind="minutes", subject=subject))

    with served(stamping_after(draw_up, house)) as settings.TIMESTAMP_URL:
        sealed = services.seal_record(actor=cabinet.clerk, record=record)
    assert len(drawn) == 1
    seal, signature = (line.words for line in history_of(sealed)[:2])
    assert "không có dấu thời gian" in signature
    assert "không có dấu thời gian" not in seal
    person, agency = verify(bytes(sealed.copies.get(stage=CopyStage.AGENCY.value).content)).signatures
    assert (person.stamp, agency.stamp) == (Stamp.NONE, Stamp.UNTRUSTED)
    assert agency.person.startswith(agency_of(sealed).name)
