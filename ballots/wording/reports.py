"""The words of replies and reports: stances, and the sentences of their refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STANCES = {
    "accepted": pgettext_lazy("reply to an opinion", "Accepted"),
    "explained": pgettext_lazy("reply to an opinion", "Explained"),
}
REPORT_REFUSALS = {
    "replies_too_early": _(
        "Nobody may know what members wrote before the ballot is closed, so there is nothing to reply to yet."
        " Wait for the closing."
    ),
    "replies_over": _(
        "This ballot has been reported; replies can no longer be added or changed. What you typed stays on"
        " this page. Contact the Office of the Government."
    ),
    "reply_to_nothing": _(
        "This member wrote nothing on that question, so there is nothing to reply to. Reload the page."
    ),
    "reply_needs_stance": _(
        "The report says of each reply whether the opinion is accepted or explained. Choose one for the"
        " opinion of %(office)s (question %(number)s)."
    ),
    "reply_needs_text": _(
        "An explanation must be written down so that it can be reported. Write it for the opinion of"
        " %(office)s (question %(number)s)."
    ),
    "reply_too_long": _(
        "The reply to %(office)s (question %(number)s) is longer than %(most)s characters. Shorten it."
    ),
    "reply_changed": _(
        "Somebody else has replied to %(office)s (question %(number)s) since you opened this page, so nothing"
        " was kept, lest it overwrite that reply. It is shown above yours: compare, and keep again."
    ),
    "count_differs": _(
        "The second, independent count of question %(number)s does not find the announced result, so no"
        " report was issued and nothing was changed. Tell the auditor; “manage.py verify_journal” names the"
        " place."
    ),
    "answer_differs": _(
        "The stored answer of %(office)s is not the one that the closing vouches for, so no report was issued"
        " and nothing was changed. Tell the auditor; “manage.py verify_journal” names the place."
    ),
    "deemed_differs": _(
        "The members taken for agreeing are not those that the rule on silence allows, so no report was"
        " issued and nothing was changed. Tell the auditor."
    ),
    "ballot_not_closed": _("A report is made of a ballot whose answers are counted. Close the ballot first."),
    "resolution_not_reported": _(
        "A resolution rests on a result that was reported; this ballot has not been. Issue its report first."
    ),
    "resolution_not_adopted": _(
        "A resolution says what was adopted, and here nothing was. Issue the report instead, or put the"
        " matter on the next session."
    ),
    "votes_do_not_add_up": _(
        "Every seat is counted once, so the parts must add up to the electorate; here %(counted)s stand for"
        " %(seats)s seats. Nothing was drawn up. Have the ballot verified before going on."
    ),
    "no_signatory": _(
        "A document is signed by the holder of an office, and nobody holds the office of %(office)s now."
        " Enter the appointment first."
    ),
    "no_issuing_form": _(
        "Nobody has said who signs documents under the regulations “%(procedure)s”, so none can be drawn up."
        " Add their form first."
    ),
}
