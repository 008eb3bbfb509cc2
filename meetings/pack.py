"""The complete pack of a meeting: every paper that one reader may see, in the order of a session."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.core.files.storage import default_storage

from ballots.models import Ballot
from ballots.papers.resolution import compose_resolution
from core import journal
from core.refusals import Refusal
from matters.models import path_of
from meetings.documents import Offered, documents_of
from meetings.models import Meeting
from meetings.papers.facts import MinutesFacts
from meetings.papers.gathering import read
from meetings.papers.invitation import compose_invitation
from meetings.papers.inviting import invitation_facts, invitation_to_all
from meetings.papers.kinds import ballot_of_subject
from meetings.papers.resolving import gather_session_resolution
from meetings.papers.standing import draft_paper, minutes_paper
from meetings.papers.vote_sheet import compose_vote_sheet
from meetings.papers.voted import gather_vote_sheet
from meetings.policies import may_correct_minutes
from meetings.selectors import ProgrammeItem, is_whole_guest, programme
from people.models import Person
from people.policies import is_secretariat, may_read_the_record
from records.binding import Job, Part
from records.elements import Document
from records.kinds import Stamp, record_kind

# A paper about a vote is gathered from a journal that was read once for all of them.
GATHERED: Mapping[str, Callable[[Ballot, MinutesFacts], Any]] = {
    "vote_sheet": gather_vote_sheet,
    "resolution": gather_session_resolution,
}
COMPOSED: Mapping[str, Callable[[Any, Stamp], Document]] = {
    "vote_sheet": compose_vote_sheet,
    "resolution": compose_resolution,
}


def pack_of(person: Person, meeting: Meeting) -> Job:
    """What the pack of this reader holds; two who may see the same get the same."""
    offered = documents_of(person, meeting)
    told = read(meeting, journal.entries(meeting.stream))
    parts = [*_before(person, meeting, offered)]
    for row in programme(meeting, person).rows:
        parts += _item(row, [each for each in offered if each.item == row.item.order], told)
    parts += _after(person, meeting, offered)
    return Job(f"Bộ tài liệu {meeting.title}", meeting.body.name_vi, tuple(parts))


def _before(person: Person, meeting: Meeting, offered: list[Offered]) -> Iterator[Part]:
    for each in offered:
        if each.kind == "invitation":
            # Whoever belongs to the whole meeting reads the one that names everybody.
            whole = is_whole_guest(person, meeting)
            facts = invitation_to_all(meeting, link=False) if whole else invitation_facts(meeting, person)
            yield Part("Giấy mời", document=compose_invitation(facts))
        if each.kind == "attendance_list":
            yield from _composed(each)


def _item(row: ProgrammeItem, offered: list[Offered], told: MinutesFacts) -> Iterator[Part]:
    group = f"{row.item.order}. {row.item.matter.title}"
    for paper in row.papers:
        yield Part(paper.title, group, file=default_storage.path(path_of(paper.sha256)))
    for each in offered:
        with suppress(Refusal):  # what cannot be drawn up is not in the pack
            facts = GATHERED[each.kind](ballot_of_subject(each.subject), told)
            yield Part(record_kind(each.kind).name, group, COMPOSED[each.kind](facts, Stamp()))


def _after(person: Person, meeting: Meeting, offered: list[Offered]) -> Iterator[Part]:
    for each in offered:
        if each.kind == "minutes":
            works = is_secretariat(person) or may_read_the_record(person)
            works = works or may_correct_minutes(person, meeting)
            document = minutes_paper(meeting) or (draft_paper(meeting) if works else None)
            yield from [Part("Biên bản", document=document)] if document else []
        if each.kind == "conclusion_notice":
            yield from _composed(each)


def _composed(each: Offered) -> Iterator[Part]:
    """A paper as its facts stand now; what cannot be drawn up is not in the pack."""
    kind = record_kind(each.kind)
    with suppress(Refusal):
        yield Part(kind.name, document=kind.compose(kind.gather(each.subject), Stamp()))
