"""The table of access, docs/access.csv: every action, route and room, by state and character."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

from django.db.models import Model

from people.models import Person
from tests.policies.scene import Counted, Scene
from tests.policies.test_matrix import ACTIONS, GO, ROOMS, ROUTES, SIGN_IN, Route, ask, entered, relevant

TABLE = Path(__file__).resolve().parent.parent.parent / "docs" / "access.csv"
IN = 101  # a socket is opened
WORDS = {GO: "done or told why not", SIGN_IN: "sign in", IN: "in"}
LONGEST_WORD = 36  # ids are as long; what else is as long is a secret made for one request
Line = list[str]


def asked_lines(scene: Scene) -> Iterator[Line]:
    """The table as the code answers now: every question is put to it."""
    yield _head(scene)
    for policy, subject, _allowed in ACTIONS:
        about = [getattr(scene, subject)] if subject else []
        said = {name: _yes(policy(person, *about)) for name, person in _people(scene)}
        yield [*_action(policy, subject), *_row(scene, said)]
    for route in ROUTES:
        answers = {name: _answer(scene, route, name) for name in scene.people}
        yield [*_named(scene, route), *_row(scene, answers)]
    for kind, view, what, _allowed_in, _told in ROOMS:
        key = str(getattr(scene, what).pk)
        codes = {name: _word(entered(kind, person, key, view)) for name, person in _people(scene)}
        yield ["room", f"{kind} {view}", "socket", what, *_row(scene, codes)]


def expected_lines(scene: Scene) -> Iterator[Line]:
    """The table as the expectations that people wrote say it (tests/policies/test_matrix.py)."""
    yield _head(scene)
    names = [name for name, _person in _people(scene)]
    for policy, subject, allowed in ACTIONS:
        yield [*_action(policy, subject), *_row(scene, {name: _yes(name in allowed) for name in names})]
    for route in ROUTES:
        said = {name: _word(route.expected(name)) for name in scene.people if relevant(route, name)}
        yield [*_named(scene, route), *_row(scene, said)]
    for kind, view, what, allowed, told in ROOMS:
        codes = {name: IN if name in allowed else 4403 if name in told else 4404 for name in names}
        words = {name: _word(code) for name, code in codes.items()}
        yield ["room", f"{kind} {view}", "socket", what, *_row(scene, words)]


def as_text(lines: Iterator[Line]) -> str:
    """The lines as the file holds them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def _answer(scene: Scene, route: Route, name: str) -> str:
    return _word(ask(scene, route, name)) if relevant(route, name) else ""


def _people(scene: Scene) -> list[tuple[str, Person]]:
    return [(name, person) for name, person in scene.people.items() if person is not None]


def _action(policy: Callable[..., bool], subject: str) -> Line:
    return ["action", f"{policy.__module__.split('.')[0]}.{policy.__name__}", "", subject]


def _yes(may: bool) -> str:
    return "yes" if may else "no"


def _named(scene: Scene, route: Route) -> Line:
    about = " ".join(_state(scene, each) for each in route.arguments(scene))
    return ["route", route.name, route.method, about]


def _state(scene: Scene, argument: object) -> str:
    """What in the scene an address names: the ids are new each time, the states are not."""
    if isinstance(argument, Counted):
        return "1"
    known = {str(row.pk): name for name, row in _rows(scene)}
    word = str(argument)
    return word if len(word) < LONGEST_WORD else known.get(word, "…")


def _rows(scene: Scene) -> Iterator[tuple[str, Model]]:
    properties = [name for name, thing in vars(Scene).items() if isinstance(thing, property)]
    for name in (*properties, *(field.name for field in fields(Scene))):
        row = getattr(scene, name)
        if isinstance(row, Model):
            yield name, row


def _head(scene: Scene) -> Line:
    return ["what", "name", "way", "about", *scene.people]


def _row(scene: Scene, said: dict[str, str]) -> Line:
    return [said.get(name, "") for name in scene.people]


def _word(code: int) -> str:
    return WORDS.get(code, str(code))
