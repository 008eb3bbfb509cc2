"""Clerk, head and auditor of one body: the whole of that body, and of every other what an outsider knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from ballots.models import Ballot
from ballots.rules import Asked, deadline_bounds
from ballots.selectors import ballots_visible_to, list_counts
from ballots.selectors.alerts import ALERTS, alerts_for
from ballots.services import approve_ballot, compose_ballot, open_ballot, submit_ballot
from ballots.wording.alerts import ALERT_WORDS
from core.journal import CLOCK, record
from core.live.rooms import Unwelcome, room_kind
from core.refusals import NotAllowed
from core.time import now
from core.working_time import viet_nam
from matters.models import Matter, OnPaper, Version
from matters.on_paper import submit_on_paper
from matters.selectors import matters_handled_by, matters_visible_to, sight_of
from matters.services import submit_matter
from meetings.models import Meeting
from meetings.selectors import meetings_visible_to
from meetings.services import add_item, schedule_meeting
from people.models import Body, Duty, Person, Role, Seat, SeatKind
from people.procedure import in_force, load
from people.selectors import secretariat
from records.selectors import records_visible_to
from tests.cast import SINCE, appoint, give_duty, person
from tests.policies.scene import Scene, make_scene, signed_in_session
from tests.policies.test_matrix import ACTIONS, ROOMS, ROUTES, Route, answered

# Their arguments name nothing of a body: a table of what one sees oneself, a feed for who has its address.
ABOUT_NOBODY = {"record_export", "calendar_feed"}
OFFICERS = ("other_clerk", "other_head", "other_auditor")


@dataclass
class House:
    """The Government with all that it has in work, and a provincial committee with a little."""

    scene: Scene
    province: Body
    meeting: Meeting
    matter: Matter
    ballot: Ballot
    clerk: Person
    head: Person
    auditor: Person


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The house, built once for this file and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_house()
        transaction.set_rollback(True)


@pytest.fixture
def house(built: House, db: None) -> House:
    """Each test looks at it in a transaction of its own."""
    return built


def make_house() -> House:
    """Build it; the province's things are made by its own clerk."""
    scene = make_scene()
    province = Body.objects.create(key="ubnd-tinh-a", name_vi="UBND tỉnh A", name_en="Committee of A")
    chair = Seat.objects.create(
        body=province,
        order=1,
        key="chu-tich",
        office_vi="Chủ tịch UBND tỉnh A",
        short_vi="Chủ tịch",
        kind=SeatKind.PRIME_MINISTER,
        chair_rank=1,
        valid_from=SINCE,
    )
    appoint(person("chu-tich-a"), chair, Role.HOLDER)
    officers = [person(name.replace("_", "-"), name) for name in OFFICERS]
    for who, duty in zip(officers, (Duty.CLERK, Duty.HEAD, Duty.AUDITOR), strict=True):
        give_duty(who, duty, province)
        scene.people[who.label_vi], scene.sessions[who.label_vi] = who, signed_in_session(who)
    clerk, head, auditor = officers
    matter = submit_matter(actor=clerk, title="Quy hoạch của tỉnh A", lead=scene.cabinet.lead)
    meeting = schedule_meeting(
        actor=clerk,
        body=province,
        kind="committee",
        title="Phiên họp của tỉnh A",
        place="Trụ sở",
        starts_at=now(),
        minutes_planned=60,
        chair=chair,
        procedure=in_force(now().date()),
    )
    add_item(actor=clerk, meeting=meeting, matter=matter, minutes=30)
    ballot = compose(clerk, province, matter)
    return House(scene, province, meeting, matter, ballot, clerk, head, auditor)


def compose(actor: Person, body: Body, matter: Matter) -> Ballot:
    """A ballot that asks the members of this body about this matter."""
    rules = load("191-2026")
    earliest = deadline_bounds(now(), rules, viet_nam()).earliest or now()
    return compose_ballot(
        actor=actor,
        body=body,
        matter=matter,
        title=f"Lấy ý kiến: {matter.title}",
        questions=[Asked("Thông qua?")],
        procedure=rules,
        closes_at=earliest + timedelta(days=2),
    )


def one_of(row: Meeting | Matter | Ballot) -> Callable[[Scene], list[object]]:
    """The arguments of a page about this."""
    return lambda scene: [row.pk]


def about_the_government(scene: Scene) -> set[str]:
    """Every word by which one would know of something of the Government."""
    contents = {
        *Matter.objects.filter(body=None).values_list("title", flat=True),
        *Meeting.objects.filter(body=scene.body).values_list("title", flat=True),
        *Ballot.objects.filter(body=scene.body).values_list("title", flat=True),
        *Version.objects.filter(document__matter__body=None).values_list("sha256", flat=True),
    }
    assert len(contents) > 15
    return contents


def test_each_body_counts_its_own_ballots_and_what_comes_on_paper(house: House) -> None:
    """A gap in the numbers would tell how much the others have in work."""
    cabinet = house.scene.cabinet
    submit_ballot(actor=house.clerk, ballot=house.ballot, note="Đã đủ hồ sơ.")
    approve_ballot(actor=house.head, ballot=house.ballot)
    first = open_ballot(actor=house.clerk, ballot=house.ballot)
    assert Ballot.objects.exclude(body=house.province).exclude(number=None).count() > 1
    assert (first.number, cabinet.open_ballot().number) == (
        1,
        Ballot.objects.filter(body=cabinet.body).exclude(number=None).count(),
    )
    submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    submit_on_paper(actor=cabinet.clerk, lead=cabinet.lead)
    told = [submit_on_paper(actor=house.clerk, lead=cabinet.lead) for _ in range(2)]
    assert [each.number for each in told] == [1, 2]
    assert [each.matter.title for each in told] == ["Tài liệu trên giấy số 1", "Tài liệu trên giấy số 2"]
    last = OnPaper.objects.filter(body=None).order_by("-number").first()
    assert last is not None
    assert last.number == OnPaper.objects.filter(body=None).count() > 2


@pytest.mark.parametrize("name", OFFICERS)
def test_every_page_about_something_of_another_body_is_closed(house: House, name: str) -> None:
    """Two worlds: an address of the Government's opens for none of them, whatever it does."""
    opened = {}
    for route in ROUTES:
        if route.arguments(house.scene) and route.name not in ABOUT_NOBODY:
            status = answered(house.scene, route, name).status_code
            if status not in (403, 404):
                opened[f"{route.method} {route.name}"] = status
    assert opened == {}


@pytest.mark.parametrize("name", OFFICERS)
def test_no_page_shows_a_word_of_what_another_body_deals_with(house: House, name: str) -> None:
    contents, told, opened = about_the_government(house.scene), [], 0
    for route in (each for each in ROUTES if each.method == "get" and each.name != "calendar_feed"):
        answer = answered(house.scene, route, name)
        opened += answer.status_code == 200
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        told += [(route.name, each) for each in contents if each in text]
    assert told == []
    assert opened > 10
    clerk = answered(house.scene, Route("matter_list", None), "clerk").content.decode()
    assert any(each in clerk for each in contents)  # these words would be found


@pytest.mark.parametrize("name", OFFICERS)
def test_no_policy_lets_them_do_anything_with_what_is_another_bodys(house: House, name: str) -> None:
    who, may = house.scene.people[name], []
    for policy, subject, _allowed in ACTIONS:
        if subject and policy(who, getattr(house.scene, subject)):
            may.append(f"{policy.__name__} {subject}")
    assert may == []


@pytest.mark.parametrize("name", OFFICERS)
def test_no_live_room_of_another_body_is_there(house: House, name: str) -> None:
    who, codes = house.scene.people[name], set()
    for kind, view, about, _allowed, _told in ROOMS:
        with pytest.raises(Unwelcome) as no:
            room_kind(kind).enter(who, str(getattr(house.scene, about).pk), view, "vi")
        codes.add(no.value.code)
    assert codes == {4404}


@pytest.mark.parametrize("name", OFFICERS)
def test_they_see_all_of_their_own_body_and_count_nothing_else(house: House, name: str) -> None:
    who = house.scene.people[name]
    assert who is not None
    assert set(meetings_visible_to(who)) == {house.meeting}
    assert set(ballots_visible_to(who)) == {house.ballot}
    assert set(matters_visible_to(who)) == {house.matter}
    assert set(records_visible_to(who)) == set()
    assert list_counts(who, now())["all"] == 1


@pytest.mark.parametrize("name", OFFICERS)
def test_their_pages_are_those_of_a_desk_with_what_is_theirs(house: House, name: str) -> None:
    for route in ("meeting_list", "matter_list", "ballot_list", "today", "meeting_calendar"):
        page = answered(house.scene, Route(route, None), name)
        assert (page.status_code, "của tỉnh A" in page.content.decode()) == (200, True), route
    for route, key in (("meeting", house.meeting), ("matter", house.matter), ("ballot", house.ballot)):
        page = answered(house.scene, Route(route, None, arguments=one_of(key)), name)
        assert (page.status_code, "của tỉnh A" in page.content.decode()) == (200, True), route


def test_the_whole_house_reaches_every_body_as_before(house: House) -> None:
    cabinet = house.scene.cabinet
    for who in (cabinet.clerk, cabinet.head, cabinet.auditor):
        assert house.meeting in set(meetings_visible_to(who))
        assert house.ballot in set(ballots_visible_to(who))
        assert house.matter in set(matters_visible_to(who))
    assert {cabinet.clerk, cabinet.second_clerk, cabinet.head} == set(secretariat(house.scene.body.pk))
    assert {house.clerk, house.head} == set(secretariat(house.province.pk)) - set(
        secretariat(house.scene.body.pk)
    )


def test_a_head_approves_for_his_own_body_alone_and_never_what_he_submitted(house: House) -> None:
    """Four eyes: heads of different bodies do not approve for one another."""
    submitted = submit_ballot(actor=house.clerk, ballot=house.ballot, note="Kính trình")
    stranger = person("head-of-b")
    give_duty(stranger, Duty.HEAD, Body.objects.create(key="ubnd-tinh-b", name_vi="UBND tỉnh B"))
    with pytest.raises(NotAllowed, match="may_approve_ballot"):
        approve_ballot(actor=stranger, ballot=submitted)
    with pytest.raises(NotAllowed, match="may_approve_ballot"):
        approve_ballot(actor=house.head, ballot=house.scene.submitted_ballot)
    assert approve_ballot(actor=house.head, ballot=submitted).status == "approved"


def test_nobody_brings_a_matter_before_his_body_that_is_not_his_to_bring(house: House) -> None:
    """Not even one that he reads in another body, where he holds a seat."""
    cabinet = house.scene.cabinet
    give_duty(cabinet.minister, Duty.CLERK, house.province)
    foreign = house.scene.matter
    assert foreign in set(matters_visible_to(cabinet.minister))
    assert foreign not in set(matters_handled_by(cabinet.minister))
    with pytest.raises(NotAllowed, match="may_take_up"):
        add_item(actor=cabinet.minister, meeting=house.meeting, matter=foreign, minutes=5)
    with pytest.raises(NotAllowed, match="may_take_up"):
        compose(cabinet.minister, house.province, foreign)
    with pytest.raises(NotAllowed, match="may_ask_members"):
        compose(cabinet.minister, house.scene.body, house.matter)


def test_what_the_house_puts_before_a_body_its_desk_reads_whatever_its_level(house: House) -> None:
    closed = house.scene.cabinet.matter("Nội dung hạn chế của tỉnh", confidentiality="named")
    assert closed not in set(matters_visible_to(house.clerk))
    add_item(actor=house.scene.cabinet.clerk, meeting=house.meeting, matter=closed, minutes=5)
    assert closed in set(matters_visible_to(house.clerk))
    assert sight_of(house.clerk, [closed]).reads("named", closed.pk)
    assert closed in set(matters_handled_by(house.clerk))


def test_a_clerk_of_two_bodies_says_for_which_a_matter_is_registered(house: House) -> None:
    give_duty(house.clerk, Duty.CLERK, house.scene.body)
    with pytest.raises(NotAllowed, match="may_register_for"):
        submit_matter(actor=house.clerk, title="Của ai?", lead=house.scene.cabinet.lead)
    made = submit_matter(
        actor=house.clerk, title="Của tỉnh", lead=house.scene.cabinet.lead, body=house.province
    )
    assert made.body == house.province
    client = Client()
    client.force_login(house.clerk)
    assert 'name="body"' in client.get(reverse("matter_new")).content.decode()


def test_a_new_session_begins_as_one_of_the_own_body(house: House) -> None:
    page = answered(house.scene, Route("meeting_new", None), "other_clerk").content.decode()
    assert ("UBND tỉnh A" in page, house.scene.body.name_vi in page) == (True, False)
    assert 'value="committee"' in page


def test_an_auditor_of_a_body_is_told_what_is_conspicuous_there_alone(house: House) -> None:
    for ballot in (house.ballot, house.scene.open_ballot):
        facts = {"ballot": str(ballot.pk), "stream": ballot.stream, "casts": [1, 2]}
        record(ALERTS, next(iter(ALERT_WORDS)), actor=CLOCK, subject=ballot.key, facts=facts)
    assert [alert.ballot for alert in alerts_for(house.auditor)] == [house.ballot]
    assert [alert.ballot for alert in alerts_for(house.scene.cabinet.auditor)] == [
        house.scene.open_ballot,
        house.ballot,
    ]
    assert alerts_for(house.clerk) == []


def test_of_the_whole_house_nothing_more_is_asked_than_before_duties_had_bodies(house: House) -> None:
    for who in (house.scene.cabinet.clerk, house.scene.cabinet.auditor):
        asked = [meetings_visible_to(who), ballots_visible_to(who), matters_visible_to(who)]
        plain = [
            Meeting.objects.select_related("body", "chair"),
            Ballot.objects.filter(form="written").select_related("matter__lead", "body"),
            Matter.objects.select_related("lead"),
        ]
        assert [str(each.query) for each in asked] == [str(each.query) for each in plain]


def test_the_lists_of_a_body_ask_as_many_queries_for_many_as_for_few(house: House) -> None:
    client = Client()
    client.force_login(house.clerk)

    def count() -> list[int]:
        found = []
        for name in ("meeting_list", "matter_list", "ballot_list", "today", "meeting_calendar", "records"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name)).status_code == 200
            found.append(len(asked))
        return found

    few = count()
    for number in range(6):
        matter = submit_matter(actor=house.clerk, title=f"Việc {number}", lead=house.scene.cabinet.lead)
        add_item(actor=house.clerk, meeting=house.meeting, matter=matter, minutes=5)
        compose(house.clerk, house.province, matter)
    assert count() == few
