"""The page and the command that say what the signatures of a record are worth; they keep nothing."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from core.journal import record
from core.models import Entry
from core.triggers import released
from people.models import Agency
from records.management.commands.make_demo_signers import signatories
from records.signing import Capacity
from records.signing.heads import in_journal
from tests.cast import Cabinet
from tests.records.signers import MINISTER, House, backdated, believe, make_house

VERIFY = "verify_record"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Keys whose certificates are valid today."""
    return make_house(tmp_path_factory.mktemp("signers"))


@pytest.fixture(scope="module")
def signed(house: House) -> bytes:
    """A record with one signature."""
    return house.sign(house.record, MINISTER, house.field)


@pytest.fixture
def page(cabinet: Cabinet, house: House, settings: Any) -> Client:
    """A guest looks at the page."""
    believe(settings, house)
    client = Client()
    client.force_login(cabinet.guest)
    return client


def shown(client: Client, content: bytes, name: str = "bien-ban.pdf") -> tuple[int, str]:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    answer = client.post(reverse(VERIFY), {"file": file})
    return answer.status_code, answer.content.decode()


def test_whoever_is_signed_in_reads_what_a_file_is_worth(page: Client, signed: bytes) -> None:
    assert page.get(reverse(VERIFY)).status_code == 200
    status, text = shown(page, signed)
    assert status == 200
    assert "Người ký: Bộ trưởng Bộ Thử nghiệm, Bộ Thử nghiệm; thời gian ký: 10:15:07, 26/11/2026." in text
    assert "Từ khi ký đến nay, tệp không thay đổi một byte nào." in text
    # It names entry 7 of a journal that is not this one's.
    assert "nhưng nhật ký của hệ thống này không có mục đó" in text
    assert "Tệp đã bị thay đổi sau khi ký" in shown(page, backdated(signed))[1]


def test_what_cannot_be_read_comes_back_as_a_sentence(page: Client, signed: bytes, settings: Any) -> None:
    status, text = shown(page, b"not a PDF")
    assert (status, "Đây không phải tệp PDF." in text) == (422, True)
    assert "Không đọc được tệp PDF này" in shown(page, b"%PDF-1.4 <script>alert(1)</script>")[1]
    assert shown(page, b"")[0] == 422
    assert page.post(reverse(VERIFY)).status_code == 422
    settings.RECORD_MAX_BYTES = 1000
    assert "Tệp quá lớn" in shown(page, signed)[1]


def test_the_name_of_the_file_is_text_and_nothing_of_it_is_kept(
    page: Client, signed: bytes, settings: Any
) -> None:
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    assert "<b>x" not in shown(page, signed, name="<b>x.pdf")[1]
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


# -- the journal --------------------------------------------------------------------------------------------


def test_a_head_stands_while_its_chain_does(db: None) -> None:
    with transaction.atomic():
        for number in range(3):
            entry = record("meeting:1", "meeting.opened", actor="clock", subject="x", facts={"n": number})
    assert in_journal(3, entry.hash[:16])
    assert not in_journal(2, entry.hash[:16])
    assert not in_journal(3, "0" * 16)
    with released(connection):
        Entry.objects.filter(seq=2).update(facts={"n": 9})  # behind the journal's back
    assert not in_journal(3, entry.hash[:16])


# -- commands -----------------------------------------------------------------------------------------------


def said(*arguments: Any) -> tuple[object, str]:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify_record", *map(str, arguments), stdout=out, stderr=err)
    return left.value.code, out.getvalue() + err.getvalue()


def test_the_command_answers_with_sentences_and_an_exit_code(
    db: None, house: House, signed: bytes, settings: Any, tmp_path: Path
) -> None:
    believe(settings, house)
    file = tmp_path / "record.pdf"
    file.write_bytes(signed)
    code, text = said(file, "--without-journal", "--language", "en")
    assert (code, text.splitlines()[0]) == (
        0,
        "Every signature is valid, and nothing was changed after the last one.",
    )
    assert said(file)[0] == 1  # its head is not in this journal
    file.write_bytes(signed + b" ")
    assert said(file, "--without-journal")[0] == 1
    file.write_bytes(b"%PDF-1.4")
    assert said(file, "--without-journal")[0] == 2
    assert said(tmp_path / "nowhere.pdf")[0] == 2


def test_the_people_of_the_demonstration_get_keys_once(
    cabinet: Cabinet, settings: Any, tmp_path: Path
) -> None:
    settings.SIGNING_DIR, settings.DEMO = tmp_path / "signers", True
    long = "Bộ trưởng Bộ Nông nghiệp và Môi trường, Phó Trưởng ban Thường trực Ban Chỉ đạo"
    type(cabinet.chair).objects.update(is_demo=True, label_vi=long)
    out = StringIO()
    call_command("make_demo_signers", stdout=out)
    keys = {file.stem: file.read_bytes() for file in settings.SIGNING_DIR.glob("*.p12")}
    assert {cabinet.chair.username, cabinet.head.username} <= set(keys)
    assert f"seal-{Agency.objects.all()[0].key}" in keys
    assert len(keys) == len(signatories())
    assert {each.capacity for each in signatories()} == set(Capacity)
    assert {file.stat().st_mode & 0o077 for file in settings.SIGNING_DIR.glob("*.p12")} == {0}
    call_command("make_demo_signers", stdout=out)
    assert {file.stem: file.read_bytes() for file in settings.SIGNING_DIR.glob("*.p12")} == keys
