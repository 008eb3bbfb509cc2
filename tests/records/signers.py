"""A house that signs, for tests: one authority, two signatories, a record with its signatures."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from records.elements import Closing, Document, Letterhead, Paragraph, Signer, SmallPrint, Title
from records.layout import laid_out
from records.signing import Capacity, Signatory, SignatureField, SignedFile, sign
from records.signing.appearances import Appearance
from records.signing.demo_keys import Authority, write_signer
from records.signing.pictures import seal, written
from records.signing.providers import KeyFile
from records.signing.trust import Trust, certificates_in
from scripts.find_tool import find, how_to_install

SECRET = "mật-khẩu-thử"
MINISTER = Signatory("bo-truong", "Bộ trưởng Bộ Thử nghiệm", agency="Bộ Thử nghiệm")
MINISTRY = Signatory("bo-truong", "Bộ Thử nghiệm", Capacity.AGENCY, "Bộ Thử nghiệm")
STRANGER = Signatory("nguoi-khac", "Người khác")
SIGNED_AT = datetime(2026, 11, 26, 3, 15, 7, tzinfo=UTC)
HEAD = "0123456789abcdef"


def record() -> Document:
    """A short record whose signer has a room."""
    return Document(
        title="Thông báo",
        author="Bộ Thử nghiệm",
        elements=(
            Letterhead("Bộ Thử nghiệm", number="Số: 01/TB-BTN", place_and_date="Hà Nội, ngày 26 tháng 11"),
            Title("Thông báo", "Về việc ký số"),
            Paragraph("Nội dung được ký./."),
            Closing(Signer(("BỘ TRƯỞNG",), "Nguyễn Văn A")),
            SmallPrint(
                f"Lập từ nhật ký của cuộc họp đến mục số 7; mã kiểm tra của mục này bắt đầu bằng {HEAD}."
            ),
        ),
    )


@dataclass
class House:
    """Keys in a folder, and what was signed with them."""

    folder: Path
    authority: Authority
    record: bytes
    field: SignatureField

    @property
    def trust(self) -> Trust:
        """Whoever believes in this house's authority."""
        return Trust(tuple(certificates_in(self.folder / "authority.crt")))

    def issue(
        self, signatory: Signatory, *, at: datetime, days: int = 3650, by: Authority | None = None
    ) -> None:
        """A key and a certificate of a signatory."""
        issued = (by or self.authority).issue(signatory.name, signatory.agency, at, timedelta(days=days))
        write_signer(self.folder, signatory.label, *issued, SECRET)

    def sign(self, pdf: bytes, by: Signatory, field: SignatureField, *, at: datetime = SIGNED_AT) -> bytes:
        """Signed with the key in the folder, with a picture."""
        return self.signed_file(pdf, by, field, at=at).content

    def signed_file(
        self, pdf: bytes, by: Signatory, field: SignatureField, *, at: datetime = SIGNED_AT
    ) -> SignedFile:
        """The same, and whether it was timestamped."""
        picture = (seal if by.capacity is Capacity.AGENCY else written)(by.name)
        appearance = Appearance(by, picture)
        return sign(pdf, provider=self.key(by), field=field, appearance=appearance, at=at)

    def key(self, signatory: Signatory) -> KeyFile:
        """The key file of a signatory."""
        return KeyFile(self.folder / f"{signatory.label}.p12", SECRET, signatory.name)


def make_house(folder: Path) -> House:
    """An authority, a minister and the ministry's seal, and somebody else."""
    authority = Authority.made(SIGNED_AT - timedelta(days=30))
    shown = authority.certificate.public_bytes(Encoding.PEM)
    (folder / "authority.crt").write_bytes(shown)
    drawn = laid_out(record())
    house = House(folder, authority, drawn.content, SignatureField.within(drawn.signature_fields[0]))
    for signatory in (MINISTER, MINISTRY, STRANGER):
        house.issue(signatory, at=SIGNED_AT - timedelta(days=1))
    return house


def backdated(signed: bytes) -> bytes:
    """The same file, but that it says that it was signed seven years before."""
    assert signed.count(b"20261126") == 1
    return signed.replace(b"20261126", b"20191126")


def believe(settings: Any, house: House) -> None:
    """Make this house's keys and authority those of the installation."""
    settings.SIGNING, settings.SIGNING_DIR, settings.SIGNING_PASSPHRASE = "files", house.folder, SECRET
    settings.TRUST_ROOTS, settings.TIMESTAMP_URL = [house.folder / "authority.crt"], ""


def tool(name: str, *arguments: object) -> str:
    """What a program that only tests use prints; without it the test is skipped and says what is missing."""
    program = find(name)
    if program is None:
        pytest.skip(how_to_install(name))
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.stdout
