"""The outcome of a count in words, with its arithmetic."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext, npgettext, pgettext, pgettext_lazy

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
        "outcome", "%(equal)s with %(missing)s: no side has %(rule)s (%(needed)d)"
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
    "undelivered_would_decide": pgettext_lazy(
        "outcome",
        "%(needed)d needed; %(silent)d silent members would decide, and it is not proven that the ballot was"
        " delivered to them",
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
        "against": outcome["received"] if tally["by_choice"] else outcome["against"],
        "equal": _equal(tally, outcome),
        "missing": _missing(outcome),
        "rule": _rule(outcome),
        "breaker": breaker or pgettext("who breaks ties", "the member who breaks ties"),
    }
    return f"{counted}, {why}" if counted else why[:1].upper() + why[1:]


def _equal(tally: Facts, outcome: Facts) -> str:
    """The two sides that are equal; where nobody took one, that nobody did."""
    if outcome["received"]:
        against = outcome["received"] if tally["by_choice"] else outcome["against"]
        return pgettext("outcome", "%(received)d to %(against)d") % {**outcome, "against": against}
    if tally["by_choice"]:
        return pgettext("outcome", "nobody chose an alternative")
    return pgettext("outcome", "nobody agreed or disagreed")


def _missing(outcome: Facts) -> str:
    """Who stands on neither side; with the equal sides they add up to all."""
    if outcome["other"]:
        return pgettext("outcome", "%(other)d of another opinion and %(silent)d not voting") % outcome
    return pgettext("outcome", "%(silent)d not voting") % outcome


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


def silence_words(tally: Facts, silence: str) -> str:
    """How many members did not answer and what that counts for; empty when everybody answered."""
    return " ".join(filter(None, (_deemed_words(tally), _silent_words(tally, silence))))


def _deemed_words(tally: Facts) -> str:
    deemed = int(tally["deemed_for"])
    if not deemed:
        return ""
    text = ngettext(
        "%(count)d member did not answer in time: deemed to agree, counted apart from the %(cast)d"
        " answers given.",
        "%(count)d members did not answer in time: deemed to agree, counted apart from the %(cast)d"
        " answers given.",
        deemed,
    )
    return text % {"count": deemed, "cast": int(tally["cast"])}


def _silent_words(tally: Facts, silence: str) -> str:
    silent = int(tally["silent"])
    if not silent:
        return ""
    if silence == "not_counted":
        text = ngettext(
            "%(count)d member did not answer in time: not counted for either side.",
            "%(count)d members did not answer in time: not counted for either side.",
            silent,
        )
    elif silence != "deemed_for":
        text = ngettext(
            "%(count)d member did not answer in time: counted for neither side; where this would decide, the"
            " Prime Minister rules.",
            "%(count)d members did not answer in time: counted for neither side; where this would decide, the"
            " Prime Minister rules.",
            silent,
        )
    elif tally["by_choice"]:
        text = ngettext(
            "%(count)d member did not answer in time. Silence names no alternative, so it is counted for none"
            " of them; where it would decide, the Prime Minister rules.",
            "%(count)d members did not answer in time. Silence names no alternative, so they are counted for"
            " none of them; where they would decide, the Prime Minister rules.",
            silent,
        )
    else:
        text = ngettext(
            "%(count)d member did not answer, and there is no evidence that the ballot was delivered in time:"
            " not deemed to agree, counted for neither side.",
            "%(count)d members did not answer, and there is no evidence that the ballot was delivered to them"
            " in time: not deemed to agree, counted for neither side.",
            silent,
        )
    return text % {"count": silent}
