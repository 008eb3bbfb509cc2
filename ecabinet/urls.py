"""Every address of the product, pages and sockets."""

from typing import Any, cast

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from core.live.polling import poll
from core.live.socket import room_socket
from ecabinet import views
from ecabinet.entrance import SignIn
from ecabinet.language import set_language
from meetings.views import subscription
from people.views import mail_address
from records.signing.views import verify_record

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.today, name="today"),
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-in/", SignIn.as_view(), name="account_login"),  # by which django-allauth knows it
    path("sign-out/", views.sign_out, name="sign_out"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("live/<slug:kind>/<uuid:key>/", poll, name="live_poll"),
    path("meetings/", include("meetings.urls")),
    path("ballots/", include("ballots.urls")),
    path("records/", include("records.urls")),
    path("people/", include("people.administration.urls")),
    path("", include("people.accounts.urls")),
    path("account/mail/", mail_address, name="mail_address"),
    path("account/calendar/", subscription.calendar_subscription, name="calendar_subscription"),
    path("calendar/<slug:token>.ics", subscription.calendar_feed, name="calendar_feed"),
    path("records/verify/", verify_record, name="verify_record"),
    path("", include("matters.urls")),
]
websocket_urlpatterns = [path("ws/live/<slug:kind>/<uuid:key>/", cast(Any, room_socket), name="live_socket")]

if settings.ADMIN_ENABLED:
    from ecabinet.admin import house_admin

    urlpatterns += [path("operation/", house_admin.urls)]

handler400 = "ecabinet.views.bad_request"
handler403 = "ecabinet.views.forbidden"
handler404 = "ecabinet.views.not_found"
handler429 = "ecabinet.views.too_many_requests"  # asked for by django-allauth
