"""A vote by hand or by voice: keyed in by one, confirmed by another, and its numbers must add up."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from ballots.rules import Choice, Status, Way
from core.refusals import Refusal


class SheetStatus(StrEnum):
    """The life of what was keyed in; SENT_BACK was not counted and is keyed in anew."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    CONFIRMED = "confirmed"


REASON_LENGTH = 200
SPOKEN = (Way.HANDS, Way.VOICE)


def sheet_digest(salt: str, choices: Mapping[int, str]) -> str:
    """The trace of a sheet in the journal: SHA-256 over the salt and what each seat gave, by order."""
    said = " ".join(f"{order}:{choices[order]}" for order in sorted(choices))
    return hashlib.sha256(f"{salt}\0{said}".encode()).hexdigest()


def check_way(way: str) -> Way:
    """The way of a vote that is not given on tablets; refuse any other."""
    if way not in SPOKEN:
        raise Refusal("way_malformed")
    return Way(way)


def check_by_hand(status: Status, way: str) -> None:
    """Refuse to key in for a vote that is over, or that members give on their tablets."""
    check_still_open(status)
    if way == Way.TABLET:
        raise Refusal("vote_on_tablets")


def check_still_open(status: Status) -> None:
    """Refuse to change the way of a vote that is over."""
    if status is not Status.OPEN:
        raise Refusal("vote_over")


def check_by_tablet(way: str) -> None:
    """Refuse an answer from a tablet while answers are given by hand or voice."""
    if way != Way.TABLET:
        raise Refusal("vote_by_hand")


def check_back_to_tablets(*, entered: bool) -> None:
    """Refuse to go back to tablets once what was keyed in was counted."""
    if entered:
        raise Refusal("sheet_confirmed_already")


def check_none_waits(waiting: bool) -> None:
    """Refuse to key in, or to close, while what was keyed in waits for its confirmation."""
    if waiting:
        raise Refusal("sheet_waits")


def check_spoken_close(way: str, *, waiting: bool, entered: bool) -> None:
    """Refuse to close a vote by hand of which nothing was counted yet, or more waits to be."""
    check_none_waits(waiting)
    if way != Way.TABLET and not entered:
        raise Refusal("sheet_missing")


def check_waiting(status: SheetStatus) -> None:
    """Refuse to confirm or send back what was dealt with meanwhile."""
    if status is not SheetStatus.WAITING:
        raise Refusal("sheet_settled")


def check_sums(choices: Mapping[int, str], announced: Mapping[str, int]) -> None:
    """Refuse seats that do not add up to the numbers counted in the hall, or among which nobody answered."""
    if not choices:
        raise Refusal("sheet_empty")
    if any(choice not in list(Choice) for choice in choices.values()):
        raise Refusal("answer_malformed")
    keyed = Counter(choices.values())
    if any(keyed[each] != announced.get(each, 0) for each in Choice):
        said = {f"said_{each}": announced.get(each, 0) for each in Choice}
        raise Refusal("sheet_does_not_add_up", **said, **{f"keyed_{each}": keyed[each] for each in Choice})


def spoken_reason(text: str) -> str:
    """Why a vote is not given on tablets, as the minutes give it; refused when it is not said."""
    if not text:
        raise Refusal("by_hand_without_reason")
    return text[:REASON_LENGTH]
