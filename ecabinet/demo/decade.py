"""Ten years of opinion ballots, for figures and demonstrations of scale: made by the services people use.

The same seed and day make the same decade: subjects, dates, who answers what and when. Only ids and salts
differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import uuid5

from django.db import connection, transaction

from ballots.models import Ballot
from ballots.rules import Decision, How, Line, Ruling, Status
from ballots.services import (
    Sheet,
    approve_ballot,
    cast_at_once,
    close_ballot,
    compose_ballot,
    issue_report,
    note_delivered_to_all,
    open_ballot,
    recall_ballot,
    rule_on_ballot,
    submit_ballot,
)
from core.journal import entries, record, unannounced
from core.time import at, local
from core.working_time import on_day, viet_nam
from ecabinet.demo.government import Government
from ecabinet.demo.subjects import OPINIONS, Subject, subject_of
from ecabinet.demo.submissions import demo_submission
from matters.models import DocumentKind, Matter
from matters.services import add_paper, submit_matter
from people.models import Seat
from people.notices import untold
from people.procedure import in_force
from people.selectors import remember_seats
from records.layout import render

STREAM = "demo:decade"
YEARS = 10
# No earlier than the first procedure that there is a file of.
EARLIEST = date(2016, 10, 3)
HOURS = (9, 10, 11, 14, 15, 16)  # in which ballots are sent and answered
WAVES = 3  # moments at which the answers to one ballot come in
LOOKS = (20, 100, 500)  # ballots after which the planner looks: it has not seen the rows it must find
# Of a thousand: ballots that are recalled, seats that change their answer, remarks beside a choice.
RECALLED, CHANGED, REMARKED = 10, 20, 30
NOTE = "Hồ sơ đã đầy đủ theo quy định. Kính trình Lãnh đạo Văn phòng phê duyệt gửi phiếu."
# How a cabinet is minded towards a draft: weights of agree, disagree, another opinion, and of silence.
MOODS = ((92, 1, 4, 3), (85, 3, 7, 5), (78, 4, 8, 10), (55, 20, 15, 10), (40, 42, 12, 6))
MOOD_WEIGHTS = (40, 30, 18, 9, 3)


@dataclass(frozen=True)
class Life:
    """When one ballot is composed, submitted, approved, sent, due, closed, reported and decided."""

    composed_at: datetime
    submitted_at: datetime
    approved_at: datetime
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime
    reported_at: datetime
    ruled_at: datetime


@transaction.atomic
def load_decade(
    government: Government, *, ballots: int, seed: int, until: datetime, since: date | None = None
) -> None:
    """So many ballots from `since` (ten years before) to `until`; what comes later has not happened yet."""
    chance, since = Random(seed), since or ten_years_before(until)
    for person in government.people.values():
        remember_seats(person)  # nobody's seat or duty changes in this decade
    with unannounced(), untold():
        papers = _papers(government)
        for number, life in enumerate(_lives(chance, ballots, since, local(until).date()), start=1):
            _live(government, chance, life, until, papers)
            if number in LOOKS:
                _let_the_planner_look()
        with at(until):
            facts = {"ballots": ballots, "seed": seed, "until": until.isoformat()}
            record(STREAM, "decade.loaded", actor=government.clerk.key, subject=STREAM, facts=facts)
    _let_the_planner_look()


def loaded() -> str:
    """What decade this database holds, in words; empty when it holds none."""
    found = entries(STREAM).last()
    return f"{found.facts['ballots']} ballots, seed {found.facts['seed']}" if found else ""


def ten_years_before(moment: datetime) -> date:
    """The first day of the decade that ends at a moment."""
    day = local(moment).date()
    return max(EARLIEST, day.replace(year=day.year - YEARS, day=min(day.day, 28)))


def _lives(chance: Random, ballots: int, since: date, end: date) -> list[Life]:
    """Evenly over the days, in working hours; the last ones may come after the end of the last day."""
    days = (end - since).days + 1
    openings = sorted(
        _in_working_hours(chance, since + timedelta(days=number * days // ballots))
        for number in range(ballots)
    )
    return [_life(chance, moment) for moment in openings]


def _life(chance: Random, opened_at: datetime) -> Life:
    due = viet_nam().add_working_days(local(opened_at).date(), chance.randint(3, 5))
    closes_at = on_day(due, time(17))
    return Life(
        composed_at=opened_at - timedelta(minutes=chance.randint(60, 1400)),
        submitted_at=opened_at - timedelta(minutes=chance.randint(25, 55)),
        approved_at=opened_at - timedelta(minutes=chance.randint(2, 20)),
        opened_at=opened_at,
        closes_at=closes_at,
        closed_at=closes_at + timedelta(minutes=chance.randint(2, 50)),
        reported_at=closes_at + timedelta(hours=16, minutes=chance.randint(0, 300)),
        ruled_at=closes_at + timedelta(hours=40, minutes=chance.randint(0, 300)),
    )


def _in_working_hours(chance: Random, day: date) -> datetime:
    if not viet_nam().is_working_day(day):
        day = viet_nam().add_working_days(day, 1)
    return on_day(day, time(chance.choice(HOURS), chance.randint(1, 59)))


def _live(
    government: Government, chance: Random, life: Life, until: datetime, papers: Sequence[bytes]
) -> None:
    """One ballot, as far as it has come by `until`."""
    subject = subject_of(chance, life.opened_at.year)
    with at(min(life.composed_at, until)):
        ballot = _composed(government, subject, life, _dossier(government, chance, subject, papers))
    ballot = _brought_out(government, ballot, life, until)
    if ballot.status != Status.OPEN:
        return
    recalled_at = life.opened_at + timedelta(hours=5) if chance.randrange(1000) < RECALLED else None
    _answer(government, chance, ballot, life, min(until, recalled_at or life.closes_at))
    if recalled_at and recalled_at < until:
        with at(recalled_at):
            recall_ballot(actor=government.head, ballot=ballot, reason="Hồ sơ kèm theo chưa đầy đủ.")
    elif life.closed_at < until and not recalled_at:
        with at(life.closed_at):
            ballot = close_ballot(actor=government.clerk, ballot=ballot)
        _settle(government, ballot, life, until)


def _brought_out(government: Government, ballot: Ballot, life: Life, until: datetime) -> Ballot:
    """Submitted, approved and sent, as far as it has come."""
    if life.submitted_at < until:
        with at(life.submitted_at):
            ballot = submit_ballot(actor=government.clerk, ballot=ballot, note=NOTE)
    if life.approved_at < until:
        with at(life.approved_at):
            ballot = approve_ballot(actor=government.head, ballot=ballot)
    if life.opened_at < until:
        with at(life.opened_at):
            ballot = open_ballot(actor=government.clerk, ballot=ballot)
            note_delivered_to_all(ballot=ballot, how=How.MAIL, at=life.opened_at)
    return ballot


def _settle(government: Government, ballot: Ballot, life: Life, until: datetime) -> None:
    """Reported, and decided by the Prime Minister, as far as it has come."""
    if life.reported_at < until:
        with at(life.reported_at):
            issue_report(actor=government.clerk, ballot=ballot)
    if life.ruled_at < until:
        first = (ballot.result or {})["questions"][0]["outcome"]["decision"]
        ruling = Ruling.SIGN if first == Decision.ADOPTED else Ruling.NEXT_SESSION
        with at(life.ruled_at):
            rule_on_ballot(actor=government.holder(government.chair), ballot=ballot, ruling=ruling)


def _dossier(government: Government, chance: Random, subject: Subject, papers: Sequence[bytes]) -> Matter:
    lead = government.agencies[subject.lead]
    matter = submit_matter(actor=government.clerk, title=subject.title, lead=lead)
    add_paper(
        actor=government.clerk,
        matter=matter,
        name="to-trinh.pdf",
        content=chance.choice(papers),
        kind=DocumentKind.SUBMISSION,
        title="Tờ trình",
    )
    return matter


def _composed(government: Government, subject: Subject, life: Life, matter: Matter) -> Ballot:
    return compose_ballot(
        actor=government.clerk,
        body=government.body,
        matter=matter,
        title=subject.title,
        questions=subject.questions,
        procedure=in_force(local(life.opened_at).date()),
        closes_at=life.closes_at,
    )


def _answer(government: Government, chance: Random, ballot: Ballot, life: Life, until: datetime) -> None:
    """The answers that have come in by `until`, a few seats at each moment."""
    (mood,) = chance.choices(MOODS, MOOD_WEIGHTS)
    seats = list(government.seats.values())
    chance.shuffle(seats)
    for number, moment in enumerate(_waves(chance, life)):
        sheets = list(_sheets(government, chance, ballot, mood, seats[number::WAVES]))
        if sheets and moment < until:
            with at(moment):
                cast_at_once(ballot=ballot, sheets=sheets)


def _waves(chance: Random, life: Life) -> list[datetime]:
    first = local(life.opened_at).date()
    days = (local(life.closes_at).date() - first).days
    moments = [_in_working_hours(chance, first + timedelta(days=n * days // WAVES)) for n in range(WAVES)]
    earliest, latest = life.opened_at + timedelta(minutes=2), life.closes_at - timedelta(minutes=1)
    return sorted(min(max(moment, earliest), latest) for moment in moments)


def _sheets(
    government: Government, chance: Random, ballot: Ballot, mood: Sequence[int], seats: Sequence[Seat]
) -> Iterator[Sheet]:
    for seat in seats:
        person = government.holder(seat)
        (choice,) = chance.choices(("for", "against", "other", ""), mood)
        if choice and chance.randrange(1000) < CHANGED:
            hesitant = _lines(chance, chance.choice(("against", "other")))
            yield Sheet(person, hesitant, uuid5(ballot.pk, f"{seat.key} 1"))
            yield Sheet(person, _lines(chance, choice), uuid5(ballot.pk, f"{seat.key} 2"), named=1)
        elif choice:
            yield Sheet(person, _lines(chance, choice), uuid5(ballot.pk, f"{seat.key} 1"))


def _lines(chance: Random, choice: str) -> list[Line]:
    said = choice == "other" or chance.randrange(1000) < REMARKED
    (when,) = chance.choices(("A", "B", "C"), (60, 30, 10))
    return [
        Line(question=1, choice=choice, text=chance.choice(OPINIONS) if said else ""),
        Line(question=2, choice=when, text=""),
        Line(question=3, choice="for" if choice == "for" else chance.choice(("for", "against")), text=""),
    ]


def _papers(government: Government) -> list[bytes]:
    """The bytes of a few submissions; every matter of the decade has one of them."""
    return [
        render(demo_submission("nội dung trình trong mười năm", agency.name_vi, EARLIEST))
        for agency in government.agencies.values()
    ]


def _let_the_planner_look() -> None:
    """PostgreSQL learns of so many new rows only after the commit, some time later; SQLite never looks."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
