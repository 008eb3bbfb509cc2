"""What an installation still lacks: the questions of `manage.py doctor`, each with one answer or more."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from ecabinet.doctor import lying, running
from ecabinet.doctor.finding import ERROR, OK, Check, Finding

CHECKS: tuple[Check, ...] = (
    *(running.settings_, running.database, running.roles, running.redis_, running.clock, running.journal),
    running.people,
    *(lying.keys, lying.files, lying.backups, lying.pages, lying.versions, running.proxy, running.origin),
)


def examined() -> Iterator[Finding]:
    """Every answer; a question that could not be asked is an answer too."""
    for check in CHECKS:
        try:
            yield from check()
        except Exception as trouble:
            name = check.__name__.strip("_").replace("_", " ")
            yield Finding(name, ERROR, f"could not be looked at: {type(trouble).__name__}: {trouble}")


def as_json(findings: list[Finding]) -> str:
    """For a program that watches."""
    return json.dumps({"well": well(findings), "findings": [asdict(each) for each in findings]}, indent=1)


def well(findings: list[Finding]) -> bool:
    """Whether nothing is lacking."""
    return all(each.level == OK for each in findings)
