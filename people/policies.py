"""Who may do what in the house: plain questions about a person."""

from uuid import UUID

from people.models import Duty, Person, Role
from people.reach import Reach
from people.selectors import reach_of, seats_served_by


def secretariat_reach(person: Person) -> Reach:
    """For which bodies this person is a clerk or the head of the secretariat."""
    return reach_of(person, Duty.CLERK, Duty.HEAD)


def desk_reach(person: Person) -> Reach:
    """Of which bodies this person reads everything: as secretariat or auditor."""
    return reach_of(person, Duty.CLERK, Duty.HEAD, Duty.AUDITOR)


def audit_reach(person: Person) -> Reach:
    """Of which bodies this person is the auditor."""
    return reach_of(person, Duty.AUDITOR)


def is_secretariat(person: Person, body: UUID | None) -> bool:
    """A clerk or the head of the secretariat of this body, or of the whole house."""
    return secretariat_reach(person).covers(body)


def is_head(person: Person, body: UUID | None) -> bool:
    """The head of the secretariat of this body, or of the whole house."""
    return reach_of(person, Duty.HEAD).covers(body)


def may_read_the_record(person: Person, body: UUID | None) -> bool:
    """The auditor reads the whole record of this body, or of all, and changes nothing."""
    return audit_reach(person).covers(body)


def reads_everything(person: Person, body: UUID | None) -> bool:
    """Secretariat and auditor of this body, or of the whole house."""
    return desk_reach(person).covers(body)


def works_at_secretariat(person: Person) -> bool:
    """A clerk or the head of the secretariat of any body: for pages that are about no body yet."""
    return bool(secretariat_reach(person))


def heads_a_secretariat(person: Person) -> bool:
    """The head of the secretariat of any body."""
    return bool(reach_of(person, Duty.HEAD))


def works_at_desk(person: Person) -> bool:
    """Secretariat or auditor of any body: whose pages are those of a desk."""
    return bool(desk_reach(person))


def is_member(person: Person) -> bool:
    """Whoever holds a seat today."""
    return bool(seats_served_by(person, Role.HOLDER))


def is_operator(person: Person) -> bool:
    """The operator keeps the machine and sees no contents."""
    return reach_of(person, Duty.OPERATOR).whole


def may_set_address(person: Person) -> bool:
    """Everybody says for himself where messages to him go."""
    return person.is_active


def may_view_people(person: Person) -> bool:
    """The pages of persons, seats and appointments: who administers them, who confirms, who audits."""
    return reach_of(person, Duty.PEOPLE, Duty.HEAD, Duty.AUDITOR).whole


def may_administer_people(person: Person) -> bool:
    """Proposing changes of accounts, duties, seats and appointments; it opens no meeting and no ballot."""
    return reach_of(person, Duty.PEOPLE).whole


def may_confirm_change(person: Person) -> bool:
    """The second pair of eyes: another administrator, or the head of the secretariat (ASVS 5.0, 2.3.5).

    Of the whole house: who serves where in another body is none of the business of a body's own head.
    """
    return reach_of(person, Duty.PEOPLE, Duty.HEAD).whole


def may_invite_person(person: Person, whom: Person) -> bool:
    """Giving somebody a link by which to come in: who administers accounts, for everybody else in use."""
    return may_administer_people(person) and whom.is_active and whom.pk != person.pk
