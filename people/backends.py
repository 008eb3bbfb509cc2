"""Accounts: django-allauth's way in; who asks is read in the prepared way, since every request asks."""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import BasePasswordHasher, get_hasher, is_password_usable, verify_password
from django.db.models import F

from core.prepared import Placeholder, Prepared
from people.models import DutyTerm, Person

TERM = ("duty", "body_id", "starts_on", "ends_on", "called_off")
_account = Prepared(
    lambda: Person.objects.filter(pk=Placeholder("person", "uuid")).annotate(
        **{f"term_{name}": F(f"duty_terms__{name}") for name in TERM}
    )
)


@cache
def _of_nobody(hasher: BasePasswordHasher) -> str:
    """A hash that no password fits, as dear to try as those of this hasher."""
    return hasher.encode(hasher.salt() * 2, hasher.salt())


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

    def _authenticate_by_username(self, username: str, password: str) -> Person | None:
        """The account of this name if the password is its own.

        Whether there is such an account, and whether it has a password yet, is not told by time: a name alone
        reads one text and tries one hash, whatever is found (abuse case 40).
        """
        accounts = Person.objects.filter(username=username.lower())
        own = accounts.values_list("password", flat=True).first() or ""
        usable = own if own and is_password_usable(own) else _of_nobody(get_hasher())
        self._did_check_password = True
        is_right, is_outdated = verify_password(password, usable)
        person = accounts.first() if is_right else None
        if person is None or not self.user_can_authenticate(person):
            return None
        if is_outdated:
            person.set_password(password)
            person.save(update_fields=["password"])
        return person

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> AbstractBaseUser | None:
        """A closed account is refused like a wrong password: nobody learns that there is one."""
        return None
