"""What is still open before a meeting closes, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.rules.closing import OpenPoint

CLOSING_REFUSALS = {
    "closing_unconfirmed": _(
        "Something in this meeting is still open and was not confirmed (points: %(count)s); after closing "
        "the record cannot be completed. Look at the list, then close again."
    ),
}


def open_point_words(point: OpenPoint) -> str:
    """The open point as a sentence."""
    numbers = {"count": point.count, "items": ", ".join(map(str, point.items))}
    return _sentence(point.code, point.count) % numbers


def _sentence(code: str, count: int) -> str:
    return {
        "vote_open": ngettext("A vote is still open.", "%(count)d votes are still open.", count),
        "unpublished": ngettext(
            "The result of the vote on item %(items)s has not been published; publish it first.",
            "The results of the votes on items %(items)s have not been published; publish them first.",
            count,
        ),
        "item_running": ngettext(
            "Item %(items)s is running; closing ends it.",
            "Items %(items)s are running; closing ends them.",
            count,
        ),
        "not_taken": ngettext(
            "Item %(items)s was not taken; it is put off.",
            "Items %(items)s were not taken; they are put off.",
            count,
        ),
        "unconcluded": ngettext(
            "Item %(items)s has no conclusion.", "Items %(items)s have no conclusion.", count
        ),
        "unreleased": ngettext(
            "The conclusion on item %(items)s is written and not released to the members: it will not stand "
            "in the minutes.",
            "The conclusions on items %(items)s are written and not released to the members: they will not "
            "stand in the minutes.",
            count,
        ),
        "unassigned": ngettext(
            "A decision on item %(items)s names no agency.",
            "Decisions on items %(items)s name no agency.",
            count,
        ),
        "undated": ngettext(
            "A decision on item %(items)s has no due date.",
            "Decisions on items %(items)s have no due date.",
            count,
        ),
        "unnoted": ngettext(
            "The attendance of %(count)d seat was never noted.",
            "The attendance of %(count)d seats was never noted.",
            count,
        ),
    }[code]
