"""The facts of a resolution, read from what a ballot adopted."""

from __future__ import annotations

import re
from typing import Any

from ballots.models import Ballot
from ballots.papers.resolved import AdoptedFacts, FormFacts, GroundFacts, ResolutionFacts, Route
from ballots.papers.verified import counted_twice
from ballots.rules import Decision, Outcome, Ruling, Status, Tally
from ballots.rules.adoption import check_adds_up, check_adopted, check_signatory
from core.time import local
from matters.models import DocumentKind
from people.issuing import IssuingForm, issuing_form
from people.models import Seat
from people.selectors import holders, seats_of
from records.composition import BLANK
from records.wording import within

SLIP = re.compile(r"Tờ trình số \S+", re.IGNORECASE)


def gather_resolution(ballot: Ballot) -> ResolutionFacts:
    """Of a written ballot that was adopted, reported, and not put aside by whoever rules on it."""
    adopted = adopted_of(ballot)
    put_aside = ballot.status == Status.DECIDED.value and ballot.ruling != Ruling.SIGN.value
    check_adopted(Status(ballot.status), adopted=bool(adopted), put_aside=put_aside)
    closing = counted_twice(ballot).closing
    return ResolutionFacts(
        **common_facts(ballot),
        route=Route.BALLOT,
        adopted=adopted,
        seq=closing.seq,
        hash=closing.hash,
        ballot=ballot.number,
    )


def common_facts(ballot: Ballot) -> dict[str, Any]:
    """What a resolution says however it was decided."""
    form = issuing_form(ballot.procedure_key)
    assert ballot.closed_at is not None  # it is counted
    on = local(ballot.closed_at).date()
    check_signatory(form.signer, held=_is_held(ballot, form))
    return {
        "body": ballot.body.name_vi,
        "place": ballot.body.place,
        "about": f"Về {within(ballot.title)}",
        "decided_at": ballot.closed_at,
        "proposer": proposer_of(ballot),
        "slip": slip_of(ballot),
        "grounds": tuple(
            GroundFacts(each.text, each.source, each.mark)
            for each in form.grounds_on(on, ballot.procedure_key)
        ),
        "form": FormFacts.of(form),
        "demonstration": ballot.composed_by.is_demo,
    }


def adopted_of(ballot: Ballot) -> tuple[AdoptedFacts, ...]:
    """The questions that were adopted; a count that does not add up is refused."""
    rows = (ballot.result or {}).get("questions", [])
    asked = {question.number: question for question in ballot.questions.all()}
    found = []
    for row in rows:
        tally, outcome = Tally.from_facts(row["tally"]), Outcome.from_facts(row["outcome"])
        check_adds_up(tally)
        question = asked[row["number"]]
        if outcome.adopted or (_signed(ballot, outcome) and not question.alternatives):
            texts = {each["letter"]: each["text"] for each in question.alternatives}
            choice = outcome.choice or ""
            found.append(
                AdoptedFacts(row["number"], question.text, tally, outcome, choice, texts.get(choice, ""))
            )
    return tuple(found)


def _signed(ballot: Ballot, outcome: Outcome) -> bool:
    """Whether the text was silent and whoever rules has decided to sign."""
    return outcome.decision is Decision.NEEDS_RULING and ballot.ruling == Ruling.SIGN.value


def proposer_of(ballot: Ballot) -> str:
    """Who leads the agency that submits the matter, on the day of the decision; else the agency itself."""
    assert ballot.closed_at is not None
    seats = seats_of(ballot.body, local(ballot.closed_at).date()).filter(agencies=ballot.matter.lead_id)
    leading = seats.first()
    return leading.office_vi if leading else ballot.matter.lead.name_vi


def slip_of(ballot: Ballot) -> str:
    """The submission by its number where its title says it; else with room for number and day."""
    titles = ballot.matter.documents.filter(kind=DocumentKind.SUBMISSION).values_list("title", flat=True)
    numbered = next((found for title in titles if (found := SLIP.search(title))), None)
    return numbered.group() if numbered else f"Tờ trình số {BLANK} ngày {BLANK} tháng {BLANK} năm {BLANK}"


def _is_held(ballot: Ballot, form: IssuingForm) -> bool:
    seats = list(Seat.objects.filter(body=ballot.body_id, kind=form.signer_kind, valid_to__isnull=True))
    return bool(holders(seats))
