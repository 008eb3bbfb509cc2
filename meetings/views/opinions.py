"""What members said by ballot of a matter that is on the agenda now."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ballots.models import Ballot
from ballots.policies import may_read_report, may_reply_to_opinions, may_see_answers
from core.http import SignedInRequest
from meetings import desk
from meetings.selectors import items_open_to, meeting_for
from meetings.selectors.opinions import ballots_on, side_by_side
from people.models import Person


@never_cache
@require_safe
def item_opinions(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponse:
    """The opinions of a ballot side by side, for whoever may see its answers; nobody else learns of it."""
    person, meeting = request.user, meeting_for(request.user, pk)
    row, allowed = desk.item_of(request.user, meeting, item), items_open_to(person, meeting)
    if allowed is not None and row.pk not in allowed:
        raise Http404
    seen = [ballot for ballot in ballots_on(person, row) if may_see_answers(person, ballot)]
    if not seen:
        raise Http404
    told = [(ballot, side_by_side(ballot, replies=_reads_replies(person, ballot))) for ballot in seen]
    shown = {"active": "meetings", "meeting": meeting, "item": row, "told": told}
    return render(request, "meetings/opinions.html", shown)


def _reads_replies(person: Person, ballot: Ballot) -> bool:
    """Replies are read with the report, and by those who write them."""
    return may_read_report(person, ballot) or may_reply_to_opinions(person, ballot)
