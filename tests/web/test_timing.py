"""Whether an account exists is not told by how long an answer takes (case 40), measured as computing time.

Computing time of this thread, not time of day: what else the machine does is not in it. Requests are
interleaved, so that what warms up or wears down does so for both; the dearest tenth of each (an interrupt) is
left out. The guarantee names 5,000 of each; 150 are what a test run can bear: they find a difference of a
twentieth of a request, a password that is not hashed among them, and no smaller one.
"""

import gc
import statistics
import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from people.models import Person
from tests.cast import Cabinet

EACH, WARM = 150, 10
BOUND = 4.5  # of Welch's t, as the guarantee has it
UNTOLD = "khong-co-ai"


class QuickArgon(Argon2PasswordHasher):
    """The hasher of an installation, made cheap."""

    time_cost, memory_cost, parallelism = 1, 64, 1


@pytest.fixture
def measured(cabinet: Cabinet, settings: Settings) -> Iterator[Cabinet]:
    """Accounts with hashes of the real kind, no limit on guessing, no collection of garbage between."""
    settings.PASSWORD_HASHERS = [f"{__name__}.{QuickArgon.__name__}"]
    settings.ACCOUNT_RATE_LIMITS = False
    for each in (cabinet.minister, cabinet.second_minister):
        each.set_password("một mật khẩu rất dài")
        each.save()
    Person.objects.filter(pk=cabinet.second_minister.pk).update(is_active=False)
    cabinet.chair.set_unusable_password()
    cabinet.chair.save()
    gc.collect()
    gc.disable()
    yield cabinet
    gc.enable()


def seconds(username: str) -> float:
    """How long this thread computes for a refused sign-in."""
    client, sent = Client(), {"username": username, "password": "sai rồi"}
    address = reverse("sign_in")
    began = time.thread_time()
    answer = client.post(address, sent)
    took = time.thread_time() - began
    assert answer.status_code == 422
    return took


def without_the_dearest(found: list[float]) -> list[float]:
    return sorted(found)[: len(found) * 9 // 10]


def welch(first: list[float], second: list[float]) -> float:
    """Welch's t of two samples."""
    spread = statistics.variance(first) / len(first) + statistics.variance(second) / len(second)
    return float((statistics.fmean(first) - statistics.fmean(second)) / spread**0.5)


def compared(known: str, unknown: str) -> float:
    """t of the two, measured in turns."""
    found: dict[str, list[float]] = {known: [], unknown: []}
    for turn in range(EACH + WARM):
        for name in (known, unknown) if turn % 2 else (unknown, known):
            took = seconds(name)
            if turn >= WARM:
                found[name].append(took)
    gc.collect()
    return welch(*(without_the_dearest(each) for each in found.values()))


@pytest.mark.parametrize("who", ["minister", "second_minister", "chair"])
def test_case_40_an_open_a_closed_an_invited_and_an_unknown_account_take_the_same_time(
    measured: Cabinet, who: str
) -> None:
    assert abs(compared(getattr(measured, who).username, UNTOLD)) < BOUND


def test_the_measure_finds_a_twentieth_and_is_not_upset_by_a_thousandth() -> None:
    """Told on samples whose noise is a tenth of the time."""
    steady = [10 + (turn * 7 % 21 - 10) / 10 for turn in range(EACH * 9 // 10)]
    assert abs(welch(steady, [each + 0.01 for each in steady])) < BOUND
    assert abs(welch(steady, [each + 0.5 for each in steady])) > BOUND
