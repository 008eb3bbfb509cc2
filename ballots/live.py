"""The live room of a written ballot: who enters as which audience; the room's name is the ballot's stream."""

from uuid import UUID

from ballots.models import Ballot
from ballots.policies import may_compose_ballot, may_follow_ballot, sees_answers_come
from ballots.sections import ANSWERS, CLOSE, RESTRICTED, sections
from ballots.selectors import ballots_visible_to
from core.live import Audience, RoomKind, Unwelcome
from matters.selectors import reads_restricted
from people.models import Person

VIEWS = ("ballot", "board")


def enter(person: Person, key: str, view: str, language: str) -> Audience:
    """The audience of a person in this room; Unwelcome when it is not there for this person."""
    ballot = ballots_visible_to(person).filter(pk=key).first()
    if ballot is None:
        raise Unwelcome(4404)
    if view not in VIEWS or (view == "board" and not may_follow_ballot(person, ballot)):
        raise Unwelcome(4403)
    return audience_of(person, ballot, view, language)


def audience_of(person: Person, ballot: Ballot, view: str, language: str) -> Audience:
    """The audience of somebody who is known to see the ballot; only the secretariat's board has buttons.

    Who sees answers come is another audience than who does not, from the first day to the last.
    """
    board = view == "board"
    rights = {
        CLOSE: board and may_compose_ballot(person, ballot),
        RESTRICTED: not board and reads_restricted(person, ballot.body_id),
        ANSWERS: sees_answers_come(person, ballot),
    }
    return Audience(view, language, tuple(right for right, given in rights.items() if given))


def look(key: str) -> Ballot:
    """What a push reads of the ballot of this id, for all of its audiences."""
    return Ballot.objects.select_related("matter__lead", "body").get(pk=UUID(key))


ROOM = RoomKind("ballot", enter, look, sections)
