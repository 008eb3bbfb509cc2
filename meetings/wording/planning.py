"""The words for how meetings are planned: kinds, forms, rooms, conflicts; its journal and its refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "regular": _("Regular Government session"),
    "thematic": _("Thematic Government session"),
    "unexpected": _("Unexpected Government session"),
    "standing": _("Standing Government"),
    "leaders": _("Meeting of the Prime Minister or a Deputy"),
    "committee": _("Session of a People's Committee"),
}

# As short as a tab and a line of the calendar need them.
SHORT_KINDS = {
    "regular": pgettext_lazy("short kind", "Regular"),
    "thematic": pgettext_lazy("short kind", "Thematic"),
    "unexpected": pgettext_lazy("short kind", "Unexpected"),
    "standing": pgettext_lazy("short kind", "Standing Government"),
    "leaders": pgettext_lazy("short kind", "PM or Deputy PM"),
    "committee": pgettext_lazy("short kind", "People's Committee"),
}

FORMS = {
    "in_person": pgettext_lazy("form of a meeting", "In person"),
    "hybrid": pgettext_lazy("form of a meeting", "In person and online"),
    "online": pgettext_lazy("form of a meeting", "Online"),
}

PLANNING_JOURNAL = {
    "room.added": pgettext_lazy("journal", "Room added: %(name)s, %(capacity)s places"),
    "room.changed": pgettext_lazy("journal", "Room changed: %(name)s, %(capacity)s places"),
}

PLANNING_REFUSALS = {
    "kind_unknown": _(
        "There is no template for meetings of the kind %(kind)s, so it is not known what applies to them. "
        "Choose one of the kinds offered."
    ),
    "kind_without_vote": _(
        "Only the chosen seats attend this meeting, and a vote belongs to the whole body (%(source)s). "
        "Write down the chair's conclusion instead."
    ),
    "link_missing": _(
        "An online meeting needs the link by which one takes part; nobody could come in without it. "
        "Enter the link."
    ),
    "link_not_needed": _(
        "A meeting held in person has no link, so nobody would find it there. Choose another form, or "
        "remove the link."
    ),
    "link_not_safe": _(
        "This link cannot be kept; only an https:// address without a name or password in it is safe to "
        "open. Copy the link again from the service that made it."
    ),
    "nobody_invited": _(
        "Nobody would attend; a meeting needs those who are to come. Choose at least one seat, or the "
        "whole body."
    ),
    "seat_of_another_body": _(
        "%(office)s belongs to another body; only seats of the body that meets attend as members. Invite "
        "the holder as a guest."
    ),
    "chair_not_invited": _(
        "The seat that chairs (%(office)s) is not among those who attend; a meeting needs its chair. "
        "Choose that seat too."
    ),
    "room_exists": _(
        "There is already a room called %(name)s; two of one name could not be told apart. Choose another "
        "name."
    ),
    "not_a_regular_session": _(
        "Only from a regular session those of the following months are made; other meetings come once. "
        "Open a regular session."
    ),
}

VIEWS = {
    "month": pgettext_lazy("calendar", "Month"),
    "week": pgettext_lazy("calendar", "Week"),
    "list": pgettext_lazy("calendar", "List"),
}
