"""The words for statuses, urgency, capacities and lists of documents."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATUSES = {
    "draft": pgettext_lazy("document", "Draft"),
    "circulated": pgettext_lazy("document", "With whoever approves"),
    "approved": pgettext_lazy("document", "Approved, to be signed"),
    "signed": pgettext_lazy("document", "Signed, to be sealed"),
    "sealed": pgettext_lazy("document", "Sealed, to be issued"),
    "issued": pgettext_lazy("document", "Issued"),
    "recalled": pgettext_lazy("document", "Recalled"),
    "superseded": pgettext_lazy("document", "Superseded"),
    "withdrawn": pgettext_lazy("document", "Withdrawn before issue"),
}
STEPS = {
    "draft": pgettext_lazy("document step", "Drawn up"),
    "circulated": pgettext_lazy("document step", "Circulated"),
    "approved": pgettext_lazy("document step", "Approved"),
    "signed": pgettext_lazy("document step", "Signed by the person"),
    "sealed": pgettext_lazy("document step", "Sealed by the agency"),
    "issued": pgettext_lazy("document step", "Issued"),
}
NEXT = {
    "draft": pgettext_lazy("document next", "Complete it, then circulate it for approval."),
    "circulated": pgettext_lazy(
        "document next",
        "It waits for approval by somebody who did not work on it: head of office or signatory.",
    ),
    "approved": pgettext_lazy("document next", "It waits for the signature: %(office)s."),
    "signed": pgettext_lazy("document next", "It waits for the agency's seal."),
    "sealed": pgettext_lazy("document next", "It waits to be issued."),
    "issued": pgettext_lazy("document next", "It is issued; nothing changes any more."),
    "recalled": pgettext_lazy("document next", "It is over; it stays for the record."),
    "superseded": pgettext_lazy("document next", "It is over; it stays for the record."),
    "withdrawn": pgettext_lazy("document next", "It is over; it stays for the record."),
}
URGENCIES = {
    "": pgettext_lazy("urgency", "Not urgent"),
    "urgent": pgettext_lazy("urgency", "Urgent"),
    "very_urgent": pgettext_lazy("urgency", "Very urgent"),
    "express": pgettext_lazy("urgency", "Express"),
}
CAPACITIES = {
    "own": pgettext_lazy("capacity", "In one's own office"),
    "tm": pgettext_lazy("capacity", "TM. – on behalf of the body"),
    "kt": pgettext_lazy("capacity", "KT. – for the head, as deputy"),
    "tl": pgettext_lazy("capacity", "TL. – by order of the head"),
}
COPY_STAGES = {
    "laid_out": _("Laid out for signing"),
    "person": _("Signed by the person"),
    "agency": _("Sealed by the agency"),
}
OPENED = {
    "page": _("Read the page"),
    "file": _("Opened the signed file"),
    "marked": _("Opened the marked copy"),
}
LISTS = {
    "register": pgettext_lazy("list of documents", "Register"),
    "work": pgettext_lazy("list of documents", "In work"),
    "due": pgettext_lazy("list of documents", "To be issued"),
}
ORDERS = {
    "": pgettext_lazy("order", "Newest first"),
    "number": pgettext_lazy("order", "By number"),
    "-number": pgettext_lazy("order", "By number, highest first"),
    "dated": pgettext_lazy("order", "By date, oldest first"),
    "-dated": pgettext_lazy("order", "By date, newest first"),
    "abstract": pgettext_lazy("order", "By abstract, from A"),
    "-abstract": pgettext_lazy("order", "By abstract, from Z"),
    "status": pgettext_lazy("order", "By status"),
}
COLUMNS = [
    pgettext_lazy("column", "Number and symbol"),
    pgettext_lazy("column", "Date"),
    pgettext_lazy("column", "Kind"),
    pgettext_lazy("column", "Abstract"),
    pgettext_lazy("column", "Signed by"),
    pgettext_lazy("column", "Recipients"),
    pgettext_lazy("column", "Status"),
    pgettext_lazy("column", "Issued at"),
    pgettext_lazy("column", "Remarks"),
]
