"""What a person types about coming in, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as library
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def _rules() -> str:
    """What a password must be, in our words (settings, AUTH_PASSWORD_VALIDATORS)."""
    longest = max(getattr(each, "min_length", 0) for each in get_default_password_validators())
    return ngettext(
        "At least %(n)s letter or sign, and none of the passwords that everybody tries first.",
        "At least %(n)s letters or signs, and none of the passwords that everybody tries first.",
        longest,
    ) % {"n": longest}


RULES = lazy(_rules, str)()
UNKEPT = {"data-keep-not": ""}


def _password(field: forms.Field, label: Any, help_text: Any = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(UNKEPT)


class ChangePasswordForm(library.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _password(self.fields["oldpassword"], _("Present password"))
        _password(self.fields["password1"], _("New password"), RULES)
        _password(self.fields["password2"], _("The new password once more"))

    def clean(self) -> dict[str, Any]:
        """Both must say the same; in our words instead of the library's."""
        return both_alike(self)


class FirstPasswordForm(library.SetPasswordForm):  # type: ignore[misc]
    """The password that somebody who was invited sets, twice."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _password(self.fields["password1"], _("New password"), RULES)
        _password(self.fields["password2"], _("The new password once more"))

    def clean(self) -> dict[str, Any]:
        """Both must say the same."""
        return both_alike(self)


def both_alike(form: forms.Form) -> dict[str, Any]:
    """What was typed, with an error where the password differs from its repetition."""
    typed: dict[str, Any] = form.cleaned_data
    if typed.get("password1") and typed.get("password2") and typed["password1"] != typed["password2"]:
        form.add_error("password2", _("The two passwords differ. Type the new one once more."))
    return typed


@contextmanager
def _whatever_was_sent() -> Iterator[None]:
    """What is no credential is refused: the library breaks on it in as many ways as JSON can be wrong."""
    try:
        yield
    except forms.ValidationError:
        raise
    except Exception as trouble:
        raise get_adapter().validation_error("incorrect_code") from trouble


class Refusing:
    """A form with a credential that a device gave, or that somebody made up."""

    def clean_credential(self) -> Any:
        """The key that it proves, or the credential that is to be added."""
        with _whatever_was_sent():
            return super().clean_credential()  # type: ignore[misc]


class SignInByPasskeyForm(Refusing, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class SecondByPasskeyForm(Refusing, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class ConfirmByPasskeyForm(Refusing, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey of somebody who is signed in."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """What a new passkey is called; the device itself asks for a finger, a face or a PIN."""

    passwordless = None  # every key of this house can be used without a password

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _("So that you know later which device it is on.")

    def clean(self) -> dict[str, Any]:
        """The credential, checked by the library."""
        with _whatever_was_sent():
            checked: dict[str, Any] = super().clean()
        return checked


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _code(self.fields["code"], _("Code that the app shows now"))


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _code(self.fields["code"], _("Code of the app, or a recovery code"))


class ConfirmByCodeForm(ReauthenticateForm):  # type: ignore[misc]
    """The same of somebody who is signed in."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _code(self.fields["code"], _("Code of the app, or a recovery code"))


class ConfirmForm(library.ReauthenticateForm):  # type: ignore[misc]
    """The password of somebody who is signed in."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _password(self.fields["password"], _("Your password"))


def _code(field: forms.Field, label: Any) -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.format_value = lambda value: None  # a code that was refused is of no use any more
    field.widget.attrs.update(UNKEPT, inputmode="numeric", autocapitalize="none", spellcheck="false")
