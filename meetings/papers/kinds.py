"""The kinds of document that a meeting issues, each registered with how it is gathered, composed and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ballots.models import Ballot
from ballots.papers.keeping import plain, read
from ballots.papers.kinds import named
from ballots.papers.resolution import compose_resolution
from ballots.papers.resolved import ResolutionFacts
from ballots.papers.resolving import gather_resolution
from ballots.policies import may_compose_ballot, may_view_ballot
from ballots.rules import Form
from matters.models import Confidentiality
from matters.selectors import reads_restricted
from meetings.models import AgendaItem, Meeting
from meetings.papers.attendance_list import AttendanceFacts, compose_attendance_list
from meetings.papers.attended import gather_attendance
from meetings.papers.invitation import InvitationFacts, compose_invitation
from meetings.papers.inviting import invitation_to_all
from meetings.papers.notice import NoticeFacts, compose_notice
from meetings.papers.noticing import gather_notice
from meetings.papers.resolving import gather_session_resolution
from meetings.papers.vote_sheet import VoteSheetFacts, compose_vote_sheet
from meetings.papers.voted import gather_vote_sheet
from meetings.policies import (
    may_draw_up_papers,
    may_read_item_paper,
    may_read_lists,
    may_read_notice,
)
from people.models import Body, Person
from records.elements import Document
from records.kinds import RecordKind, Stamp
from records.stamped import onto

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


def _composing(kind: type, compose: Callable[[Any, Stamp], Document]) -> Callable[[Plain, Stamp], Document]:
    """A composer of facts that were kept as plain JSON."""
    return lambda kept, stamp: compose(read(kind, kept), stamp)


def _gathering(gather: Callable[[Any], Any], subject: Callable[[str], Any]) -> Callable[[str], Plain]:
    """Facts as plain JSON of what a subject names."""
    return lambda key: plain(gather(subject(key)))


def _resolution(subject: str) -> Plain:
    ballot = ballot_of_subject(subject)
    written = ballot.form == Form.WRITTEN.value
    facts: Plain = plain(gather_resolution(ballot) if written else gather_session_resolution(ballot))
    return facts


def _reads_resolution(person: Person, subject: str) -> bool:
    ballot = ballot_of_subject(subject)
    if ballot.form != Form.WRITTEN.value:
        return may_read_item_paper(person, _item_of(ballot))
    restricted = ballot.matter.confidentiality == Confidentiality.RESTRICTED
    return may_view_ballot(person, ballot) and (not restricted or reads_restricted(person))


def _draws_up_resolution(person: Person, subject: str) -> bool:
    ballot = ballot_of_subject(subject)
    if ballot.form == Form.WRITTEN.value:
        return may_compose_ballot(person)
    return may_draw_up_papers(person, _item_of(ballot).meeting)


def _of_meeting(policy: Callable[[Person, Meeting], bool]) -> Callable[[Person, str], bool]:
    return lambda person, subject: policy(person, meeting_of_subject(subject))


def _body_of_meeting(subject: str) -> Body:
    return meeting_of_subject(subject).body


def _body_of_ballot(subject: str) -> Body:
    return ballot_of_subject(subject).body


def _page_of_meeting(subject: str) -> str:
    return meeting_of_subject(subject).get_absolute_url()


def _page_of_ballot(subject: str) -> str:
    """A written ballot has a page of its own, a vote in session that of its meeting."""
    ballot = ballot_of_subject(subject)
    written = ballot.form == Form.WRITTEN.value
    return ballot.get_absolute_url() if written else _item_of(ballot).meeting.get_absolute_url()


def _of_vote(policy: Callable[[Person, Meeting], bool]) -> Callable[[Person, str], bool]:
    return lambda person, subject: policy(person, _item_of(ballot_of_subject(subject)).meeting)


RESOLUTION = RecordKind(
    code="resolution",
    abbreviation="NQ",
    name="Nghị quyết",
    gather=_resolution,
    compose=_composing(ResolutionFacts, compose_resolution),
    may_read=_reads_resolution,
    may_draw_up=_draws_up_resolution,
    body=_body_of_ballot,
    page=_page_of_ballot,
)
NOTICE = RecordKind(
    code="conclusion_notice",
    abbreviation="TB",
    name="Thông báo kết luận",
    gather=_gathering(gather_notice, meeting_of_subject),
    compose=_composing(NoticeFacts, compose_notice),
    may_read=_of_meeting(may_read_notice),
    may_draw_up=_of_meeting(may_draw_up_papers),
    body=_body_of_meeting,
    page=_page_of_meeting,
)
INVITATION = RecordKind(
    code="invitation",
    abbreviation="GM",
    name="Giấy mời",
    gather=_gathering(lambda meeting: invitation_to_all(meeting, link=False), meeting_of_subject),
    compose=_composing(InvitationFacts, lambda facts, stamp: onto(compose_invitation(facts), stamp)),
    may_read=_of_meeting(may_read_notice),
    may_draw_up=_of_meeting(may_draw_up_papers),
    body=_body_of_meeting,
    page=_page_of_meeting,
)
ATTENDANCE_LIST = RecordKind(
    code="attendance_list",
    abbreviation="DS",
    name="Danh sách dự họp",
    gather=_gathering(gather_attendance, meeting_of_subject),
    compose=_composing(AttendanceFacts, compose_attendance_list),
    may_read=_of_meeting(may_read_lists),
    may_draw_up=_of_meeting(may_draw_up_papers),
    body=_body_of_meeting,
    page=_page_of_meeting,
)
VOTE_SHEET = RecordKind(
    code="vote_sheet",
    abbreviation="PBQ",
    name="Phiếu biểu quyết",
    gather=_gathering(gather_vote_sheet, ballot_of_subject),
    compose=_composing(VoteSheetFacts, compose_vote_sheet),
    may_read=_of_vote(may_read_lists),
    may_draw_up=_of_vote(may_draw_up_papers),
    body=_body_of_ballot,
    page=_page_of_ballot,
)
KINDS = (INVITATION, ATTENDANCE_LIST, VOTE_SHEET, RESOLUTION, NOTICE)
