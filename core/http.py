"""The request of somebody who has signed in, for type checkers and readers."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from people.models import Person


class SignedInRequest(HttpRequest):
    """A request behind `SignInRequired`: `user` is a person, never anonymous."""

    user: "Person"
