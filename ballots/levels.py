"""What open ballots say when a matter, or one of its papers, is to be closed to somebody."""

from ballots.models import Ballot
from ballots.rules import Status
from core.refusals import Refusal
from matters.models import Matter
from matters.sight import seats_shut_out


def rooms_of_ballots(matter: Matter) -> list[str]:
    """The rooms of the ballots on this matter that may still be answered."""
    return [ballot.stream for ballot in Ballot.objects.filter(matter=matter, status=Status.OPEN.value)]


def check_open_ballots(matter: Matter) -> None:
    """Raise Refusal level_shuts_out_electors where an open ballot asks whoever could no longer read it."""
    for ballot in Ballot.objects.filter(matter=matter, status=Status.OPEN.value):
        seats = [elector.seat for elector in ballot.electors.select_related("seat").order_by("order")]
        if shut := seats_shut_out(matter, seats):
            offices = ", ".join(seat.office for seat in shut)
            raise Refusal("level_shuts_out_electors", number=ballot.number or "–", seats=offices)
