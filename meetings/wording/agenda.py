"""The words for building an agenda: its sections and its order, and what may refuse a change."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

AGENDA_JOURNAL = {
    "item.level_set": pgettext_lazy("journal", "Who may read item %(order)s was set"),
    "agenda.section_added": pgettext_lazy("journal", "Section added to the agenda: %(title)s"),
    "agenda.section_renamed": pgettext_lazy("journal", "Section renamed: %(title)s"),
    "agenda.section_moved": pgettext_lazy("journal", "Section moved to place %(place)s: %(title)s"),
    "agenda.section_removed": pgettext_lazy("journal", "Section taken away: %(title)s"),
    "agenda.ballot_taken_up": pgettext_lazy(
        "journal", "Item %(order)s takes up opinion ballot no. %(number)s, with the opinions given on it"
    ),
}

# In the language of the record: the headings under which the templates put what every session takes up.
STANDING_SECTIONS = {"reports": "Báo cáo"}

# On what ground a ballot is proposed for an agenda.
GROUNDS = {
    "ruled": _("put on the next session by the chair"),
    "no_majority": _("closed without a majority"),
    "objections": _("adopted, with objections"),
}

AGENDA_REFUSALS = {
    "ballot_not_put_forward": _(
        "This opinion ballot is not proposed for an agenda any more: another agenda has taken its matter up, "
        "the chair has decided on it, or a session has passed since. Nothing was changed; if the matter is "
        "still to be talked about, put it on the agenda under “Add an item”."
    ),
    "agenda_reordered": _(
        "Nothing was moved: somebody else has changed the order of the agenda since this page was drawn, "
        "and a move in the old order could land elsewhere. The new order is shown; move it again if needed."
    ),
    "section_gone": _(
        "This section is no longer on the agenda; somebody else has just taken it away, so nothing was "
        "changed. Reload the page, and add the section again if it is needed."
    ),
    "items_changed_meanwhile": _(
        "Nothing was saved: somebody else has changed item %(numbers)s since this page was drawn. What you "
        "typed is still here, with what stands there now beside it; look at both and save again."
    ),
}
