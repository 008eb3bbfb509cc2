"""The names that pages show: forms, statuses, choices, phases, lists, rules."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

FORMS = {
    "session": _("Vote in session"),
    "written": _("Opinion ballot"),
}
STATUSES = {
    "draft": pgettext_lazy("ballot", "Draft"),
    "submitted": pgettext_lazy("ballot", "Submitted"),
    "approved": pgettext_lazy("ballot", "Approved"),
    "open": pgettext_lazy("ballot", "Open"),
    "closed": pgettext_lazy("ballot", "Closed"),
    "reported": pgettext_lazy("ballot", "Reported"),
    "decided": pgettext_lazy("ballot", "Decided by the chair"),
    "recalled": pgettext_lazy("ballot", "Recalled"),
}
RULINGS = {
    "sign": pgettext_lazy("ruling of the chair", "To be signed and issued"),
    "next_session": pgettext_lazy("ruling of the chair", "To be put on the next session"),
    "send_back": pgettext_lazy("ruling of the chair", "Sent back to be prepared anew"),
}
CHOICES = {
    "for": pgettext_lazy("vote", "Agree"),
    "against": pgettext_lazy("vote", "Disagree"),
    "other": pgettext_lazy("vote", "Other opinion"),
}
PHASES = {
    "draft": pgettext_lazy("ballot", "Draft, not sent"),
    "submitted": pgettext_lazy("ballot", "Submitted for approval"),
    "approved": pgettext_lazy("ballot", "Approved, not sent"),
    "open": pgettext_lazy("ballot", "Collecting answers"),
    "past": pgettext_lazy("ballot", "Past its deadline, result not announced"),
    "closed": pgettext_lazy("ballot", "Result announced"),
    "recalled": pgettext_lazy("ballot", "Recalled"),
}
LISTS = {
    "all": pgettext_lazy("list of ballots", "All"),
    "unsent": pgettext_lazy("list of ballots", "Not sent"),
    "submitted": pgettext_lazy("list of ballots", "Submitted"),
    "open": pgettext_lazy("list of ballots", "Before the deadline"),
    "soon": pgettext_lazy("list of ballots", "Due within a working day"),
    "waiting": pgettext_lazy("list of ballots", "To be answered"),
    "answered": pgettext_lazy("list of ballots", "Answered, may be changed"),
    "past": pgettext_lazy("list of ballots", "Past the deadline"),
    "closed": pgettext_lazy("list of ballots", "Closed"),
    "recalled": pgettext_lazy("list of ballots", "Recalled"),
}
# The orders of the desk's list as one chooses them where the table has no head.
ORDER_WORDS = {
    "": pgettext_lazy("order of ballots", "What still runs first"),
    "-number": pgettext_lazy("order of ballots", "Highest number first"),
    "number": pgettext_lazy("order of ballots", "Lowest number first"),
    "title": pgettext_lazy("order of ballots", "Title, A to Z"),
    "-title": pgettext_lazy("order of ballots", "Title, Z to A"),
    "status": pgettext_lazy("order of ballots", "Status, from draft to decision"),
    "-status": pgettext_lazy("order of ballots", "Status, from decision to draft"),
    "-sent": pgettext_lazy("order of ballots", "Most recently sent first"),
    "sent": pgettext_lazy("order of ballots", "First sent first"),
    "deadline": pgettext_lazy("order of ballots", "Earliest deadline first"),
    "-deadline": pgettext_lazy("order of ballots", "Latest deadline first"),
    "turnout": pgettext_lazy("order of ballots", "Fewest answers first"),
    "-turnout": pgettext_lazy("order of ballots", "Most answers first"),
}
VISIBILITIES = {
    "after_close": pgettext_lazy("who sees answers", "Nobody, until the ballot is closed"),
    "secretariat_and_chair": pgettext_lazy(
        "who sees answers", "Only the secretariat and the chair, until the ballot is closed"
    ),
    "open": pgettext_lazy("who sees answers", "All members, as soon as an answer is counted"),
}
VISIBILITY_SENTENCES = {
    "after_close": _(
        "Nobody sees what members answer before the ballot is closed; then everybody who received it does."
    ),
    "secretariat_and_chair": _(
        "Before the ballot is closed only the Office of the Government and the chair see what each member"
        " answers; then everybody who received it does."
    ),
    "open": _(
        "All members and the Office of the Government see each answer with its name as soon as it is counted."
    ),
}
SILENCES = {
    "deemed_for": _(
        "A member who does not answer by the deadline is deemed to agree; shown apart in the result."
    ),
    "not_counted": _("A member who does not answer by the deadline is counted for neither side."),
    "unknown": _(
        "A member who does not answer by the deadline is counted for neither side; where silence would"
        " decide, the Prime Minister rules."
    ),
}
HOWS = {
    "page": pgettext_lazy("how a ballot was delivered", "on a page of this system"),
    "mail": pgettext_lazy("how a ballot was delivered", "by e-mail"),
}
# Decree and system together: the text does not say how delivery is proven, so a lost message makes no vote.
EVIDENCE = _("Only where there is evidence that the ballot was delivered to the member before the deadline.")
MARKS = {
    "R": pgettext_lazy("how surely a rule was read", "read in the text itself"),
    "R2": pgettext_lazy("how surely a rule was read", "read in another text that quotes it"),
    "GK": pgettext_lazy("how surely a rule was read", "general knowledge, the text was not read"),
    "?": pgettext_lazy("how surely a rule was read", "not verified"),
}


def mark_words(mark: str) -> str:
    """How surely a rule was read (domain.md 0), in words."""
    return str(MARKS.get(mark, MARKS["?"]))


def silence_rule_words(value: str) -> str:
    """What the procedure says about a member who does not answer a written ballot."""
    rule = str(SILENCES.get(value, SILENCES["unknown"]))
    return f"{rule} {EVIDENCE}" if value == "deemed_for" else rule


def use_words(ballot: int | None, version: int) -> str:
    """Which version of a paper an open ballot asks about."""
    facts = {"number": ballot, "version": version}
    return str(_("Opinion ballot No. %(number)s asks about version %(version)s of this paper.") % facts)


def visibility_words(value: str) -> str:
    """Who sees whose answer before the ballot is closed, in a sentence."""
    return str(VISIBILITY_SENTENCES[value])


def usual_title(matter: str) -> str:
    """*Lấy ý kiến về …*: in the language of the house, since it stands in the record, whoever composes."""
    with override(settings.LANGUAGE_CODE):
        return str(_("Opinion on %(matter)s")) % {"matter": matter}
