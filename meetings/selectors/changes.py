"""What has changed in an agenda since it was sent, or since a person last said to have seen it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.chain import canonical
from core.models import Entry
from matters.selectors import Paper
from meetings.models import AgendaItem, AgendaLook, Meeting
from meetings.rules import MeetingStatus, starts_of_items
from meetings.rules.changes import Difference, SeenAgenda, SeenItem, What, differences
from meetings.selectors.closed import masked
from meetings.selectors.programme import Programme
from meetings.wording import CLOSED_ITEM, CLOSED_ITEM_VI
from people.models import Person

WHILE = (MeetingStatus.SENT.value, MeetingStatus.RUNNING.value)


@dataclass(frozen=True)
class Changes:
    """What is new to a person in an agenda, item by item; `digest` names the agenda that is shown now."""

    since: datetime
    own: bool  # since the person's own look, not since the programme was sent
    before: SeenAgenda
    now: SeenAgenda
    found: Sequence[Difference]
    papers: Mapping[str, Sequence[Paper]]
    digest: str

    @property
    def moved_to(self) -> datetime | None:
        """When the session begins, if that has changed; until then it was `began`."""
        return _moment(self.now.starts_at) if self.now.starts_at != self.before.starts_at else None

    @property
    def began(self) -> datetime:
        """When the session was to begin."""
        return _moment(self.before.starts_at)

    @property
    def place(self) -> str:
        """Where the session is held now, if that has changed."""
        return self.now.place if self.now.place != self.before.place else ""

    @property
    def any(self) -> bool:
        """Whether there is anything to be told."""
        return bool(self.found or self.papers or self.moved_to or self.place)

    def of(self, what: What) -> list[Difference]:
        """The changes of one kind."""
        return [each for each in self.found if each.what is what]

    @property
    def by_item(self) -> dict[str, list[Difference]]:
        """Item → what has changed of it."""
        found: dict[str, list[Difference]] = {}
        for each in self.found:
            found.setdefault(each.key, []).append(each)
        return found


def changes_for(person: Person, meeting: Meeting, programme: Programme) -> Changes | None:
    """What this person has not seen yet of a programme that was sent, in one or two queries."""
    if meeting.status not in WHILE or meeting.sent_at is None:
        return None
    look = AgendaLook.objects.filter(meeting=meeting, person=person).first()
    since, facts = (look.at, look.seen) if look else (meeting.sent_at, _sent(meeting))
    if not facts:
        return None
    before, now = SeenAgenda.from_facts(facts), shown_to(meeting, programme)
    before = _as_shown(before, now)
    known = {each.key for each in before.items}
    papers = {
        str(row.item.pk): came
        for row in programme.rows
        if str(row.item.pk) in known and (came := [each for each in row.papers if _came(each, since)])
    }
    found = differences(before.items, now.items, whole=programme.whole)
    return Changes(since, look is not None, before, now, found, papers, digest_of(meeting, programme))


def shown_to(meeting: Meeting, programme: Programme) -> SeenAgenda:
    """The agenda as this programme shows it."""
    starts = [row.starts_at for row in programme.rows]
    return _seen(meeting, zip([row.item for row in programme.rows], starts, strict=True))


def agenda_now(meeting: Meeting) -> SeenAgenda:
    """The whole agenda as it stands, for the journal."""
    items = list(meeting.items.select_related("matter__lead", "presenter").order_by("order"))
    starts = starts_of_items(meeting.starts_at, [item.minutes for item in items])
    told = [masked(item) if item.closed else item for item in items]
    return _seen(meeting, zip(told, starts, strict=True))


def digest_of(meeting: Meeting, programme: Programme) -> str:
    """Names what a programme shows, papers included: a look counts for nothing that came since."""
    papers = [str(paper.version_id) for row in programme.rows for paper in row.papers]
    seen = shown_to(meeting, programme).as_facts()
    return hashlib.sha256(canonical({"seen": seen, "papers": papers})).hexdigest()[:32]


def _seen(meeting: Meeting, rows: Iterable[tuple[AgendaItem, datetime]]) -> SeenAgenda:
    items = tuple(
        SeenItem(
            key=str(item.pk),
            title=CLOSED_ITEM_VI if item.shut else item.matter.title,
            order=item.order,
            begins=(start - meeting.starts_at) // timedelta(minutes=1),
            minutes=item.minutes,
            presenter=item.presenter.office_vi if item.presenter else item.matter.lead.name_vi,
        )
        for item, start in rows
    )
    return SeenAgenda(meeting.starts_at.astimezone(UTC).isoformat(), meeting.place, items)


def _as_shown(before: SeenAgenda, now: SeenAgenda) -> SeenAgenda:
    """What was sent holds no subject that is closed to some; whoever reads it now sees no change in that."""
    shown = {each.key: each for each in now.items}
    closed = {CLOSED_ITEM_VI, str(CLOSED_ITEM)}
    items = tuple(
        replace(each, title=shown[each.key].title, presenter=shown[each.key].presenter)
        if each.key in shown and closed & {each.title, shown[each.key].title}
        else each
        for each in before.items
    )
    return replace(before, items=items)


def _sent(meeting: Meeting) -> Mapping[str, object] | None:
    """The agenda as it was sent; older meetings have not kept it."""
    sent = Entry.objects.filter(stream_id=meeting.stream, kind="meeting.sent").values_list("facts", flat=True)
    facts = sent.first()
    found: Mapping[str, object] | None = facts.get("agenda") if facts else None
    return found


def _came(paper: Paper, since: datetime) -> bool:
    return paper.came_at is not None and paper.came_at > since


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
