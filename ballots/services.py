"""Acts on ballots: compose, open, cast, close. One function per act; the same for pages and commands."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ballots.models import Answer, Ballot, DeemedAnswer, Elector, Question
from ballots.policies import casts_as, may_compose_ballot
from ballots.rules import (
    Form,
    Line,
    Outcome,
    Status,
    Tally,
    Vote,
    check_cast,
    check_close,
    check_deadline,
    check_lines,
    check_move,
    decide,
    digest,
)
from ballots.rules import Question as QuestionRule
from ballots.selectors import current_answers, elector_of, next_number
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from core.working_time import WorkingCalendar, viet_nam
from matters.models import Matter
from matters.rules import clean_text
from people.models import Body, Person
from people.procedure import Procedure
from people.selectors import holders, seats_of


@dataclass(frozen=True)
class Receipt:
    """What a member gets for a counted answer: its number, time, revision and what the stored row says."""

    number: str
    at: datetime
    revision: int
    lines: Sequence[Line]
    digest: str
    seq: int


def compose_ballot(
    *,
    actor: Person,
    body: Body,
    matter: Matter,
    title: str,
    questions: Sequence[str],
    procedure: Procedure,
    closes_at: datetime,
) -> Ballot:
    """Draft an opinion ballot on a matter with numbered questions and a deadline."""
    require(may_compose_ballot, actor)
    asked = [clean_text(text) for text in questions]
    with transaction.atomic():
        ballot = Ballot(
            body=body,
            matter=matter,
            form=Form.WRITTEN.value,
            title=clean_text(title),
            procedure_key=procedure.key,
            procedure_facts=procedure.snapshot(),
            composed_by=actor,
            composed_at=now(),
            closes_at=closes_at,
        )
        ballot.stream = ballot.key
        ballot.save(force_insert=True)
        _ask(ballot, asked)
        record(
            ballot.stream,
            "ballot.composed",
            actor=actor.key,
            subject=ballot.key,
            facts={"title": ballot.title, "questions": asked, "procedure": procedure.key},
        )
    return ballot


def open_session_ballot(
    *, actor: Person, body: Body, matter: Matter, title: str, procedure: Procedure, stream: str
) -> Ballot:
    """Open a vote in session for all seats of the body; the meeting that calls this records the opening."""
    ballot = Ballot(
        body=body,
        matter=matter,
        form=Form.SESSION.value,
        title=clean_text(title),
        stream=stream,
        status=Status.OPEN.value,
        procedure_key=procedure.key,
        procedure_facts=procedure.snapshot(),
        composed_by=actor,
        composed_at=now(),
        opened_at=now(),
    )
    ballot.save(force_insert=True)
    _ask(ballot, [ballot.title])
    _freeze_electorate(ballot)
    return ballot


def open_ballot(*, actor: Person, ballot: Ballot, calendar: WorkingCalendar | None = None) -> Ballot:
    """Send an opinion ballot to its electorate, which is frozen now; the deadline must suit the procedure."""
    require(may_compose_ballot, actor)
    with transaction.atomic():
        ballot = _locked(ballot.pk)
        moment = now()
        check_move(Status(ballot.status), Status.OPEN, closed_at=ballot.closed_at)
        assert ballot.closes_at is not None  # a constraint of the table
        check_deadline(moment, ballot.closes_at, ballot.procedure, calendar or viet_nam())
        ballot.status, ballot.opened_at, ballot.number = Status.OPEN.value, moment, _numbered()
        ballot.save(update_fields=["status", "opened_at", "number"])
        _freeze_electorate(ballot)
        record(
            ballot.stream,
            "ballot.opened",
            actor=actor.key,
            subject=ballot.key,
            facts={
                "number": ballot.number,
                "electorate": ballot.electors.count(),
                "closes_at": ballot.closes_at.isoformat(),
                "papers": _papers(ballot.matter),
            },
        )
    return ballot


def cast_answers(
    *, actor: Person, ballot: Ballot, lines: Sequence[Line], named: int, key: UUID, place: str = ""
) -> Receipt:
    """Count an answer. `named` is the revision that it replaces (0: none), `key` makes a retry harmless."""
    elector = elector_of(actor, ballot)
    require(casts_as, actor, elector)
    assert elector is not None  # the policy has just said so
    # This path runs 27 to 300 times at once: no savepoint, and one query for all answers that matter.
    with transaction.atomic(savepoint=False):
        ballot = Ballot.objects.select_for_update().defer("procedure_facts", "result").get(pk=ballot.pk)
        sheet = _clean(lines)
        near = list(Answer.objects.filter(Q(elector=elector) | Q(ballot=ballot, key=key)))
        before = next((answer for answer in near if answer.key == key), None)
        if before is not None:
            return _same_again(before, elector, sheet)
        check_cast(
            Status(ballot.status),
            ballot.closes_at,
            now(),
            named,
            max((answer.revision for answer in near), default=0),
            closed_at=ballot.closed_at,
        )
        check_lines(sheet, _question_rules(ballot))
        answer = _store(actor, ballot, elector, sheet, named + 1, key, place)
    return receipt_of(answer)


def close_ballot(*, actor: Person, ballot: Ballot) -> Ballot:
    """Announce that an opinion ballot is over, and count it. Closing it again changes nothing."""
    require(may_compose_ballot, actor)
    with transaction.atomic():
        ballot = _locked(ballot.pk)
        if ballot.status == Status.CLOSED.value:
            return ballot
        silent = ballot.electors.count() - Answer.objects.filter(ballot=ballot, revision=1).count()
        check_close(Status(ballot.status), ballot.closes_at, now(), silent, closed_at=ballot.closed_at)
        facts = count_and_close(ballot)
        record(ballot.stream, "ballot.closed", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot


def count_and_close(ballot: Ballot) -> dict[str, object]:
    """Count a locked, open ballot and close it; the facts of the closing entry, which cover every answer."""
    answers = current_answers(ballot)
    electors = list(ballot.electors.select_related("seat").order_by("order"))
    counted = count(ballot, electors, answers)
    ballot.closed_at = now()
    ballot.status = Status.CLOSED.value
    ballot.result = {"questions": [_counted(*row) for row in counted]}
    ballot.save(update_fields=["closed_at", "status", "result"])
    _deem(ballot, electors, answers, counted)
    return {
        "ballot": str(ballot.pk),
        "title": ballot.title,
        **ballot.result,
        **_counted(*counted[0]),
        "seats": [seat_facts(elector, answers.get(elector.pk)) for elector in electors],
        "answers": [
            [elector.order, answers[elector.pk].digest] for elector in electors if elector.pk in answers
        ],
    }


def count(
    ballot: Ballot, electors: Sequence[Elector], answers: Mapping[UUID, Answer]
) -> list[tuple[int, Tally, Outcome]]:
    """Each question with its tally and outcome, from the answers (elector id → the one that counts)."""
    procedure, form, counted = ballot.procedure, Form(ballot.form), []
    for question in ballot.questions.all():
        letters = [alternative["letter"] for alternative in question.alternatives]
        votes = [_vote(elector, answers.get(elector.pk), question.number) for elector in electors]
        counted.append((question.number, *decide(votes, procedure, form, letters)))
    return counted


def seat_facts(elector: Elector, answer: Answer | None) -> dict[str, object]:
    """What the closing entry says of one seat."""
    first = answer.lines[0] if answer else None
    return {
        "order": elector.order,
        "office": elector.seat.office_vi,
        "short": elector.seat.short_vi,
        "choice": first["choice"] if first else None,
        "text": first["text"] if first else "",
        "place": (answer.place or None) if answer else None,
    }


def receipt_of(answer: Answer) -> Receipt:
    """The receipt of a stored answer: what the row says, not what the request said."""
    return Receipt(answer.receipt, answer.at, answer.revision, answer.lines, answer.digest, answer.seq)


def _locked(key: UUID) -> Ballot:
    return Ballot.objects.select_for_update().get(pk=key)


def _numbered() -> int:
    """The next number, held by the bodies' locks until the commit: two ballots sent at once differ."""
    list(Body.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return next_number()


def _ask(ballot: Ballot, questions: Sequence[str]) -> None:
    Question.objects.bulk_create(
        Question(ballot=ballot, number=number, text=text) for number, text in enumerate(questions, start=1)
    )


def _freeze_electorate(ballot: Ballot) -> None:
    seats = list(seats_of(ballot.body))
    holding = holders(seats)
    Elector.objects.bulk_create(
        Elector(ballot=ballot, seat=seat, person=holding.get(seat.pk), order=seat.order) for seat in seats
    )


def _papers(matter: Matter) -> list[dict[str, object]]:
    """What was voted on: the newest version of each paper by its hash."""
    papers = []
    for document in matter.documents.prefetch_related("versions"):
        newest = max(document.versions.all(), key=lambda version: version.number, default=None)
        if newest is not None:
            papers.append({"title": document.title, "number": newest.number, "sha256": newest.sha256})
    return papers


def _question_rules(ballot: Ballot) -> list[QuestionRule]:
    form = Form(ballot.form)
    if form is Form.SESSION:  # always the one question of its title, and asked for at every cast
        return [QuestionRule.on_draft(1, form)]
    rules = []
    for question in ballot.questions.all():
        letters = [alternative["letter"] for alternative in question.alternatives]
        if letters:
            rules.append(QuestionRule.on_alternatives(question.number, letters, form))
        else:
            rules.append(QuestionRule.on_draft(question.number, form))
    return rules


def _clean(lines: Sequence[Line]) -> list[Line]:
    return [
        Line(
            question=int(line["question"]),
            choice=str(line["choice"]),
            text=_clean_lines(line.get("text", "")),
        )
        for line in lines
    ]


def _clean_lines(text: str) -> str:
    """A longer text keeps its line breaks."""
    return "\n".join(filter(None, (clean_text(row) for row in text.splitlines())))


def _same_again(before: Answer, elector: Elector, lines: Sequence[Line]) -> Receipt:
    if before.elector_id != elector.pk or before.lines != list(lines):
        raise Refusal("answer_key_reused")
    return receipt_of(before)


def _store(
    actor: Person, ballot: Ballot, elector: Elector, lines: list[Line], revision: int, key: UUID, place: str
) -> Answer:
    salt = secrets.token_hex(16)
    answer = Answer(
        ballot=ballot,
        elector=elector,
        revision=revision,
        key=key,
        person=actor,
        place=place,
        lines=lines,
        salt=salt,
        digest=digest(salt, lines),
    )
    entry = record(
        ballot.stream,
        "answer.cast",
        actor=actor.key,
        subject=ballot.key,
        facts={
            "ballot": str(ballot.pk),
            "seat": elector.order,
            "revision": revision,
            "digest": answer.digest,
        },
    )
    answer.seq, answer.at = entry.seq, entry.at
    answer.save(force_insert=True)
    return answer


def _vote(elector: Elector, answer: Answer | None, number: int) -> Vote:
    lines = answer.lines if answer else []
    choice = next((line["choice"] for line in lines if line["question"] == number), None)
    return Vote(elector.order, elector.seat.kind, choice, (answer.place or None) if answer else None)


def _counted(number: int, tally: Tally, outcome: Outcome) -> dict[str, object]:
    return {"number": number, "tally": tally.as_facts(), "outcome": outcome.as_facts()}


def _deem(
    ballot: Ballot,
    electors: Sequence[Elector],
    answers: dict[UUID, Answer],
    counted: Sequence[tuple[int, Tally, Outcome]],
) -> None:
    """Give every silent seat its own row where the procedure counts silence as agreement."""
    if not any(tally.deemed_for for _number, tally, _outcome in counted):
        return
    rule, moment = ballot.procedure.ballot_silence.source[:300], ballot.closed_at
    assert moment is not None  # it has just been closed
    DeemedAnswer.objects.bulk_create(
        DeemedAnswer(ballot=ballot, elector=elector, rule=rule, at=moment)
        for elector in electors
        if elector.pk not in answers
    )
