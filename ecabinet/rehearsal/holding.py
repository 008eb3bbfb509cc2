"""Holding a rehearsal: the stage is built, the votes are held with their faults, the books are compared."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from ecabinet.rehearsal import faults
from ecabinet.rehearsal.course import Fault, Stage, VoteReport, books, vote
from ecabinet.rehearsal.plan import Plan
from ecabinet.rehearsal.servers import Servers
from ecabinet.rehearsal.verdict import Verdict, verdict_on

USUAL: tuple[tuple[str, Fault], ...] = (
    ("nothing", faults.nothing),
    ("pages_are_cut", faults.pages_are_cut),
    ("two_consoles", faults.two_consoles),
    ("wifi_flaps", faults.wifi_flaps),
    ("a_server_dies", faults.a_server_dies),
)

Say = Callable[[str], object]


def hold(
    plan: Plan,
    folder: Path,
    *,
    changes: Mapping[str, str],
    servers: int = 1,
    course: Sequence[tuple[str, Fault]] = USUAL,
    seed: int = 1,
    say: Say = print,
) -> Verdict:
    """Rehearse a plan in a folder of its own, on so many servers; `changes` name a database and a Redis.

    RuntimeError when the stage cannot be set, because then nothing was learnt.
    """
    housing = Servers(servers, folder, changes)
    (folder / "plan.json").write_text(plan.as_text(), encoding="utf-8")
    facts = json.loads(housing.stage("build", str(folder / "plan.json")))
    try:
        housing.start()
        stage = Stage(housing, facts, Random(seed))
        votes = asyncio.run(_course(stage, course, say))
        return verdict_on(votes, books(stage))
    finally:
        housing.stop()


async def _course(stage: Stage, course: Sequence[tuple[str, Fault]], say: Say) -> list[VoteReport]:
    """Vote after vote over the items that are voted on; some get several votes where there are few."""
    stage.populate()
    voted = [key for key, votes in zip(stage.facts["items"], stage.facts["votes"], strict=True) if votes]
    items, found = voted or stage.facts["items"], []
    try:
        for number, (name, fault) in enumerate(course):
            item = items[number if len(items) >= len(course) else number * len(items) // len(course)]
            say(f"{number + 1}/{len(course)} {name}")
            found.append(await vote(stage, item, name, fault))
    finally:
        await stage.leave()
    return found
