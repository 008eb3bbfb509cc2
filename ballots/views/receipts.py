"""The receipt as a file, for whoever wants to check it without this page."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ballots.receipts import file_name, receipt_facts
from ballots.selectors import answers_of, ballot_for, elector_of
from core.http import SignedInRequest


@never_cache
@require_GET
def receipt_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The receipt of one's own answer with its salt: of the one that counts, or of an earlier `revision`."""
    found = ballot_for(request.user, pk)
    elector = elector_of(request.user, found)
    wanted = request.GET.get("revision", "")
    answers = answers_of(elector) if elector else []
    answer = next((each for each in answers if wanted in ("", str(each.revision))), None)
    if answer is None:
        raise Http404
    content = json.dumps(receipt_facts(found, answer), ensure_ascii=False, indent=2)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(answer)}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(f"{content}\n", content_type="application/json; charset=utf-8", headers=headers)
