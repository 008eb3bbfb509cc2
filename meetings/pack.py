"""The complete pack of a meeting: every paper that one reader may see, in the order of a session."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from django.core.files.storage import default_storage

from ballots.models import Ballot
from ballots.papers.resolution import compose_resolution
from core import journal
from core.refusals import Refusal
from matters.models import path_of
from meetings.documents import OF_VOTES, Offered, documents_of
from meetings.models import Meeting
from meetings.papers.facts import MinutesFacts
from meetings.papers.gathering import read
from meetings.papers.invitation import compose_invitation
from meetings.papers.inviting import invitation_facts, invitation_to_all
from meetings.papers.kinds import ballot_of_subject
from meetings.papers.resolving import gather_session_resolution
from meetings.papers.set_aside import compose_set_aside
from meetings.papers.standing import draft_paper, minutes_paper
from meetings.papers.vote_sheet import compose_vote_sheet
from meetings.papers.voted import gather_vote_sheet
from meetings.policies import may_correct_minutes
from meetings.selectors import ProgrammeItem, agenda, is_whole_guest, programme
from people.models import Person
from people.policies import reads_everything
from records.binding import Job, Part
from records.elements import Document
from records.kinds import Stamp, record_kind
from records.models import Copy, Record
from records.packs import file_with, place_of
from records.papers import for_editing
from records.selectors import copies_issued

# A paper about a vote is gathered from a journal that was read once for all of them.
GATHERED: Mapping[str, Callable[[Ballot, MinutesFacts], Any]] = {
    "vote_sheet": gather_vote_sheet,
    "resolution": gather_session_resolution,
}
COMPOSED: Mapping[str, Callable[[Any, Stamp], Document]] = {
    "vote_sheet": compose_vote_sheet,
    "resolution": compose_resolution,
}


Papers = Mapping[tuple[str, str], Offered]
Issued = Mapping[tuple[str, str], Part]


def pack_of(person: Person, meeting: Meeting) -> Job:
    """What the pack of this reader holds; two who may see the same get the same."""
    offered = {(each.kind, each.subject): each for each in documents_of(person, meeting)}
    votes = {
        item.order: [vote.ballot.key for vote in item.votes.all() if vote.published_at]
        for item in agenda(meeting)
    }
    issued = _issued(person, [meeting.stream, *chain.from_iterable(votes.values())])
    told = read(meeting, journal.entries(meeting.stream))
    parts = [*_before(person, meeting, offered, issued)]
    for row in programme(meeting, person).rows:
        papers = [(kind, vote) for vote in votes[row.item.order] for kind in OF_VOTES]
        parts += _item(row, papers, offered, issued, told)
    parts += _after(person, meeting, offered, issued)
    return Job(f"Bộ tài liệu {meeting.title}", meeting.body.name_vi, tuple(parts))


def records_in(person: Person, meeting: Meeting, job: Job) -> list[Record]:
    """The documents that stand in this pack as they were signed."""
    return list(_signed(person, meeting, job).values())


def for_editors(person: Person, meeting: Meeting, job: Job) -> tuple[Job, list[Record]]:
    """The same pack with the text of what was signed, which can be edited; and these documents."""
    signed = _signed(person, meeting, job)
    parts = (
        replace(part, file="", document=for_editing(signed[part.file])) if part.file in signed else part
        for part in job.parts
    )
    return replace(job, parts=tuple(parts)), list(signed.values())


def _signed(person: Person, meeting: Meeting, job: Job) -> dict[str, Record]:
    """The files of this pack that are documents as they were signed."""
    files = {part.file for part in job.parts}
    votes = (vote.ballot.key for item in agenda(meeting) for vote in item.votes.all())
    issued = copies_issued(person, [meeting.stream, *votes])
    found = {str(place_of(copy.sha256)): record for record, copy in issued}
    return {file: record for file, record in found.items() if file in files}


def _issued(person: Person, subjects: Sequence[str]) -> Issued:
    """What was issued and holds, as it was signed: it stands in the pack instead of its draft."""
    found = {}
    for record, copy in copies_issued(person, subjects):
        title = f"{record_kind(record.kind).name} số {record.number}"
        file = file_with(copy.sha256, partial(_bytes_of, copy))
        found[record.kind, record.subject] = Part(title, file=str(file))
    return found


def _bytes_of(copy: Copy) -> bytes:
    """Read from the database only where there is no file of them yet."""
    return bytes(copy.content)


def _before(person: Person, meeting: Meeting, offered: Papers, issued: Issued) -> Iterator[Part]:
    invitation, attended = ("invitation", meeting.stream), ("attendance_list", meeting.stream)
    if invitation in issued:
        yield issued[invitation]
    elif invitation in offered:
        # Whoever belongs to the whole meeting reads the one that names everybody.
        whole = is_whole_guest(person, meeting)
        facts = invitation_to_all(meeting, link=False) if whole else invitation_facts(meeting, person)
        yield Part("Giấy mời", document=compose_invitation(facts))
    yield from _whole(attended, offered, issued)


def _item(
    row: ProgrammeItem, wanted: Sequence[tuple[str, str]], offered: Papers, issued: Issued, told: MinutesFacts
) -> Iterator[Part]:
    group = f"{row.item.order}. {row.item.matter.title}"
    for paper in row.papers:
        if paper.restricted:
            yield Part(paper.title, group, compose_set_aside(paper, told.body), aside=True)
        else:
            yield Part(paper.title, group, file=default_storage.path(path_of(paper.sha256)))
    for kind, subject in wanted:
        if (kind, subject) in issued:
            yield replace(issued[kind, subject], group=group)
        elif (kind, subject) in offered:
            with suppress(Refusal):  # what cannot be drawn up is not in the pack
                facts = GATHERED[kind](ballot_of_subject(subject), told)
                yield Part(record_kind(kind).name, group, COMPOSED[kind](facts, Stamp()))


def _after(person: Person, meeting: Meeting, offered: Papers, issued: Issued) -> Iterator[Part]:
    minutes = ("minutes", meeting.stream)
    if minutes in issued:
        yield issued[minutes]
    elif minutes in offered:
        works = reads_everything(person, meeting.body_id) or may_correct_minutes(person, meeting)
        document = minutes_paper(meeting) or (draft_paper(meeting) if works else None)
        yield from [Part("Biên bản", document=document)] if document else []
    yield from _whole(("conclusion_notice", meeting.stream), offered, issued)


def _whole(wanted: tuple[str, str], offered: Papers, issued: Issued) -> Iterator[Part]:
    """A paper about the whole meeting: as it was issued, else as its facts stand now."""
    if wanted in issued:
        yield issued[wanted]
    elif wanted in offered:
        kind = record_kind(wanted[0])
        with suppress(Refusal):
            yield Part(kind.name, document=kind.compose(kind.gather(wanted[1]), Stamp()))
