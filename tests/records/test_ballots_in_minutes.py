"""The session is told of the opinion ballots counted since the one before it: totals, never answers."""

from datetime import timedelta

import pytest

from ballots.models import Ballot
from ballots.services import close_ballot
from core.time import at, now
from matters.models import Confidentiality
from meetings import services
from meetings.models import Meeting
from meetings.papers import gather, tell
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


def counted(cabinet: Cabinet, title: str, **wishes: object) -> Ballot:
    ballot = cabinet.open_ballot(title=title, **wishes)
    cabinet.answer(ballot, 1)
    cabinet.answer(ballot, 2, "against", text="Chưa rõ nguồn kinh phí.")
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def reported(meeting: Meeting) -> list[str]:
    return [each.text for each in tell(gather(meeting)) if each.key.startswith("ballot:")]


def session(cabinet: Cabinet) -> Meeting:
    return services.close_meeting(actor=cabinet.clerk, meeting=cabinet.running_meeting(items=1))


def test_a_session_tells_of_the_ballots_since_the_one_before_it(cabinet: Cabinet) -> None:
    counted(cabinet, "Phiếu thứ nhất")
    with at(now() + timedelta(days=20)):
        first = session(cabinet)
        counted(cabinet, "Phiếu thứ hai")
        with at(now() + timedelta(days=20)):
            second = session(cabinet)
            [told] = reported(second)
    assert "Phiếu thứ hai" in told
    assert "Đồng ý" in told
    assert "Chưa rõ nguồn kinh phí" not in told
    [before] = reported(first)
    assert "Phiếu thứ nhất" in before


def test_of_a_restricted_dossier_only_the_figures_are_told(cabinet: Cabinet) -> None:
    matter = cabinet.matter("Vụ việc hạn chế", confidentiality=Confidentiality.RESTRICTED)
    counted(cabinet, "Tên phiếu hạn chế", matter=matter)
    with at(now() + timedelta(days=20)):
        [told] = reported(session(cabinet))
    assert "hạn chế" in told
    assert "Tên phiếu" not in told


def test_open_ballots_and_those_counted_later_are_not_told(cabinet: Cabinet) -> None:
    cabinet.open_ballot(title="Còn mở")
    meeting = session(cabinet)
    counted(cabinet, "Sau phiên")
    assert reported(meeting) == []
