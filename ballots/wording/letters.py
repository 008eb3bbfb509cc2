"""What messages say about ballots. They leave the house: no answers, no reasons, nothing restricted."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# kind → subject and text. A subject shows on locked screens, so it names the ballot's number only.
LETTERS: dict[str, tuple[str | Promise, str | Promise]] = {
    "ballot:opened": (
        pgettext_lazy("letter", "Opinion ballot No. %(number)s: please answer by %(closes_at)s"),
        pgettext_lazy(
            "letter",
            "Opinion ballot No. %(number)s asks for the opinion of: %(office)s.\n%(about)s\n"
            "Deadline for answers: %(closes_at)s.",
        ),
    ),
    "ballot:reminder": (
        pgettext_lazy("letter", "Reminder: opinion ballot No. %(number)s, deadline %(closes_at)s"),
        pgettext_lazy(
            "letter",
            "Opinion ballot No. %(number)s has no answer yet from: %(office)s.\n%(about)s\n"
            "Deadline for answers: %(closes_at)s.",
        ),
    ),
    "ballot:extended": (
        pgettext_lazy("letter", "Opinion ballot No. %(number)s: deadline extended to %(closes_at)s"),
        pgettext_lazy(
            "letter",
            "The deadline of opinion ballot No. %(number)s was extended; the reason is on its page.\n"
            "%(about)s\nNew deadline for answers: %(closes_at)s. An answer already given may be changed "
            "until then.",
        ),
    ),
    "ballot:papers": (
        pgettext_lazy("letter", "Opinion ballot No. %(number)s: papers were replaced, please look again"),
        pgettext_lazy(
            "letter",
            "Papers of opinion ballot No. %(number)s were replaced; what changed is on its page.\n%(about)s\n"
            "Whoever has answered already confirms the answer with one press, or changes it, by "
            "%(closes_at)s.",
        ),
    ),
    "ballot:closed": (
        pgettext_lazy("letter", "Opinion ballot No. %(number)s: the result is announced"),
        pgettext_lazy(
            "letter",
            "Opinion ballot No. %(number)s is closed; its result is on its page.\n%(about)s",
        ),
    ),
    "ballot:replies": (
        pgettext_lazy(
            "letter", "Opinion ballot No. %(number)s: opinions wait for the drafting agency's reply"
        ),
        pgettext_lazy(
            "letter",
            "Opinion ballot No. %(number)s is closed. What members wrote waits for the reply of the drafting "
            "agency (accepted or explained) before the report is issued.\n%(about)s",
        ),
    ),
    "ballot:reported": (
        pgettext_lazy("letter", "Opinion ballot No. %(number)s: the report waits for a decision"),
        pgettext_lazy(
            "letter",
            "The report on opinion ballot No. %(number)s is issued and waits for a decision.\n%(about)s",
        ),
    ),
    "ballot:recalled": (
        pgettext_lazy("letter", "Opinion ballot No. %(number)s was recalled"),
        pgettext_lazy(
            "letter",
            "Opinion ballot No. %(number)s was recalled; the reason is on its page. Nothing more is to be "
            "answered.\n%(about)s",
        ),
    ),
    "ballot:unsent": (
        pgettext_lazy("letter", "An approved opinion ballot could not be sent at its time"),
        pgettext_lazy(
            "letter",
            "An approved opinion ballot was to be sent by itself and could not be: its dossier was changed, "
            "or its deadline comes too soon.\n%(about)s\nOpen it, return it, and submit it again.",
        ),
    ),
    "ballot:held": (
        pgettext_lazy(
            "letter", "Opinion ballot No. %(number)s: deadline passed, an outage is to be considered"
        ),
        pgettext_lazy(
            "letter",
            "The deadline of opinion ballot No. %(number)s passed at %(closes_at)s, and the system did not "
            "run for a part of its time. It was not closed by itself.\n%(about)s\n"
            "The head of the secretariat may extend it with this reason; otherwise it is to be closed.",
        ),
    ),
}
ABOUT = pgettext_lazy("letter", "On: %(title)s")
RESTRICTED = pgettext_lazy(
    "letter", "The dossier is restricted: what it is about can be read in the system only."
)
