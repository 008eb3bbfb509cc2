"""The sentence of every refusal."""

from django.utils.translation import gettext_lazy as _

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
    "ballot_recalled": _(
        "This ballot was recalled by the Office of the Government, so nothing more is counted in it. Read "
        "the reason on its page; a ballot that replaces it is sent separately."
    ),
    "ballot_not_recalled": _(
        "This ballot still counts, so no other can take its place. Recall it first, or compose another "
        "ballot on its own."
    ),
    "recall_needs_reason": _(
        "The members who received the ballot are told why it is recalled. Write the reason."
    ),
    "draft_changed_since": _(
        "Somebody has changed this draft since this page was shown, so it was not sent. Look at it as it "
        "stands now, and send it again."
    ),
    "ballot_changed_meanwhile": _(
        "Somebody else has changed this draft since you opened it, so your version was not kept, lest it "
        "overwrite that one. It stays on this page: compare, and keep it again to replace the other."
    ),
    "question_missing": _("Question %(number)s has no text. Write what the members are asked."),
    "questions_too_many": _(
        "A ballot asks at most %(most)s questions, so that every one of them is answered. Take some out, or "
        "compose a second ballot."
    ),
    "alternatives_too_few": _(
        "Question %(number)s offers one alternative only; a choice needs two. Add another, or leave them all "
        "out: members then agree or disagree."
    ),
    "alternatives_too_many": _(
        "Question %(number)s offers more than %(most)s alternatives. Bring them together, or ask in two "
        "questions."
    ),
    "alternatives_repeat": _(
        "Question %(number)s offers the same alternative twice, so the answers could not be told apart. "
        "Change one of them."
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
