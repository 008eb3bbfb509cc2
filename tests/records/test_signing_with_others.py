"""Signing with what stands outside this process: a device (PKCS#11) and a timestamp service (RFC 3161)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pyhanko.sign.timestamps import DummyTimeStamper

from core.refusals import Refusal
from records.signing import Chain, Stamp, Verdict, provider_for, sign, verify
from records.signing.appearances import Appearance
from records.signing.checks import signing_is_set_up, timestamps_come_from_an_address
from scripts.find_tool import find, how_to_install
from tests.records.signers import MINISTER, SECRET, SIGNED_AT, STRANGER, House, believe, tool
from tests.records.timestamps import Act, reply, served, stamped, stamper_of

# -- a device -----------------------------------------------------------------------------------------------

TOKEN, PIN = "eCabinet", "2019"


@pytest.fixture
def device(tmp_path: Path, house: House, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device in software that holds the minister's key, as `SIGNING=token` names it."""
    if find("softhsm2-util") is None:
        pytest.skip(how_to_install("softhsm2-util"))
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    tool("softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", PIN)
    module = str(next(Path("/usr").glob("**/libsofthsm2.so")))
    _put_key(module, house)
    believe(settings, house)
    settings.SIGNING, settings.PKCS11_TOKEN, settings.PKCS11_PIN = "token", TOKEN, PIN
    settings.PKCS11_MODULE = module


def _put_key(module: str, house: House) -> None:
    """What an operator does once: the key and its certificate go into the device under the same label."""
    import pkcs11
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    held = pkcs12.load_pkcs12(house.key(MINISTER).file.read_bytes(), SECRET.encode())
    assert held.key is not None
    assert held.cert is not None
    key = held.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    both = (
        decode_ec_private_key(key),
        decode_x509_certificate(held.cert.certificate.public_bytes(Encoding.DER)),
    )
    kept = {pkcs11.Attribute.LABEL: MINISTER.label, pkcs11.Attribute.TOKEN: True}
    with pkcs11.lib(module).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        for each in both:
            session.create_object({**each, **kept})


def test_a_key_in_a_device_signs(device: None, house: House, settings: Any) -> None:
    """One test of all it does: a process loads the library of a device once."""
    assert signing_is_set_up(None) == []
    by_device = provider_for(MINISTER)
    made = sign(
        house.record, provider=by_device, field=house.field, appearance=Appearance(MINISTER), at=SIGNED_AT
    )
    verdict = verify(made.content, at=SIGNED_AT)
    assert verdict.good
    assert verdict.signatures[0].person == MINISTER.name

    def refusal(**changes: Any) -> str:
        for name, value in changes.items():
            setattr(settings, name, value)
        with pytest.raises(Refusal) as no, provider_for(MINISTER).opened():
            pass
        return no.value.code

    with pytest.raises(Refusal) as no, provider_for(STRANGER).opened():
        pass
    assert no.value.code == "signing_key_missing"
    assert refusal(PKCS11_PIN="0000") == "signing_key_refused"
    assert refusal(PKCS11_PIN=PIN, PKCS11_TOKEN="another") == "signing_key_refused"


def test_a_device_that_is_not_set_up_is_said_before_anybody_signs(settings: Any) -> None:
    settings.SIGNING, settings.PKCS11_MODULE, settings.PKCS11_TOKEN, settings.PKCS11_PIN = "token", "", "", ""
    [said] = signing_is_set_up(None)
    assert (said.id, "PKCS11_TOKEN is not set" in said.msg) == ("records.E002", True)
    settings.SIGNING = "by hand"
    assert [each.id for each in signing_is_set_up(None)] == ["records.E001"]
    settings.TIMESTAMP_URL = "time.example"
    assert [each.id for each in timestamps_come_from_an_address(None)] == ["records.E003"]


# -- a timestamp service ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stamps(house: House) -> DummyTimeStamper:
    """A clock that the house believes."""
    return stamper_of(house)


@pytest.fixture
def service(stamps: DummyTimeStamper, house: House, settings: Any) -> Iterator[str]:
    """Its address, as `TIMESTAMP_URL` names it."""
    believe(settings, house)
    with served(lambda to, asked: reply(to, stamped(stamps, asked))) as address:
        settings.TIMESTAMP_URL = address
        yield address


def judged(house: House, pdf: bytes, at: datetime = SIGNED_AT + timedelta(days=1)) -> Verdict:
    return verify(pdf, trust=house.trust, at=at)


def test_with_a_service_the_signature_is_timestamped(service: str, house: House) -> None:
    pdf = house.sign(house.record, MINISTER, house.field)
    [signature] = judged(house, pdf).signatures
    assert (signature.stamp, signature.stamped_at) == (Stamp.TRUSTED, SIGNED_AT + timedelta(seconds=3))
    # Years later the certificate has expired; the stamp shows that it was used before.
    later = judged(house, pdf, at=SIGNED_AT + timedelta(days=5000))
    assert later.good
    # A byte of the stamp itself changed: the signature stands, its time does not.
    [gap] = [place for place in range(len(pdf)) if pdf.startswith(b"/Contents <", place)][-1:]
    token = pdf.index(b"060B2A864886F70D0109100104", gap)  # its content: what was stamped, and when
    changed = bytearray(pdf)
    changed[token + 120] = ord("0") if pdf[token + 120] != ord("0") else ord("1")
    assert not judged(house, bytes(changed)).good


def test_without_a_service_the_signature_says_that_nobody_vouches_for_its_time(
    house: House, signed: bytes
) -> None:
    assert [each.stamp for each in judged(house, signed).signatures] == [Stamp.NONE]


def test_a_stamp_by_somebody_unknown_is_said(service: str, house: House) -> None:
    pdf = house.sign(house.record, MINISTER, house.field)
    verdict = verify(pdf, at=SIGNED_AT, trust=None)  # the settings trust the house's authority
    assert verdict.signatures[0].stamp is Stamp.TRUSTED
    nobody = verify(pdf, at=SIGNED_AT, trust=type(house.trust)())
    assert (nobody.signatures[0].stamp, nobody.signatures[0].chain) == (Stamp.UNTRUSTED, Chain.UNKNOWN)


def _silent(to: BaseHTTPRequestHandler, asked: bytes) -> None:
    """Takes the question and says nothing, for longer than anybody waits."""
    time.sleep(1.5)


def _dribbling(to: BaseHTTPRequestHandler, asked: bytes) -> None:
    """Says something every moment and never ends."""
    with suppress(OSError):
        for _ in range(15):
            to.wfile.write(b"H")
            to.wfile.flush()
            time.sleep(0.1)


FAILING: dict[str, Callable[[DummyTimeStamper], Act]] = {
    "is silent": lambda stamps: _silent,
    "dribbles": lambda stamps: _dribbling,
    "is out of order": lambda stamps: lambda to, asked: reply(to, b"", status=503),
    "is no timestamp service": lambda stamps: lambda to, asked: reply(to, b"<html>", mime="text/html"),
    "says rubbish": lambda stamps: lambda to, asked: reply(to, b"\x30\x03\x02\x01\x00"),
    "says nothing": lambda stamps: lambda to, asked: reply(to, b""),
    "says too much": lambda stamps: lambda to, asked: reply(to, b"0" * 10**6),
    "refuses": lambda stamps: lambda to, asked: reply(to, _refusal()),
    "stamps another file": lambda stamps: lambda to, asked: reply(to, stamped(stamps, _other(asked))),
}


def _refusal() -> bytes:
    return bytes(tsp.TimeStampResp({"status": {"status": 2}}).dump())


def _other(asked: bytes) -> bytes:
    """The same question, its nonce too, about other bytes."""
    request = tsp.TimeStampReq.load(asked)
    request["message_imprint"]["hashed_message"] = bytes(32)
    return bytes(request.dump(force=True))


@pytest.mark.parametrize("how", FAILING)
def test_a_service_that_fails_costs_the_timestamp_and_not_the_signature(
    how: str, stamps: DummyTimeStamper, house: House, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    believe(settings, house)
    monkeypatch.setattr("records.signing.clocks.SECONDS", 0.5)
    with served(FAILING[how](stamps)) as address:
        settings.TIMESTAMP_URL = address
        began = time.monotonic()
        made = house.signed_file(house.record, MINISTER, house.field)
        assert time.monotonic() - began < 1.4
    assert not made.stamped
    verdict = judged(house, made.content)
    assert (verdict.good, verdict.signatures[0].stamp) == (True, Stamp.NONE)


def test_a_service_that_nobody_reaches_costs_the_timestamp_alone(house: House, settings: Any) -> None:
    believe(settings, house)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    made = house.signed_file(house.record, MINISTER, house.field)
    assert (made.stamped, judged(house, made.content).good) == (False, True)
    settings.TIMESTAMP_URL = ""
    assert not house.signed_file(house.record, MINISTER, house.field).stamped


def test_a_service_that_works_is_said_to_have_stamped(service: str, house: House) -> None:
    assert house.signed_file(house.record, MINISTER, house.field).stamped
