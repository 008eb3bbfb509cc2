"""What a room asks of the database: each question becomes SQL once per process."""

from django.db.models import Exists, OuterRef

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Form
from core.models import Entry
from core.prepared import Placeholder, Prepared
from meetings.models import AgendaItem, Attendance, HandSheet, ItemVote, Recusal, VoteCorrection
from meetings.scene.block import BLOCK_FIELDS
from meetings.selectors import attending_on
from people.models import Role
from people.selectors import appointments_in_force

_MEETING = Placeholder("meeting", "uuid")
_BALLOT = ("title", "status", "opened_at", "closed_at", "result")
_ITEM = ("pk", "matter_id", "order", "minutes", "asks", "status", "started_at", "ended_at", "conclusion")
_LIVE = ("vote_at", "released")
_SEAT = ("order", "office_vi", "office_en", "short_vi", "short_en", "kind")

items = Prepared(
    lambda: (
        AgendaItem.objects.filter(meeting=_MEETING)
        .order_by("order")
        .values(
            *_ITEM,
            *("matter__title", "matter__lead__name_vi", "matter__lead__name_en", "section__title"),
            *("taken_seconds", "paused_seconds", "urgent", "direction", "resubmit_on"),
            *_LIVE,
            *("presenter__office_vi", "presenter__office_en"),
            *BLOCK_FIELDS,
        )
    )
)
votes = Prepared(
    lambda: (
        ItemVote.objects.filter(item__meeting=_MEETING)
        .order_by("ballot__composed_at")
        .values_list("item", "ballot", *(f"ballot__{field}" for field in _BALLOT), "published_at", "way")
    )
)
sheets = Prepared(
    lambda: (
        HandSheet.objects.filter(vote__ballot=Placeholder("ballot", "uuid"))
        .order_by("number")
        .values("number", "status", "keyed_at", "keyed_by__label_vi", "keyed_by__label_en")
    )
)
voted = Prepared(
    lambda: (
        Elector.objects.filter(ballot=Placeholder("ballot", "uuid"))
        .order_by()
        .annotate(voted=Exists(Answer.objects.filter(elector=OuterRef("pk"))))
        .values_list("order", "voted")
    )
)
seats = Prepared(
    lambda: (
        attending_on(_MEETING, Placeholder("day", "date"))
        .annotate(
            recused=Exists(
                Recusal.objects.filter(item__meeting=_MEETING, item__status="running", seat=OuterRef("seat"))
            )
        )
        .values_list(
            *(f"seat__{field}" for field in _SEAT),
            *("presence", "deputy__label_vi", "deputy__label_en", "by_self", "recused"),
        )
    )
)
holders = Prepared(
    lambda: (
        appointments_in_force(Placeholder("day", "date"))
        .filter(role=Role.HOLDER, seat__in=Attendance.objects.filter(meeting=_MEETING).values("seat"))
        .values_list("seat__order", "person")
    )
)
corrections = Prepared(
    lambda: (
        VoteCorrection.objects.filter(vote__ballot=Placeholder("ballot", "uuid"))
        .order_by("pk")
        .values("text", "seat__office_vi", "seat__office_en")
    )
)
closing = Prepared(
    lambda: Entry.objects.filter(
        stream=Placeholder("stream", "text"), subject=Placeholder("subject", "text"), kind="vote.closed"
    ).values_list("facts", flat=True)
)
session_ballot = Prepared(
    lambda: Ballot.objects.filter(
        pk=Placeholder("ballot", "uuid"), form=Form.SESSION.value, stream=Placeholder("stream", "text")
    ).defer("procedure_facts", "result")
)
