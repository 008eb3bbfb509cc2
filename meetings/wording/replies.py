"""The words of replies to an invitation: labels, journal, refusals."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SAYINGS = {
    "attend": pgettext_lazy("reply", "Attends"),
    "part": pgettext_lazy("reply", "Attends part of the session"),
    "deputy": pgettext_lazy("reply", "Sends a deputy"),
    "absent": pgettext_lazy("reply", "Absent"),
    "undecided": pgettext_lazy("reply", "Not decided"),
}

HOWS = {
    "self": pgettext_lazy("reply", "on the page"),
    "desk": pgettext_lazy("reply", "entered by the secretariat"),
    "calendar": pgettext_lazy("reply", "by calendar"),
}

REPLY_CONSENTS = {
    "not_needed": pgettext_lazy("absence", "No consent needed"),
    "asked": pgettext_lazy("absence", "Awaiting consent"),
    "given": pgettext_lazy("absence", "Consented to"),
    "declined": pgettext_lazy("absence", "Not consented to"),
}

REPLY_JOURNAL = {
    "reply.attend": pgettext_lazy("journal", "%(office)s will attend"),
    "reply.part": pgettext_lazy("journal", "%(office)s will attend from %(hours)s"),
    "reply.deputy": pgettext_lazy("journal", "%(office)s will be absent; %(deputy)s is named as deputy"),
    "reply.absent": pgettext_lazy("journal", "%(office)s will be absent"),
    "reply.undecided": pgettext_lazy("journal", "%(office)s has not decided yet"),
    "absence.given": pgettext_lazy("journal", "Absence consented to: %(office)s"),
    "absence.declined": pgettext_lazy("journal", "Absence not consented to: %(office)s"),
    "meeting.cancelled": pgettext_lazy("journal", "The meeting was cancelled: %(reason)s"),
}

REPLY_REFUSALS = {
    "meeting_cancelled": _(
        "The meeting was cancelled and will not be held; nothing of it can change any more. Schedule "
        "another meeting if it is needed."
    ),
    "cancel_without_reason": _(
        "Everybody who was invited reads why a meeting is not held. Write the reason, then cancel it."
    ),
    "reply_too_late": _(
        "The meeting has begun; replies to the invitation end with its opening. Tell the secretariat in "
        "the room, which notes the attendance."
    ),
    "reply_for_members_only": _(
        "Guests attend or are absent; only members of the body send a deputy or attend a part. Choose one "
        "of the two, or write to the secretariat."
    ),
    "reply_part_outside": _(
        "The part must lie within the session, from %(starts_at)s to %(ends_at)s, and be shorter than it. "
        "Correct the hours, or reply that you attend."
    ),
    "reply_without_reason": _(
        "Whoever consents to an absence must know the reason (%(source)s). Write it in a few words."
    ),
    "absence_changed": _(
        "This reply was changed while you were reading it, so nothing was decided. Read it as it stands now "
        "and decide then."
    ),
    "reply_needs_no_consent": _("This reply asks for no consent; there is nothing to decide."),
    "reply_not_invited": _(
        "This person is not invited to the meeting, so there is no reply to enter. Invite the person first."
    ),
}


def by_which_way(facts: Mapping[str, object]) -> str:
    """By which way a reply came, in brackets; nothing for the usual one and for what is no reply."""
    how = facts.get("how")
    return f" ({HOWS[how]})" if how in ("desk", "calendar") else ""
