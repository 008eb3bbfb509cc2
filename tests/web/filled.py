"""Every form of meetings, persons and offices as careful people fill it in: what hostile ones start from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from core.time import local, today
from matters.levels import circle_of
from meetings import services
from meetings.selectors import sweep_sheet
from meetings.urls import urlpatterns
from people.administration.acts import version_of
from people.administration.importing import read_file
from people.administration.proposing import withdraw_proposal
from people.administration.urls import urlpatterns as people_urls
from people.models import Person
from tests.policies.scene import Scene
from tests.policies.test_matrix import ROUTES, Route

WORDS = "Đề nghị làm rõ"
OPEN_POINTS = ("item_running", "not_taken", "unconcluded", "unreleased", "unnoted")
Filled = Mapping[str, object]


@dataclass(frozen=True)
class Form:
    """A form: its route, who sends it, to which address, and what it holds when it is well filled in."""

    name: str
    sender: str
    arguments: list[object]
    filled: Filled


def forms(scene: Scene) -> list[Form]:
    """Each route of meetings that writes, once."""
    found: dict[str, Form] = {}
    for route in sorted(ROUTES, key=lambda route: route.method, reverse=True):  # those that post before
        if route.allowed != set() and route.name in NAMES and route.name not in found:
            filled = {**route.sent(scene), **FILLED.get(route.name, nothing)(scene)}
            found[route.name] = Form(route.name, sender(route), route.arguments(scene), filled)
    return list(found.values())


def sender(route: Route) -> str:
    """Somebody who may send it: a clerk where clerks may, else the minister, else whoever may."""
    allowed = {"clerk"} if route.allowed is None else route.allowed
    wanted = ["clerk", "minister", *sorted(allowed)]
    return next(name for name in wanted if name in allowed)


def nothing(scene: Scene) -> Filled:
    """A form with a button only."""
    return {}


def words(*names: str) -> Callable[[Scene], Filled]:
    """A form of typed text."""
    return lambda scene: dict.fromkeys(names, WORDS)


def day_in(days: int) -> str:
    """A day as a date field sends it."""
    return (today() + timedelta(days=days)).isoformat()


def some_minutes_of(scene: Scene) -> Filled:
    """A part of the meeting, by the clock on the wall at whatever hour the tests run."""
    begun = local(scene.sent.starts_at) + timedelta(minutes=2)
    return {"from_time": f"{begun:%H:%M}", "to_time": f"{begun + timedelta(minutes=2):%H:%M}"}


def plan(scene: Scene) -> Filled:
    """The plan of a meeting in a month."""
    when = {
        "day": day_in(30),
        "time": "08:00",
        "minutes_planned": 600,
        "form": "in_person",
        "room": "",
        "link": "",
    }
    return {"kind": "regular", "title": WORDS, "place": "Phòng họp B", "despite": "", **when}


def new_plan(scene: Scene) -> Filled:
    """The same with what cannot be changed afterwards."""
    of_body = {"body": scene.cabinet.body.pk, "chair": scene.cabinet.chair_seat.pk, "procedure": "39-2022"}
    return {**plan(scene), **of_body, "guests": str(scene.cabinet.guest.pk)}


def new_item(scene: Scene) -> Filled:
    """A matter that stands on no agenda yet."""
    matter = scene.hidden_matter.pk
    return {"matter": matter, "minutes": 15, "asks": "vote", "presenter": "", "section": "", "find": ""}


def line(scene: Scene) -> Filled:
    """The line of the first item and the heading of the section."""
    key, presenter = scene.item.pk, scene.item.presenter_id
    of_item = {"minutes": 20, "presenter": presenter, "asks": "vote", "was": f"15:{presenter}:vote"}
    return {f"{key}-{name}": value for name, value in of_item.items()} | {f"{scene.section.pk}-title": WORDS}


def position(scene: Scene) -> Filled:
    """The minister's opinion on the papers that are there."""
    rows = sweep_sheet(scene.sent, scene.minister_seat, preparing=False)
    seen = next(row.seen for row in rows if row.item.pk == scene.item.pk)
    return {"stance": "opinion", "text": WORDS, "seen": seen, "adopt": "", "confirm": ""}


def at_seat(*names: str) -> Callable[[Scene], Filled]:
    """A member is chosen, and words are typed."""
    return lambda scene: {"seat": scene.minister_seat.pk, **dict.fromkeys(names, WORDS)}


def by_item(*names: str) -> Callable[[Scene], Filled]:
    """Pairs of an item and what is said of it."""
    return lambda scene: dict.fromkeys(names, f"{scene.item.pk}:1")


FILLED: dict[str, Callable[[Scene], Filled]] = {
    "meeting_new": new_plan,
    "meeting_edit": plan,
    "meeting_cancel": words("reason"),
    "reply_give": lambda s: {"said": "absent", "reason": WORDS, "deputy": "", "back": "/"},
    "reply_enter": lambda s: {"said": "part", **some_minutes_of(s), "reason": WORDS},
    "item_level": lambda s: {"confidentiality": "restricted", "seen": circle_of(s.item).digest},
    "item_add": new_item,
    "agenda_save": line,
    "papers_due_set": lambda s: {"due_day": day_in(0), "due_time": "17:00"},
    "section_add": words("title"),
    "guest_invite": lambda s: {"person": s.cabinet.outsider.pk, "item": s.item.pk},
    "room_list": lambda s: {"name": WORDS, "capacity": 60},
    "room_change": lambda s: {"name": WORDS, "capacity": 60, "in_use": "on"},
    "position_state": position,
    "positions_rest": by_item("seen"),
    "positions_adopt": by_item("seen", "adopt"),
    "item_note": lambda s: {"text_note": WORDS, "shared": "on", "base": 0, "settle": "", "device": "x"},
    "block_announce": lambda s: {"item": s.item.pk},
    "block_pull": words("reason"),
    "check_in": lambda s: {"view": "room"},
    "attendance_note": lambda s: {"presence": "absent", "reason": WORDS, "deputy": "", "consented": "yes"},
    "item_conclude": words("text"),
    "vote_announce": lambda s: {"seconds": 20},
    "item_conclusion": lambda s: {"text": WORDS, "task_1": WORDS, "agency_1": "", "due_1": "2030-01-02"},
    "vote_correction": at_seat("text"),
    "vote_by_hand": lambda s: {"way": "hands", "reason": WORDS},
    "sheet_key": lambda s: {"seat_1": "for", "said_for": 1, "said_against": 0, "said_other": 0},
    "sheet_check": lambda s: {"number": 1},
    "vote_close": lambda s: {"publish": "1"},
    "meeting_pause": words("reason"),
    "item_urgent": lambda s: {**new_item(s), "at_once": "on"},
    "item_defer": lambda s: {"reason": WORDS, "resubmit_on": "2030-01-02"},
    "item_direct": lambda s: {"text": WORDS, "resubmit_on": "2030-01-02"},
    "item_recusals": at_seat("reason"),
    "chair_hand": lambda s: {"seat": s.cabinet.seats[1].pk, "for_item": "item"},
    "meeting_close": lambda s: {"confirmed": "not_taken"},
    "notice_note": lambda s: {"number": "12/TB-VPCP", "issued_on": day_in(0)},
    "sentence_edit": lambda s: {"text": WORDS, "act": "", "over": ""},
    "sentence_add": words("text"),
    "minutes_circulate": lambda s: {"deadline_day": day_in(7), "deadline_time": "17:00"},
    "minutes_correct": lambda s: {"key": "place", "text": WORDS},
    "correction_answer": words("text"),
    "minutes_supersede": words("reason"),
}


def act(**typed: object) -> Callable[[Scene], Filled]:
    """An act on persons and offices: its key, a reason, what is typed; days are counted when it is sent."""
    return lambda scene: {
        **{"key": uuid4(), "reason": WORDS},
        **{name: value() if callable(value) else value for name, value in typed.items()},
    }


def correction(of: str, **typed: object) -> Callable[[Scene], Filled]:
    """The same on what its page showed."""
    return lambda scene: {**act(**typed)(scene), "seen": version_of(getattr(scene, of))}


SEATS_FILE = (
    f"body,key,order,office_vi,short_vi,kind,valid_from\n{{body}},moi,9,{WORDS},{WORDS},minister,2030-01-02\n"
)
SEAT = {
    **dict.fromkeys(("office_vi", "office_en", "short_vi", "short_en"), WORDS),
    **{"kind": "minister", "chair_rank": 7},
}
FILLED |= {
    "person_new": act(username="nguoi-moi", label_vi=WORDS, label_en=WORDS, email="moi@x.vn"),
    "person_edit": correction("outsider", label_vi=WORDS, label_en=WORDS),
    "person_duty": act(duty="auditor", starts_on=day_in(1), ends_on=day_in(30), body=""),
    "duty_end": act(last=lambda: day_in(3)),
    "person_suspend": act(urgent="on"),
    "person_reinstate": act(),
    "person_appoint": lambda s: {
        **act(seat=s.minister_seat.pk, role="assistant", starts_on=day_in(1), ends_on=day_in(30))(s),
        **{"relieve": "", "assistants_stay": ""},
    },
    "appointment_end": act(last=lambda: day_in(3), assistants_stay="on"),
    "body_new": act(slug="uy-ban", name_vi=WORDS, name_en=WORDS, place=WORDS),
    "body_edit": correction("body", name_vi=WORDS, name_en=WORDS, place=WORDS),
    "agency_new": act(slug="bo-moi", name_vi=WORDS, name_en=WORDS),
    "agency_edit": correction("agency", name_vi=WORDS, name_en=WORDS),
    "seat_new": act(**SEAT, slug="moi", order=9, valid_from=lambda: day_in(1), valid_to=lambda: day_in(90)),
    "seat_edit": correction("minister_seat", **SEAT, order=3),
    "seat_end": act(last=lambda: day_in(3)),
    "proposal_decline": act(),
    "people_import": lambda s: {
        **act(text=(text := SEATS_FILE.format(body=s.body.key)))(s),
        "seen": read_file("seats", text).digest,
    },
}


POSTING = {route.name for route in ROUTES if route.method == "post" and route.allowed != set()}
OF_PEOPLE = {pattern.name for pattern in people_urls}
OURS = {pattern.name for pattern in urlpatterns} | OF_PEOPLE | {"mail_address", "calendar_subscription"}
# Every form of meetings, persons and offices; what FILLED does not name is sent as by the table of policies.
NAMES = sorted(POSTING & OURS | set(FILLED))


# -- what must be done first in the scene -------------------------------------------------------------------


def vote_over(scene: Scene) -> None:
    """The vote of the running session is closed and published; nobody agreed."""
    services.close_vote(actor=scene.cabinet.clerk, meeting=scene.running, ballot=scene.vote, publish=True)


def by_hand(scene: Scene) -> None:
    """The vote of the running session is taken by show of hands."""
    services.take_by_hand(
        actor=scene.cabinet.clerk, meeting=scene.running, ballot=scene.vote, way="hands", reason=WORDS
    )


def keyed(scene: Scene) -> None:
    """What the second clerk keyed in of it waits to be confirmed."""
    by_hand(scene)
    services.key_sheet(
        actor=scene.cabinet.second_clerk,
        meeting=scene.running,
        ballot=scene.vote,
        choices={1: "for"},
        announced={"for": 1},
    )


def over(scene: Scene) -> None:
    """The session is closed."""
    vote_over(scene)
    services.close_meeting(actor=scene.cabinet.clerk, meeting=scene.running, confirmed=OPEN_POINTS)


def nobody_objects(scene: Scene) -> None:
    """The minister has no objection to the first item, and nobody else has said anything."""
    rows = sweep_sheet(scene.sent, scene.minister_seat, preparing=False)
    seen = {row.item.pk: row.seen for row in rows}
    services.state_no_objection_to_rest(actor=scene.cabinet.minister, meeting=scene.sent, seen=seen)


def in_one_block(scene: Scene) -> None:
    """The first item was proposed for adoption in one block."""
    nobody_objects(scene)
    services.announce_block(actor=scene.cabinet.clerk, meeting=scene.sent, items=[scene.item.pk])


def nothing_proposed(scene: Scene) -> None:
    """No duty waits for the outsider."""
    withdraw_proposal(actor=scene.cabinet.administrator, proposal=scene.proposed)


def suspended(scene: Scene) -> None:
    """The outsider's account is closed."""
    Person.objects.filter(pk=scene.outsider.pk).update(is_active=False)


FIRST: dict[str, Callable[[Scene], None]] = {
    "person_duty": nothing_proposed,
    "person_reinstate": suspended,
    "block_announce": nobody_objects,
    "block_pull": in_one_block,
    "item_conclude": vote_over,
    "item_direct": vote_over,
    "item_end": vote_over,
    "item_next": vote_over,
    "meeting_close": vote_over,
    "meeting_pause": vote_over,
    "minutes_circulate": over,
    "sheet_check": keyed,
    "sheet_key": by_hand,
    "vote_correction": vote_over,
}
