"""Attendance and recusal in words: journal, labels, refusals."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

CONSENTS = {
    "": pgettext_lazy("absence", "Not said"),
    "yes": pgettext_lazy("absence", "With consent"),
    "no": pgettext_lazy("absence", "Without consent"),
}

ATTENDANCE = {
    "expected": pgettext_lazy("journal", "%(office)s: not here yet"),
    "in_room": pgettext_lazy("journal", "%(office)s came into the room"),
    "remote": pgettext_lazy("journal", "%(office)s attends remotely"),
    "absent": pgettext_lazy("journal", "%(office)s is absent"),
    "deputy": pgettext_lazy("journal", "%(deputy)s attends for %(office)s"),
    "left": pgettext_lazy("journal", "%(office)s left"),
}

ATTENDANCE_JOURNAL = {
    "quorum.lost": pgettext_lazy(
        "journal", "The quorum is lost: %(attending)s of %(seats)s members attend, %(needed)s must"
    ),
    "quorum.restored": pgettext_lazy(
        "journal", "The quorum is back: %(attending)s of %(seats)s members attend"
    ),
    "recusal.noted": pgettext_lazy("journal", "%(office)s takes no part in item %(order)s (%(reason)s)"),
    "recusal.lifted": pgettext_lazy("journal", "%(office)s takes part in item %(order)s again"),
}

ATTENDANCE_TURNS = frozenset(("quorum.lost", "quorum.restored"))

ATTENDANCE_REFUSALS = {
    "check_in_early": _(
        "Members check themselves in from %(opens_at)s, shortly before the meeting. Come back then, or tell "
        "the secretariat."
    ),
    "not_checked_in": _(
        "%(office)s is not noted as attending, so this cannot be said from here. Check in first, or ask the "
        "secretariat to correct the attendance."
    ),
    "member_in_room": _(
        "%(office)s is in the room in person; a deputy attends only in the member's absence. Ask the "
        "secretariat if this is not so."
    ),
    "member_recused": _(
        "%(office)s takes no part in this item because of a conflict of interest, so no vote is counted. "
        "Ask the secretariat if this is a mistake."
    ),
    "recusal_after_vote": _(
        "%(office)s has voted on this item; whoever has voted has taken part. The vote stands, and the "
        "minutes can say what was stated."
    ),
    "recusal_without_reason": _(
        "Say why %(office)s takes no part in this item; the minutes must give the reason. Write it in a few "
        "words."
    ),
}


def attendance_words(facts: Mapping[str, Any]) -> str:
    """A change of the attendance as a sentence, with what is to be said beside it in brackets."""
    said = str(ATTENDANCE[facts["presence"]]) % facts
    beside = "; ".join(filter(None, _beside(facts)))
    return f"{said} ({beside})" if beside else said


def _beside(facts: Mapping[str, Any]) -> tuple[str, ...]:
    consented = facts.get("consented")
    return (
        pgettext("journal", "%(deputy)s sits in the room as deputy") % facts if _two_hats(facts) else "",
        str(facts.get("reason") or ""),
        "" if consented is None else _consent(consented),
        pgettext("journal", "said by whoever attends") if facts.get("own") else "",
        pgettext("journal", "from the reply to the invitation") if facts.get("by_reply") else "",
        pgettext("journal", "correction") if facts.get("corrected") else "",
    )


def _two_hats(facts: Mapping[str, Any]) -> bool:
    return facts["presence"] == "remote" and bool(facts.get("deputy"))


def _consent(consented: bool) -> str:
    with_consent, without = pgettext("journal", "with consent"), pgettext("journal", "without consent")
    return with_consent if consented else without
