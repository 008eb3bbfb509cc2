"""The documents of a meeting as its page lists them: what this person may read now, in which forms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from ballots.models import Ballot
from ballots.rules import Outcome
from core.time import local
from meetings.models import AgendaItem, Meeting
from meetings.policies import (
    may_download_minutes,
    may_draw_up_papers,
    may_read_drafts,
    may_read_invitation,
    may_read_item_paper,
    may_read_lists,
)
from meetings.selectors import agenda
from meetings.wording.papers import DOCUMENTS
from people.models import Person
from records.downloads import FORMS
from records.models import Record
from records.rules import IN_WORK
from records.selectors import records_about_any

# Who reads a paper before it is issued; its name in an address of a file.
POLICIES: Mapping[str, Callable[[Person, Meeting], bool]] = {
    "invitation": may_read_drafts,
    "attendance_list": may_read_lists,
    "vote_sheet": may_read_lists,
    "resolution": may_read_drafts,
    "conclusion_notice": may_read_drafts,
}
FILES = {
    "invitation": "giay-moi",
    "attendance_list": "danh-sach-du-hop",
    "vote_sheet": "phieu-bieu-quyet",
    "resolution": "nghi-quyet",
    "conclusion_notice": "thong-bao-ket-luan",
}
OF_VOTES = ("vote_sheet", "resolution")


@dataclass(frozen=True)
class Offered:
    """One document on the list: what it is, about what, and where each form of it is."""

    kind: str
    about: str
    forms: Mapping[str, str]
    subject: str = ""
    item: int | None = None
    draft: bool = True
    may_draw_up: bool = False

    @property
    def name(self) -> str:
        """What it is, in the reader's language."""
        return str(DOCUMENTS[self.kind])

    @property
    def main(self) -> str:
        """The form that is read in a tab."""
        return self.forms["pdf"]

    @property
    def others(self) -> Sequence[tuple[str, str]]:
        """The other forms with their addresses."""
        return [(form.upper(), address) for form, address in self.forms.items() if form != "pdf"]


def documents_of(person: Person, meeting: Meeting) -> list[Offered]:
    """What this person may read of the meeting's documents, in the order of a session."""
    return [*_before(person, meeting), *_votes(person, meeting), *_after(person, meeting)]


@dataclass(frozen=True)
class Documents:
    """The page: what was issued or is on its way, and what may be read or drawn up beside it."""

    records: Sequence[Record]
    offered: Sequence[Offered]


def page_of(person: Person, meeting: Meeting) -> Documents:
    """Records about the meeting and its votes, then the papers; the desk draws up what is not in work."""
    offered = documents_of(person, meeting)
    votes = Ballot.objects.filter(item_vote__item__meeting=meeting)
    records = records_about_any(person, [meeting.stream, *(vote.key for vote in votes.only("pk"))])
    busy = {(each.kind, each.subject) for each in records if each.status in IN_WORK}
    draws_up = may_draw_up_papers(person, meeting)
    return Documents(
        records,
        [
            replace(
                each, may_draw_up=draws_up and each.kind in FILES and (each.kind, each.subject) not in busy
            )
            for each in offered
        ],
    )


def readable_vote(person: Person, meeting: Meeting, ballot: UUID, kind: str) -> Ballot:
    """The vote of this meeting whose paper of this kind the person may read; Http404 otherwise."""
    items = AgendaItem.objects.filter(meeting=meeting, votes__ballot=ballot).select_related("matter")
    item = items.first()
    if kind not in OF_VOTES or item is None or not _reads(person, meeting, kind, item):
        raise Http404
    return Ballot.objects.get(pk=ballot)


def readable_kind(person: Person, meeting: Meeting, kind: str) -> str:
    """The kind, if the person may read the meeting's paper of it; Http404 otherwise."""
    if kind not in POLICIES or kind in OF_VOTES or not POLICIES[kind](person, meeting):
        raise Http404
    return kind


def file_name(meeting: Meeting, kind: str, item: int | None = None) -> str:
    """`nghi-quyet-first-2019-1`: kind, meeting, item."""
    session = meeting.slug or local(meeting.starts_at).date().isoformat()
    return "-".join(filter(None, (FILES[kind], session, str(item) if item else "")))


def _reads(person: Person, meeting: Meeting, kind: str, item: AgendaItem) -> bool:
    return POLICIES[kind](person, meeting) and may_read_item_paper(person, item)


def _before(person: Person, meeting: Meeting) -> Iterator[Offered]:
    if meeting.sent_at and may_read_invitation(person, meeting):
        own = reverse("invitation_pdf", args=[meeting.pk])
        forms = _forms(meeting, "invitation") if may_read_drafts(person, meeting) else {}
        yield Offered("invitation", "", {**forms, "pdf": own}, meeting.stream, draft=False)
    if meeting.started_at and may_read_lists(person, meeting):
        yield _whole(meeting, "attendance_list")


def _votes(person: Person, meeting: Meeting) -> Iterator[Offered]:
    for item in agenda(meeting):
        for vote in item.votes.all():
            if vote.published_at is None or not vote.ballot.result:
                continue
            outcome = Outcome.from_facts(vote.ballot.result["questions"][0]["outcome"])
            for kind in OF_VOTES:
                if (kind == "vote_sheet" or outcome.adopted) and _reads(person, meeting, kind, item):
                    forms = _forms(meeting, kind, vote.ballot_id)
                    yield Offered(kind, str(item), forms, vote.ballot.key, item.order)


def _after(person: Person, meeting: Meeting) -> Iterator[Offered]:
    released = meeting.items.filter(released__isnull=False).exists()
    if meeting.closed_at and released and may_read_drafts(person, meeting):
        yield _whole(meeting, "conclusion_notice")
    if may_download_minutes(person, meeting):
        address = reverse("minutes_pdf", args=[meeting.pk])
        yield Offered("minutes", "", {"pdf": address}, meeting.stream, draft=False)


def _whole(meeting: Meeting, kind: str) -> Offered:
    return Offered(kind, "", _forms(meeting, kind), meeting.stream)


def _forms(meeting: Meeting, kind: str, ballot: UUID | None = None) -> dict[str, str]:
    if ballot:
        return {form: reverse("vote_document", args=[meeting.pk, ballot, kind, form]) for form in FORMS}
    return {form: reverse("meeting_document", args=[meeting.pk, kind, form]) for form in FORMS}
