"""Loading the demonstration: all of it in one transaction, through the services that people use."""

from django.db import transaction

from core.time import now
from ecabinet.demo.documents import draw_up_first_minutes
from ecabinet.demo.government import BODY, Government, make_agencies, make_body, make_seats
from ecabinet.demo.meetings import hold_other_meetings
from ecabinet.demo.opinions import open_ballots
from ecabinet.demo.people import make_people
from ecabinet.demo.positions import state_positions
from ecabinet.demo.replies import reply_to_invitations
from ecabinet.demo.sessions import hold_first_session, prepare_law_session, prepare_session_of_today
from people.models import Agency, Body, Person, Seat
from people.notices import let_bygones_be


def is_loaded() -> bool:
    """Whether this database holds the demonstration."""
    return Person.objects.filter(is_demo=True).exists()


def own_accounts() -> int:
    """How many accounts there are that do not belong to the demonstration."""
    return Person.objects.filter(is_demo=False).count()


@transaction.atomic
def load_everything() -> Government:
    """The Government, its people, three sessions, six ballots, a document; dates count from this moment."""
    moment = now()
    government = make_government()
    hold_first_session(government)
    prepare_law_session(government, moment)
    prepare_session_of_today(government, moment)
    hold_other_meetings(government, moment)
    open_ballots(government, moment)
    reply_to_invitations(government, moment)
    state_positions(government, moment)
    draw_up_first_minutes(government)
    let_bygones_be()
    return government


def make_government() -> Government:
    """The body with its agencies, seats and people."""
    agencies, body = make_agencies(), make_body()
    seats = make_seats(body, agencies)
    return Government(body=body, agencies=agencies, seats=seats, people=make_people(seats))


def government_of_the_demo() -> Government:
    """The demonstration's Government as it is in the database, or made now where there is none."""
    body = Body.objects.filter(key=BODY).first()
    if body is None:
        return make_government()
    return Government(
        body=body,
        agencies={agency.key: agency for agency in Agency.objects.all()},
        seats={seat.key: seat for seat in Seat.objects.filter(body=body).order_by("order")},
        people={person.username: person for person in Person.objects.filter(is_demo=True)},
    )
