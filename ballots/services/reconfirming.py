"""Confirming an answer on replaced papers: the same lines once more, on what is voted on now."""

from uuid import UUID

from ballots.models import Ballot
from ballots.policies import may_cast_answer
from ballots.selectors import current_answer, elector_of
from ballots.services.casting import Receipt, cast_answers, receipt_of
from core.refusals import Refusal, require
from people.models import Person


def reconfirm_answer(
    *, actor: Person, ballot: Ballot, named: int, key: UUID, seen: str, browser: str = ""
) -> Receipt:
    """Let the answer `named` count on the papers with the digest `seen`; done already, it changes nothing.

    Whatever happens between the reading here and the lock inside is refused by its revision or its digest.
    """
    require(may_cast_answer, actor, ballot)
    elector = elector_of(actor, ballot)
    stored = current_answer(elector) if elector else None
    if stored is None:
        raise Refusal("nothing_to_confirm")
    if stored.subject == seen == ballot.subject:
        return receipt_of(stored)
    return cast_answers(
        actor=actor, ballot=ballot, lines=stored.lines, named=named, key=key, seen=seen, browser=browser
    )
