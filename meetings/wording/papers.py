"""The sentences of the papers of a meeting: why one cannot be drawn up yet."""

from django.utils.translation import gettext_lazy as _

DOCUMENTS = {
    "invitation": _("Invitation"),
    "attendance_list": _("Attendance list"),
    "vote_sheet": _("Vote sheet"),
    "resolution": _("Resolution"),
    "conclusion_notice": _("Notice of the conclusion"),
    "minutes": _("Minutes"),
}
PAPERS_REFUSALS = {
    "attendance_not_begun": _(
        "An attendance list says who attended, and this session has not begun. Start it first."
    ),
    "notice_before_closing": _(
        "A notice tells what the chair concluded in a whole session, and this one is not closed. Close it"
        " first."
    ),
    "notice_of_nothing": _(
        "A notice tells conclusions that were released and that all its recipients may read; here there are"
        " none. Release a conclusion first, or inform the recipients apart."
    ),
}
