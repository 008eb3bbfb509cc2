"""Several ballots sent at the same moment: each gets a number of its own, and none fails."""

import pytest

from ballots.models import Ballot
from ballots.services import open_ballot
from tests.cast import Cabinet
from tests.services.crowd import at_once


@pytest.mark.django_db(transaction=True)
def test_ballots_sent_at_once_are_numbered_without_a_gap(cabinet: Cabinet) -> None:
    approved = [cabinet.approve(cabinet.draft_ballot()) for _ballot in range(8)]

    at_once([lambda draft=draft: open_ballot(actor=cabinet.clerk, ballot=draft) for draft in approved])  # type: ignore[misc]

    assert set(Ballot.objects.values_list("number", flat=True)) == set(range(1, 9))
