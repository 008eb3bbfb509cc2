"""Django's admin for the operator: to read, off unless ADMIN_ENABLED, with nothing of contents or persons.

What may stand here is named below and nowhere else: the clock's shifts, the signed heads of the journal and
to whom they were handed. Ballots, answers, journal, papers, notes, meetings, persons are never registered.
"""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from core.models import HeadDelivery, Shift, TreeHead
from people.models import Person
from people.policies import is_operator


class HouseAdmin(admin.AdminSite):
    """Opens for an operator who has signed in on our own page; for everybody else it is not there."""

    site_header = site_title = _("Operation of the system")
    enable_nav_sidebar = False
    index_template = "operator_admin.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """An open account with the operator's duty."""
        user = request.user
        return isinstance(user, Person) and is_operator(user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one door, and it is not here: no second form that a second factor does not guard."""
        raise Http404

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """Passwords are changed on our own page."""
        raise Http404


class ToRead(admin.ModelAdmin):  # type: ignore[type-arg]
    """Everything is shown, nothing is added, changed or deleted."""

    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever got in may read."""
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same for the list of models."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


class Shifts(ToRead):
    """When the clock worked."""

    list_display = ("began_at", "seen_at", "holder")


class Heads(ToRead):
    """Signed heads: number, moment, hash and key."""

    list_display = ("number", "at", "hash", "key")
    fields = ("number", "at", "hash", "key", "signature")


class Deliveries(ToRead):
    """To which witness a head was handed, and when."""

    list_display = ("head", "witness", "at")


house_admin = HouseAdmin(name="admin")
house_admin.register(Shift, Shifts)
house_admin.register(TreeHead, Heads)
house_admin.register(HeadDelivery, Deliveries)
