"""What every page knows: who is looking, from which kind of desk, in which theme."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from people.policies import may_view_people
from records.policies import may_open_registers


def page(request: HttpRequest) -> dict[str, Any]:
    """`viewer` (None before signing in), whether a desk and a reader of documents, `theme`, `demo`."""
    user = getattr(request, "user", None)
    viewer = user if user is not None and user.is_authenticated else None
    theme = request.COOKIES.get("theme", "auto")
    return {
        "viewer": viewer,
        "viewer_is_desk": viewer is not None and bool(viewer.duties),
        "viewer_reads_people": viewer is not None and may_view_people(viewer),
        "viewer_reads_records": viewer is not None and may_open_registers(viewer),
        "theme": theme if theme in ("light", "dark") else "auto",
        "demo": settings.DEMO if viewer is None else viewer.is_demo,
    }
