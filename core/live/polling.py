"""The same sections by polling, for networks that block sockets."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from core.live import sections
from core.live.hub import note_polled
from core.live.rooms import CLOSE_ANONYMOUS, Unwelcome, room_kind

STATUS = {4401: 401, 4403: 403, 4404: 404}


@never_cache
def poll(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Whatever differs from `have=name:digest,…`, in the form of a push."""
    try:
        if not request.user.is_authenticated:
            raise Unwelcome(CLOSE_ANONYMOUS)
        audience = room_kind(kind).enter(
            request.user, key, request.GET.get("view", ""), get_language() or "vi"
        )
    except Unwelcome as no:
        return HttpResponse(status=STATUS[no.code])
    note_polled(f"{kind}:{key}", str(request.user.pk))
    have = dict(pair.partition(":")[::2] for pair in request.GET.get("have", "").split(",") if pair)
    snapshot = sections.draw(f"{kind}:{key}", audience)
    return HttpResponse(sections.message(snapshot, have), content_type="application/json")
