"""Who may compose, follow and answer ballots."""

from ballots.models import Ballot, Elector
from ballots.rules import OVER, Status, Visibility, seen_before_closing
from ballots.selectors import (
    ballots_visible_to,
    elector_assisted_by,
    elector_of,
    elector_served_by,
    roles_of,
    serves_lead,
)
from people.models import Body, Person, Role
from people.policies import is_head, is_secretariat, may_read_the_record, reads_everything
from people.selectors import seats_served_by


def may_ask_members(person: Person, body: Body) -> bool:
    """The secretariat of a body composes ballots that ask its members."""
    return is_secretariat(person, body.pk)


def may_compose_ballot(person: Person, ballot: Ballot) -> bool:
    """The secretariat of the body changes, opens and closes its opinion ballots."""
    return is_secretariat(person, ballot.body_id)


def may_approve_ballot(person: Person, ballot: Ballot) -> bool:
    """The head of the secretariat approves what is to be sent, or returns it (four eyes: see the rule)."""
    return is_head(person, ballot.body_id)


def may_rule_on_ballot(person: Person, ballot: Ballot) -> bool:
    """The holder of the seat that breaks ties, the Prime Minister, decides on the report."""
    kind = ballot.procedure.tie_breaker_kind.value
    held = seats_served_by(person, Role.HOLDER)
    return person.is_active and any(s.body_id == ballot.body_id and s.kind == kind for s in held)


def may_report_ballot(person: Person, ballot: Ballot) -> bool:
    """The secretariat issues the report on a counted ballot."""
    return is_secretariat(person, ballot.body_id)


def may_reply_to_opinions(person: Person, ballot: Ballot) -> bool:
    """Whoever serves a seat of the agency that submits the matter, and the secretariat on its behalf."""
    return person.is_active and (is_secretariat(person, ballot.body_id) or serves_lead(person, ballot))


def may_read_report(person: Person, ballot: Ballot) -> bool:
    """Issued: the desks and the members of the electorate. Before that, as a draft: the desks alone."""
    if may_follow_ballot(person, ballot):
        return ballot.status in OVER
    issued = ballot.status in (Status.REPORTED.value, Status.DECIDED.value)
    return issued and elector_of(person, ballot) is not None


def may_read_unsigned(person: Person, ballot: Ballot) -> bool:
    """What the result led to before it is signed: the desks, and whoever rules on it."""
    if ballot.status not in (Status.REPORTED.value, Status.DECIDED.value):
        return False
    return may_follow_ballot(person, ballot) or may_rule_on_ballot(person, ballot)


def may_read_sheet(person: Person, elector: Elector) -> bool:
    """The present holder of the seat; once the ballot is closed, the desks too."""
    if person.is_active and elector.seat_id in {seat.pk for seat in seats_served_by(person, Role.HOLDER)}:
        return True
    return elector.ballot.status in OVER and may_follow_ballot(person, elector.ballot)


def may_replace_papers(person: Person, ballot: Ballot) -> bool:
    """Other papers are put before the members by whoever approved the first: the head of the secretariat."""
    return may_approve_ballot(person, ballot)


def may_recall_ballot(person: Person, ballot: Ballot) -> bool:
    """The head of the secretariat takes a ballot back that is out already."""
    return is_head(person, ballot.body_id)


def may_extend_ballot(person: Person, ballot: Ballot) -> bool:
    """The head of the secretariat gives members more time."""
    return is_head(person, ballot.body_id)


def may_remind_members(person: Person, ballot: Ballot) -> bool:
    """The secretariat reminds those who have not answered."""
    return is_secretariat(person, ballot.body_id)


def may_follow_ballot(person: Person, ballot: Ballot) -> bool:
    """The board of seats (who has answered, when) belongs to the secretariat and the auditor of the body."""
    return reads_everything(person, ballot.body_id)


def may_view_ballot(person: Person, ballot: Ballot) -> bool:
    """Electors, their assistants, secretariat and auditor (see `selectors.ballots_visible_to`)."""
    return ballots_visible_to(person).filter(pk=ballot.pk).exists()


def may_see_answers(person: Person, ballot: Ballot) -> bool:
    """Named answers: once counted, whoever received the ballot; before, whom its setting names."""
    if ballot.status in OVER:
        return may_view_ballot(person, ballot)
    return ballot.status == Status.OPEN and sees_answers_come(person, ballot)


def sees_answers_come(person: Person, ballot: Ballot) -> bool:
    """Whether this person is one of those to whom the ballot shows answers before it is closed.

    An assistant never is: he reads for the member, who may have good reasons to wait.
    """
    visibility = Visibility(ballot.answers_visible)
    if visibility is Visibility.AFTER_CLOSE or not person.is_active:
        return False
    return seen_before_closing(
        visibility,
        secretariat=is_secretariat(person, ballot.body_id),
        chair=may_rule_on_ballot(person, ballot),
        member=elector_of(person, ballot) is not None,
        auditor=may_read_the_record(person, ballot.body_id),
    )


def serves(person: Person, elector: Elector) -> bool:
    """Whether this person holds or assists the seat of an elector today."""
    return person.is_active and elector.seat_id in roles_of(person)


def may_keep_draft(person: Person, ballot: Ballot) -> bool:
    """Whoever holds or assists a seat of the electorate keeps a draft of its answer, each their own."""
    return person.is_active and elector_served_by(person, ballot) is not None


def may_prepare_answer(person: Person, ballot: Ballot) -> bool:
    """The assistants of a seat of the electorate prepare its answer; they never cast it."""
    return person.is_active and elector_assisted_by(person, ballot) is not None


def may_cast_answer(person: Person, ballot: Ballot) -> bool:
    """Only the present holder of a seat in the electorate; never an assistant, a deputy or a clerk."""
    return casts_as(person, elector_of(person, ballot))


def may_keep_dissent(person: Person, ballot: Ballot) -> bool:
    """Only the present holder of a seat in the electorate, like an answer."""
    return may_cast_answer(person, ballot)


def casts_as(person: Person, elector: Elector | None) -> bool:
    """The same question where the elector of this person has been looked up already."""
    return person.is_active and elector is not None
