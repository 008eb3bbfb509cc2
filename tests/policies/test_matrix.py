"""Who may do what: one table action × character, one table route × character, one table room × character.

A `may_*` function, a route or a view of a live room that is in no table fails the build.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

import ballots.policies
import core.live.rooms
import matters.policies
import meetings.policies
import people.policies
import records.policies
from ballots.live import VIEWS as BALLOT_VIEWS
from core.live.rooms import Unwelcome, room_kind
from ecabinet.middleware import OPEN_TO_ALL
from ecabinet.urls import websocket_urlpatterns
from meetings.live import SECTIONS as MEETING_VIEWS
from meetings.papers.standing import minutes_lines
from meetings.selectors.minutes import current_minutes
from meetings.services.subscribing import renew_subscription
from tests.policies.scene import DESK, GUESTS, INVOLVED, MEMBERS, RECORD, STAFF, Counted, Scene, make_scene

APPS = (people.policies, matters.policies, records.policies, ballots.policies, meetings.policies)
NOBODY: set[str] = set()
EVERYBODY = (
    DESK | MEMBERS | STAFF | GUESTS | {"auditor", "operator", "administrator", "outsider", "former_minister"}
)
ATTENDED = {"chair", "second_minister", "deputy"}  # the meetings whose minutes are there
LOOK_AT_PEOPLE = {"administrator", "head", "auditor"}
AGENCY = {"minister", "deputy", "assistant"}  # of the matters of the scene


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The scene, built once for this file and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(built: Scene, db: None) -> Scene:
    """Each test looks at it in a transaction of its own."""
    return built


# -- actions ------------------------------------------------------------------------------------------------

# policy, what it is asked about (an attribute of the scene; empty: nothing), who may
ACTIONS: list[tuple[Callable[..., bool], str, set[str]]] = [
    (people.policies.may_read_the_record, "body_key", {"auditor"}),
    (people.policies.may_set_address, "", EVERYBODY),
    (people.policies.may_view_people, "", LOOK_AT_PEOPLE),
    (people.policies.may_administer_people, "", {"administrator"}),
    (people.policies.may_confirm_change, "", {"administrator", "head"}),
    (people.policies.may_invite_person, "outsider", {"administrator"}),
    (matters.policies.may_submit_matter, "", DESK),
    (matters.policies.may_register_for, "body_key", DESK),
    (matters.policies.may_keep_matter, "matter", DESK),
    (matters.policies.may_take_up, "matter", DESK),
    (matters.policies.may_set_level, "matter", DESK),
    (matters.policies.may_hand_out, "matter", DESK),
    (matters.policies.may_follow_copies, "matter", RECORD),
    (matters.policies.may_loosen_level, "body_key", {"head"}),
    (matters.policies.may_follow_readers, "matter", RECORD | {"minister"}),
    (matters.policies.may_view_matter, "matter", RECORD | MEMBERS | STAFF | {"guest"}),
    (matters.policies.may_view_matter, "hidden_matter", RECORD),
    (matters.policies.may_read_document, "document", RECORD | MEMBERS | STAFF | {"guest"}),
    (matters.policies.may_read_document, "restricted_document", RECORD | MEMBERS),
    (records.policies.may_open_registers, "", RECORD | MEMBERS),
    (records.policies.may_follow_record, "drawn_up", RECORD),
    (records.policies.may_view_record, "drawn_up", RECORD),
    (records.policies.may_view_record, "ready", RECORD | {"chair"}),
    (records.policies.may_view_record, "issued", RECORD | MEMBERS | {"deputy"}),
    (records.policies.may_work_on_record, "drawn_up", DESK),
    (records.policies.may_approve_record, "ready", {"head", "chair"}),
    (records.policies.may_sign_record, "ready", {"chair"}),
    (records.policies.may_seal_record, "ready", DESK),
    (records.policies.may_issue_record, "ready", DESK),
    (records.policies.may_recall_record, "issued", {"head"}),
    (ballots.policies.may_ask_members, "body", DESK),
    (ballots.policies.may_compose_ballot, "draft_ballot", DESK),
    (ballots.policies.may_approve_ballot, "submitted_ballot", {"head"}),
    (ballots.policies.may_rule_on_ballot, "closed_ballot", {"chair"}),
    (ballots.policies.may_replace_papers, "open_ballot", {"head"}),
    (ballots.policies.may_recall_ballot, "open_ballot", {"head"}),
    (ballots.policies.may_extend_ballot, "open_ballot", {"head"}),
    (ballots.policies.may_remind_members, "open_ballot", DESK),
    (ballots.policies.may_follow_ballot, "open_ballot", RECORD),
    (ballots.policies.may_view_ballot, "draft_ballot", RECORD),
    (ballots.policies.may_view_ballot, "submitted_ballot", RECORD),
    (ballots.policies.may_view_ballot, "approved_ballot", RECORD),
    (ballots.policies.may_view_ballot, "open_ballot", RECORD | MEMBERS | {"assistant"}),
    (ballots.policies.may_view_ballot, "closed_ballot", RECORD | MEMBERS | {"assistant"}),
    (ballots.policies.may_report_ballot, "closed_ballot", DESK),
    (ballots.policies.may_reply_to_opinions, "closed_ballot", DESK | AGENCY),
    (ballots.policies.may_read_report, "open_ballot", NOBODY),
    (ballots.policies.may_read_report, "closed_ballot", RECORD),
    (ballots.policies.may_read_report, "reported_ballot", RECORD | MEMBERS),
    (ballots.policies.may_read_unsigned, "closed_ballot", NOBODY),
    (ballots.policies.may_read_unsigned, "reported_ballot", RECORD | {"chair"}),
    (ballots.policies.may_read_sheet, "open_elector", {"minister"}),
    (ballots.policies.may_read_sheet, "closed_elector", RECORD | {"minister"}),
    (ballots.policies.may_see_answers, "draft_ballot", NOBODY),
    (ballots.policies.may_see_answers, "open_ballot", NOBODY),
    (ballots.policies.may_see_answers, "closed_ballot", RECORD | MEMBERS | {"assistant"}),
    (ballots.policies.may_keep_draft, "open_ballot", MEMBERS | {"assistant"}),
    (ballots.policies.may_keep_draft, "vote", MEMBERS | {"assistant"}),
    (ballots.policies.may_prepare_answer, "open_ballot", {"assistant"}),
    (ballots.policies.may_prepare_answer, "vote", {"assistant"}),
    (ballots.policies.may_cast_answer, "open_ballot", MEMBERS),
    (ballots.policies.may_cast_answer, "vote", MEMBERS),
    (ballots.policies.may_keep_dissent, "closed_ballot", MEMBERS),
    (meetings.policies.may_convene, "body", DESK),
    (meetings.policies.may_keep_rooms, "", DESK),
    (meetings.policies.may_set_item_level, "sent", DESK),
    (meetings.policies.may_schedule_meeting, "draft", DESK),
    (meetings.policies.may_view_meeting, "draft", RECORD),
    (meetings.policies.may_view_meeting, "sent", INVOLVED),
    (meetings.policies.may_view_meeting, "running", INVOLVED),
    (meetings.policies.may_run_meeting, "running", DESK | {"chair"}),
    (meetings.policies.may_key_votes, "running", DESK),
    (meetings.policies.may_check_in, "running", MEMBERS | {"deputy"}),
    (meetings.policies.may_hand_over_chair, "running", DESK | {"chair"}),
    (meetings.policies.may_follow_quorum, "running", RECORD | {"chair"}),
    (meetings.policies.may_open_console, "running", DESK),
    (meetings.policies.may_vote_in_meeting, "running", MEMBERS),
    (meetings.policies.may_ask_floor, "running_item", MEMBERS | {"guest"}),
    (meetings.policies.may_ask_floor, "waiting_item", MEMBERS | {"other_guest"}),
    (meetings.policies.may_note_correction, "minister_seat", DESK | {"minister"}),
    (meetings.policies.may_show_screen, "running", DESK | MEMBERS),
    (meetings.policies.may_state_position, "sent", MEMBERS),
    (meetings.policies.may_prepare_position, "sent", {"assistant"}),
    (meetings.policies.may_open_sweep, "sent", MEMBERS | {"assistant"}),
    (meetings.policies.may_write_note, "item", MEMBERS),
    (meetings.policies.may_open_note, "item", MEMBERS | {"assistant"}),
    (meetings.policies.may_see_positions, "sent", DESK | {"chair"}),
    (meetings.policies.may_subscribe_calendar, "", EVERYBODY),
    (meetings.policies.may_reply, "sent", MEMBERS | GUESTS),
    (meetings.policies.may_enter_reply, "sent", DESK),
    (meetings.policies.may_read_invitation, "sent", INVOLVED),
    (meetings.policies.may_read_invitation, "draft", RECORD),
    (meetings.policies.may_consent_to_absence, "sent", {"chair"}),
    (meetings.policies.may_follow_replies, "sent", RECORD | {"chair"}),
    (meetings.policies.may_pull_item, "sent", DESK | MEMBERS),
    (meetings.policies.may_draw_up_papers, "sent", DESK),
    (meetings.policies.may_read_drafts, "running", RECORD | {"chair"}),
    (meetings.policies.may_read_lists, "draft", RECORD),
    (meetings.policies.may_read_lists, "running", RECORD | MEMBERS),
    (meetings.policies.may_read_notice, "approved", RECORD | MEMBERS | STAFF),
    (meetings.policies.may_read_item_paper, "item", INVOLVED - {"other_guest"}),
    (meetings.policies.may_download_minutes, "sent", NOBODY),
    (meetings.policies.may_download_minutes, "running", RECORD),
    (meetings.policies.may_download_minutes, "circulated", RECORD | ATTENDED),
    (meetings.policies.may_download_minutes, "approved", RECORD | MEMBERS | {"deputy"}),
    (meetings.policies.may_write_minutes, "sent", NOBODY),
    (meetings.policies.may_write_minutes, "running", DESK),
    (meetings.policies.may_correct_minutes, "running", NOBODY),
    (meetings.policies.may_correct_minutes, "circulated", ATTENDED),
    (meetings.policies.may_correct_minutes, "approved", NOBODY),
    (meetings.policies.may_approve_minutes, "running", NOBODY),
    (meetings.policies.may_approve_minutes, "circulated", {"head", "chair"}),
    (meetings.policies.may_see_numbers, "sent", NOBODY),
    (meetings.policies.may_see_numbers, "running", RECORD | {"chair"}),
    (meetings.policies.may_note_notice, "approved", DESK),
]


def told(row: tuple[Callable[..., bool], str, set[str]]) -> str:
    return f"{row[0].__name__} {row[1]}".strip()


@pytest.mark.parametrize("row", ACTIONS, ids=told)
def test_exactly_these_characters_may(scene: Scene, row: tuple[Callable[..., bool], str, set[str]]) -> None:
    policy, subject, allowed = row
    about = [getattr(scene, subject)] if subject else []
    people = {name: person for name, person in scene.people.items() if person is not None}
    assert {name for name, person in people.items() if policy(person, *about)} == allowed


def test_a_closed_account_may_nothing_that_writes(scene: Scene) -> None:
    for policy, subject, allowed in ACTIONS:
        about = [getattr(scene, subject)] if subject else []
        if not policy.__name__.startswith(("may_view", "may_read_document", "may_see", "may_download")):
            for name in allowed:
                person = scene.people[name]
                assert person is not None
                person.is_active = False
                try:
                    assert not policy(person, *about), (policy.__name__, name)
                finally:
                    person.is_active = True


def test_every_policy_is_in_the_table() -> None:
    found = {
        f"{app.__name__}.{name}"
        for app in APPS
        for name, thing in inspect.getmembers(app, inspect.isfunction)
        if name.startswith("may_") and thing.__module__ == app.__name__
    }
    assert found == {f"{policy.__module__}.{policy.__name__}" for policy, _subject, _allowed in ACTIONS}


# -- routes -------------------------------------------------------------------------------------------------

GO = 303  # any redirect
SIGN_IN = -1  # sent to the sign-in page


@dataclass(frozen=True)
class Route:
    """A route asked in one way: who gets `answer`; whoever else sees the thing gets 403, the others 404."""

    name: str
    allowed: set[str] | None  # None: everybody who has signed in
    answer: int = 200
    method: str = "get"
    sees: set[str] = field(default_factory=set)
    arguments: Callable[[Scene], list[object]] = lambda scene: []
    sent: Callable[[Scene], dict[str, object]] = lambda scene: {}
    anonymous: int = SIGN_IN

    def expected(self, name: str) -> int:
        """The answer that this character should get."""
        if name == "anonymous":
            return self.anonymous
        if self.allowed is None or name in self.allowed:
            return self.answer
        return 403 if name in self.sees else 404


VOTERS = RECORD | MEMBERS | {"assistant"}
READERS = RECORD | MEMBERS | STAFF | {"guest"}
RUNS = DESK | {"chair"}


def post(name: str, allowed: set[str] | None, answer: int = GO, **more: Any) -> Route:
    return Route(name, allowed, answer, method="post", **more)


def form_of_people(name: str, arguments: Callable[[Scene], list[object]] = lambda scene: []) -> Route:
    """An act on persons and offices, as its page is opened."""
    return Route(name, {"administrator"}, sees=LOOK_AT_PEOPLE, arguments=arguments)


def post_of_people(name: str, arguments: Callable[[Scene], list[object]] = lambda scene: []) -> Route:
    """The same act sent empty: whoever may is told what is missing."""
    return post(name, {"administrator"}, 422, sees=LOOK_AT_PEOPLE, arguments=arguments)


def sent(scene: Scene) -> list[object]:
    return [scene.sent.pk]


def draft(scene: Scene) -> list[object]:
    return [scene.draft.pk]


def running(scene: Scene) -> list[object]:
    return [scene.running.pk]


def seat_of(meeting: str) -> Callable[[Scene], list[object]]:
    """The minister's seat at this meeting."""
    return lambda scene: [getattr(scene, meeting).pk, scene.cabinet.minister_seat.order]


def item(scene: Scene) -> list[object]:
    return [scene.sent.pk, scene.item.pk]


def no_objection(scene: Scene) -> dict[str, object]:
    """To the item of the meeting that was sent; members and staff had different papers before them."""
    return {"stance": "none", "seen": "x"}


def section(scene: Scene) -> list[object]:
    return [scene.sent.pk, scene.section.pk]


def first_sentence(scene: Scene) -> str:
    """Behind which a sentence may be added: behind the last one nothing is."""
    _facts, lines = minutes_lines(scene.circulated, current_minutes(scene.circulated))
    return str(lines[0].key)


def running_item(scene: Scene) -> list[object]:
    return [scene.running.pk, scene.running_item.pk]


def waiting_item(scene: Scene) -> list[object]:
    return [scene.running.pk, scene.waiting_item.pk]


def vote(scene: Scene) -> list[object]:
    return [scene.running.pk, scene.vote.pk]


def one(what: str) -> Callable[[Scene], list[object]]:
    return lambda scene: [getattr(scene, what).pk]


def in_json(what: str) -> Callable[[Scene], list[object]]:
    return lambda scene: [getattr(scene, what).pk, "json"]


def paper_of(meeting: str, kind: str, form: str) -> Callable[[Scene], list[object]]:
    """A paper about a whole meeting."""
    return lambda scene: [getattr(scene, meeting).pk, kind, form]


def paper_of_vote(kind: str) -> Callable[[Scene], list[object]]:
    """A paper about the vote that is open."""
    return lambda scene: [scene.running.pk, scene.vote.pk, kind, "pdf"]


def act(what: str, name: str) -> Callable[[Scene], list[object]]:
    """An act on this document."""
    return lambda scene: [getattr(scene, what).pk, name]


def sheet(what: str) -> Callable[[Scene], list[object]]:
    """The minister's answer sheet in this ballot."""
    return lambda scene: [getattr(scene, what).pk, scene.cabinet.minister_seat.order]


def prepared_paper(scene: Scene) -> list[object]:
    return [scene.open_ballot.pk, scene.prepared_paper.pk]


ROUTES = [
    Route("today", None),
    Route("sign_in", None, GO, anonymous=200),
    Route("account_login", None, GO, anonymous=200),
    post("sign_out", None),
    Route("my_sessions", None),
    post("session_end", None, sent=lambda s: {"which": "nobody's"}),
    Route("account_change_password", None),
    post("account_change_password", None, 422, sent=lambda s: {"oldpassword": "x"}),
    # what proves that it is this person: everybody's own, and nobody else's
    Route("keys_offer", None),
    Route("mfa_index", None),
    Route("mfa_activate_totp", None),
    post("mfa_activate_totp", None, 422, sent=lambda s: {"code": "000000"}),
    Route("mfa_deactivate_totp", NOBODY),
    Route("mfa_view_recovery_codes", NOBODY),
    Route("mfa_generate_recovery_codes", None),
    post("mfa_generate_recovery_codes", None, 422),
    Route("mfa_add_webauthn", None),
    post("mfa_add_webauthn", None, 422, sent=lambda s: {"credential": "{}"}),
    Route("mfa_remove_webauthn", NOBODY, arguments=lambda s: [1]),
    Route("account_reauthenticate", None),
    post("account_reauthenticate", None, 422, sent=lambda s: {"password": "x"}),
    Route("mfa_reauthenticate", None, GO),
    Route("mfa_reauthenticate_webauthn", None, GO),
    Route("person_invite", {"administrator", "head"}, sees={"auditor"}, arguments=lambda s: [s.outsider.pk]),
    post(
        "person_invite",
        {"administrator"},
        200,
        sees={"head", "auditor"},
        arguments=lambda s: [s.outsider.pk],
    ),
    Route("invitation", NOBODY, arguments=lambda s: ["A" * 43], anonymous=404),
    Route("mfa_authenticate", None, GO, anonymous=GO),
    Route("mfa_login_webauthn", None, GO, anonymous=GO),
    post("mfa_login_webauthn", None, GO, sent=lambda s: {"credential": "{}"}, anonymous=GO),
    Route("healthz", None, anonymous=200),
    Route("mail_address", None),
    post("mail_address", None, sent=lambda s: {"address": "a@b.vn", "again": "A@b.vn"}),
    post("mail_address", None, 422, sent=lambda s: {"address": "a@b.vn", "again": "a@c.vn"}),
    Route("calendar_subscription", None),
    post("calendar_subscription", None, 200, sent=lambda s: {"act": "renew"}),
    Route("calendar_feed", NOBODY, arguments=lambda s: ["A" * 43], anonymous=404),
    Route(
        "calendar_feed",
        None,
        arguments=lambda s: [renew_subscription(actor=s.cabinet.minister)],
        anonymous=200,
    ),
    post("confirm_act", None, 200, sent=lambda s: {"language": "en", "confirm_act": "/"}),
    post("set_language", None, sent=lambda s: {"language": "en", "next": "/"}, anonymous=GO),
    Route(
        "live_poll",
        INVOLVED,
        arguments=lambda s: ["meeting", s.running.pk],
        sent=lambda s: {"view": "room"},
        anonymous=401,
    ),
    Route(
        "live_poll",
        DESK,
        sees=INVOLVED,
        arguments=lambda s: ["meeting", s.running.pk],
        sent=lambda s: {"view": "console"},
        anonymous=401,
    ),
    # documents and their registers
    Route("records", RECORD | MEMBERS),
    Route("record_export", RECORD | MEMBERS, arguments=lambda s: ["csv"]),
    post("record_draw_up", DESK, sent=lambda s: {"kind": "minutes", "subject": s.approved.stream}),
    post("record_draw_up", NOBODY, sent=lambda s: {"kind": "minutes", "subject": "meeting:x"}),
    Route("record", RECORD, arguments=one("drawn_up")),
    Route("record", RECORD | {"chair"}, arguments=one("ready")),
    Route("record", RECORD | MEMBERS | {"deputy"}, arguments=one("issued")),
    Route("record_pdf", RECORD, arguments=one("drawn_up")),
    Route("record_pdf", RECORD | MEMBERS | {"deputy"}, arguments=one("issued")),
    Route("record_pdf", RECORD, arguments=one("issued"), sent=lambda s: {"copy": "issued"}),
    Route("record_verify", NOBODY, arguments=one("ready")),
    Route("record_verify", RECORD | MEMBERS | {"deputy"}, arguments=one("issued")),
    Route("record_change", DESK, sees=RECORD, arguments=one("drawn_up")),
    Route("record_change", DESK, sees=RECORD | {"chair"}, arguments=one("ready")),
    post("record_upload", RECORD | {"chair"}, 422, arguments=one("ready")),
    post("record_act", DESK, 422, sees=RECORD, arguments=act("drawn_up", "circulate")),
    post("record_act", {"chair"}, sees=RECORD, arguments=act("ready", "sign")),
    post("record_act", DESK, sees=RECORD | {"chair"}, arguments=act("ready", "number")),
    post("record_act", DESK, 422, sees=RECORD | {"chair"}, arguments=act("ready", "seal")),
    post("record_act", {"head", "chair"}, 422, sees=RECORD, arguments=act("ready", "return")),
    post(
        "record_act",
        {"head"},
        sees=RECORD | MEMBERS | {"deputy"},
        arguments=act("issued", "recall"),
        sent=lambda s: {"reason": "Sai số liệu."},
    ),
    # matters and papers
    Route("verify_record", None),
    post("verify_record", None, 422),
    Route("matter_list", None),
    Route("matter_new", DESK, sees=EVERYBODY),
    post("matter_new", DESK, 422, sees=EVERYBODY, sent=lambda s: {"title": ""}),
    Route("matter", READERS, arguments=one("matter")),
    Route("matter", RECORD, arguments=one("hidden_matter")),
    post("matter_on_paper", DESK, 422, sees=EVERYBODY, sent=lambda s: {"lead": ""}),
    post("on_paper_add", DESK, sees=READERS, arguments=one("matter")),
    Route("on_paper", RECORD, sees=READERS, arguments=one("on_paper")),
    post("on_paper", DESK, 422, sees=READERS, arguments=one("on_paper")),
    Route("item_level", DESK, sees=INVOLVED, arguments=lambda s: [s.sent.pk, s.item.pk]),
    post("item_level", DESK, 422, sees=INVOLVED, arguments=lambda s: [s.sent.pk, s.item.pk]),
    Route("matter_openings", RECORD | {"minister"}, sees=READERS, arguments=one("matter")),
    Route("matter_level", DESK, sees=READERS, arguments=one("matter")),
    Route("matter_level", DESK, sees={"auditor"}, arguments=one("hidden_matter")),
    post("matter_level", DESK, 422, sees=READERS, arguments=one("matter")),
    Route("document_level", DESK, sees=READERS, arguments=one("document")),
    Route("document_level", DESK, sees=RECORD | MEMBERS, arguments=one("restricted_document")),
    post("document_level", DESK, 422, sees=READERS, arguments=one("document")),
    post("paper_add", DESK, 422, sees=READERS, arguments=one("matter")),
    Route("paper", READERS, arguments=one("paper")),
    Route("paper", RECORD | MEMBERS, arguments=one("restricted")),
    # preparing a meeting
    Route("meeting_list", None),
    Route("meeting_new", DESK, sees=EVERYBODY),
    post("meeting_new", DESK, 422, sees=EVERYBODY, sent=lambda s: {"title": ""}),
    Route("meeting", INVOLVED, arguments=sent),
    Route("meeting", RECORD, arguments=draft),
    Route("meeting_edit", DESK, sees=INVOLVED, arguments=sent),
    post("meeting_edit", DESK, 422, sees=INVOLVED, arguments=sent, sent=lambda s: {"title": ""}),
    post("meeting_send", DESK, sees=RECORD, arguments=draft),
    Route("meeting_cancel", DESK, sees=INVOLVED, arguments=sent),
    Route("meeting_cancel", DESK, sees=RECORD, arguments=draft),
    post("meeting_cancel", DESK, 422, sees=INVOLVED, arguments=sent, sent=lambda s: {"reason": ""}),
    # replies to the invitation
    post("reply_give", MEMBERS | GUESTS, sees=INVOLVED, arguments=sent, sent=lambda s: {"said": "attend"}),
    Route("invitation_pdf", INVOLVED, arguments=sent),
    Route("invitation_pdf", NOBODY, arguments=draft),
    Route("replies", RECORD | {"chair"}, sees=INVOLVED, arguments=sent),
    Route("reply_enter", DESK, sees=INVOLVED, arguments=seat_of("sent")),
    post("reply_enter", DESK, 422, sees=INVOLVED, arguments=seat_of("sent")),
    Route("guest_reply_enter", DESK, sees=INVOLVED, arguments=lambda s: [s.sent.pk, s.cabinet.guest.pk]),
    Route(
        "guest_reply_enter", NOBODY, sees=INVOLVED - DESK, arguments=lambda s: [s.sent.pk, s.cabinet.clerk.pk]
    ),
    post(
        "absence_decide",
        {"chair"},
        sees=INVOLVED,
        arguments=seat_of("sent"),
        sent=lambda s: {"revision": 1, "consents": "yes"},
    ),
    post("item_add", DESK, 422, sees=INVOLVED, arguments=sent, sent=lambda s: {"matter": ""}),
    post("agenda_save", DESK, sees=INVOLVED, arguments=sent),
    post(
        "ballot_take_up",
        DESK,
        sees=INVOLVED,
        arguments=lambda s: [s.sent.pk, s.closed_ballot.pk],
    ),
    post("item_move", DESK, sees=INVOLVED, arguments=item, sent=lambda s: {"after": "top", "seen": 0}),
    post("item_remove", DESK, sees=INVOLVED, arguments=item),
    post("papers_due_set", DESK, sees=INVOLVED, arguments=sent),
    post("agenda_seen", INVOLVED, arguments=sent, sent=lambda s: {"digest": "x"}),
    post("section_add", DESK, 422, sees=INVOLVED, arguments=sent, sent=lambda s: {"title": ""}),
    post("section_move", DESK, sees=INVOLVED, arguments=section, sent=lambda s: {"after": "top", "seen": 0}),
    post("section_remove", DESK, sees=INVOLVED, arguments=section),
    post("guest_invite", DESK, 422, sees=INVOLVED, arguments=sent, sent=lambda s: {"person": ""}),
    post("guest_withdraw", DESK, sees=INVOLVED, arguments=lambda s: [s.sent.pk, Counted(s.guest.pk)]),
    # planning meetings
    Route("meeting_calendar", None),
    Route("room_list", DESK, sees=EVERYBODY),
    post("room_list", DESK, 422, sees=EVERYBODY, sent=lambda s: {"name": ""}),
    post("room_change", DESK, 422, sees=EVERYBODY, arguments=one("hall"), sent=lambda s: {"name": ""}),
    post("sessions_follow", DESK, sees=INVOLVED, arguments=sent, sent=lambda s: {"months": 1}),
    post("standing_items_add", DESK, sees=INVOLVED, arguments=sent),
    # positions before the session: members, and their assistants to prepare
    Route("sweep", MEMBERS | {"assistant"}, sees=INVOLVED, arguments=sent),
    Route("sweep", NOBODY, sees=RECORD, arguments=draft),
    post("position_state", MEMBERS | {"assistant"}, 409, sees=INVOLVED, arguments=item, sent=no_objection),
    post("positions_rest", MEMBERS, sees=INVOLVED, arguments=sent),
    post("positions_adopt", MEMBERS, sees=INVOLVED, arguments=sent),
    Route("item_opinions", NOBODY, arguments=item),  # no ballot was on it: see its own tests
    Route("item_note", MEMBERS | {"assistant"}, arguments=item),
    Route("note_now", MEMBERS | {"assistant"}, GO, sees=INVOLVED, arguments=sent),
    Route("positions", DESK | {"chair"}, sees=INVOLVED, arguments=sent),
    post("block_announce", DESK | {"chair"}, sees=INVOLVED, arguments=sent),
    post("block_pull", DESK | MEMBERS, sees=INVOLVED, arguments=item),
    post("block_vote", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    post("block_settle", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    Route("positions_csv", DESK | {"chair"}, sees=INVOLVED, arguments=sent),
    # the room
    Route("room", INVOLVED, arguments=running),
    Route("vote_card", INVOLVED, arguments=running),
    Route("check_in", MEMBERS | {"deputy"}, sees=INVOLVED, arguments=running),
    post(
        "check_in",
        MEMBERS | {"deputy"},
        sees=INVOLVED,
        arguments=running,
        sent=lambda s: {"presence": "left"},
    ),
    post(
        "vote_cast",
        MEMBERS,
        sees=INVOLVED,
        arguments=vote,
        sent=lambda s: {"choice": "for", "named": 0, "key": uuid4()},
    ),
    Route("screen", DESK | MEMBERS, sees=INVOLVED, arguments=running),
    Route("console", DESK, sees=INVOLVED, arguments=running),
    Route(
        "attendance_note",
        DESK | {"chair"},
        sees=INVOLVED,
        arguments=running,
        sent=lambda s: {"seat": s.cabinet.minister_seat.order},
    ),
    post(
        "attendance_note",
        DESK | {"chair"},
        sees=INVOLVED,
        arguments=running,
        sent=lambda s: {"seat": s.cabinet.minister_seat.order, "presence": "remote"},
    ),
    post("attendance_all", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    post("meeting_start", DESK | {"chair"}, sees=INVOLVED, arguments=sent),
    post("item_next", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    post(
        "item_start",
        DESK | {"chair"},
        sees=INVOLVED,
        arguments=lambda s: [s.running.pk, s.waiting_item.pk],
    ),
    post("item_end", DESK | {"chair"}, sees=INVOLVED, arguments=running_item),
    post(
        "item_conclude",
        DESK | {"chair"},
        sees=INVOLVED,
        arguments=running_item,
        sent=lambda s: {"text": "Thông qua."},
    ),
    # the floor
    Route("floor_card", INVOLVED, arguments=running),
    post(
        "floor_request",
        MEMBERS | {"guest"},
        sees=INVOLVED - {"other_guest"},
        arguments=running_item,
        sent=lambda s: {"turn": "speech"},
    ),
    post("floor_withdraw", MEMBERS | {"guest"}, sees=INVOLVED - {"other_guest"}, arguments=running_item),
    post("speech_end", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    post(
        "speaker_act",
        DESK | {"chair"},
        sees=INVOLVED,
        arguments=lambda s: [s.running.pk, Counted(s.speaker.pk), "strike"],
    ),
    post(
        "speaker_act",
        NOBODY,
        sees=NOBODY,
        arguments=lambda s: [s.running.pk, Counted(s.speaker.pk), "nonsense"],
    ),
    post("vote_announce", DESK | {"chair"}, sees=INVOLVED, arguments=running_item),
    post("vote_unannounce", DESK | {"chair"}, sees=INVOLVED, arguments=running_item),
    Route("item_conclusion", DESK | {"chair"}, sees=INVOLVED, arguments=running_item),
    post(
        "item_conclusion",
        DESK | {"chair"},
        sees=INVOLVED,
        arguments=running_item,
        sent=lambda s: {"text": "Thông qua.", "task_1": "Trình lại"},
    ),
    post("conclusion_release", DESK | {"chair"}, sees=INVOLVED, arguments=running_item),
    Route("vote_correction", DESK | MEMBERS, sees=INVOLVED, arguments=vote),
    post("vote_correction", DESK | MEMBERS, 422, sees=INVOLVED, arguments=vote),
    post("vote_publish", DESK | {"chair"}, sees=INVOLVED, arguments=vote),
    post("vote_open", DESK | {"chair"}, sees=INVOLVED, arguments=running_item),
    Route("vote_by_hand", RUNS, sees=INVOLVED, arguments=running_item),
    post("vote_by_hand", RUNS, 422, sees=INVOLVED, arguments=running_item, sent=lambda s: {"way": "post"}),
    post("vote_by_tablet", RUNS, sees=INVOLVED, arguments=vote),
    Route("sheet_key", DESK, sees=INVOLVED, arguments=vote),
    post("sheet_key", DESK, 422, sees=INVOLVED, arguments=vote),
    Route("sheet_check", RUNS, sees=INVOLVED, arguments=vote),
    post("sheet_check", RUNS, 422, sees=INVOLVED, arguments=vote),
    post("vote_close", DESK | {"chair"}, sees=INVOLVED, arguments=vote),
    Route("meeting_closing", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    Route("meeting_pause", RUNS, sees=INVOLVED, arguments=running),
    post("meeting_pause", RUNS, 422, sees=INVOLVED, arguments=running, sent=lambda s: {"reason": "Giải lao"}),
    post("meeting_resume", RUNS, sees=INVOLVED, arguments=running),
    post("act_undo", RUNS, sees=INVOLVED, arguments=running),
    Route("item_urgent", RUNS, sees=INVOLVED, arguments=running),
    post("item_urgent", RUNS, 422, sees=INVOLVED, arguments=running, sent=lambda s: {"matter": ""}),
    post("item_shift", RUNS, sees=INVOLVED, arguments=waiting_item, sent=lambda s: {"to": "later"}),
    Route("item_defer", RUNS, sees=INVOLVED, arguments=waiting_item),
    post("item_defer", RUNS, sees=INVOLVED, arguments=waiting_item, sent=lambda s: {"reason": "Thiếu"}),
    Route("item_direct", RUNS, sees=INVOLVED, arguments=running_item),
    post("item_direct", RUNS, 422, sees=INVOLVED, arguments=running_item, sent=lambda s: {"text": "Sửa"}),
    Route("item_recusals", RUNS, sees=INVOLVED, arguments=waiting_item),
    post("item_recusals", RUNS, 422, sees=INVOLVED, arguments=waiting_item),
    post("recusal_lift", NOBODY, sees=INVOLVED - RUNS, arguments=waiting_item),
    Route("chair_hand", RUNS, sees=INVOLVED, arguments=running),
    post("chair_hand", RUNS, 422, sees=INVOLVED, arguments=running),
    post("chair_take_back", RUNS, sees=INVOLVED, arguments=running),
    Route("quorum", RECORD | {"chair"}, sees=INVOLVED, arguments=running),
    post("meeting_close", DESK | {"chair"}, sees=INVOLVED, arguments=running),
    Route("meeting_documents", INVOLVED, arguments=sent),
    Route("meeting_documents", RECORD, arguments=draft),
    Route("meeting_document", RECORD | MEMBERS, arguments=paper_of("running", "attendance_list", "pdf")),
    Route("meeting_document", RECORD | {"chair"}, arguments=paper_of("sent", "invitation", "json")),
    Route("meeting_document", NOBODY, arguments=paper_of("running", "attendance_list", "exe")),
    Route("meeting_document", NOBODY, arguments=paper_of("running", "vote_sheet", "pdf")),
    # A vote that is not published has no sheet: whoever might read one is told so.
    Route("vote_document", RECORD | MEMBERS, GO, arguments=paper_of_vote("vote_sheet")),
    Route("vote_document", RECORD | {"chair"}, GO, arguments=paper_of_vote("resolution")),
    Route("vote_document", NOBODY, arguments=paper_of_vote("invitation")),
    Route("meeting_pack", INVOLVED, arguments=sent),
    Route("meeting_pack", RECORD, arguments=draft),
    Route("pack_pdf", INVOLVED, GO, arguments=sent),
    Route("pack_docx", INVOLVED, arguments=sent),
    post("pack_make", NOBODY, arguments=one("open_ballot")),
    post("pack_cancel", INVOLVED, arguments=sent),
    Route("minutes_pdf", RECORD, arguments=running),
    Route("minutes_pdf", RECORD | ATTENDED, arguments=one("circulated")),
    Route("minutes_pdf", RECORD | MEMBERS | {"deputy"}, arguments=one("approved")),
    post("notice_note", DESK, 422, sees=INVOLVED, arguments=one("approved")),
    Route("meeting_numbers", RECORD | {"chair"}, arguments=running),
    Route("meeting_numbers", NOBODY, arguments=sent),
    Route("minutes", RECORD, arguments=running),
    Route("minutes", RECORD | ATTENDED, arguments=one("circulated")),
    Route("minutes", RECORD | MEMBERS | {"deputy"}, arguments=one("approved")),
    Route("minutes", NOBODY, arguments=sent),
    Route("sentence_history", RECORD, arguments=one("circulated"), sent=lambda s: {"sentence": "place"}),
    post(
        "sentence_edit",
        DESK,
        sees=RECORD,
        arguments=running,
        sent=lambda s: {"key": "place", "base": 0, "text": "Phòng họp B."},
    ),
    post("sentence_edit", DESK, 409, sees=RECORD | ATTENDED, arguments=one("circulated")),
    post(
        "sentence_add",
        DESK,
        sees=RECORD | ATTENDED,
        arguments=one("circulated"),
        sent=lambda s: {"after": first_sentence(s), "text": "Thêm."},
    ),
    post("minutes_circulate", DESK, 422, sees=RECORD, arguments=running),
    post(
        "minutes_correct",
        ATTENDED,
        sees=RECORD,
        arguments=one("circulated"),
        sent=lambda s: {"text": "Sửa giờ."},
    ),
    post("minutes_correct", NOBODY, sees=RECORD | MEMBERS | {"deputy"}, arguments=one("approved")),
    post(
        "correction_answer",
        DESK,
        sees=RECORD | ATTENDED,
        arguments=lambda s: [s.circulated.pk, 1],
        sent=lambda s: {"answer": "accept"},
    ),
    post("minutes_approve", {"head", "chair"}, sees=RECORD | ATTENDED, arguments=one("circulated")),
    post(
        "minutes_supersede",
        DESK,
        sees=RECORD | MEMBERS | {"deputy"},
        arguments=one("approved"),
        sent=lambda s: {"reason": "Ghi sai."},
    ),
    Route("minutes_pdf", NOBODY, arguments=sent),
    # opinion ballots
    Route("ballot_list", None),
    Route("ballot_csv", RECORD, sees=EVERYBODY),
    Route("ballot_xlsx", RECORD, sees=EVERYBODY),
    Route("ballot_new", DESK, sees=EVERYBODY),
    post("ballot_new", DESK, 422, sees=EVERYBODY, sent=lambda s: {"question_1": ""}),
    Route("ballot_edit", DESK, sees=EVERYBODY, arguments=one("draft_ballot")),
    post("ballot_edit", DESK, 422, sees=EVERYBODY, arguments=one("draft_ballot")),
    Route("ballot", RECORD, arguments=one("draft_ballot")),
    Route("ballot", VOTERS, arguments=one("open_ballot")),
    Route("ballot", VOTERS, arguments=one("closed_ballot")),
    Route("ballot", NOBODY, arguments=one("vote")),
    post(
        "answer_cast",
        MEMBERS - {"minister"},
        sees=VOTERS - {"minister"},
        arguments=one("open_ballot"),
        sent=lambda s: {
            "revision": 0,
            "key": uuid4(),
            "subject": s.open_ballot.subject,
            "choice_1": "for",
            "text_1": "",
        },
    ),
    Route("answer_draft", MEMBERS | {"assistant"}, sees=VOTERS, arguments=one("open_ballot")),
    post(
        "answer_draft",
        MEMBERS - {"minister"} | {"assistant"},
        sees=VOTERS,
        arguments=one("open_ballot"),
        sent=lambda s: {"revision": 0, "base": 0, "choice_1": "for", "text_1": ""},
    ),
    post("draft_discard", MEMBERS | {"assistant"}, sees=VOTERS, arguments=one("open_ballot")),
    post(
        "draft_restore",
        MEMBERS | {"assistant"},
        sees=VOTERS,
        arguments=lambda s: [s.open_ballot.pk, 0],
    ),
    # The staff of the minister's seat, and the minister himself.
    post("prepared_submit", {"assistant"}, 422, sees=VOTERS, arguments=one("open_ballot")),
    post("prepared_take_back", {"assistant"}, sees=VOTERS, arguments=one("open_ballot")),
    post("prepared_paper_add", {"assistant"}, 422, sees=VOTERS, arguments=one("open_ballot")),
    Route("prepared_paper", {"assistant", "minister"}, arguments=prepared_paper),
    post("prepared_paper_remove", {"assistant"}, sees=VOTERS, arguments=prepared_paper),
    post(
        "prepared_adopt",
        {"minister"},
        sees=VOTERS,
        arguments=lambda s: [s.open_ballot.pk, s.prepared.number],
    ),
    Route("prepared_paper", NOBODY, arguments=lambda s: [s.closed_ballot.pk, s.prepared_paper.pk]),
    Route("receipt", {"minister"}, arguments=one("open_ballot")),
    Route("receipt_file", {"minister"}, arguments=one("open_ballot")),
    Route("ballot_changes", VOTERS, arguments=one("replaced_ballot")),
    Route("ballot_changes", NOBODY, arguments=one("open_ballot")),
    Route("ballot_changes", RECORD, sees=VOTERS, arguments=one("open_ballot"), sent=lambda s: {"offered": 1}),
    post("papers_replace", {"head"}, 422, sees=EVERYBODY, arguments=one("open_ballot")),
    post(
        "answer_confirm",
        MEMBERS,
        sees=VOTERS,
        arguments=one("replaced_ballot"),
        sent=lambda s: {"revision": 1, "key": uuid4(), "subject": s.replaced_ballot.subject},
    ),
    post("answer_confirm", NOBODY, arguments=one("vote")),
    post(
        "dissent_keep",
        MEMBERS,
        sees=VOTERS,
        arguments=one("closed_ballot"),
        sent=lambda s: {"text": "Không tán thành."},
    ),
    post("dissent_keep", NOBODY, arguments=one("vote")),
    Route("ballot", RECORD, arguments=one("submitted_ballot")),
    Route("ballot", RECORD, arguments=one("approved_ballot")),
    Route("ballot_history", RECORD, arguments=one("draft_ballot")),
    Route("ballot_history", RECORD, arguments=one("approved_ballot")),
    Route("ballot_history", VOTERS, arguments=one("open_ballot")),
    Route("ballot_history", NOBODY, arguments=one("vote")),
    post(
        "ballot_submit",
        DESK,
        sees=EVERYBODY,
        arguments=one("draft_ballot"),
        sent=lambda s: {"note": "Kính trình"},
    ),
    post("ballot_approve", {"head"}, sees=EVERYBODY, arguments=one("submitted_ballot")),
    post(
        "ballot_return",
        {"head"},
        sees=EVERYBODY,
        arguments=one("submitted_ballot"),
        sent=lambda s: {"reason": "Thiếu tờ trình"},
    ),
    post("ballot_withdraw", DESK, sees=EVERYBODY, arguments=one("submitted_ballot")),
    post("ballot_open", DESK, sees=EVERYBODY, arguments=one("approved_ballot")),
    post("ballot_close", DESK, sees=EVERYBODY, arguments=one("open_ballot")),
    post("ballot_remind", DESK, sees=EVERYBODY, arguments=one("open_ballot")),
    Route("ballot_extend", {"head"}, sees=EVERYBODY, arguments=one("open_ballot")),
    post("ballot_extend", {"head"}, 422, sees=EVERYBODY, arguments=one("open_ballot")),
    post(
        "ballot_rule",
        {"chair"},
        409,
        sees=VOTERS,
        arguments=one("closed_ballot"),
        sent=lambda s: {"ruling": "next_session"},
    ),
    post(
        "ballot_recall",
        {"head"},
        sees=EVERYBODY,
        arguments=one("open_ballot"),
        sent=lambda s: {"reason": "Sai tài liệu."},
    ),
    post("ballot_recall", NOBODY, sees=EVERYBODY - {"head"}, arguments=one("vote")),
    # papers, replies and report
    Route("ballot_paper", RECORD, arguments=one("draft_ballot")),
    Route("ballot_paper", VOTERS, arguments=one("open_ballot")),
    Route("ballot_paper", NOBODY, arguments=one("vote")),
    Route("ballot_paper_as", VOTERS, arguments=in_json("open_ballot")),
    Route("ballot_resolution", RECORD | {"chair"}, GO, arguments=in_json("reported_ballot")),
    Route("ballot_resolution", NOBODY, arguments=in_json("closed_ballot")),
    Route("answer_sheet_as", {"minister"}, arguments=lambda s: [*sheet("open_ballot")(s), "json"]),
    Route("report_as", RECORD, arguments=in_json("closed_ballot")),
    Route("report_as", RECORD | MEMBERS, arguments=in_json("reported_ballot")),
    Route("answer_sheet", {"minister"}, arguments=sheet("open_ballot")),
    Route("answer_sheet", RECORD | {"minister"}, arguments=sheet("closed_ballot")),
    Route("answer_sheet", NOBODY, arguments=sheet("vote")),
    Route("opinion_replies", DESK | AGENCY, arguments=one("closed_ballot")),
    Route("opinion_replies", NOBODY, arguments=one("open_ballot")),
    Route("opinion_replies", NOBODY, arguments=one("vote")),
    post("opinion_replies", DESK | AGENCY, arguments=one("closed_ballot")),
    post("opinion_replies", DESK | AGENCY, arguments=one("reported_ballot"), answer=409),
    post("opinion_replies", NOBODY, arguments=one("open_ballot")),
    Route("ballot_report", NOBODY, arguments=one("open_ballot")),
    Route("ballot_report", RECORD, arguments=one("closed_ballot")),
    Route("ballot_report", RECORD | MEMBERS, arguments=one("reported_ballot")),
    Route("report_pdf", NOBODY, arguments=one("open_ballot")),
    Route("report_pdf", RECORD, arguments=one("closed_ballot")),
    Route("report_pdf", RECORD | MEMBERS, arguments=one("reported_ballot")),
    post("report_issue", DESK, sees=EVERYBODY, arguments=one("closed_ballot")),
    post("report_issue", NOBODY, sees=EVERYBODY - DESK, arguments=one("vote")),
    # A session vote is not reachable as an opinion ballot, by whatever door.
    post("ballot_close", NOBODY, sees=EVERYBODY - DESK, arguments=one("vote")),
    post("answer_cast", NOBODY, arguments=one("vote")),
    # persons and offices
    Route("people", LOOK_AT_PEOPLE),
    Route("person", LOOK_AT_PEOPLE, arguments=one("outsider")),
    *(form_of_people(name) for name in ("person_new", "body_new", "agency_new")),
    *(
        form_of_people(name, one("outsider"))
        for name in ("person_edit", "person_duty", "person_suspend", "person_reinstate", "person_appoint")
    ),
    form_of_people("appointment_end", one("appointment")),
    form_of_people("duty_end", one("term")),
    Route("bodies", LOOK_AT_PEOPLE),
    form_of_people("body_edit", one("body")),
    form_of_people("seat_new", one("body")),
    form_of_people("agency_edit", one("agency")),
    Route("seat", LOOK_AT_PEOPLE, arguments=one("minister_seat")),
    form_of_people("seat_edit", one("minister_seat")),
    form_of_people("seat_end", one("minister_seat")),
    *(post_of_people(name) for name in ("person_new", "body_new", "agency_new")),
    *(
        post_of_people(name, one("outsider"))
        for name in ("person_edit", "person_duty", "person_suspend", "person_reinstate", "person_appoint")
    ),
    post_of_people("appointment_end", one("appointment")),
    post_of_people("duty_end", one("term")),
    post_of_people("body_edit", one("body")),
    post_of_people("seat_new", one("body")),
    post_of_people("agency_edit", one("agency")),
    post_of_people("seat_edit", one("minister_seat")),
    post_of_people("seat_end", one("minister_seat")),
    Route("people_import", {"administrator"}, sees=LOOK_AT_PEOPLE, arguments=lambda s: ["persons"]),
    Route("people_import", NOBODY, arguments=lambda s: ["passwords"]),
    post("people_import", {"administrator"}, 422, sees=LOOK_AT_PEOPLE, arguments=lambda s: ["seats"]),
    Route("people_template", LOOK_AT_PEOPLE, arguments=lambda s: ["appointments"]),
    Route("people_export", LOOK_AT_PEOPLE, arguments=lambda s: ["persons"]),
    Route("people_export", NOBODY, arguments=lambda s: ["passwords"]),
    Route("proposals", LOOK_AT_PEOPLE),
    Route("proposal", LOOK_AT_PEOPLE, arguments=one("proposed")),
    # Whoever proposed it is told that another confirms, which is a redirect too.
    post("proposal_confirm", {"head", "administrator"}, sees=LOOK_AT_PEOPLE, arguments=one("proposed")),
    post(
        "proposal_decline",
        {"head", "administrator"},
        422,
        sees=LOOK_AT_PEOPLE,
        arguments=one("proposed"),
    ),
    post("proposal_withdraw", {"administrator"}, sees=LOOK_AT_PEOPLE, arguments=one("proposed")),
]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.name}")
def test_exactly_these_characters_get_in(scene: Scene, route: Route) -> None:
    answers = {name: ask(scene, route, name) for name in scene.people if relevant(route, name)}
    assert answers == {name: route.expected(name) for name in answers}


def relevant(route: Route, name: str) -> bool:
    """The minister has answered already: what a second answer gets, the page's own tests say.

    What a member gets for whom nothing is prepared, too: a refusal, which is a redirect like the act itself.
    """
    if route.name in ("answer_cast", "answer_draft") and route.method == "post" and route.allowed:
        return name != "minister"
    return not (route.name == "prepared_adopt" and name in MEMBERS - {"minister"})


def ask(scene: Scene, route: Route, name: str) -> int:
    """Ask as this character; what it changes is rolled back."""
    response = answered(scene, route, name)
    status: int = response.status_code
    if status not in (302, 303):
        return status
    return SIGN_IN if response["Location"].startswith(f"{reverse('sign_in')}?next=") else GO


def answered(scene: Scene, route: Route, name: str) -> Any:
    """What this character gets."""
    client = Client()
    if name in scene.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[name]
    address = reverse(route.name, args=route.arguments(scene))
    with transaction.atomic():
        response = getattr(client, route.method)(address, route.sent(scene))
        list(response) if response.streaming else None
        transaction.set_rollback(True)
    return response


def test_every_route_is_in_the_table() -> None:
    """Abuse case 1: an address that is in no table fails the build."""
    assert set(route_names(get_resolver())) == {route.name for route in ROUTES}


def test_only_these_routes_answer_without_an_account() -> None:
    assert {route.name for route in ROUTES if route.anonymous != SIGN_IN} == OPEN_TO_ALL


def route_names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from route_names(pattern)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name is not None, f"{pattern} has no name"
            yield pattern.name


# -- live rooms ---------------------------------------------------------------------------------------------

# kind of room, view, what it is about, who is let in, who is told 4403 (the others: 4404)
ROOMS: list[tuple[str, str, str, set[str], set[str]]] = [
    ("meeting", "room", "draft", RECORD, NOBODY),
    ("meeting", "room", "sent", INVOLVED, NOBODY),
    ("meeting", "room", "running", INVOLVED, NOBODY),
    ("meeting", "chair", "running", DESK | {"chair"}, INVOLVED),
    ("meeting", "console", "running", DESK, INVOLVED),
    ("meeting", "screen", "running", DESK | MEMBERS, INVOLVED),
    ("meeting", "nonsense", "running", NOBODY, INVOLVED),
    ("ballot", "ballot", "open_ballot", VOTERS, NOBODY),
    ("ballot", "board", "open_ballot", RECORD, VOTERS),
    ("ballot", "ballot", "draft_ballot", RECORD, NOBODY),
    ("ballot", "ballot", "vote", NOBODY, NOBODY),
    ("ballot", "nonsense", "open_ballot", NOBODY, VOTERS),
]


@pytest.mark.parametrize("row", ROOMS, ids=lambda row: " ".join(row[:3]))
def test_exactly_these_characters_enter_a_room(
    scene: Scene, row: tuple[str, str, str, set[str], set[str]]
) -> None:
    kind, view, about, allowed, told_so = row
    key = str(getattr(scene, about).pk)
    people = {name: person for name, person in scene.people.items() if person is not None}
    codes = {name: entered(kind, person, key, view) for name, person in people.items()}
    assert codes == {name: 101 if name in allowed else 4403 if name in told_so else 4404 for name in people}


def test_an_unknown_room_is_not_there(scene: Scene) -> None:
    """Abuse case 2: guessed ids, of rooms too."""
    person = scene.cabinet.clerk
    assert entered("nonsense", person, str(scene.sent.pk), "room") == 4404
    assert entered("meeting", person, str(uuid4()), "room") == 4404
    assert entered("ballot", person, str(uuid4()), "board") == 4404


def entered(kind: str, person: object, key: str, view: str) -> int:
    try:
        room_kind(kind).enter(person, key, view, "vi")
    except Unwelcome as no:
        return no.code
    return 101


def test_every_view_of_every_room_is_in_the_table() -> None:
    """Abuse cases 1 and 14: so does a view of a room."""
    views = {"meeting": set(MEETING_VIEWS), "ballot": set(BALLOT_VIEWS)}
    assert set(core.live.rooms._kinds) == set(views)
    for kind, names in views.items():
        assert {view for each, view, *_ in ROOMS if each == kind} == names | {"nonsense"}


def test_there_is_one_socket_and_it_is_the_room_socket() -> None:
    assert [pattern.name for pattern in websocket_urlpatterns] == ["live_socket"]


FORMS = [route for route in ROUTES if route.method == "post"]


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.name)
def test_case_42_no_form_is_taken_without_its_token(scene: Scene, route: Route) -> None:
    """Nor with that of somebody else, from another site, or as JSON in plain text."""
    may = {"clerk"} if not route.allowed else route.allowed
    name = "clerk" if "clerk" in may else min(may)
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[name]
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    address, fields = reverse(route.name, args=route.arguments(scene)), route.sent(scene)
    own = {**fields, "csrfmiddlewaretoken": "a" * 32}
    answers = [
        client.post(address, fields),
        client.post(address, {**fields, "csrfmiddlewaretoken": "b" * 32}),
        client.post(address, own, headers={"Origin": "https://evil.example"}),
        client.post(address, '{"a": 1}', content_type="text/plain"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
