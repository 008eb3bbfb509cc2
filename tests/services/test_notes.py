"""Private notes: the newer text wins only where it knows the other; nobody else reads them, no journal."""

import pytest

from core.models import Entry
from core.refusals import NotAllowed
from meetings.models import AgendaItem, ItemNote
from meetings.selectors.notes import note_shared_with
from meetings.services.notes import NoteSent, save_note
from tests.cast import Cabinet


@pytest.fixture
def item(cabinet: Cabinet) -> AgendaItem:
    return cabinet.sent_meeting().items.get(order=1)


def test_a_newer_text_that_names_the_version_it_saw_takes_the_place_of_the_old(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", False, 0, "a"))
    note, won = save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về đất.", False, 1, "b"))
    assert (won, note.text, note.version, note.aside) == (True, "Hỏi về đất.", 2, {})


def test_a_text_that_does_not_know_of_the_other_tablets_text_lies_beside_it(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", False, 0, "a"))
    note, won = save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về đất.", False, 0, "b"))
    assert (won, note.text, note.version, note.aside) == (False, "Hỏi về vốn.", 1, {"b": "Hỏi về đất."})
    settled = NoteSent("Vốn và đất.", False, 1, "b", settles=True)
    note, won = save_note(actor=cabinet.minister, item=item, sent=settled)
    assert (won, note.text, note.aside) == (True, "Vốn và đất.", {})


def test_a_page_that_never_heard_that_its_text_was_kept_is_not_in_conflict_with_itself(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi", False, 0, "a"))
    note, won = save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", False, 0, "a"))
    assert (won, note.text, note.aside) == (True, "Hỏi về vốn.", {})


def test_what_a_device_had_kept_from_before_never_takes_the_place_of_what_is_saved(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Mới.", False, 0, "a"))
    note, won = save_note(actor=cabinet.minister, item=item, sent=NoteSent("Cũ.", False, 1, "b", behind=True))
    assert (won, note.text, note.aside) == (False, "Mới.", {"b-behind": "Cũ."})


def test_a_note_leaves_no_entry_in_the_journal(cabinet: Cabinet, item: AgendaItem) -> None:
    before = Entry.objects.count()
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", True, 0))
    assert Entry.objects.count() == before


def test_the_assistant_reads_a_note_only_while_it_is_shared(cabinet: Cabinet, item: AgendaItem) -> None:
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", False, 0))
    assert note_shared_with(cabinet.assistant, item) is None
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", True, 1))
    found = note_shared_with(cabinet.assistant, item)
    assert found is not None
    assert found.text == "Hỏi về vốn."
    assert note_shared_with(cabinet.deputy, item) is None
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", False, 2))
    assert note_shared_with(cabinet.assistant, item) is None


def test_what_is_taken_back_from_the_assistants_is_taken_back_also_from_a_page_in_conflict(
    cabinet: Cabinet, item: AgendaItem
) -> None:
    save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về vốn.", True, 0, "a"))
    note, won = save_note(actor=cabinet.minister, item=item, sent=NoteSent("Hỏi về đất.", False, 0, "b"))
    assert (won, note.text, note.shared) == (False, "Hỏi về vốn.", False)


def test_nobody_without_a_seat_of_the_body_writes_a_note(cabinet: Cabinet, item: AgendaItem) -> None:
    for who in (cabinet.assistant, cabinet.clerk, cabinet.auditor, cabinet.guest, cabinet.outsider):
        with pytest.raises(NotAllowed):
            save_note(actor=who, item=item, sent=NoteSent("Hỏi về vốn.", False, 0))
    assert not ItemNote.objects.exists()
