"""Every sentence of the minutes names the journal entries it comes from."""

from meetings.papers import Sentence, tell
from tests.records.sessions import Session, first_session, long_session


def told(session: Session) -> dict[str, Sentence]:
    return {sentence.key: sentence for sentence in tell(session.facts())}


def kinds(session: Session, sentence: Sentence) -> list[str]:
    return [session.entries[seq - 1].kind for seq in sentence.seqs]


def test_sentences_name_their_entries() -> None:
    session = first_session()
    found = told(session)
    assert kinds(session, found["start"]) == ["meeting.started"]
    assert kinds(session, found["quorum"]) == ["meeting.started"]
    assert kinds(session, found["attendance.in_room"]) == ["attendance.noted"] * 21
    assert kinds(session, found["item:item-1"]) == ["item.started"]
    [vote] = [key for key in found if key.startswith("vote:") and key.endswith(".count")]
    assert kinds(session, found[vote]) == ["vote.closed"]
    assert kinds(session, found["item:item-1.conclusion"]) == ["item.concluded"]
    assert kinds(session, found["end"]) == ["meeting.closed"]


def test_a_seat_that_left_names_both_entries() -> None:
    session = Session()
    session.as_in_2019()
    session.start()
    session.note(5, "left")
    found = told(session)["attendance.in_room"]
    assert {5, len(session.entries)} <= set(found.seqs)


def test_the_last_conclusion_is_the_source() -> None:
    session = Session()
    session.everybody_here()
    session.start()
    item = session.item()
    session.conclude(item, "Bản nháp.")
    session.conclude(item, "Thông qua.")
    assert told(session)["item:item-1.conclusion"].seqs == (len(session.entries),)


def test_no_two_sentences_share_a_key_and_keys_stay_when_the_journal_goes_on() -> None:
    session = long_session(4)
    keys = [sentence.key for sentence in tell(session.facts())]
    assert len(keys) == len(set(keys))
    session.record("answer.cast", seat=1)
    assert [sentence.key for sentence in tell(session.facts())] == keys
