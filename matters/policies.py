"""Who may submit matters and read papers."""

from uuid import UUID

from core.time import today
from matters.models import Document, Matter
from matters.selectors import handles, matters_visible_to, reads_document
from people.models import Person, Role
from people.policies import (
    is_head,
    is_secretariat,
    may_read_the_record,
    reads_everything,
    works_at_secretariat,
)
from people.procedure import in_force
from people.selectors import seats_served_by


def may_submit_matter(person: Person) -> bool:
    """Every secretariat registers matters, for its own bodies."""
    return works_at_secretariat(person)


def may_register_for(person: Person, body: UUID | None) -> bool:
    """The secretariat of this body; what belongs to none, that of the whole house."""
    return is_secretariat(person, body)


def may_keep_matter(person: Person, matter: Matter) -> bool:
    """The secretariat that registered it adds its papers."""
    return is_secretariat(person, matter.body_id)


def may_take_up(person: Person, matter: Matter) -> bool:
    """A secretariat puts before its body what was registered for it, or brought before it already."""
    return handles(person, matter)


def may_set_level(person: Person, matter: Matter) -> bool:
    """The secretariat that registered it says who reads a matter and its papers."""
    return is_secretariat(person, matter.body_id)


def may_hand_out(person: Person, matter: Matter) -> bool:
    """The same enters what comes on paper, and notes who got a copy and who gave it back."""
    return is_secretariat(person, matter.body_id)


def may_follow_copies(person: Person, matter: Matter) -> bool:
    """That secretariat and the auditor see who has a copy."""
    return reads_everything(person, matter.body_id)


def may_loosen_level(person: Person, body: UUID | None) -> bool:
    """Whoever the procedure in force names; where it is silent the head of the secretariat."""
    if in_force(today()).level_loosened_by.value == "secretariat":
        return is_secretariat(person, body)
    return is_head(person, body)


def may_follow_readers(person: Person, matter: Matter) -> bool:
    """Who opened closed papers is told to the head of the secretariat, the auditor and whoever submits."""
    if may_read_the_record(person, matter.body_id) or is_head(person, matter.body_id):
        return True
    held = {seat.pk for seat in seats_served_by(person, Role.HOLDER)}
    submits = matter.lead.seats.filter(pk__in=held).exists() or (
        matter.created_by_id == person.pk and is_secretariat(person, matter.body_id)
    )
    return submits and matters_visible_to(person).filter(pk=matter.pk).exists()


def may_view_matter(person: Person, matter: Matter) -> bool:
    """Whoever a meeting or a ballot brings to it; the secretariat and the auditor always."""
    return matters_visible_to(person).filter(pk=matter.pk).exists()


def may_read_document(person: Person, document: Document) -> bool:
    """Readers of the matter; a restricted paper is for members, secretariat and auditor only."""
    return reads_document(person, document)
