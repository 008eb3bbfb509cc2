"""The live sections of a ballot, drawn once per audience: never a split before closing, nothing personal."""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from ballots.changes import last_replacement
from ballots.facts import BallotFacts, answers_so_far, ballot_facts, results, sight_rule, silence_rule
from ballots.models import Ballot
from ballots.rules import OVER, Status
from ballots.rules.phases import Phase
from ballots.selectors import SeatAnswer, ballot_papers, board, bound_of, dissents_of, replies_kept
from ballots.timing import addressed, interruptions_shown
from core.live import Audience
from core.time import now

CLOSE = "close"
RESTRICTED = "restricted"
ANSWERS = "answers"  # sees what members answer while they still do
COLUMNS = 2


def sections(ballot: Ballot, audience: Audience) -> dict[str, str]:
    """Name → HTML for the audience: `ballot` for electors and assistants, `board` for the desks."""
    moment = now()
    if audience.view == "board":
        return _board(ballot, audience, moment)
    return _ballot(ballot, audience, moment)


def _ballot(ballot: Ballot, audience: Audience, moment: datetime) -> dict[str, str]:
    restricted = RESTRICTED in audience.rights
    rows = board(ballot) if ballot.status in OVER else None  # before that a count is all that is shown
    facts = ballot_facts(ballot, moment, rows)
    return {
        **_papers(facts, restricted=restricted),
        "deadline": _draw("deadline", facts=facts),
        "turnout": _draw("turnout", facts=facts),
        "state": _state(facts),
        "result": _result(facts, rows),
        "answers": _answers(facts, audience),
    }


def _board(ballot: Ballot, audience: Audience, moment: datetime) -> dict[str, str]:
    rows = board(ballot)
    facts = ballot_facts(ballot, moment, rows)
    waiting = [row for row in rows if row.answered_at is None]
    outages = interruptions_shown(facts.ballot, moment)
    return {
        **_papers(facts, restricted=True, desk=True),
        "meta": _draw("meta", facts=facts),
        "progress": _draw(
            "progress",
            facts=facts,
            counts=_stages(rows),
            changed=sum(row.revision > 1 for row in rows),
            earlier=sum(row.earlier for row in rows),
        ),
        "result": _result(facts, rows, desk=True),
        "answers": _answers(facts, audience),
        "seats": _draw("seats", facts=facts, halves=_halves(rows)),
        "steps": _draw(
            "steps",
            facts=facts,
            sight=sight_rule(facts.ballot),
            waiting=waiting,
            unconfirmed=sum(row.earlier for row in rows),
            addressed=addressed([row.seat.pk for row in waiting]) if facts.phase is Phase.OPEN else None,
            outages=outages,
            held=any(each.open for each in outages),
            may_close=CLOSE in audience.rights,
            unreplied=_unreplied(facts.ballot, rows),
        ),
    }


def _papers(facts: BallotFacts, *, restricted: bool, desk: bool = False) -> dict[str, str]:
    """What is voted on, what was replaced last, for the desks also what waits; nothing that is hidden."""
    bound = bound_of(facts.ballot)
    papers = ballot_papers(facts.ballot, bound, restricted=restricted)
    replacement = last_replacement(bound, restricted=restricted)
    return {
        "papers": _draw("papers", facts=facts, papers=papers),
        "changes": _draw("changes", facts=facts, replacement=replacement, papers=papers, desk=desk),
    }


def _state(facts: BallotFacts) -> str:
    past = facts.phase is Phase.PAST
    return _draw("state", facts=facts, silence=silence_rule(facts.ballot.procedure) if past else None)


def _result(facts: BallotFacts, rows: Sequence[SeatAnswer] | None = None, *, desk: bool = False) -> str:
    shown = results(facts.ballot, rows)
    return _draw(
        "result",
        facts=facts,
        results=shown,
        desk=desk,
        earlier=[seat.row for seat in shown[0].seats if seat.row.earlier] if shown else (),
        dissents=dissents_of(facts.ballot) if shown else (),
    )


def _answers(facts: BallotFacts, audience: Audience) -> str:
    """The answers as they come, for those alone to whom this ballot shows them; nothing once it is over."""
    if ANSWERS not in audience.rights or facts.phase not in (Phase.OPEN, Phase.PAST):
        return ""
    return _draw("answers", facts=facts, questions=answers_so_far(facts.ballot))


def _unreplied(ballot: Ballot, rows: Sequence[SeatAnswer]) -> int:
    """How many opinions in writing wait for a reply; nothing is known of them before the closing."""
    if ballot.status != Status.CLOSED.value:
        return 0
    opinions = sum(bool(line["text"]) for row in rows for line in row.lines)
    return opinions - replies_kept(ballot) if opinions else 0


def _stages(rows: list[SeatAnswer]) -> dict[str, int]:
    """How many seats the ballot reached, opened it, and have an answer that their staff prepared."""
    reached = [row.delivery for row in rows if row.delivery]
    return {
        "delivered": sum(known.delivered_at is not None for known in reached),
        "opened": sum(known.opened_at is not None for known in reached),
        "prepared": sum(row.prepared_at is not None for row in rows),
    }


def _halves(rows: list[SeatAnswer]) -> list[list[SeatAnswer]]:
    """The seats in two tables side by side, the first one longer."""
    half = -(-len(rows) // COLUMNS)
    return [part for part in (rows[:half], rows[half:]) if part]


def _draw(name: str, *, facts: BallotFacts, **more: object) -> str:
    context = {"facts": facts, "ballot": facts.ballot, "phase": facts.phase.value, **more}
    return render_to_string(f"ballots/sections/{name}.html", context)
