"""What messages say about meetings. They leave the house: title, time, place, never an item or a reason."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WHEN_AND_WHERE = pgettext_lazy(
    "letter", "%(title)s\nTime: %(starts_at)s\nPlace: %(place)s\nChaired by: %(chair)s"
)

# kind → what is asked of whoever gets the letter; of who chairs, nothing.
ASKED = {
    "meeting:invited": pgettext_lazy("letter", "Please reply there or in your calendar."),
    "meeting:changed": pgettext_lazy("letter", "Please reply once more, on its page or in your calendar."),
}
CHAIR_NOT_ASKED = pgettext_lazy("letter", "%(chair)s chairs it; no reply is asked for.")

# kind → subject and text. A subject shows on locked screens, so it names the time only.
LETTERS: dict[str, tuple[str | Promise, str | Promise]] = {
    "meeting:invited": (
        pgettext_lazy("letter", "Invitation to a meeting at %(starts_at)s"),
        pgettext_lazy(
            "letter",
            "The Office of the Government invites you to:\n%(meeting)s\n"
            "Programme, papers and the invitation are on its page. %(asked)s",
        ),
    ),
    "meeting:changed": (
        pgettext_lazy("letter", "Meeting at %(starts_at)s: time, place or title were changed"),
        pgettext_lazy(
            "letter",
            "A meeting to which you are invited was changed. It is now:\n%(meeting)s\n%(asked)s",
        ),
    ),
    "meeting:cancelled": (
        pgettext_lazy("letter", "Meeting at %(starts_at)s was cancelled"),
        pgettext_lazy("letter", "This meeting will not be held:\n%(meeting)s\nThe reason is on its page."),
    ),
    "meeting:withdrawn": (
        pgettext_lazy("letter", "Invitation to the meeting at %(starts_at)s was taken back"),
        pgettext_lazy("letter", "You are no longer invited to:\n%(meeting)s"),
    ),
    "meeting:absence": (
        pgettext_lazy("letter", "A request for absence from the meeting at %(starts_at)s"),
        pgettext_lazy(
            "letter",
            "A member asks for your consent to an absence from:\n%(meeting)s\n"
            "Who asks, and the reason, is on its page.",
        ),
    ),
    "meeting:decided": (
        pgettext_lazy("letter", "Your absence from the meeting at %(starts_at)s: decided"),
        pgettext_lazy(
            "letter", "Your request for absence was decided; the decision is on the page of:\n%(meeting)s"
        ),
    ),
    "meeting:noted": (
        pgettext_lazy("letter", "Your calendar's reply to the meeting at %(starts_at)s was noted"),
        pgettext_lazy(
            "letter",
            "A reply came from your calendar and was noted: %(said)s.\n%(meeting)s\n"
            "If it was not you, or a reason is to be added, reply once more on its page.",
        ),
    ),
    "meeting:deputy": (
        pgettext_lazy("letter", "You attend a meeting at %(starts_at)s for a member"),
        pgettext_lazy(
            "letter",
            "%(office)s has named you to attend in the member's place:\n%(meeting)s\n"
            "Programme, papers and the invitation are on its page; no reply is asked of you.",
        ),
    ),
    "meeting:deputy_off": (
        pgettext_lazy("letter", "You no longer attend the meeting at %(starts_at)s for a member"),
        pgettext_lazy("letter", "Nobody sends you any more to attend in a member's place:\n%(meeting)s"),
    ),
}
