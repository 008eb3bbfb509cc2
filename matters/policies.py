"""Who may submit matters and read papers."""

from matters.models import Document, Matter
from matters.selectors import matters_visible_to, reads_document
from people.models import Person
from people.policies import is_secretariat


def may_submit_matter(person: Person) -> bool:
    """The secretariat registers matters and their papers."""
    return is_secretariat(person)


def may_view_matter(person: Person, matter: Matter) -> bool:
    """Whoever a meeting or a ballot brings to it; the secretariat and the auditor always."""
    return matters_visible_to(person).filter(pk=matter.pk).exists()


def may_read_document(person: Person, document: Document) -> bool:
    """Readers of the matter; a restricted paper is for members, secretariat and auditor only."""
    return reads_document(person, document)
