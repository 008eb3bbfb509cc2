"""The words for people, offices and roles."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DUTIES = {
    "none": _("No duty in the house"),  # as histories from before duties had terms say it
    "clerk": _("Secretariat"),
    "head": _("Head of the secretariat"),
    "auditor": _("Auditor"),
    "operator": _("Operator"),
    "people": _("Administrator of persons and offices"),
}
PROPOSAL_STATUSES = {
    "open": pgettext_lazy("proposal", "Waits for confirmation"),
    "confirmed": pgettext_lazy("proposal", "Confirmed"),
    "declined": pgettext_lazy("proposal", "Declined"),
    "withdrawn": pgettext_lazy("proposal", "Withdrawn"),
    "at_once": pgettext_lazy("proposal", "Took effect at once"),
    "expired": pgettext_lazy("proposal", "Expired"),
}
ROLES = {
    "holder": pgettext_lazy("role at a seat", "Holder"),
    "assistant": pgettext_lazy("role at a seat", "Assistant"),
    "deputy": pgettext_lazy("role at a seat", "Deputy who attends"),
}
SEAT_KINDS = {
    "prime_minister": _("Prime Minister"),
    "deputy_prime_minister": _("Deputy Prime Minister"),
    "minister": _("Minister"),
    "head_of_agency": _("Head of a ministerial agency"),
}
LETTER_GREETING = pgettext_lazy("letter", "To: %(name)s")
LETTER_END = pgettext_lazy("letter", "The system sent this message by itself; nobody reads answers to it.")
REFUSALS = {
    "invitation_over": _(
        "This link works no more: it was used, replaced or withdrawn, or its time is over. Ask for"
        " another one."
    ),
    "procedure_unknown": _("There are no regulations named “%(key)s”. Choose one from the list."),
    "no_procedure_in_force": _(
        "No regulations are known to be in force on %(on)s, so no rule can be applied. Choose another day or"
        " other regulations."
    ),
}
