"""A vote by hand or voice in words: its ways, its journal, and why something keyed in is refused."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SHEET_STATUSES = {
    "waiting": pgettext_lazy("sheet", "Waits to be confirmed"),
    "sent_back": pgettext_lazy("sheet", "Sent back"),
    "confirmed": pgettext_lazy("sheet", "Confirmed and counted"),
}

WAYS = {
    "hands": pgettext_lazy("way of voting", "By show of hands"),
    "voice": pgettext_lazy("way of voting", "By voice, seat by seat"),
}

BY_HAND_JOURNAL = {
    "vote.by_hand": pgettext_lazy("journal", "The vote goes on without tablets: %(reason)s"),
    "vote.by_tablet": pgettext_lazy("journal", "The vote goes back to the tablets"),
    "vote.sheet_keyed": pgettext_lazy("journal", "Sheet %(number)s keyed in for %(keyed)s seats"),
    "vote.sheet_sent_back": pgettext_lazy("journal", "Sheet %(number)s was sent back: %(reason)s"),
    "vote.sheet_confirmed": pgettext_lazy(
        "journal", "Sheet %(number)s counted: keyed in by %(keyed_by)s, confirmed by %(confirmed_by)s"
    ),
    "answer.keyed": pgettext_lazy("journal", "Vote counted as keyed in: %(office)s"),
}

BY_HAND_TURNS = frozenset(("vote.by_hand", "vote.by_tablet", "vote.sheet_confirmed"))

BY_HAND_REFUSALS = {
    "way_malformed": _(
        "A vote without tablets is taken by show of hands or by voice; another way is not offered. "
        "Choose one."
    ),
    "by_hand_without_reason": _(
        "The minutes say why it is done so, and no reason was given. Write it in a few words."
    ),
    "vote_by_hand": _(
        "This vote is taken by hand or voice, so tablets are not counted now. Answer in the hall; what a "
        "tablet gave before stands."
    ),
    "vote_on_tablets": _(
        "Members vote on their tablets, so nothing is keyed in for them. Announce the vote as by hand or "
        "voice first."
    ),
    "vote_over": _("This vote is over, so nothing can be keyed in or changed any more. See its result."),
    "sheet_same_person": _(
        "%(who)s keyed this in; it is counted only when another person confirms it (two signatures). Let a "
        "colleague of the secretariat or the chair confirm it."
    ),
    "sheet_waits": _(
        "What was keyed in waits to be confirmed; two sheets at once would be counted twice. Have it "
        "confirmed or sent back first."
    ),
    "sheet_missing": _(
        "This vote is taken by hand or voice and nothing keyed in was confirmed yet; closed now it would "
        "count no vote at all. Key it in, or go back to the tablets."
    ),
    "sheet_settled": _("Somebody has dealt with this sheet meanwhile. Look at the vote as it stands now."),
    "sheet_confirmed_already": _(
        "What was keyed in was counted already, so the vote stays by hand or voice. Key in what is missing."
    ),
    "sheet_empty": _("No seat has an answer, so there is nothing to confirm. Key in what was given."),
    "sheet_does_not_add_up": _(
        "The seats do not add up to the numbers counted in the hall: agree %(keyed_for)s keyed in, "
        "%(said_for)s counted; disagree %(keyed_against)s and %(said_against)s; other opinion "
        "%(keyed_other)s and %(said_other)s. Look for the difference, or have them counted again."
    ),
    "sheet_seat_voted": _(
        "%(office)s has voted on the tablet meanwhile; a member's own answer stands and is not keyed over. "
        "Key in the others anew."
    ),
    "sheet_takes_back": _(
        "The answer of %(office)s was counted; it can be changed until the vote is closed, not taken out. "
        "Key in what was given."
    ),
}


def way_mark(facts: Mapping[str, object]) -> str:
    """How a vote was given, in brackets; nothing for the usual way and for what is no vote."""
    way = WAYS.get(str(facts.get("way", "")))
    return f" ({way})" if way else ""
