"""Conclusions, decisions and corrections in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CONCLUSIONS_JOURNAL = {
    "item.decided": pgettext_lazy("journal", "Decisions on item %(order)s written down: %(count)s"),
    "item.conclusion_released": pgettext_lazy("journal", "Conclusion of item %(order)s released"),
    "vote.correction_noted": pgettext_lazy(
        "journal", "Said after the vote, without altering the result: %(office)s"
    ),
}

CONCLUSIONS_REFUSALS = {
    "conclusion_empty": _(
        "Neither a conclusion nor a decision has been written on this item, so there is nothing to release. "
        "Write it down first."
    ),
    "correction_too_early": _(
        "The vote is still open; until it is closed the vote itself can be changed. Change it on the card."
    ),
    "correction_empty": _(
        "Nothing was written; the register keeps what the member says. Write it in a sentence."
    ),
}
