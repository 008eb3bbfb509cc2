"""The words for the minutes of a meeting: their states, their journal, and every refusal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MINUTES_STATUSES = {
    "draft": pgettext_lazy("minutes", "Draft"),
    "circulated": pgettext_lazy("minutes", "With the attendees"),
    "approved": pgettext_lazy("minutes", "Approved"),
}

MINUTES_JOURNAL = {
    "minutes.drafted": pgettext_lazy("journal", "Edition %(edition)s of the minutes was begun"),
    "minutes.circulated": pgettext_lazy(
        "journal", "Edition %(edition)s of the minutes went to the attendees for corrections"
    ),
    "minutes.correction": pgettext_lazy("journal", "Correction %(correction)s to the minutes was proposed"),
    "minutes.answered": pgettext_lazy("journal", "Correction %(correction)s to the minutes was answered"),
    "minutes.approved": pgettext_lazy(
        "journal", "Edition %(edition)s of the minutes was approved and frozen"
    ),
    "notice.issued": pgettext_lazy(
        "journal", "Notice of conclusion No. %(number)s of %(issued_on)s was issued"
    ),
}

MINUTES_REFUSALS = {
    "minutes_not_approved": _(
        "The minutes are not approved; only approved minutes get a number. Have them approved first."
    ),
    "minutes_seat_without_office": _(
        "A member who voted on item %(item)s had no office on that day, so the minutes cannot be issued. "
        "Have the secretariat look at the appointments."
    ),
    "minutes_votes_differ": _(
        "The table of votes on item %(item)s does not add up to the announced result, so the minutes cannot "
        "be issued. Compare both and begin a new edition of the minutes."
    ),
    "minutes_nothing_yet": _(
        "The meeting has not begun, so there is nothing to write minutes of. Come back once it has."
    ),
    "minutes_frozen": _(
        "The minutes are approved and never change again. If they are wrong, begin a new edition that "
        "supersedes them."
    ),
    "minutes_revised": _(
        "%(who)s has changed this sentence meanwhile (revision %(revision)s). Both texts are shown: compare "
        "them and save the one that is right."
    ),
    "minutes_sentence_gone": _(
        "This sentence is no longer in the minutes. Reload the page; your text is kept on this device."
    ),
    "minutes_sentence_fixed": _(
        "The figures of a vote and the headings come from the journal and cannot be edited. Add a sentence "
        "of your own beside them."
    ),
    "minutes_end_here": _(
        "Minutes end with the sentence that names the end of the session (form 1.9 of Decree 30/2020), and "
        "nothing stands behind it. Add your sentence behind one before it."
    ),
    "minutes_text_missing": _("There is no text. Write what should stand there."),
    "minutes_meeting_not_closed": _(
        "The meeting is not closed; minutes go to the attendees once complete. Close it first."
    ),
    "minutes_circulated_already": _(
        "The minutes are with the attendees already. Answer their corrections, then have them approved."
    ),
    "minutes_window_past": _(
        "The end of the window for corrections is past already; attendees need time to read. Choose a "
        "later moment."
    ),
    "minutes_not_circulated": _(
        "The minutes are not with the attendees; only then can they be corrected and approved. Circulate "
        "them first."
    ),
    "minutes_window_over": _(
        "The window for corrections ended at %(until)s. Tell the secretariat if something is still wrong."
    ),
    "minutes_window_open": _(
        "Attendees may propose corrections until %(until)s; minutes are approved after that. Wait until then."
    ),
    "minutes_unanswered": _(
        "%(count)s proposed corrections have no answer; whoever proposed one must learn what became of it. "
        "Answer them first."
    ),
    "minutes_own_work": _(
        "You have written some of these minutes; whoever writes them does not approve them (four eyes). Ask "
        "another person who may."
    ),
    "minutes_answered_already": _(
        "This correction has been answered already; an answer is not taken back. See it on this page."
    ),
    "minutes_reason_needed": _(
        "A correction is declined with a reason, so that the proposer can understand it. Write one."
    ),
    "minutes_in_work": _(
        "An edition of the minutes is still in work; only approved minutes are superseded. Finish it first."
    ),
    "minutes_reason_missing": _(
        "A new edition of the minutes needs a reason; it is printed in them. Write why it is needed."
    ),
    "notice_meeting_not_closed": _(
        "The meeting is not closed; the notice tells its conclusions. Close the meeting first."
    ),
    "notice_before_meeting": _(
        "The notice cannot be dated before the meeting or after today. Correct the date."
    ),
}

# kind → subject and text; a message names the meeting and says nothing of what the minutes say.
MINUTES_LETTERS = {
    "minutes:circulated": (
        pgettext_lazy("letter", "Minutes for your corrections until %(until)s"),
        pgettext_lazy(
            "letter",
            "The draft minutes of a meeting that you attended are ready to read: %(title)s.\n"
            "You may propose corrections until %(until)s.",
        ),
    ),
    "minutes:answered": (
        pgettext_lazy("letter", "Your correction to the minutes has been answered"),
        pgettext_lazy(
            "letter", "The correction that you proposed to the minutes has been answered: %(title)s."
        ),
    ),
}
