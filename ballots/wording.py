"""The words for ballots: labels, and the sentence of every refusal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FORMS = {
    "session": _("Vote in session"),
    "written": _("Opinion ballot"),
}
STATUSES = {
    "draft": pgettext_lazy("ballot", "Draft"),
    "open": pgettext_lazy("ballot", "Open"),
    "closed": pgettext_lazy("ballot", "Closed"),
}
CHOICES = {
    "for": pgettext_lazy("vote", "Agree"),
    "against": pgettext_lazy("vote", "Disagree"),
    "other": pgettext_lazy("vote", "Other opinion"),
}
PLACES = {
    "room": pgettext_lazy("vote cast", "in the room"),
    "remote": pgettext_lazy("vote cast", "remotely"),
}
REFUSALS = {
    "ballot_not_open": _(
        "This vote has not been opened; answers are accepted only while it is open. Wait until it opens."
    ),
    "ballot_already_open": _(
        "This vote is already open and can no longer be changed. Follow it or close it."
    ),
    "ballot_closed": _(
        "This vote was closed at %(closed_at)s; the result is final and accepts no more answers. See "
        "the result."
    ),
    "ballot_deadline_passed": _(
        "The deadline passed at %(closes_at)s; later answers are not counted. What you typed stays "
        "on this page. Contact the Office of the Government."
    ),
    "ballot_deadline_not_reached": _(
        "%(silent)s members have not answered and may do so until %(closes_at)s. Close when all have "
        "answered, or at the deadline."
    ),
    "answer_changed": _(
        "This answer was changed elsewhere (now version %(revision)s), so yours was not stored, lest "
        "it overwrite that one. Look at it and send again."
    ),
    "answer_key_reused": _(
        "This page has already sent another answer, so this one was not stored. Reload the page and "
        "answer again."
    ),
    "answer_malformed": _(
        "The answer does not match the ballot's questions and was not stored. Reload the page and "
        "answer again."
    ),
    "question_unanswered": _(
        "Question %(number)s has no answer; every question needs one. Choose an answer."
    ),
    "choice_unknown": _("Question %(number)s does not offer that answer. Choose one of those shown."),
    "other_needs_text": _(
        "“Other opinion” on question %(number)s must be written down so that it can be reported. Write it."
    ),
    "deadline_before_opening": _(
        "The deadline %(closes_at)s is not after the opening %(opens_at)s. Choose a later one."
    ),
    "deadline_too_short": _(
        "Members need at least %(min)s full working days to answer (%(source)s). Choose a deadline "
        "from %(earliest)s."
    ),
    "deadline_too_long": _(
        "The deadline is %(working_days)s working days away; at most %(max)s are allowed "
        "(%(source)s). Choose one no later than %(latest_day)s."
    ),
}
