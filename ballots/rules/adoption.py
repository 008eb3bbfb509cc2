"""What must be so before a result is put on paper: it adds up, it was adopted, and somebody may sign it."""

from collections.abc import Sequence

from ballots.rules.outcomes import Choice, Tally
from ballots.rules.states import Status
from core.refusals import Refusal


def check_adds_up(tally: Tally, given: Sequence[str | None] | None = None) -> None:
    """Refuse a count whose parts are not the whole electorate, or not what the seats gave one by one."""
    sides = sum(n for _, n in tally.by_choice) if tally.by_choice else tally.for_ + tally.against
    counted = sides + tally.other + tally.silent + tally.deemed_for
    if counted != tally.electorate or sides + tally.other != tally.cast:
        raise Refusal("votes_do_not_add_up", counted=counted, seats=tally.electorate)
    if given is None:
        return
    kinds = dict(tally.by_choice) or {Choice.FOR.value: tally.for_, Choice.AGAINST.value: tally.against}
    kinds[Choice.OTHER.value] = tally.other
    named = sum(each is not None for each in given)
    wrong = any(sum(each == kind for each in given) != n for kind, n in kinds.items())
    if wrong or len(given) != tally.electorate or named != tally.cast:
        raise Refusal("votes_do_not_add_up", counted=len(given), seats=tally.electorate)


def check_adopted(status: Status, *, adopted: bool, put_aside: bool = False) -> None:
    """Refuse a resolution of what is not reported yet, was not adopted, or was decided otherwise."""
    if status not in (Status.REPORTED, Status.DECIDED):
        raise Refusal("resolution_not_reported")
    if not adopted or put_aside:
        raise Refusal("resolution_not_adopted")


def check_signatory(office: str, *, held: bool) -> None:
    """Refuse what nobody could sign."""
    if not held:
        raise Refusal("no_signatory", office=office)
