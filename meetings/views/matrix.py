"""What members have said before the session: the matrix for desk and chair, its table, the forecast."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from core.refusals import require
from core.spreadsheets import Cell, as_csv
from core.time import local
from meetings.models import Meeting
from meetings.policies import may_run_meeting, may_see_positions
from meetings.rules import ends_at
from meetings.rules.forecast import BLOCK_MINUTES, SHORT_MINUTES
from meetings.selectors import block_of, meeting_for, proposals
from meetings.selectors.closed import closed_items
from meetings.selectors.matrix import Matrix, positions_matrix
from meetings.wording import STANCES


@never_cache
@require_safe
def positions(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The matrix with the forecast of the session's length."""
    meeting = meeting_for(request.user, pk)
    require(may_see_positions, request.user, meeting)
    matrix = positions_matrix(meeting, closed_items(request.user, meeting))
    proposed, block = proposals(meeting, matrix.rows), block_of(meeting)
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "matrix": matrix,
        "forecast": matrix.forecast,
        "proposed": proposed,
        "fit": sum(each.fit for each in proposed),
        "together": sum(each.in_block for each in proposed),
        "block": block,
        "block_open": block is None or block.ballot_id is None,
        "forecast_end": ends_at(meeting.starts_at, [matrix.forecast.minutes]),
        "short_minutes": SHORT_MINUTES,
        "block_minutes": BLOCK_MINUTES,
        "speaker_rule": meeting.procedure.speaker_minutes,
        "stances": list(STANCES.items()),
        "any_remark": any(row.remarks for row in matrix.rows),
        "may_run": may_run_meeting(request.user, meeting),
    }
    return render(request, "meetings/positions.html", shown)


@never_cache
@require_safe
def positions_csv(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The matrix as a table for spreadsheets."""
    meeting = meeting_for(request.user, pk)
    require(may_see_positions, request.user, meeting)
    matrix = positions_matrix(meeting, closed_items(request.user, meeting))
    response = HttpResponse(as_csv(_table(matrix)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, _file_name(meeting)) or "attachment"
    return response


def _table(matrix: Matrix) -> list[list[Cell]]:
    head: list[Cell] = ["", _("Item"), *(seat.office for seat in matrix.seats)]
    rows: list[list[Cell]] = [head]
    for row in matrix.rows:
        said: list[Cell] = []
        for cell in row.cells:
            words = str(STANCES[cell.kind]) if cell.kind else ""
            words += f" ({_('before the paper was replaced')})" if cell.stale else ""
            said.append(f"{words}: {cell.stated.text}" if cell.stated and cell.stated.text else words)
        rows.append([row.item.order, row.item.matter.title, *said])
    return rows


def _file_name(meeting: Meeting) -> str:
    return f"y-kien-{meeting.slug or local(meeting.starts_at).date().isoformat()}.csv"
