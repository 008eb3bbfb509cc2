"""What may change about persons, seats and appointments: pure functions of what is and what shall be."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.refusals import Refusal

A_DAY = timedelta(days=1)
# Signs that look alike in two scripts could name two accounts alike (UTS 39): plain letters and digits only.
USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?")
HOLDER, ASSISTANT = "holder", "assistant"


@dataclass(frozen=True)
class Span:
    """From one day to another, both included; without a last day it goes on."""

    first: date
    last: date | None = None

    def meets(self, other: "Span") -> bool:
        """Whether there is a day in both; what ended before it began has no day at all."""
        if self.empty or other.empty:
            return False
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )

    def within(self, other: "Span") -> bool:
        """Whether the other covers every day of this one."""
        ends = other.last is None or (self.last is not None and self.last <= other.last)
        return self.empty or (other.first <= self.first and ends)

    @property
    def empty(self) -> bool:
        """Called off before it began."""
        return self.last is not None and self.last < self.first


@dataclass(frozen=True)
class Service:
    """One appointment: who, at which seat of which body, as what, when."""

    person: str
    seat: str
    body: str
    role: str
    span: Span


def check_username(username: str, taken: bool) -> None:
    """Refuse an account's name that is taken, or that could be mistaken for another."""
    if not USERNAME.fullmatch(username):
        raise Refusal("username_unfit", username=username)
    if taken:
        raise Refusal("username_taken", username=username)


def check_service(wanted: Service, seat: Span, others: Iterable[Service]) -> None:
    """Refuse an appointment outside the life of its seat, or beside one that excludes it.

    One holder of a seat on one day; nobody holds two seats of one body on one day (one member, one vote).
    """
    if not wanted.span.within(seat):
        raise Refusal("outside_the_seat", first=seat.first, last=seat.last or "…")
    for other in others:
        if not wanted.span.meets(other.span):
            continue
        if other.seat == wanted.seat and wanted.role == other.role == HOLDER:
            raise Refusal("seat_is_held", first=other.span.first, last=other.span.last or "…")
        if other.person != wanted.person:
            continue
        if other.seat == wanted.seat and other.role == wanted.role:
            raise Refusal("appointed_already", first=other.span.first, last=other.span.last or "…")
        if other.body == wanted.body and wanted.role == other.role == HOLDER:
            raise Refusal("holds_another_seat", first=other.span.first, last=other.span.last or "…")


def check_term(wanted: Span, others: Iterable[Span]) -> None:
    """Refuse a duty that the person has already, for the same body, on one of these days."""
    for other in others:
        if wanted.meets(other):
            raise Refusal("duty_already", first=other.first, last=other.last or "…")


def check_last_day(first: date, last: date, today: date) -> None:
    """Refuse an end that would rewrite who sat there on a day that is over; yesterday: from now on nobody."""
    if last < today - A_DAY:
        raise Refusal("past_is_kept", earliest=max(today - A_DAY, first - A_DAY))
    if last < first - A_DAY:
        raise Refusal("ends_before_it_begins", first=first)


def check_hand_over(first: date, today: date) -> None:
    """Refuse to relieve a holder on a day that is over."""
    if first < today:
        raise Refusal("hand_over_in_the_past", earliest=today)


def check_seat_place(order: int, key: str, span: Span, others: Iterable[tuple[int, str, Span]]) -> None:
    """Refuse two seats of a body with one place in the order, or one key, on one day."""
    for place, name, when in others:
        if span.meets(when) and place == order:
            raise Refusal("seat_place_taken", order=order)
        if span.meets(when) and name == key:
            raise Refusal("key_taken", key=key)


def check_decider(decider: str, proposer: str, concerned: Collection[str]) -> None:
    """Refuse that a proposal is decided by whoever made it, or by a person whom it concerns."""
    if decider == proposer:
        raise Refusal("own_proposal")
    if decider in concerned:
        raise Refusal("proposal_about_oneself")


def lapses_at(proposed_at: datetime, days: int, *, in_effect: bool) -> datetime | None:
    """When a proposal that nobody has decided ends; None: never.

    An urgent suspension that holds already does not end by time: an account that may be in wrong hands would
    open again by itself. Whoever may decide is reminded of it every day instead.
    """
    return None if in_effect or days <= 0 else proposed_at + timedelta(days=days)
