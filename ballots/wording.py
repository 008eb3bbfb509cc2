"""The words for ballots: labels, and the sentence of every refusal."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, npgettext, pgettext, pgettext_lazy

FORMS = {
    "session": _("Vote in session"),
    "written": _("Opinion ballot"),
}
STATUSES = {
    "draft": pgettext_lazy("ballot", "Draft"),
    "open": pgettext_lazy("ballot", "Open"),
    "closed": pgettext_lazy("ballot", "Closed"),
    "recalled": pgettext_lazy("ballot", "Recalled"),
}
CHOICES = {
    "for": pgettext_lazy("vote", "Agree"),
    "against": pgettext_lazy("vote", "Disagree"),
    "other": pgettext_lazy("vote", "Other opinion"),
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

PHASES = {
    "draft": pgettext_lazy("ballot", "Draft, not sent"),
    "open": pgettext_lazy("ballot", "Collecting answers"),
    "past": pgettext_lazy("ballot", "Past its deadline, result not announced"),
    "closed": pgettext_lazy("ballot", "Result announced"),
    "recalled": pgettext_lazy("ballot", "Recalled"),
}
LISTS = {
    "all": pgettext_lazy("list of ballots", "All"),
    "draft": pgettext_lazy("list of ballots", "Drafts"),
    "open": pgettext_lazy("list of ballots", "Collecting answers"),
    "waiting": pgettext_lazy("list of ballots", "To be answered"),
    "answered": pgettext_lazy("list of ballots", "Answered, may be changed"),
    "past": pgettext_lazy("list of ballots", "Past the deadline"),
    "closed": pgettext_lazy("list of ballots", "Result announced"),
    "recalled": pgettext_lazy("list of ballots", "Recalled"),
}
SILENCES = {
    "deemed_for": _(
        "A member who does not answer by the deadline is deemed to agree; shown apart in the result."
    ),
    "not_counted": _("A member who does not answer by the deadline is counted for neither side."),
    "unknown": _(
        "What silence means in this procedure has not been read: it is counted for neither side, and where it"
        " would decide, the Prime Minister rules."
    ),
}
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
    return str(SILENCES.get(value, SILENCES["unknown"]))


def silence_words(tally: Mapping[str, Any], silence: str) -> str:
    """How many members did not answer and what that counts for; empty when everybody answered."""
    deemed, silent = int(tally["deemed_for"]), int(tally["silent"])
    facts = {"count": deemed or silent, "cast": int(tally["cast"])}
    if deemed:
        return (
            ngettext(
                "%(count)d member did not answer in time: deemed to agree, counted apart from the %(cast)d"
                " answers given.",
                "%(count)d members did not answer in time: deemed to agree, counted apart from the %(cast)d"
                " answers given.",
                deemed,
            )
            % facts
        )
    if not silent:
        return ""
    if silence == "not_counted":
        return (
            ngettext(
                "%(count)d member did not answer in time: not counted for either side.",
                "%(count)d members did not answer in time: not counted for either side.",
                silent,
            )
            % facts
        )
    return (
        ngettext(
            "%(count)d member did not answer in time. The rule on silence has not been read, so it is counted"
            " for neither side; where it would decide, the Prime Minister rules.",
            "%(count)d members did not answer in time. The rule on silence has not been read, so they are"
            " counted for neither side; where they would decide, the Prime Minister rules.",
            silent,
        )
        % facts
    )


# -- the outcome in words -----------------------------------------------------------------------------------

Facts = Mapping[str, Any]

DECISIONS = {
    "adopted": pgettext_lazy("outcome", "Adopted"),
    "adopted_by_tie_break": pgettext_lazy("outcome", "Adopted"),
    "not_adopted": pgettext_lazy("outcome", "Not adopted"),
    "not_adopted_by_tie_break": pgettext_lazy("outcome", "Not adopted"),
    "needs_ruling": pgettext_lazy("outcome", "The chair must rule"),
}
# Why the count decides so, after the sum; %(rule)s is "more than half of all".
REASONS = {
    "majority": pgettext_lazy("outcome", "%(rule)s (%(needed)d needed)"),
    "no_majority": pgettext_lazy("outcome", "not %(rule)s (%(needed)d needed)"),
    "tie_broken": pgettext_lazy(
        "outcome", "%(received)d to %(against)d, a tie: %(breaker)s's own vote decides"
    ),
    "tie_votes_missing": pgettext_lazy(
        "outcome", "%(received)d to %(against)d with %(silent)d not voting: no side has %(rule)s (%(needed)d)"
    ),
    "tie_below_majority": pgettext_lazy(
        "outcome",
        "%(received)d to %(against)d with %(other)d other opinions: one more would still not be %(rule)s",
    ),
    "tie_breaker_other": pgettext_lazy(
        "outcome", "%(received)d to %(against)d, a tie; %(breaker)s gave another opinion"
    ),
    "tie_breaker_silent": pgettext_lazy(
        "outcome", "%(received)d to %(against)d, a tie; %(breaker)s did not vote"
    ),
    "silence_would_decide": pgettext_lazy(
        "outcome", "%(needed)d needed; how %(silent)d silent members count would decide"
    ),
}
TIE_BREAKERS = {
    "prime_minister": pgettext_lazy("who breaks ties", "the Prime Minister"),
}


def decision_words(outcome: Facts) -> str:
    """*Được thông qua*: what the count decided."""
    return str(DECISIONS[str(outcome["decision"])])


def decided_words(outcome: Facts) -> str:
    """The same with the alternative that carried: *Được thông qua (B)*."""
    carried = outcome.get("choice") if str(outcome["decision"]).startswith("adopted") else None
    return f"{decision_words(outcome)} ({carried})" if carried else decision_words(outcome)


def agreement_words(outcome: Facts) -> str:
    """*25 trên 27 Thành viên Chính phủ đồng ý*: how many of whom."""
    numbers = {"count": outcome["received"], "base": outcome["base"], "letter": outcome.get("choice")}
    if outcome.get("choice"):
        text = pgettext("outcome", "%(count)d of %(base)d members for alternative %(letter)s")
    elif outcome["tie_breaker"] in TIE_BREAKERS:
        text = pgettext("outcome", "%(count)d of %(base)d Government members agree")
    else:
        text = pgettext("outcome", "%(count)d of %(base)d members agree")
    return text % numbers


def arithmetic_words(tally: Facts, outcome: Facts, places: bool = True) -> str:
    """*21 tại phòng họp + 4 từ xa = 25, quá nửa tổng số (cần 14)*: the sum, and why it decides so."""
    reason = str(outcome["reason"])
    counted = "" if reason.startswith("tie_") else sum_words(tally, outcome, places)
    breaker = TIE_BREAKERS.get(str(outcome["tie_breaker"]))
    why = str(REASONS[reason]) % {
        **outcome,
        "rule": _rule(outcome),
        "breaker": breaker or pgettext("who breaks ties", "the member who breaks ties"),
    }
    return f"{counted}, {why}" if counted else why[:1].upper() + why[1:]


def sum_words(tally: Facts, outcome: Facts, places: bool = True) -> str:
    """*21 tại phòng họp + 4 từ xa = 25*: where the agreeing votes came from; empty when that is not known."""
    agreed, received = int(tally["for"]), int(outcome["received"])
    room, remote, deemed = int(tally["for_room"]), int(tally["for_remote"]), int(tally["deemed_for"])
    if tally["by_choice"]:
        return ""
    if deemed:
        parts = [
            pgettext("outcome", "%(count)d answered “agree”") % {"count": agreed},
            pgettext("outcome", "%(count)d silent, deemed to agree") % {"count": deemed},
        ]
    elif places and agreed and room + remote == agreed:
        parts = [pgettext("outcome", "%(count)d in the room") % {"count": room}]
        parts += [pgettext("outcome", "%(count)d remotely") % {"count": remote}] if remote else []
    else:
        return pgettext("outcome", "%(count)d agree") % {"count": received}
    return f"{' + '.join(parts)} = {received}"


def shortfall_words(outcome: Facts) -> str:
    """*thiếu 2 phiếu để đạt quá bán*: what was missing, when nothing was adopted; empty otherwise."""
    missing = int(outcome["needed"]) - int(outcome["received"])
    if missing < 1 or not str(outcome["decision"]).startswith("not_adopted"):
        return ""
    short = npgettext("outcome", "%(count)d vote short", "%(count)d votes short", missing)
    if outcome["share"] == "1/2":
        short = npgettext(
            "outcome", "%(count)d vote short of a majority", "%(count)d votes short of a majority", missing
        )
    return short % {"count": missing}


def _rule(outcome: Facts) -> str:
    if outcome["share"] == "1/2":
        return pgettext("outcome", "more than half of all")
    return pgettext("outcome", "more than %(share)s of all") % {"share": outcome["share"]}
