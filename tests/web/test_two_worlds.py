"""Two houses that differ only in what a closed matter is about look the same to whoever may not know it.

The matter stands on an agenda, has papers, is discussed, concluded and told in the minutes. Its title, its
papers, what is concluded and who is named differ between the worlds; every address of the house, every room,
calendar, file and mail of each person who is not entitled is compared byte by byte, in every state of the
meeting.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from ballots.services import close_ballot
from core.live import Unwelcome, sections
from core.time import HANOI, at
from matters.levels import Circle, circle_of, set_circle
from matters.models import Matter
from meetings import services
from meetings.live import SECTIONS, enter
from meetings.models import AgendaItem, Meeting
from meetings.services.levels import set_item_circle
from meetings.services.subscribing import renew_subscription
from people.models import Person
from people.notices import send_due
from tests.cast import PDF, Cabinet, make_cabinet
from tests.web.test_ballot_answer import browser
from tests.web.test_secrecy_byte_by_byte import VISIT, answered

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)
# Of the same length, so that no size tells them apart.
WORLDS = {
    "north": ("Phương án nhân sự phía Bắc", "Tờ trình phía Bắc", "Giao Bộ Nội vụ làm ngay."),
    "south": ("Phương án nhân sự phía Nam", "Tờ trình phía Nam", "Giao Bộ Y tế lập tổ mới."),
}
# Signing in and out, keys and sessions: pages about a person's own account, drawn anew at every visit.
OF_ONES_OWN = ("sign_out", "account_", "mfa_", "socialaccount_", "my_sessions", "keys_offer")
# Drawn anew at every sending.
DATED = re.compile(r"(?m)^(?:Message-ID|Date): .*$|boundary=\"[^\"]*\"|--=+[0-9=]+(?:--)?")
# The second minister is a member who is not named; the other guest is invited to the closed item itself.
NAMED = ("second_minister", "deputy", "assistant", "guest", "other_guest", "operator", "outsider")
RESTRICTED = ("deputy", "assistant", "guest", "other_guest", "operator", "outsider")
ITEM_CLOSED = ("second_minister", "deputy", "assistant", "other_guest")
NOT_ASKED = ("deputy", "assistant", "guest", "outsider")
# PostgreSQL answers the same questions: there one state is enough.
STATES = ("running",) if settings.DATABASE_URL else ("sent", "running", "approved")

# Name of a route → whether it can be read at all; the same for everybody and in every world.
TAKES_GET: dict[str, bool] = {}


def unnamed(state: str) -> Sequence[str]:
    """Who looks in this state; who has no part in any meeting gets the same in all of them and looks once."""
    return NAMED if state == "running" else NAMED[:-2]


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks at everything; `token` opens the own calendar."""

    person: Person
    token: str


@dataclass(frozen=True)
class Compared:
    """Who can tell the worlds apart, and where; the addresses of the meeting and of the matter."""

    differing: Mapping[str, set[str]]
    meeting: str
    matter: str


def house(cabinet: Cabinet, level: str) -> tuple[Meeting, AgendaItem]:
    """A meeting of three items, the second of which is about a closed matter."""
    with at(MOMENT):
        meeting = cabinet.draft_meeting(items=3)
        item = meeting.items.get(order=2)
        some = (cabinet.minister_seat, cabinet.chair_seat)
        if level == "item":
            wanted, seen = Circle("named", (), some), circle_of(item).digest
            set_item_circle(actor=cabinet.clerk, meeting=meeting, item=item, wanted=wanted, seen=seen)
        else:
            wanted, seen = Circle(level, (), some if level == "named" else ()), circle_of(item.matter).digest
            set_circle(actor=cabinet.clerk, thing=item.matter, wanted=wanted, seen=seen)
        cabinet.open_ballot()  # something beside it that everybody may know
        return meeting, item


def world(cabinet: Cabinet, meeting: Meeting, item: AgendaItem, name: str, state: str) -> None:
    """Fill the house in this world and bring its meeting into this state."""
    title, paper, conclusion = WORLDS[name]
    Matter.objects.filter(pk=item.matter_id).update(title=title)
    item = meeting.items.get(pk=item.pk)
    if state == "balloted":
        return vote_by_ballot(cabinet, item.matter, title)
    with at(MOMENT):
        cabinet.paper(item.matter, paper, content=PDF + name.encode())
        services.send_meeting(actor=cabinet.clerk, meeting=meeting)
    if state == "sent":
        return
    with at(MOMENT + timedelta(hours=1)):
        services.note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
        meeting = services.start_meeting(actor=cabinet.clerk, meeting=Meeting.objects.get(pk=meeting.pk))
        services.start_next_item(actor=cabinet.clerk, meeting=meeting)
        services.start_next_item(actor=cabinet.clerk, meeting=meeting)
        services.request_floor(actor=cabinet.minister, meeting=meeting, item=item)
        cabinet.conclude(meeting, meeting.items.get(pk=item.pk), conclusion)
    if state == "running":
        return
    with at(MOMENT + timedelta(hours=2)):
        meeting = services.close_meeting(actor=cabinet.clerk, meeting=meeting)
        until = MOMENT + timedelta(hours=3)
        services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=until)
    with at(MOMENT + timedelta(hours=4)):
        services.approve_minutes(actor=cabinet.head, meeting=meeting)


def vote_by_ballot(cabinet: Cabinet, matter: Matter, title: str) -> None:
    """A written ballot on the closed matter, answered by all with an opinion, and counted."""
    with at(MOMENT):
        ballot = cabinet.open_ballot(matter=matter, title=title)
        for order in cabinet.holders:
            cabinet.answer(ballot, order, "other", text=f"Ý kiến về {title}")
    with at(MOMENT + timedelta(hours=1)):
        close_ballot(actor=cabinet.clerk, ballot=ballot)


def addresses(meeting: Meeting, item: AgendaItem) -> list[str]:
    """Every address of the house that can be made from the meeting, its items, its matter or from nothing."""
    found = []
    for pattern in _patterns(get_resolver()):
        if pattern.name and not pattern.name.startswith(OF_ONES_OWN):
            with suppress(NoReverseMatch):  # it takes a number, or the id of something else
                found += _made(pattern.name, list(pattern.pattern.converters), meeting, item)
    asked = [f"{reverse('matter_list')}?q=nhan+su", f"{reverse('matter_list')}?q=phia"]
    live = [f"{reverse('live_poll', args=['meeting', meeting.pk])}?view={view}" for view in SECTIONS]
    return sorted({*found, *asked, *live})


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        else:
            yield each


def _made(name: str, wanted: list[str], meeting: Meeting, item: AgendaItem) -> list[str]:
    kinds = ("minutes", "invitation", "attendance_list", "conclusion_notice")
    if wanted == ["pk"]:
        # An address about something else (a ballot, a person) leads nowhere with these keys, in any world.
        about = {"meetings": meeting.pk, "matters": item.matter_id}
        kind = reverse(name, args=[meeting.pk]).split("/")[1]
        return [reverse(name, args=[about[kind]])] if kind in about else []
    if wanted == ["pk", "item"]:
        return [reverse(name, args=[meeting.pk, each.pk]) for each in meeting.items.all()]
    if wanted == ["pk", "kind", "form"]:
        return [reverse(name, args=[meeting.pk, kind, "pdf"]) for kind in kinds]
    if name == "record_export":
        return [reverse(name, args=["csv"])]
    return [] if wanted else [reverse(name)]


def seen_by(visitor: Visitor, meeting: Meeting, item: AgendaItem) -> dict[str, bytes]:
    """What this person gets from every address, in every room, and by calendar."""
    client = browser(visitor.person)
    found = {each: answered(client, each) for each in addresses(meeting, item) if takes_get(each, visitor)}
    for view in SECTIONS:
        found[f"room {view}"] = pushed(visitor.person, meeting, view)
    feed = reverse("calendar_feed", args=[visitor.token])
    return found | {"calendar": answered(client, feed)}


def takes_get(address: str, visitor: Visitor) -> bool:
    """Whether anything is answered here but that one may not ask so (405), which is said before all else."""
    name = resolve(address.partition("?")[0]).view_name
    if name not in TAKES_GET:
        with undone():
            TAKES_GET[name] = browser(visitor.person).get(address).status_code != 405
    return TAKES_GET[name]


def mailed() -> dict[str, bytes]:
    """What everybody gets by mail, by address."""
    mail.outbox = []
    send_due()
    found = defaultdict(list)
    for each in mail.outbox:
        for address in each.to:
            found[address].append(DATED.sub("", str(each.message())))
    return {address: "\n".join(letters).encode() for address, letters in found.items()}


def pushed(person: Person, meeting: Meeting, view: str) -> bytes:
    try:
        audience = enter(person, str(meeting.pk), view, "vi")
    except Unwelcome as no:
        return str(no.code).encode()
    return VISIT.sub(b"", sections.message(sections.draw(meeting.stream, audience), {}).encode())


@cache
def compared(level: str, state: str, *names: str) -> Compared:
    """Whom the two worlds are shown to, and where they differ for them: one house for all of them.

    It is built and visited in a transaction that leaves nothing behind; each visit ends in the same way, so
    that nobody sees what another visitor has opened.
    """
    with transaction.atomic():
        cabinet = make_cabinet()
        meeting, item = house(cabinet, level)
        with at(MOMENT):
            persons = {name: getattr(cabinet, name) for name in names}
            visitors = {name: Visitor(who, renew_subscription(actor=who)) for name, who in persons.items()}
        found = []
        for each in WORLDS:
            with undone(), time_machine.travel(MOMENT + timedelta(hours=5), tick=False):
                world(cabinet, meeting, item, each, state)
                found.append(visited(visitors, meeting, item))
        pages = (meeting.get_absolute_url(), item.matter.get_absolute_url())
        transaction.set_rollback(True)
    first, second = found
    assert first.keys() == second.keys()
    differing = {
        name: {place for place in first[name] if first[name][place] != second[name][place]} for name in names
    }
    return Compared(differing, *pages)


def visited(
    visitors: Mapping[str, Visitor], meeting: Meeting, item: AgendaItem
) -> dict[str, dict[str, bytes]]:
    """What each of them gets in this world; what a visit writes is gone before the next."""
    with at(MOMENT + timedelta(hours=5)):
        letters, found = mailed(), {}
        for name, visitor in visitors.items():
            with undone():
                own = {"mail": letters.get(visitor.person.email, b"")}
                found[name] = seen_by(visitor, meeting, item) | own
    return found


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of what is written meanwhile stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "state"), [(name, state) for state in STATES for name in unnamed(state)])
def test_who_is_not_named_cannot_tell_what_the_matter_is_about(name: str, state: str) -> None:
    assert compared("named", state, *unnamed(state)).differing[name] == set()


@pytest.mark.parametrize("state", STATES[-2:])
@pytest.mark.parametrize("name", ITEM_CLOSED)
def test_nor_where_the_item_alone_is_closed_to_them(name: str, state: str) -> None:
    assert compared("item", state, *ITEM_CLOSED).differing[name] == set()


@pytest.mark.parametrize("name", RESTRICTED)
def test_nor_can_the_staff_and_guests_where_only_members_read(name: str) -> None:
    assert compared("restricted", "running", *RESTRICTED).differing[name] == set()


@pytest.mark.parametrize("name", NOT_ASKED)
def test_nor_does_a_ballot_on_it_tell_them(name: str) -> None:
    assert compared("restricted", "balloted", *NOT_ASKED, "second_minister").differing[name] == set()


def test_a_ballot_tells_the_members_who_were_asked() -> None:
    found = compared("restricted", "balloted", *NOT_ASKED, "second_minister")
    assert reverse("ballot_list") in found.differing["second_minister"]


@pytest.mark.parametrize(
    ("name", "level"), [("minister", "named"), ("minister", "item"), ("second_minister", "restricted")]
)
def test_who_reads_it_can(name: str, level: str) -> None:
    """The same comparison finds every difference that there is: so it could fail for the others, too."""
    found = compared(level, "running", name)
    assert {found.meeting, found.matter, "room room"} <= found.differing[name]


def test_members_are_told_that_an_item_is_there_and_guests_are_not(cabinet: Cabinet) -> None:
    meeting, item = house(cabinet, "named")
    world(cabinet, meeting, item, "north", "running")
    pages = {
        name: browser(getattr(cabinet, name)).get(meeting.get_absolute_url()).text
        for name in ("second_minister", "assistant", "guest", "other_guest")
    }
    room = browser(cabinet.second_minister).get(reverse("room", args=[meeting.pk])).text
    assert "Restricted item" in pages["second_minister"]
    assert "Restricted item" in pages["assistant"]
    assert "Restricted item" in room
    assert "Restricted item" not in pages["guest"] + pages["other_guest"]
    for page in (*pages.values(), room):
        assert "nhân sự" not in page
