"""Accounts: django-allauth's way in; who asks is read in the prepared way, since every request asks."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F

from core.prepared import Placeholder, Prepared
from people.models import DutyTerm, Person

TERM = ("duty", "body_id", "starts_on", "ends_on", "called_off")
_account = Prepared(
    lambda: Person.objects.filter(pk=Placeholder("person", "uuid")).annotate(
        **{f"term_{name}": F(f"duty_terms__{name}") for name in TERM}
    )
)


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """The person behind a session, if the account is still active."""

    def get_user(self, user_id: Any) -> Person | None:
        """The account of this id with its duties; None when there is none, or it was put out of use."""
        rows = _account(person=user_id)
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        person: Person = rows[0]
        terms = [{name: getattr(row, f"term_{name}") for name in TERM} for row in rows]
        person.terms_read = [DutyTerm(person=person, **term) for term in terms if term["duty"]]
        return person

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> AbstractBaseUser | None:
        """A closed account is refused like a wrong password: nobody learns that there is one."""
        return None
