"""The addresses of the own account: sessions, password, second factors, confirmation.

The names that begin with `account_` and `mfa_` are those by which django-allauth asks for them.
"""

from django.conf import settings
from django.urls import URLPattern, path

from people.accounts import fresh, invitation_views, views
from people.accounts import key_views as keys

SINGLE_SIGN_ON: list[URLPattern] = []
if settings.SSO_ISSUER:
    from people.accounts import sso

    SINGLE_SIGN_ON = [
        path("sign-in/sso/", sso.sso_login, name="sso_login"),
        path("sign-in/sso/back/", sso.sso_callback, name="sso_callback"),
    ]
urlpatterns: list[URLPattern] = [
    *SINGLE_SIGN_ON,
    path("account/sessions/", views.my_sessions, name="my_sessions"),
    path("account/sessions/end/", views.session_end, name="session_end"),
    path("account/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/keys/", keys.Keys.as_view(), name="mfa_index"),
    path("account/keys/offer/", keys.keys_offer, name="keys_offer"),
    path("account/keys/app/", keys.AppOn.as_view(), name="mfa_activate_totp"),
    path("account/keys/app/off/", keys.AppOff.as_view(), name="mfa_deactivate_totp"),
    path("account/keys/codes/", keys.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/keys/codes/new/", keys.CodesNew.as_view(), name="mfa_generate_recovery_codes"),
    path("account/keys/passkeys/new/", keys.PasskeyNew.as_view(), name="mfa_add_webauthn"),
    path("account/keys/passkeys/<int:pk>/remove/", keys.PasskeyRemove.as_view(), name="mfa_remove_webauthn"),
    path("account/confirm/", keys.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm/act/", fresh.confirmation_again, name="confirm_act"),
    path("account/confirm/code/", keys.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", keys.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("people/<uuid:pk>/invite/", invitation_views.person_invite, name="person_invite"),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
    path("sign-in/second/", keys.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", keys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
]
