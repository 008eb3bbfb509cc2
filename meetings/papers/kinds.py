"""The kinds of document that a meeting issues, each registered with how it is gathered, composed and read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from ballots.models import Ballot
from ballots.papers.keeping import plain, read
from ballots.papers.kinds import named
from ballots.papers.resolution import compose_resolution
from ballots.papers.resolved import ResolutionFacts
from ballots.papers.resolving import gather_resolution
from ballots.policies import may_compose_ballot, may_view_ballot
from ballots.rules import Form
from meetings.models import AgendaItem, ItemVote, Meeting
from meetings.papers.attendance_list import compose_attendance_list
from meetings.papers.attended import gather_attendance
from meetings.papers.invitation import compose_invitation
from meetings.papers.inviting import invitation_to_all
from meetings.papers.notice import compose_notice
from meetings.papers.noticing import gather_notice
from meetings.papers.paper_facts import AttendanceFacts, InvitationFacts, NoticeFacts, VoteSheetFacts
from meetings.papers.resolving import gather_session_resolution
from meetings.papers.vote_sheet import compose_vote_sheet
from meetings.papers.voted import gather_vote_sheet
from meetings.policies import (
    may_draw_up_papers,
    may_read_lists,
    may_read_notice,
    readable_items,
)
from meetings.selectors.closed import closed_items
from people.models import Body, Person
from records.elements import Document
from records.kinds import Composer, RecordKind, Stamp

Plain = Mapping[str, Any]


def meeting_of_subject(subject: str) -> Meeting:
    """The meeting that a subject names ("meeting:…")."""
    return Meeting.objects.select_related("body", "chair").get(pk=named(subject, "meeting:"))


def ballot_of_subject(subject: str) -> Ballot:
    """The ballot or vote in session that a subject names ("ballot:…")."""
    found = Ballot.objects.select_related("body", "matter__lead", "composed_by")
    return found.get(pk=named(subject, "ballot:"))


def _item_of(ballot: Ballot) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__body", "matter").get(votes__ballot=ballot)


def _composing(kind: type, form: Callable[[Any, Stamp], Document]) -> Composer:
    """A composer of facts that were kept as plain JSON."""
    return Composer(partial(read, kind), form)


def _resolution(subject: str) -> Plain:
    ballot = ballot_of_subject(subject)
    written = ballot.form == Form.WRITTEN.value
    facts: Plain = plain(gather_resolution(ballot) if written else gather_session_resolution(ballot))
    return facts


def _readable_resolutions(person: Person, subjects: Collection[str]) -> set[str]:
    """Of votes: those about items that this person sees, asked once for a meeting; of ballots: each."""
    items = _items_of(subjects)
    open_to = {key: readable_items(person, meeting) for key, meeting in _meetings_of(items).items()}
    seen = {subject for subject, item in items.items() if open_to[item.meeting_id](item)}
    return seen | {subject for subject in subjects if subject not in items and _reads_ballot(person, subject)}


def _reads_ballot(person: Person, subject: str) -> bool:
    ballot = ballot_of_subject(subject)
    return may_view_ballot(person, ballot)


def _readable_votes(person: Person, subjects: Collection[str]) -> set[str]:
    items = _items_of(subjects)
    meetings = _meetings_of(items)
    read = {key: may_read_lists(person, meeting) for key, meeting in meetings.items()}
    shut = {key: closed_items(person, meeting) for key, meeting in meetings.items()}
    return {
        subject
        for subject, item in items.items()
        if read[item.meeting_id] and item.pk not in shut[item.meeting_id]
    }


def _meetings_of(items: Mapping[str, AgendaItem]) -> dict[UUID, Meeting]:
    return {item.meeting_id: item.meeting for item in items.values()}


def _items_of(subjects: Collection[str]) -> dict[str, AgendaItem]:
    """Of the votes among these subjects, the items on which they were taken, in one query."""
    keys = [named(subject, "ballot:") for subject in subjects]
    votes = ItemVote.objects.filter(ballot__in=keys).select_related("item__meeting__body", "item__matter")
    return {f"ballot:{vote.ballot_id}": vote.item for vote in votes}


def _draws_up_resolution(person: Person, subject: str) -> bool:
    ballot = ballot_of_subject(subject)
    if ballot.form == Form.WRITTEN.value:
        return may_compose_ballot(person, ballot)
    return may_draw_up_papers(person, _item_of(ballot).meeting)


def _body_of_ballot(subject: str) -> Body:
    return ballot_of_subject(subject).body


def _page_of_ballot(subject: str) -> str:
    """A written ballot has a page of its own, a vote in session that of its meeting."""
    ballot = ballot_of_subject(subject)
    written = ballot.form == Form.WRITTEN.value
    return ballot.get_absolute_url() if written else _item_of(ballot).meeting.get_absolute_url()


def _draws_up_sheet(person: Person, subject: str) -> bool:
    return may_draw_up_papers(person, _item_of(ballot_of_subject(subject)).meeting)


def _of_meetings(
    code: str,
    abbreviation: str,
    name: str,
    gather: Callable[[Meeting], Any],
    compose: Composer,
    may_read: Callable[[Person, Meeting], bool],
) -> RecordKind:
    """A kind about a whole meeting; a page asks about one."""
    return RecordKind(
        code=code,
        abbreviation=abbreviation,
        name=name,
        gather=lambda subject: plain(gather(meeting_of_subject(subject))),
        compose=compose,
        readable=lambda person, subjects: {
            each for each in subjects if may_read(person, meeting_of_subject(each))
        },
        may_draw_up=lambda person, subject: may_draw_up_papers(person, meeting_of_subject(subject)),
        body=lambda subject: meeting_of_subject(subject).body,
        page=lambda subject: meeting_of_subject(subject).get_absolute_url(),
    )


RESOLUTION = RecordKind(
    code="resolution",
    abbreviation="NQ",
    name="Nghị quyết",
    gather=_resolution,
    compose=_composing(ResolutionFacts, compose_resolution),
    readable=_readable_resolutions,
    may_draw_up=_draws_up_resolution,
    body=_body_of_ballot,
    page=_page_of_ballot,
)
NOTICE = _of_meetings(
    "conclusion_notice",
    "TB",
    "Thông báo kết luận",
    gather_notice,
    _composing(NoticeFacts, compose_notice),
    may_read_notice,
)
INVITATION = _of_meetings(
    "invitation",
    "GM",
    "Giấy mời",
    partial(invitation_to_all, link=False),
    _composing(InvitationFacts, compose_invitation),
    may_read_notice,
)
ATTENDANCE_LIST = _of_meetings(
    "attendance_list",
    "DS",
    "Danh sách dự họp",
    gather_attendance,
    _composing(AttendanceFacts, compose_attendance_list),
    may_read_lists,
)
VOTE_SHEET = RecordKind(
    code="vote_sheet",
    abbreviation="PBQ",
    name="Phiếu biểu quyết",
    gather=lambda subject: plain(gather_vote_sheet(ballot_of_subject(subject))),
    compose=_composing(VoteSheetFacts, compose_vote_sheet),
    readable=_readable_votes,
    may_draw_up=_draws_up_sheet,
    body=_body_of_ballot,
    page=_page_of_ballot,
)
KINDS = (INVITATION, ATTENDANCE_LIST, VOTE_SHEET, RESOLUTION, NOTICE)
