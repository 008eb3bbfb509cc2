"""The sentence of every refusal."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "electors_shut_out": _(
        "The matter or one of its papers is restricted to those named, and these who would vote on it are not"
        " among them: %(seats)s. Nobody is asked about what he may not read. Name their seats as readers, or"
        " take the item for discussion only."
    ),
    "level_shuts_out_electors": _(
        "A ballot on this matter is open (No. %(number)s), and with this level some who are asked could not"
        " read it: %(seats)s. Name their seats too, or close or recall the ballot first."
    ),
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
    "note_too_long": _(
        "This text has %(length)s characters; at most %(most)s are kept, and nothing is cut off. Shorten it."
    ),
    "ballot_changed_since": _(
        "Somebody has changed this ballot since this page was shown, so nothing was done with it. Look at it "
        "as it stands now, and decide again."
    ),
    "ballot_not_submitted": _(
        "This ballot has not been submitted, so there is nothing to approve or return. Submit it first."
    ),
    "ballot_already_submitted": _(
        "This ballot lies with the head of the secretariat, so it can neither be changed nor submitted "
        "again. Take it back first."
    ),
    "ballot_not_approved": _(
        "A ballot is sent only after the head of the secretariat has approved it. Submit it first, and send "
        "it once it is approved."
    ),
    "ballot_already_approved": _("This ballot is approved already. Send it, or take it back to change it."),
    "ballot_reported": _(
        "This ballot has been reported to the chair, so it can no longer be changed or recalled. Wait for "
        "the chair's decision."
    ),
    "ballot_decided": _(
        "The chair has decided on this ballot; that is final. Read the decision on its page."
    ),
    "ballot_not_reported": _(
        "The chair decides on the report of a ballot, and there is none yet. Issue the report first."
    ),
    "submission_needs_note": _(
        "The head of the secretariat reads what this ballot is for before approving it. Write the note."
    ),
    "approval_needs_another": _(
        "You have submitted this ballot yourself; two people must have looked at it before it is sent. Ask "
        "another head of the secretariat to approve it, or let a clerk submit it."
    ),
    "return_needs_reason": _("Whoever composed the ballot must know what to mend. Write why it is returned."),
    "papers_changed_since_submission": _(
        "The dossier is not the one that was submitted with this ballot: a paper was added or replaced "
        "since. Return the ballot, so that it is submitted again with the papers as they are."
    ),
    "papers_never_bound": _(
        "This ballot was sent before ballots were bound to their papers, so the journal could not tell which "
        "answer was given on which. Recall it, and compose the ballot that replaces it."
    ),
    "answers_not_confirmed": _(
        "%(unconfirmed)s answers were given on papers replaced since, and may be confirmed or changed until "
        "%(closes_at)s. Close when all are confirmed, or at the deadline."
    ),
    "papers_changed_since_approval": _(
        "The dossier is not the one that was approved with this ballot: a paper was added or replaced since. "
        "Take the ballot back and submit it again."
    ),
    "opening_in_the_past": _(
        "%(opens_at)s has passed. Choose a later time, or leave it empty to send by hand."
    ),
    "nothing_to_sign": _(
        "No question of this ballot was adopted, so there is nothing to sign. Put the matter on the next "
        "session, or send it back."
    ),
    "sending_back_needs_reason": _("The drafting agency must know what to prepare anew. Write it down."),
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
    "prepared_empty": _(
        "Nothing is chosen and nothing written, so there is nothing to submit. Choose an answer or write one."
    ),
    "prepared_gone": _(
        "The staff have taken this prepared answer back or submitted another one, so it was not taken over. "
        "Look at the page as it stands now."
    ),
    "prepared_papers_too_many": _(
        "At most %(most)s papers go with a prepared answer, so that the member can look through them. Take "
        "one off, or bring several together in one PDF."
    ),
    "paper_not_chosen": _("No file was chosen. Choose a PDF, then add it."),
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
    "papers_too_late": _(
        "The deadline passed at %(closes_at)s, so members can no longer answer on other papers. Close the "
        "ballot; where the newer papers matter, ask in a new one."
    ),
    "rebinding_needs_reason": _(
        "Members are told why papers are replaced while they answer. Write the reason."
    ),
    "papers_changed_since": _(
        "The dossier has changed again since this page was shown, so nothing was put before the members. "
        "Look at what it holds now, and decide again."
    ),
    "papers_replaced_since": _(
        "Papers were replaced while you were answering, so this answer is not counted yet. It stays on this "
        "page: look at what changed, and send it again."
    ),
    "papers_not_named": _(
        "Your answer did not say on which papers it was given, so it is not counted yet. It stays on this "
        "page: look at the papers, and send it again."
    ),
    "nothing_to_confirm": _("There is no answer of yours to confirm in this ballot. Answer it below."),
    "dissent_before_result": _(
        "A dissent is kept on record against a result, and there is none yet. Until the deadline, change "
        "your answer instead."
    ),
    "dissent_after_report": _(
        "The result was reported already, so no dissent can be added to it. Send it to the Office of the "
        "Government in writing."
    ),
    "dissent_already_kept": _(
        "A dissent of this seat is on record since %(at)s and is final, so that the record cannot change. "
        "Read it on this page."
    ),
    "dissent_needs_text": _("A dissent without words says nothing to the record. Write it."),
    "dissent_too_long": _(
        "The dissent has %(length)s characters; at most %(most)s are kept on record. Shorten it."
    ),
    "visibility_not_allowed": _(
        "The rules of this ballot say who sees whose answer (%(source)s), so nothing else can be chosen. "
        "Choose what they say, or other rules."
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
    "reminder_too_late": _(
        "The deadline passed at %(closes_at)s, so nobody can answer any more and nobody was reminded. Close "
        "the ballot to announce its result."
    ),
    "nobody_to_remind": _("All members have answered, so nobody was reminded. The ballot may be closed."),
    "reminded_already": _(
        "The members were reminded at %(reminded_at)s already, and not again within %(minutes)s minutes "
        "(%(source)s). Remind them from %(again_at)s."
    ),
    "extension_needs_reason": _("The members are told why they have more time. Write the reason."),
    "extension_not_later": _(
        "An extension gives more time, and the deadline is %(closes_at)s. Choose a later moment that is "
        "still to come."
    ),
    "extension_too_late": _(
        "The deadline passed at %(closes_at)s without an outage of the system, so it can no longer be moved: "
        "silence already has its effect. Close the ballot, or recall it and send another."
    ),
}
