"""Who reads: a level and names, set by the secretariat; the strictest of matter and paper holds."""

import pytest
from django.http import Http404

from ballots.services import open_ballot
from core.refusals import NotAllowed, Refusal
from matters.history import history_of_levels
from matters.levels import Circle, circle_of, set_circle
from matters.models import Document, Matter
from matters.selectors import document_for, matter_for, matters_visible_to, papers_of, sight_of
from people.models import Person, Seat
from tests.cast import Cabinet
from tests.services.saying import kinds, newest

pytestmark = pytest.mark.django_db


def close(
    cabinet: Cabinet,
    thing: Matter | Document,
    level: str,
    *,
    persons: tuple[Person, ...] = (),
    seats: tuple[Seat, ...] = (),
    actor: Person | None = None,
) -> None:
    thing.refresh_from_db()
    seen = circle_of(thing).digest
    set_circle(actor=actor or cabinet.clerk, thing=thing, wanted=Circle(level, persons, seats), seen=seen)


def reads(person: Person, thing: Matter | Document) -> bool:
    try:
        matter_for(person, thing.pk) if isinstance(thing, Matter) else document_for(person, thing.pk)
    except Http404:
        return False
    return True


def readers(cabinet: Cabinet, thing: Matter | Document) -> set[str]:
    people = cabinet.characters()
    return {name for name, person in people.items() if person is not None and reads(person, thing)}


def on_an_agenda(cabinet: Cabinet) -> Matter:
    """A matter on an agenda that was sent; the guest is invited to it."""
    return cabinet.sent_meeting().items.get(order=1).matter


DESK = {"clerk", "head", "auditor"}
MEMBERS = {"chair", "minister", "second_minister"}


def test_an_internal_matter_is_read_by_all_to_whom_it_comes(cabinet: Cabinet) -> None:
    assert readers(cabinet, on_an_agenda(cabinet)) == DESK | MEMBERS | {"deputy", "assistant", "guest"}


def test_a_restricted_one_by_members_and_secretariat(cabinet: Cabinet) -> None:
    matter = on_an_agenda(cabinet)
    close(cabinet, matter, "restricted")
    assert readers(cabinet, matter) == DESK | MEMBERS


def test_names_let_in_beside_the_members(cabinet: Cabinet) -> None:
    matter = on_an_agenda(cabinet)
    close(cabinet, matter, "restricted", persons=(cabinet.guest, cabinet.deputy))
    assert readers(cabinet, matter) == DESK | MEMBERS | {"guest", "deputy"}


def test_one_for_those_named_by_these_alone(cabinet: Cabinet) -> None:
    matter = on_an_agenda(cabinet)
    close(cabinet, matter, "named", persons=(cabinet.deputy,), seats=(cabinet.minister_seat,))
    assert readers(cabinet, matter) == DESK | {"minister", "deputy"}


def test_whoever_is_named_reads_it_before_it_is_on_any_agenda(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    close(cabinet, matter, "named", seats=(cabinet.minister_seat,))
    assert list(matters_visible_to(cabinet.minister)) == [matter]
    assert not reads(cabinet.second_minister, matter)


def test_the_strictest_of_matter_and_paper_holds(cabinet: Cabinet) -> None:
    matter = on_an_agenda(cabinet)
    open_paper, closed_paper = cabinet.paper(matter).document, cabinet.paper(matter, "Phụ lục").document
    close(cabinet, closed_paper, "named", seats=(cabinet.seats[3],))  # the second minister's
    assert readers(cabinet, closed_paper) == DESK | {"second_minister"}
    assert readers(cabinet, open_paper) == DESK | MEMBERS | {"deputy", "assistant", "guest"}
    close(cabinet, matter, "named", seats=(cabinet.minister_seat,))
    assert readers(cabinet, closed_paper) == DESK  # named for the paper, not for its matter
    assert readers(cabinet, open_paper) == DESK | {"minister"}


def test_a_list_of_papers_leaves_out_what_is_closed(cabinet: Cabinet) -> None:
    matter = on_an_agenda(cabinet)
    cabinet.paper(matter)
    close(cabinet, cabinet.paper(matter, "Phụ lục").document, "named", seats=(cabinet.seats[3],))
    shown = {
        name: [paper.title for paper in papers_of([matter], sight=sight_of(person, [matter]))[matter.pk]]
        for name, person in (("minister", cabinet.minister), ("second", cabinet.second_minister))
    }
    assert shown == {"minister": ["Tờ trình"], "second": ["Tờ trình", "Phụ lục"]}


def test_every_setting_stands_in_the_journal_with_its_names(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    close(cabinet, matter, "named", seats=(cabinet.minister_seat,))
    entry = newest(matter.stream)
    assert (entry.kind, entry.actor) == ("matter.level_set", cabinet.clerk.key)
    assert entry.facts == {
        "before": {"confidentiality": "internal", "readers": [], "names": []},
        "after": {
            "confidentiality": "named",
            "readers": [f"seat:{cabinet.minister_seat.pk}"],
            "names": ["Bộ trưởng Bộ Xây dựng"],
        },
    }
    [line, first] = history_of_levels(matter)
    assert (line.who, line.names, first.names) == ("Thư ký 1", "Bộ trưởng Bộ Xây dựng", "")


def test_the_same_twice_changes_nothing(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    close(cabinet, matter, "restricted")
    close(cabinet, matter, "restricted")
    assert kinds(matter.stream) == ["matter.submitted", "matter.level_set"]


def test_a_form_that_somebody_overtook_is_refused(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    seen = circle_of(matter).digest
    close(cabinet, matter, "restricted")
    with pytest.raises(Refusal, match="level_changed_since"):
        set_circle(actor=cabinet.head, thing=matter, wanted=Circle("open"), seen=seen)


def test_only_the_head_opens_what_was_closed(cabinet: Cabinet) -> None:
    matter = cabinet.matter()
    close(cabinet, matter, "restricted")
    with pytest.raises(Refusal, match="level_loosened_by_head"):
        close(cabinet, matter, "internal")
    close(cabinet, matter, "internal", actor=cabinet.head)
    assert not Matter.objects.get(pk=matter.pk).closed


def test_only_those_named_needs_a_name(cabinet: Cabinet) -> None:
    with pytest.raises(Refusal, match="level_names_nobody"):
        close(cabinet, cabinet.matter(), "named")


@pytest.mark.parametrize("level", ["Mật", "Tối mật", "Tuyệt mật"])
def test_a_level_of_state_secrets_is_refused(cabinet: Cabinet, level: str) -> None:
    with pytest.raises(Refusal, match="state_secret_level"):
        close(cabinet, cabinet.matter(), level)


@pytest.mark.parametrize("name", ["minister", "chair", "auditor", "operator", "assistant"])
def test_nobody_but_the_secretariat_sets_it(cabinet: Cabinet, name: str) -> None:
    with pytest.raises(NotAllowed):
        close(cabinet, cabinet.matter(), "restricted", actor=getattr(cabinet, name))


def test_nobody_is_asked_to_vote_on_what_is_closed_to_him(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot()
    close(cabinet, draft.matter, "named", seats=(cabinet.minister_seat,))
    draft = cabinet.approve(draft)
    with pytest.raises(Refusal, match="electors_shut_out") as no:
        open_ballot(actor=cabinet.clerk, ballot=draft)
    assert "Bộ trưởng Bộ Tài chính" in str(no.value.facts["seats"])
    close(cabinet, draft.matter, "named", seats=tuple(cabinet.seats))
    assert open_ballot(actor=cabinet.clerk, ballot=draft).status == "open"


def test_nor_in_session(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    matter = meeting.items.get(status="running").matter
    close(cabinet, matter, "named", seats=(cabinet.minister_seat,))
    with pytest.raises(Refusal, match="electors_shut_out"):
        cabinet.open_vote(meeting)


def test_what_an_open_ballot_asks_is_not_closed_to_those_asked(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    with pytest.raises(Refusal, match="level_shuts_out_electors"):
        close(cabinet, ballot.matter, "named", seats=(cabinet.minister_seat,))
    assert not Matter.objects.get(pk=ballot.matter_id).closed
