"""The journal of a document as sentences."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

JOURNAL = {
    "record.drawn_up": pgettext_lazy("journal", "Drawn up (edition %(edition)s)"),
    "record.changed": pgettext_lazy("journal", "Signatory, place, urgency or recipients were changed"),
    "record.facts_taken": pgettext_lazy("journal", "The new facts were taken; it is a draft again"),
    "record.circulated": pgettext_lazy("journal", "Given to whoever approves and to the signatory"),
    "record.returned": pgettext_lazy("journal", "Returned for correction"),
    "record.approved": pgettext_lazy("journal", "Approved"),
    "record.numbered": pgettext_lazy("journal", "Number %(number)s given, to be signed elsewhere"),
    "record.signed": pgettext_lazy("journal", "Signed under number %(number)s"),
    "record.sealed": pgettext_lazy("journal", "Sealed by the agency"),
    "record.issued": pgettext_lazy("journal", "Issued to %(recipients)s recipients"),
    "record.recalled": pgettext_lazy("journal", "Recalled"),
    "record.superseded": pgettext_lazy("journal", "Superseded by number %(by)s"),
    "record.withdrawn": pgettext_lazy("journal", "Withdrawn before issue"),
}


# Said of a signature or a seal, when no timestamp service vouches for its time.
NOT_STAMPED = pgettext_lazy("journal", "no timestamp: the time is the signer's own statement")


def told(kind: str, facts: Mapping[str, object]) -> str:
    """One entry in the active language."""
    said = str(JOURNAL[kind]) % facts
    return f"{said} ({NOT_STAMPED})" if facts.get("timestamped") is False else said
