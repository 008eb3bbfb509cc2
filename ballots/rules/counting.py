"""What a count decides under a procedure: majority of all seats, ties, silence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from ballots.rules.outcomes import Choice, Decision, Outcome, Reason, Tally, Vote
from ballots.rules.states import Form
from people.parameters import Parameter
from people.procedure import Procedure

WHOLE = 1_000_000  # a turnout is a whole number of millionths of the electorate
IN_ROOM = "in_room"
REMOTE = "remote"


def decide(
    votes: Iterable[Vote], procedure: Procedure, form: Form, alternatives: Sequence[str] = ()
) -> tuple[Tally, Outcome]:
    """Count one question and say what the count decides: the whole of closing a vote."""
    counted = deem(votes, procedure, form, alternatives)
    found = tally(counted, alternatives)
    return found, outcome(found, procedure, tie_breaker_choice(counted, procedure), form=form)


def deem(
    votes: Iterable[Vote], procedure: Procedure, form: Form, alternatives: Sequence[str] = ()
) -> tuple[Vote, ...]:
    """Mark the silent seats as agreeing where the procedure says so; agreement names no alternative.

    The rule, for whoever counts again: a seat is deemed to agree when the ballot is written, the procedure's
    silence is `deemed_for`, the question offers no alternatives, the seat gave no answer, and there is
    evidence that the ballot was delivered to it before the deadline. A silent seat without that evidence
    stays silent: neither a lost message nor a blocked tablet makes a vote.
    """
    if form is not Form.WRITTEN or alternatives or procedure.ballot_silence.value != "deemed_for":
        return tuple(votes)
    return tuple(replace(vote, deemed=vote.choice is None and vote.delivered) for vote in votes)


def turnout_of(answered: int, seats: int) -> int:
    """The share of the seats that have answered, in whole millionths, by which lists are ordered."""
    return answered * WHOLE // seats if seats else 0


def tie_breaker_choice(votes: Iterable[Vote], procedure: Procedure) -> str | None:
    """What the seat that breaks ties voted itself: the Prime Minister's, whoever is in the chair."""
    found = [vote.choice for vote in votes if vote.seat_kind == procedure.tie_breaker_kind.value]
    return found[0] if len(found) == 1 else None


def tally(votes: Iterable[Vote], alternatives: Sequence[str] = ()) -> Tally:
    """Count the votes of the whole electorate, one per seat."""
    votes = tuple(votes)
    if len({vote.seat_order for vote in votes}) != len(votes):
        raise ValueError("a seat is counted once")
    known = {*alternatives, Choice.OTHER} if alternatives else set(Choice)
    choices = Counter(str(vote.choice) for vote in votes if vote.choice is not None)
    if set(choices) - known:
        raise ValueError(f"no such choice: {sorted(set(choices) - known)}")
    placed = Counter((str(vote.choice), vote.place) for vote in votes if vote.choice is not None)
    deemed = sum(vote.deemed for vote in votes)
    cast = choices.total()
    return Tally(
        electorate=len(votes),
        for_=choices[Choice.FOR],
        against=choices[Choice.AGAINST],
        other=choices[Choice.OTHER],
        silent=len(votes) - cast - deemed,
        deemed_for=deemed,
        cast=cast,
        for_room=placed[Choice.FOR, IN_ROOM],
        for_remote=placed[Choice.FOR, REMOTE],
        against_room=placed[Choice.AGAINST, IN_ROOM],
        against_remote=placed[Choice.AGAINST, REMOTE],
        other_room=placed[Choice.OTHER, IN_ROOM],
        other_remote=placed[Choice.OTHER, REMOTE],
        cast_room=sum(n for (_, place), n in placed.items() if place == IN_ROOM),
        cast_remote=sum(n for (_, place), n in placed.items() if place == REMOTE),
        by_choice=tuple((letter, choices[letter]) for letter in alternatives),
    )


def needed(share: Fraction, base: int) -> int:
    """The smallest number that is strictly more than this share of the base."""
    return base * share.numerator // share.denominator + 1


def outcome(tally: Tally, procedure: Procedure, tie_breaker_choice: str | None, *, form: Form) -> Outcome:
    """What a count decides under a procedure, with its arithmetic."""
    silence = procedure.ballot_silence.value
    if tally.deemed_for and (form is not Form.WRITTEN or silence != "deemed_for"):
        raise ValueError("this procedure deems nobody to agree")
    found = _decide(tally, procedure, tie_breaker_choice)
    if form is not Form.WRITTEN or not tally.silent or silence == "not_counted":
        return found
    # Nobody has read what this silence means, or whether the ballot reached these seats: it may stand only
    # where no reading of it changes the decision.
    undelivered = silence == "deemed_for" and not tally.by_choice
    others = _if_some_had_received_it(tally) if undelivered else _if_the_silent_agreed(tally)
    readings = {(found.decision, found.choice)}
    for agreed in others:
        other_reading = _decide(agreed, procedure, tie_breaker_choice)
        readings.add((other_reading.decision, other_reading.choice))
    if len(readings) == 1:
        return found
    reason = Reason.UNDELIVERED_WOULD_DECIDE if undelivered else Reason.SILENCE_WOULD_DECIDE
    return _ruled(found, Decision.NEEDS_RULING, reason, "ballot_silence", procedure.ballot_silence, None)


def _decide(tally: Tally, procedure: Procedure, own_vote: str | None) -> Outcome:
    majority, breaker = procedure.majority_share, procedure.tie_breaker_kind
    sides = dict(tally.by_choice) or {
        Choice.FOR: tally.for_ + tally.deemed_for,
        Choice.AGAINST: tally.against,
    }
    most = max(sides.values()) if tally.by_choice else sides[Choice.FOR]
    leaders = [side for side, count in sides.items() if count == most]
    least = needed(majority.value, tally.electorate)
    base = Outcome(
        decision=Decision.NOT_ADOPTED,
        reason=Reason.NO_MAJORITY,
        base=tally.electorate,
        needed=least,
        received=most,
        received_cast=most - tally.deemed_for,
        received_deemed=tally.deemed_for,
        against=tally.against,
        other=tally.other,
        silent=tally.silent,
        share=f"{majority.value.numerator}/{majority.value.denominator}",
        base_rule=procedure.majority_base.value,
        rule="majority_share",
        source=majority.source,
        source_en=majority.source_en,
        mark=majority.mark,
        procedure=procedure.key,
        tie_breaker=breaker.value,
        tie_breaker_choice=own_vote,
    )
    chosen = leaders[0] if tally.by_choice else None
    if most >= least:
        return _ruled(base, Decision.ADOPTED, Reason.MAJORITY, "majority_share", majority, chosen)
    if len(leaders) == 1:
        return base
    return _break_tie(base, procedure.tie_breaker_kind, leaders, bool(tally.by_choice))


def _break_tie(base: Outcome, breaker: Parameter[str], leaders: Sequence[str], lettered: bool) -> Outcome:
    def ruled(decision: Decision, reason: Reason, choice: str | None = None) -> Outcome:
        return _ruled(base, decision, reason, "tie_breaker_kind", breaker, choice)

    own_vote = base.tie_breaker_choice
    if base.silent:
        return ruled(Decision.NEEDS_RULING, Reason.TIE_VOTES_MISSING)
    if base.received + 1 < base.needed:
        # Many other opinions: equal sides, and one voice more would still be no majority.
        return ruled(Decision.NEEDS_RULING, Reason.TIE_BELOW_MAJORITY)
    if own_vote is None:
        return ruled(Decision.NEEDS_RULING, Reason.TIE_BREAKER_SILENT)
    if own_vote not in leaders:
        return ruled(Decision.NEEDS_RULING, Reason.TIE_BREAKER_OTHER)
    if own_vote == Choice.AGAINST:
        return ruled(Decision.NOT_ADOPTED_BY_TIE_BREAK, Reason.TIE_BROKEN)
    return ruled(Decision.ADOPTED_BY_TIE_BREAK, Reason.TIE_BROKEN, own_vote if lettered else None)


def _ruled(
    base: Outcome, decision: Decision, reason: Reason, rule: str, text: Parameter[object], choice: str | None
) -> Outcome:
    return replace(
        base,
        decision=decision,
        reason=reason,
        rule=rule,
        source=text.source,
        source_en=text.source_en,
        mark=text.mark,
        choice=choice,
    )


def _if_some_had_received_it(tally: Tally) -> Iterable[Tally]:
    """The counts there would be, had one of the silent seats received the ballot, or two, or all of them."""
    for more in range(1, tally.silent + 1):
        yield replace(tally, silent=tally.silent - more, deemed_for=tally.deemed_for + more)


def _if_the_silent_agreed(tally: Tally) -> Iterable[Tally]:
    if not tally.by_choice:
        yield replace(tally, silent=0, deemed_for=tally.silent)
    for letter, _ in tally.by_choice:
        counts = tuple((each, n + tally.silent * (each == letter)) for each, n in tally.by_choice)
        yield replace(tally, silent=0, by_choice=counts)
