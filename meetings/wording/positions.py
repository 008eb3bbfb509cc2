"""What positions are called, how the journal tells them, and why one is refused."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STANCES = {
    "none": pgettext_lazy("position", "No objection"),
    "opinion": pgettext_lazy("position", "Has an opinion"),
    "speak": pgettext_lazy("position", "Wants to speak"),
}

# On the matrix: a shape and a letter, so that no colour is needed to tell.
STANCE_LETTERS = {
    "none": "✓",
    "opinion": pgettext_lazy("position letter", "O"),
    "speak": pgettext_lazy("position letter", "S"),
}

POSITION_JOURNAL = {
    "position.stated": pgettext_lazy("journal", "Position on item %(order)s given: %(office)s"),
    "position.changed": pgettext_lazy("journal", "Position on item %(order)s changed: %(office)s"),
    "position.prepared": pgettext_lazy("journal", "Position on item %(order)s prepared for: %(office)s"),
    "position.prepared_taken_back": pgettext_lazy(
        "journal", "Prepared position on item %(order)s taken back: %(office)s"
    ),
}

POSITION_REFUSALS = {
    "position_meeting_not_sent": _(
        "The programme has not been sent; positions are given on a programme that members have received. "
        "Wait until it is sent."
    ),
    "position_item_called": _(
        "Item %(number)s has been called; positions are given until then. Ask for the floor in the meeting "
        "room."
    ),
    "position_malformed": _("Say whether there is no objection, an opinion, or a wish to speak."),
    "position_needs_text": _(
        "The opinion is empty; the secretariat and the chair must know what it is. Write it down, or choose "
        "that there is no objection."
    ),
    "position_too_long": _(
        "The text is longer than %(most)s characters, too much to be read before a session. Shorten it or "
        "put the rest into a paper."
    ),
    "position_papers_replaced": _(
        "The papers of this item were replaced while the page was open; a position counts for the papers "
        "that were read. Look at the new paper, then choose again."
    ),
    "position_prepared_gone": _(
        "What was prepared for this item was changed or taken back meanwhile, so nothing was taken over. "
        "Look at it as it stands now."
    ),
    "position_nothing_to_confirm": _(
        "There is no position on this item to be confirmed. Choose what you say of it."
    ),
    "position_rest_empty": _(
        "No item is left that this could cover: those without a paper and those that were answered are not "
        "touched. Nothing was changed."
    ),
}
