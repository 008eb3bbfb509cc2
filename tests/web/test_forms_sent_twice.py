"""The same form sent by two requests at the same moment, as an impatient finger on a slow network does."""

import pytest

from core.models import Entry
from tests.policies.scene import make_scene
from tests.services.crowd import at_once
from tests.web.filled import Form, forms
from tests.web.test_hostile_forms import client_of, journal, send

pytestmark = pytest.mark.django_db(transaction=True)

# One after the other on the same scene; each leaves the others what they need.
TWICE = (
    "section_add",
    "guest_invite",
    "position_state",
    "reply_give",
    "papers_due_set",
    "minutes_correct",
    "correction_answer",
    "notice_note",
    "minutes_supersede",
    "item_recusals",
    "vote_close",
    "vote_correction",
    "meeting_pause",
    "person_new",
    "person_appoint",
    "seat_new",
    "people_import",
)


def test_two_requests_at_once_do_what_one_does() -> None:
    scene = make_scene()
    by_name = {form.name: form for form in forms(scene)}
    written = {}
    for name in TWICE:
        form, before = by_name[name], journal()

        def press(form: Form = form) -> int:
            return send(client_of(scene, form.sender), form, form.filled)

        statuses = at_once([press, press])
        assert (name, all(isinstance(status, int) and status < 500 for status in statuses)) == (name, True)
        after = journal()
        stream = next((key for key, count in after.items() if count != before.get(key)), "")
        latest = Entry.objects.filter(stream_id=stream, seq__gt=before.get(stream, 0))
        written[name] = sorted(latest.values_list("kind", flat=True))
    assert {
        name: kinds for name, kinds in written.items() if len(kinds) != len(set(kinds)) or not kinds
    } == {}
