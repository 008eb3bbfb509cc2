"""Positions of a meeting: one seat's sheet for the sweep, and everybody's for whoever may see the matrix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ballots.rules import PaperAsked
from matters.models import Matter
from matters.selectors import Paper, Sight, papers_of
from meetings.models import AgendaItem, Meeting, Position, PreparedPosition
from meetings.rules import ItemStatus, MeetingStatus, Stance, may_still_state, papers_digest
from meetings.selectors.closed import AgendaSight
from meetings.selectors.seating import seats_at
from meetings.wording import STANCES
from people.models import Person, Role, Seat
from people.selectors import seats_served_by

PICTURES = {Stance.NONE: "check", Stance.OPINION: "message-square-text", Stance.SPEAK: "mic"}


def seat_assisted_in(person: Person, meeting: Meeting) -> Seat | None:
    """The first seat at this meeting that this person assists today."""
    assisted = set(seats_served_by(person, Role.ASSISTANT))
    return next((seat for seat in seats_at(person, meeting) if seat in assisted), None)


@dataclass(frozen=True)
class SweepRow:
    """One item on the sheet of a seat, for its member or (`preparing`) for the member's assistant."""

    item: AgendaItem
    papers: Sequence[Paper]
    seen: str
    current: Position | PreparedPosition | None
    text: str
    prepared: PreparedPosition | None
    preparing: bool
    open: bool
    stated: Position | None
    prepared_stale: bool
    refused: str = ""
    chosen: str = ""

    @property
    def stance(self) -> str:
        """What was said of it last; empty when nothing was."""
        return self.current.stance if self.current else ""

    @property
    def shown(self) -> str:
        """The choice that the page shows: the one refused just now, else the one that is kept."""
        return self.chosen or self.stance

    @property
    def in_block(self) -> bool:
        """Whether it is announced for adoption in one block, and may still be pulled out."""
        place = getattr(self.item, "block_item", None)
        return place is not None and place.pulled_at is None and place.block.settled_at is None

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """What may be said, in words and with a picture."""
        return [(each.value, str(STANCES[each.value]), PICTURES[each]) for each in Stance]

    @property
    def offered_plain(self) -> str:
        """The stance that the staff prepared without a text: its own button adopts it."""
        found = self.offered
        return found.stance if found and not found.text else ""

    @property
    def answered(self) -> bool:
        """Whether something was said of it."""
        return bool(self.stance)

    @property
    def stale(self) -> bool:
        """Whether that was said on papers replaced since."""
        return self.current is not None and self.current.papers != self.seen

    @property
    def pages(self) -> int:
        """How much there is to read."""
        return sum(paper.pages for paper in self.papers)

    @property
    def coverable(self) -> bool:
        """Whether *no objection to all the rest* may cover it: open, not answered, and there is a paper."""
        return self.open and not self.answered and bool(self.papers)

    @property
    def adoptable(self) -> bool:
        """Whether *adopt everything prepared* may take it: nothing said yet, and written on these papers."""
        return self.offered is not None and not self.answered and not self.prepared_stale

    @property
    def offered(self) -> PreparedPosition | None:
        """What the staff prepared and the member has not said in the same words."""
        found = self.prepared
        if found is None or self.preparing or not self.open:
            return None
        mine = self.current
        same = mine is not None and (mine.stance, mine.text) == (found.stance, found.text)
        taken = isinstance(mine, Position) and mine.adopted_id == found.pk
        return None if same or taken else found


def digest_of(papers: Sequence[Paper]) -> str:
    """The digest of these papers."""
    return papers_digest([PaperAsked(paper.title, paper.number, paper.sha256) for paper in papers])


def unrestricted(papers: Sequence[Paper]) -> list[Paper]:
    """Those that the staff read too; what is prepared is bound to these."""
    return [paper for paper in papers if not paper.restricted]


def sweep_sheet(
    meeting: Meeting, seat: Seat, *, preparing: bool, sight: AgendaSight | None = None
) -> list[SweepRow]:
    """The agenda as the sheet of a seat, in a constant number of queries; of what `sight` opens."""
    sight = sight or AgendaSight(papers=Sight(True))
    together = ("matter__lead", "presenter", "block_item__block")
    items = list(meeting.items.exclude(pk__in=sight.shut).select_related(*together).order_by("order"))
    matters = [item.matter for item in items]
    papers = papers_of(matters, sight=Sight(False) if preparing else sight.papers)
    bound = papers if preparing else papers_now(matters)
    mine, texts = _stated_by(meeting, seat)
    prepared = prepared_for_seat(meeting, seat)
    rows = []
    for item in items:
        found, ready = mine.get(item.matter_id), prepared.get(item.matter_id)
        shown = papers[item.matter_id]
        put, current = bound[item.matter_id], ready if preparing else found
        last = texts.get(item.matter_id, "") if not preparing else (ready.text if ready else "")
        rows.append(
            SweepRow(
                item=item,
                papers=shown,
                seen=digest_of(put),
                current=current,
                text=last,
                prepared=ready,
                preparing=preparing,
                open=may_still_state(MeetingStatus(meeting.status), ItemStatus(item.status)),
                stated=found,
                prepared_stale=ready is not None and ready.papers != digest_of(unrestricted(put)),
            )
        )
    return rows


def _stated_by(meeting: Meeting, seat: Seat) -> tuple[dict[UUID, Position], dict[UUID, str]]:
    """Matter → what the seat says of it now, and the text that it wrote last, even when it counts no more."""
    current: dict[UUID, Position] = {}
    texts: dict[UUID, str] = {}
    for row in Position.objects.filter(meeting=meeting, seat=seat).order_by("revision"):
        current[row.matter_id] = row
        texts[row.matter_id] = row.text or texts.get(row.matter_id, "")
    return current, texts


def prepared_for_seat(meeting: Meeting, seat: Seat) -> dict[UUID, PreparedPosition]:
    """Matter → what the staff propose now."""
    rows = PreparedPosition.objects.filter(meeting=meeting, seat=seat).select_related("author")
    newest = {row.matter_id: row for row in rows.order_by("number")}
    return {matter: row for matter, row in newest.items() if row.stance}


def current_position(meeting: Meeting, matter: UUID, seat: Seat) -> Position | None:
    """What this seat says of this matter now."""
    found = Position.objects.filter(meeting=meeting, matter=matter, seat=seat)
    return found.order_by("-revision").first()


def current_prepared(meeting: Meeting, matter: UUID, seat: Seat) -> PreparedPosition | None:
    """What the staff of this seat proposed last, even if it was taken back."""
    found = PreparedPosition.objects.filter(meeting=meeting, matter=matter, seat=seat)
    return found.order_by("-number").first()


def papers_now(matters: Sequence[Matter]) -> dict[UUID, list[Paper]]:
    """Matter → the papers to which positions are bound: those that every member reads who sees the matter."""
    every = Sight(True, frozenset(matter.pk for matter in matters))
    return papers_of(matters, sight=every)


@dataclass(frozen=True)
class Stated:
    """What a seat says of an item now, and whether its papers were replaced since."""

    stance: Stance
    text: str
    stale: bool
    position: Position


Standing = Mapping[UUID, Mapping[UUID, Stated]]


def standing_positions(meeting: Meeting, papers: Mapping[UUID, Sequence[Paper]]) -> Standing:
    """Matter → seat → what it says now; `papers` are those of every matter of the agenda."""
    seen = {matter: digest_of(found) for matter, found in papers.items()}
    standing: dict[UUID, dict[UUID, Stated]] = {matter: {} for matter in papers}
    for row in meeting.positions.order_by("revision").defer("salt", "digest"):
        if row.matter_id in standing:
            stale = row.papers != seen[row.matter_id]
            standing[row.matter_id][row.seat_id] = Stated(Stance(row.stance), row.text, stale, row)
    return standing
