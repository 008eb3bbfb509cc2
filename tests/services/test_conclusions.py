"""Conclusions are typed while people speak and seen by the others when released; decisions have owners."""

from datetime import date

from meetings.models import AgendaItem, Meeting
from meetings.papers import gather, tell
from meetings.selectors.closing import standing
from meetings.services import (
    Task,
    close_meeting,
    conclude_item,
    decide_item,
    end_item,
    release_conclusion,
    start_next_item,
)
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

WORDS = "Thông qua về nguyên tắc."
TASK = "Hoàn thiện hồ sơ, trình lại."


def written(cabinet: Cabinet, meeting: Meeting) -> AgendaItem:
    """The running item with a conclusion and one decision, neither of them released."""
    item = meeting.items.get(status="running")
    conclude_item(actor=cabinet.clerk, meeting=meeting, item=item, text=WORDS)
    tasks = [Task(""), Task(f" {TASK} ", cabinet.lead, date(2026, 12, 5)), Task("Báo cáo Thủ tướng")]
    return decide_item(actor=cabinet.clerk, meeting=meeting, item=item, tasks=tasks)


def test_what_is_released_stays_as_it_was_released(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = written(cabinet, running_meeting)
    released = release_conclusion(actor=cabinet.chair, meeting=running_meeting, item=item)
    decisions = [
        {
            "text": TASK,
            "agency": "Bộ Xây dựng",
            "agency_en": "Ministry of Construction",
            "due": "2026-12-05",
        },
        {"text": "Báo cáo Thủ tướng", "agency": "", "agency_en": "", "due": None},
    ]
    said = newest(running_meeting.stream)
    assert said.facts == {"item": str(item.pk), "text": WORDS, "decisions": decisions}
    conclude_item(actor=cabinet.clerk, meeting=running_meeting, item=item, text="Khác.")
    item.refresh_from_db()
    assert item.released is not None
    assert released.released is not None
    assert (item.released["text"], item.released["decisions"]) == (WORDS, decisions)
    assert item.unreleased


def test_releasing_the_same_again_changes_nothing(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = written(cabinet, running_meeting)
    for _again in range(2):
        release_conclusion(actor=cabinet.chair, meeting=running_meeting, item=item)
    assert kinds(running_meeting.stream).count("item.conclusion_released") == 1
    tasks = [Task(TASK, cabinet.lead, date(2026, 12, 5)), Task("Báo cáo Thủ tướng")]
    decide_item(actor=cabinet.clerk, meeting=running_meeting, item=item, tasks=tasks)
    open_now = standing(running_meeting)
    assert (open_now.unassigned, open_now.undated) == ((1,), (1,))
    assert kinds(running_meeting.stream).count("item.decided") == 1


def test_the_minutes_hold_what_was_released_and_nothing_else(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    item = written(cabinet, running_meeting)
    assert WORDS not in " ".join(each.text for each in tell(gather(running_meeting)))
    release_conclusion(actor=cabinet.chair, meeting=running_meeting, item=item)
    told = [each.text for each in tell(gather(running_meeting))]
    assert WORDS in told
    assert "Bộ Xây dựng: Hoàn thiện hồ sơ, trình lại (thời hạn: 05/12/2026)." in told
    assert "Báo cáo Thủ tướng." in told


def test_an_item_that_is_over_is_still_concluded_until_the_meeting_closes(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    item = written(cabinet, running_meeting)
    end_item(actor=cabinet.clerk, meeting=running_meeting, item=item)
    start_next_item(actor=cabinet.clerk, meeting=running_meeting)
    conclude_item(actor=cabinet.clerk, meeting=running_meeting, item=item, text="Bổ sung.")
    close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    with refused("meeting_closed"):
        decide_item(actor=cabinet.clerk, meeting=running_meeting, item=item, tasks=[Task("x")])
    # What the clerk had typed may still be released, but no longer changed.
    assert release_conclusion(actor=cabinet.clerk, meeting=running_meeting, item=item).released


def test_nothing_is_not_released_and_a_minister_releases_nothing(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    item = running_meeting.items.get(status="running")
    with refused("conclusion_empty"):
        release_conclusion(actor=cabinet.chair, meeting=running_meeting, item=item)
    with not_allowed("may_run_meeting"):
        release_conclusion(actor=cabinet.minister, meeting=running_meeting, item=item)
    with not_allowed("may_run_meeting"):
        decide_item(actor=cabinet.minister, meeting=running_meeting, item=item, tasks=[])
