"""The course of a rehearsal: vote after vote, a fault in the middle of each, and what came of it."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ecabinet.rehearsal.ghosts import Ghost, Page, Told
from ecabinet.rehearsal.servers import Servers

CONVERGED_WITHIN = 10.0  # seconds: guarantees G19, the figure for every page
SPREAD = 0.6  # seconds over which the ghosts press their buttons
CAST = re.compile(rb"/votes/([0-9a-f-]{36})/cast/")
CHOICES = ("for", "for", "for", "against", "other")


@dataclass
class Stage:
    """All that takes part: servers, ghosts with their pages, the desk; and what ghosts were told."""

    servers: Servers
    facts: dict[str, Any]
    dice: Random
    ghosts: list[Ghost] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    told: dict[str, list[Told | None]] = field(default_factory=dict)
    item: str = ""

    @property
    def start(self) -> str:
        """The address under which the session lies."""
        return f"/meetings/{self.facts['meeting']}"

    def ports(self) -> list[int]:
        """Where a balancer would send somebody now."""
        return [server.port for server in self.servers.up] or [self.servers.all[0].port]

    def populate(self) -> None:
        """A ghost and an open page for every seat, a console, and a hall screen."""
        room = f"/ws/live/meeting/{self.facts['meeting']}/?view="
        for session in self.facts["members"]:
            self.ghosts.append(Ghost(session, self.ports, self.dice))
            self.pages.append(Page(f"{room}room", session, self.ports, self.dice).open())
        for view in ("console", "screen"):
            self.pages.append(Page(f"{room}{view}", self.facts["clerk"], self.ports, self.dice).open())

    @property
    def desk(self) -> Ghost:
        """The clerk at the console."""
        return Ghost(self.facts["clerk"], self.ports, self.dice)

    async def leave(self) -> None:
        """Everybody goes."""
        await asyncio.gather(*(page.close() for page in self.pages))


Fault = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True)
class VoteReport:
    """One vote: the fault in its middle, how it went, and how long pages took to agree afterwards."""

    fault: str
    counted: int
    electorate: int
    slowest: float
    retries: int
    converged: float | None

    @property
    def well(self) -> bool:
        """Whether every ghost has a receipt and every page agreed in time."""
        return self.counted == self.electorate and self.converged is not None


async def vote(stage: Stage, item: str, name: str, fault: Fault) -> VoteReport:
    """Open a vote, let all press within a moment, let the fault happen, wait for every page, close."""
    ballot = await _opened(stage, item)
    path = f"{stage.start}/votes/{ballot}/cast/"
    casting = [_press(stage, ghost, path) for ghost in stage.ghosts]
    happening = asyncio.create_task(_in_the_middle(stage, fault))
    told: Sequence[Told | None] = await asyncio.gather(*casting)
    stage.told[ballot] = list(told)
    begun = time.monotonic()
    await happening
    counted = [each for each in told if each is not None]
    converged = await _until_all_show(stage, f'data-received="{len(counted)}"', begun)
    await _close(stage, ballot)
    return VoteReport(
        fault=name,
        counted=len(counted),
        electorate=len(stage.ghosts),
        slowest=max((each.seconds for each in counted), default=0.0),
        retries=sum(each.tries - 1 for each in counted),
        converged=converged,
    )


async def _press(stage: Stage, ghost: Ghost, path: str) -> Told | None:
    await asyncio.sleep(stage.dice.uniform(0, SPREAD))
    return await ghost.cast(path, stage.dice.choice(CHOICES))


async def _in_the_middle(stage: Stage, fault: Fault) -> None:
    await asyncio.sleep(stage.dice.uniform(0.1, SPREAD))
    await fault(stage)


async def _opened(stage: Stage, item: str) -> str:
    """The id of a vote that the desk has just opened on an item; RuntimeError when it could not."""
    known = set(stage.told)
    if stage.item and stage.item != item:
        await stage.desk.act(f"{stage.start}/items/{stage.item}/end/", {})
    stage.item = item
    await stage.desk.act(f"{stage.start}/items/{item}/start/", {})
    await stage.desk.act(f"{stage.start}/items/{item}/open-vote/", {})
    deadline = time.monotonic() + CONVERGED_WITHIN
    while time.monotonic() < deadline:
        card = await stage.ghosts[0].open(f"{stage.start}/room/vote-card/")
        found = CAST.search(card.body) if card else None
        if found and found[1].decode() not in known:
            return found[1].decode()
        await asyncio.sleep(0.05)
    raise RuntimeError("no vote could be opened")


async def _close(stage: Stage, ballot: str) -> None:
    await stage.desk.act(f"{stage.start}/votes/{ballot}/close/", {})
    # Closing again does no harm; a clerk whose first press got no answer does exactly that.
    await stage.desk.act(f"{stage.start}/votes/{ballot}/close/", {})
    await stage.desk.act(f"{stage.start}/votes/{ballot}/publish/", {})


async def _until_all_show(stage: Stage, mark: str, begun: float) -> float | None:
    """Seconds until every page shows this; None when some did not in time."""
    while not all(page.shows(mark) for page in stage.pages):
        if time.monotonic() - begun > CONVERGED_WITHIN:
            return None
        await asyncio.sleep(0.02)
    return time.monotonic() - begun


@dataclass(frozen=True)
class Books:
    """What is stored in the end against what ghosts were told."""

    votes: int
    lost: int
    doubled: int
    altered: int
    problems: tuple[str, ...]
    minutes_bytes: int
    minutes_ms: int

    @property
    def balance(self) -> bool:
        """Whether every receipt has its answer, no seat has two, and the journal verifies."""
        return not (self.lost or self.doubled or self.altered or self.problems)


def books(stage: Stage) -> Books:
    """Compare the database with every receipt."""
    facts = json.loads(stage.servers.stage("count", stage.facts["meeting"]))
    stored = {receipt: choice for _ballot, _seat, receipt, choice in facts["answers"]}
    seats = [(ballot, seat) for ballot, seat, _receipt, _choice in facts["answers"]]
    receipts = [each for told in stage.told.values() for each in told if each is not None]
    return Books(
        votes=len(facts["answers"]),
        lost=sum(each.receipt not in stored for each in receipts),
        doubled=len(seats) - len(set(seats)),
        altered=sum(stored.get(each.receipt, each.choice) != each.choice for each in receipts),
        problems=tuple(facts["problems"]),
        minutes_bytes=facts["minutes_bytes"],
        minutes_ms=facts["minutes_ms"],
    )
