"""Accounts: Django's own way to sign in; who asks is read in the prepared way, since every request asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from core.prepared import Placeholder, Prepared
from people.models import Person

_account = Prepared(lambda: Person.objects.filter(pk=Placeholder("person", "uuid")))


class Accounts(ModelBackend):
    """The person behind a session, if the account is still active."""

    def get_user(self, user_id: Any) -> Person | None:
        """The account of this id; None when there is none, or it was put out of use."""
        found = _account.first(person=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
