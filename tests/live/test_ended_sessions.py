"""Case 44: signing out, a new password, another role, a suspension close every socket within five seconds.

A real server, whose channel layer is Redis where REDIS_URL is set and its own memory otherwise. What a
command of another process changes no signal tells to a server on the in-memory layer: it must look itself.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest
from websockets.exceptions import ConnectionClosed

from ecabinet.demo import PASSWORD
from ecabinet.rehearsal.clients import Screen, Tablet, close_screens, open_screen
from tests.browser.site import Demos, Site

LIMIT = 5.0  # seconds (guarantees.md 6.3, case 44)
PREPARE = """
import json
from bench.house import holders_of, prepared_meeting
from ecabinet.rehearsal.stage import sign_in
from people.models import Body
body = Body.objects.get(key="chinh-phu")
meeting = prepared_meeting(body, 1)
one, other = holders_of(body)[{first}:{first} + 2]
print(json.dumps(dict(meeting=str(meeting.pk), person=one.username,
                      sessions=[sign_in(one), sign_in(one)], other=sign_in(other))))
"""
ACT = """
import time
from people.models import Person
person = Person.objects.get(username={name!r})
{act}
print(time.time())
"""
NEXT = count(1, 2)  # each test has two members of its own
ACTS = {
    "suspended": "Person.objects.filter(pk=person.pk).update(is_active=False)",
    "another duty": "person.duty_terms.create(duty='auditor', starts_on='2026-01-01')",
    "no longer appointed": "person.appointments.update(ends_on='2026-01-01')",
    "a new password": "person.set_password('another-long-password'); person.save()",
    "sessions ended": "from people.accounts.opening import end_sessions; end_sessions(person)",
}


@pytest.fixture(scope="module")
def served(demos: Demos) -> Iterator[Site]:
    """One server of a demo cabinet."""
    site = demos.copy()
    try:
        site.start()
        yield site
    finally:
        site.remove()


class Watched:
    """A person with two tablets in a session, and somebody else."""

    def __init__(self, site: Site) -> None:
        self.site = site
        written = PREPARE.format(first=next(NEXT))
        self.facts = json.loads(site.manage("shell", "-v", "0", "-c", written).strip().splitlines()[-1])
        self.screens: list[Screen] = []

    async def open(self) -> "Watched":
        """Open a page on each tablet."""
        path = f"/ws/live/meeting/{self.facts['meeting']}/?view=room"
        for session in (*self.facts["sessions"], self.facts["other"]):
            self.screens.append(await open_screen(self.site.port, path, session))
        return self

    def act(self, what: str) -> float:
        """Do this in another process; the moment at which it was done."""
        written = ACT.format(name=self.facts["person"], act=ACTS[what])
        return float(self.site.manage("shell", "-v", "0", "-c", written).strip().splitlines()[-1])


@pytest.fixture
async def watched(served: Site) -> AsyncIterator[Watched]:
    """The three open pages."""
    here = await Watched(served).open()
    yield here
    await close_screens(here.screens)


async def closing_code(screen: Screen, until: float) -> int:
    """With which code the server has closed this page by that moment."""
    assert screen.task is not None
    await asyncio.wait_for(screen.task, max(0.1, until - time.time()))
    with pytest.raises(ConnectionClosed) as closed:
        await screen.socket.recv()
    assert closed.value.rcvd is not None
    return int(closed.value.rcvd.code)


@pytest.mark.parametrize("what", ACTS)
async def test_what_ends_a_session_closes_its_sockets_within_five_seconds(
    watched: Watched, what: str
) -> None:
    done = await asyncio.to_thread(watched.act, what)
    first, second, other = watched.screens
    assert await closing_code(first, done + LIMIT) in (4401, 4403)
    assert await closing_code(second, done + LIMIT) in (4401, 4403)
    assert other.task is not None
    assert not other.task.done()


async def test_a_new_password_closes_the_other_tablets_at_once(watched: Watched) -> None:
    mine, elsewhere = watched.facts["sessions"]
    tablet = await Tablet(watched.site.port, mine).open()
    new = "another-password-of-length"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert (await tablet.post("/account/password/", fields)).status == 302
    assert await closing_code(watched.screens[1], time.time() + LIMIT) == 4401
    gone = await (await Tablet(watched.site.port, elsewhere).open()).get("/account/sessions/")
    assert gone.status == 302


async def test_signing_out_one_place_leaves_the_others(watched: Watched) -> None:
    mine, _elsewhere = watched.facts["sessions"]
    tablet = await Tablet(watched.site.port, mine).open()
    assert (await tablet.post("/sign-out/", {})).status == 302
    assert await closing_code(watched.screens[0], time.time() + LIMIT) == 4401
    await asyncio.sleep(LIMIT)
    assert [screen.task is not None and screen.task.done() for screen in watched.screens[1:]] == [
        False,
        False,
    ]
