"""How an answer in session is given: on the member's own tablet, or by hand or voice and keyed in by two."""

from enum import StrEnum

from core.refusals import Refusal


class Way(StrEnum):
    """How an answer came; what was not given on a tablet is marked so wherever it is shown."""

    TABLET = ""
    HANDS = "hands"
    VOICE = "voice"


def check_two_signatures(keyed_by: object, confirmed_by: object, *, who: str) -> None:
    """Refuse that whoever keyed answers in also confirms them."""
    if keyed_by == confirmed_by:
        raise Refusal("sheet_same_person", who=who)


def check_keyed(office: str, before: str | None, choice: str) -> None:
    """Refuse to touch what a member gave on the tablet, and to take back what was counted.

    `before` is the way of the answer that counts now; None when there is none.
    """
    if before == Way.TABLET:
        raise Refusal("sheet_seat_voted", office=office)
    if before is not None and not choice:
        raise Refusal("sheet_takes_back", office=office)
