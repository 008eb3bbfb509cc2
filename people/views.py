"""The page on which a person says where messages go."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import SignedInRequest, see_other
from people.forms import AddressForm
from people.services import set_address

WRONG = 422  # the form comes back with what was typed and what is wrong


@require_http_methods(["GET", "HEAD", "POST"])
def mail_address(request: SignedInRequest) -> HttpResponseBase:
    """The own address, and nobody else's."""
    form = AddressForm(request.POST or None, initial={"address": request.user.email})
    if request.method == "POST" and form.is_valid():
        set_address(actor=request.user, address=form.cleaned_data["address"])
        messages.success(request, _("From now on messages to you go to this address."))
        return see_other(reverse("mail_address"))
    return render(request, "account/mail.html", {"form": form}, status=WRONG if form.errors else 200)
