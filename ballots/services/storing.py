"""How an answer is stored: under its entry of the journal, which names its salted digest alone."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Line, digest
from core.journal import Happening, record_all
from people.models import Person

BROWSER = (
    "browser"  # of an entry: which of a ballot's casts came from one browser; no fact of the answer's row
)


def unsaved_answer(
    ballot: Ballot,
    elector: Elector,
    *,
    person: Person,
    lines: list[Line],
    revision: int,
    key: UUID,
    place: str,
) -> Answer:
    """An answer as it will be stored, with the salted digest that its entry in the journal names."""
    salt = secrets.token_hex(16)
    return Answer(
        ballot=ballot,
        elector=elector,
        revision=revision,
        key=key,
        person=person,
        place=place,
        lines=lines,
        salt=salt,
        digest=digest(salt, lines),
        subject=ballot.subject,
    )


def store_answers(ballot: Ballot, answers: Sequence[Answer]) -> None:
    """Record each answer by its digest alone, and store it under the number and moment of its entry."""
    if not answers:
        return
    happenings = [
        Happening(
            "answer.keyed" if answer.way else "answer.cast",
            actor=answer.person.key,
            subject=ballot.key,
            facts=answer_facts(answer) | ({BROWSER: answer.browser} if answer.browser else {}),
        )
        for answer in answers
    ]
    for answer, entry in zip(answers, record_all(ballot.stream, happenings), strict=True):
        answer.seq, answer.at = entry.seq, entry.at
    Answer.objects.bulk_create(answers)


def answer_facts(answer: Answer) -> dict[str, object]:
    """What the journal says of an answer: never what it says, and of one keyed in by whom."""
    facts: dict[str, object] = {
        "ballot": str(answer.ballot_id),
        "seat": answer.elector.order,
        "revision": answer.revision,
        "digest": answer.digest,
        # an answer older than the digest of what is voted on has no such fact
        **({"subject": answer.subject} if answer.subject else {}),
    }
    if answer.keyed_by is not None:
        facts |= {"way": answer.way, "keyed_by": answer.keyed_by.key}
    return facts
