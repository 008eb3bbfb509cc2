"""An exported session: what the stand-alone verifier finds in it without this system."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.heads import seal
from core.time import at, now
from core.witnesses import deliver_heads
from meetings.models import Meeting
from meetings.services import approve_minutes, circulate_minutes, close_meeting, close_vote
from scripts import verify_session
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db
VERIFIER = Path(verify_session.__file__)


@pytest.fixture
def exported(cabinet: Cabinet, running_meeting: Meeting, settings: Any, tmp_path: Path) -> Path:
    """A session with a vote begun on tablets and ended by hand, and approved minutes; beside it the heads."""
    settings.JOURNAL_HEADS_FOLDER = str(tmp_path)
    vote = cabinet.open_vote(running_meeting)
    for order, choice in enumerate(["for", "for", "against"], start=1):
        cabinet.vote(running_meeting, vote, order, choice)
    cabinet.vote(running_meeting, vote, 3, "for", named=1)
    cabinet.vote_by_hand(running_meeting, vote, {4: "other"})
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=vote, publish=True)
    held = close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    circulate_minutes(actor=cabinet.clerk, meeting=held, until=now() + timedelta(days=2))
    with at(now() + timedelta(days=3)):
        approve_minutes(actor=cabinet.chair, meeting=held)
    seal()
    deliver_heads()
    path = tmp_path / "session.json"
    call_command("export_session", str(running_meeting.pk), "--output", str(path), stdout=sys.stderr)
    return path


def found(session: dict[str, Any], heads: list[dict[str, Any]] | None = None) -> list[str]:
    """Everything wrong that the verifier finds."""
    checked = verify_session.checks(session, heads or session["heads"])
    return [each for _about, some in checked for each in some]


def test_it_needs_nothing_but_the_standard_library(exported: Path) -> None:
    [heads] = exported.parent.glob("*.jsonl")
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(exported), "--heads", str(heads)]
    said = subprocess.run(command, capture_output=True, text=True, env={"PYTHONIOENCODING": "utf-8"})
    assert (said.returncode, said.stderr) == (0, "")
    assert "WRONG" not in said.stdout
    tree = ast.parse(VERIFIER.read_text())
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    assert {str(name).split(".")[0] for name in names} <= sys.stdlib_module_names


def answer(session: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = session["votes"][0]["answers"][0]
    return given


def closing(session: dict[str, Any]) -> dict[str, Any]:
    return next(entry for entry in session["entries"] if entry["kind"] == "vote.closed")


Forge = Callable[[dict[str, Any]], object]
FORGERIES: dict[str, tuple[Forge, str]] = {
    "an answer": (lambda s: answer(s)["lines"][0].update(choice="other"), "was changed after it was counted"),
    "an answer left out": (lambda s: s["votes"][0]["answers"].pop(), "is missing"),
    "an answer of another entry": (lambda s: answer(s).update(seq=1), "has no entry in the journal"),
    "the rules": (
        lambda s: s["votes"][0]["rules"]["majority_share"].update(value="2/3"),
        "its rules are not those",
    ),
    "the electorate": (lambda s: s["votes"][0]["electorate"].pop(), "its electorate are not those"),
    "the count, by its hash": (lambda s: tally(s).update({"for": 0}), "was changed after it was written"),
    "the count, by counting": (lambda s: tally(s).update({"for": 0}), "for is 3, the closing announced 0"),
    "the decision": (
        lambda s: closing(s)["facts"]["questions"][0]["outcome"].update(decision="not_adopted"),
        "decision is adopted, the closing announced not_adopted",
    ),
    "an entry left out": (lambda s: s["entries"].pop(3), "entry 4 is missing, 5 stands in its place"),
    "the end cut off": (lambda s: s["entries"].pop(), "is not the one whose hash head 1 has"),
    "a vote left out": (lambda s: s["votes"].pop(), "is not in the export"),
    "the minutes": (
        lambda s: s["minutes"][0]["facts"].update(title="Khác"),
        "are not those that were approved",
    ),
    "minutes left out": (lambda s: s["minutes"].pop(), "are missing"),
    "a head": (lambda s: s["heads"][0]["body"].update(root="00"), "was changed after it was signed"),
}


def tally(session: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = closing(session)["facts"]["questions"][0]["tally"]
    return told


def test_every_forgery_is_found_and_named(exported: Path) -> None:
    text = exported.read_text()
    assert found(json.loads(text)) == []
    for what, (forge, said) in FORGERIES.items():
        session = json.loads(text)
        forge(session)
        assert [each for each in found(session) if said in each] != [], what


def test_a_session_that_is_not_closed_is_nobodys_to_export(running_meeting: Meeting) -> None:
    with pytest.raises(CommandError, match="is not closed"):
        call_command("export_session", str(running_meeting.pk), "--output", "-")


def test_what_is_no_session_is_not_checked(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("{}")
    command = [sys.executable, "-I", str(VERIFIER), str(tmp_path / "x")]
    assert subprocess.run(command, capture_output=True).returncode == 2
