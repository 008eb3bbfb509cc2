"""Every address of the product, pages and sockets."""

from typing import Any, cast

from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import URLPattern, URLResolver, include, path

from core.live.polling import poll
from core.live.socket import room_socket
from ecabinet import views
from meetings.views import subscription
from people.views import mail_address
from records.signing.views import verify_record

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.today, name="today"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", include(language_urls)),
    path("live/<slug:kind>/<uuid:key>/", poll, name="live_poll"),
    path("meetings/", include("meetings.urls")),
    path("ballots/", include("ballots.urls")),
    path("records/", include("records.urls")),
    path("account/mail/", mail_address, name="mail_address"),
    path("account/calendar/", subscription.calendar_subscription, name="calendar_subscription"),
    path("calendar/<slug:token>.ics", subscription.calendar_feed, name="calendar_feed"),
    path("records/verify/", verify_record, name="verify_record"),
    path("", include("matters.urls")),
]
websocket_urlpatterns = [path("ws/live/<slug:kind>/<uuid:key>/", cast(Any, room_socket), name="live_socket")]

handler403 = "ecabinet.views.forbidden"
handler404 = "ecabinet.views.not_found"
