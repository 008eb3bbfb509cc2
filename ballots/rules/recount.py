"""A second count of a written ballot, made from the sentences of the regulation alone.

It shares no code with the first (`counting`, `outcomes`): plain dictionaries over the stored answers, and
the rules as they stand in the ballot's own snapshot. A report is issued only where both counts say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]

ADOPTED, REJECTED, RULING = "adopted", "not_adopted", "needs_ruling"
BY_TIE_BREAK = {True: "adopted_by_tie_break", False: "not_adopted_by_tie_break"}
# Figures of the first count that the second one must find too: those of its tally and those of its outcome.
TALLIED = ("electorate", "cast", "for", "against", "other", "silent", "deemed_for", "by_choice")
DECIDED = ("decision", "choice", "base", "needed", "received", "received_cast", "received_deemed")


@dataclass(frozen=True)
class Stored:
    """What the second count reads: seats (order → kind), question (number → its letters), lines and rules.

    `lines` maps the order of a seat that answered to its stored lines; `deemed` are the orders of the seats
    that the closing took for agreeing, `delivered` of those to which it names a delivery in time (None: it
    was closed before that was asked); `rules` is the procedure's snapshot as the ballot keeps it.
    """

    seats: Mapping[int, str]
    questions: Mapping[int, Sequence[str]]
    lines: Mapping[int, Iterable[Mapping[str, Any]]]
    deemed: frozenset[int]
    rules: Mapping[str, Any]
    delivered: frozenset[int] | None = None

    def value(self, rule: str) -> str:
        """The value of one rule of the snapshot."""
        return str(self.rules[rule]["value"])


def recount(stored: Stored) -> dict[int, Figures]:
    """Question number → its figures, counted again from the stored lines."""
    return {number: _question(stored, number, letters) for number, letters in stored.questions.items()}


def differing(
    counted: Mapping[int, Figures], announced: Sequence[Mapping[str, Any]]
) -> list[tuple[int, str]]:
    """Question number and name of every figure that the announced result gives otherwise."""
    found: list[tuple[int, str]] = []
    told = {row["number"]: {**row["outcome"], **row["tally"]} for row in announced}
    for number in sorted({*counted, *told}):
        mine, theirs = counted.get(number), told.get(number)
        if mine is None or theirs is None:
            found.append((number, "question"))
            continue
        found += [(number, name) for name in (*TALLIED, *DECIDED) if mine[name] != _plain(theirs[name])]
    return found


def wrongly_deemed(stored: Stored) -> frozenset[int]:
    """Seats taken for agreeing that the rule does not take so, and those that it does and were left out."""
    if stored.value("ballot_silence") != "deemed_for" or all(stored.questions.values()):
        return stored.deemed
    silent = stored.seats.keys() - stored.lines.keys()
    if stored.delivered is None:
        return stored.deemed - silent
    return stored.deemed ^ (silent & stored.delivered)


def _question(stored: Stored, number: int, letters: Sequence[str]) -> Figures:
    """The heaps of one question, and what they decide."""
    given = {order: _given(lines, number) for order, lines in stored.lines.items()}
    heaps = dict.fromkeys([*letters, "for", "against", "other"], 0)
    for choice in given.values():
        heaps[choice] = heaps.get(choice, 0) + 1
    # Whoever is taken for agreeing agrees to a draft; nobody's silence picks an alternative.
    deemed = 0 if letters else len(stored.deemed)
    silent = len(stored.seats) - len(given) - deemed
    figures: Figures = {
        "electorate": len(stored.seats),
        "cast": len(given),
        "for": heaps["for"],
        "against": heaps["against"],
        "other": heaps["other"],
        "silent": silent,
        "deemed_for": deemed,
        "by_choice": [[letter, heaps[letter]] for letter in letters],
    }
    sides = {letter: heaps[letter] for letter in letters}
    if not letters:
        sides = {"for": heaps["for"] + deemed, "against": heaps["against"]}
    decision, carried = _with_silence(stored, sides, silent, _breaker(stored, given))
    received = max(sides.values()) if letters else sides["for"]
    return figures | {
        "decision": decision,
        "choice": carried if letters else None,
        "base": len(stored.seats),
        "needed": next(n for n in range(len(stored.seats) + 2) if _enough(stored, n)),
        "received": received,
        "received_cast": received - deemed,
        "received_deemed": deemed,
    }


def _given(lines: Iterable[Mapping[str, Any]], number: int) -> str:
    return next((str(line["choice"]) for line in lines if line["question"] == number), "")


def _breaker(stored: Stored, given: Mapping[int, str]) -> str | None:
    """What the one seat that breaks ties gave; None when there is not exactly one, or it is silent."""
    kind = stored.value("tie_breaker_kind")
    orders = [order for order, each in stored.seats.items() if each == kind]
    return given.get(orders[0]) if len(orders) == 1 else None


def _enough(stored: Stored, votes: int) -> bool:
    """More than the share of all seats, those that kept silent too."""
    part, whole = map(int, stored.value("majority_share").split("/"))
    return votes * whole > part * len(stored.seats)


def _with_silence(
    stored: Stored, sides: Mapping[str, int], silent: int, own: str | None
) -> tuple[str, str | None]:
    """What the sides decide; where it is not known what silence means, only what every reading decides."""
    plain = _decided(stored, sides, silent, own)
    if not silent or stored.value("ballot_silence") == "not_counted":
        return plain
    readings = {plain}
    # Whoever would agree by silence and was not proven to have received the ballot might have, or not.
    unproven = "for" in sides and stored.value("ballot_silence") == "deemed_for"
    for side in sides if "for" not in sides else ("for",):
        for more in range(1 if unproven else silent, silent + 1):
            left = silent - more if unproven else 0
            readings.add(_decided(stored, {**sides, side: sides[side] + more}, left, own))
    return plain if len(readings) == 1 else (RULING, None)


def _decided(
    stored: Stored, sides: Mapping[str, int], silent: int, own: str | None
) -> tuple[str, str | None]:
    """More than half of all adopt; equal sides wait for the Prime Minister's own vote if everybody voted."""
    asked = "for" if "for" in sides else max(sides, key=lambda side: sides[side])
    votes = sides[asked]
    if _enough(stored, votes):
        return ADOPTED, asked
    equal = [side for side in sides if sides[side] == votes]
    if len(equal) == 1:
        return REJECTED, None
    # Votes missing, or equal sides so small that one voice more would be no majority: the text is silent.
    if silent or not _enough(stored, votes + 1) or own not in equal:
        return RULING, None
    return BY_TIE_BREAK[own != "against"], own if own != "against" else None


def _plain(value: Any) -> Any:
    return [list(pair) for pair in value] if isinstance(value, list | tuple) else value
