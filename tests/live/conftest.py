"""The hub of each test lives on the test's event loop and leaves no thread and no connection behind."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from django.test import Client

from core.live import hub as hubs
from meetings.models import Meeting
from people.models import Person
from tests.live.bells import end_hub
from tests.live.sockets import Page, in_thread, page_of, signed_in

Enter = Callable[..., Awaitable[Page]]


@pytest.fixture
async def hub(transactional_db: None) -> AsyncIterator[hubs.Hub]:
    """This test's hub; afterwards its tasks are gone and its drawing thread has given its connection back."""
    here = hubs.hub()
    yield here
    await end_hub(here)
    hubs._hub = None


@pytest.fixture
async def enter(hub: hubs.Hub) -> AsyncIterator[Enter]:
    """Opens pages of a room as a person and says hello; closes them at the end."""
    opened: list[Page] = []

    async def open_page(
        person: Person | Client | None,
        meeting: Meeting,
        view: str = "room",
        *,
        hello: bool = True,
        **wishes: Any,
    ) -> Page:
        client = await in_thread(signed_in, person) if isinstance(person, Person) else person
        page = page_of(meeting, view, client, **wishes)
        opened.append(page)
        code = await page.open()
        assert code is None, f"the socket was closed: {code}"
        if hello:
            await page.hello({})
        return page

    yield open_page
    for page in opened:
        await page.close()
