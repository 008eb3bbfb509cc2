"""What a browser is told about every answer: where a page may load from, and what the device lends it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponseBase

# The only Trusted Types policy: `static/js/page.js` parses the server's own HTML with it, in one function.
TRUSTED_TYPES = "ecabinet"
TWO_YEARS = 2 * 365 * 24 * 60 * 60  # seconds; what browsers' own lists of HTTPS-only sites ask for

# Nothing of the device but what a page of ours uses: the hall screen, and passkeys.
LENT = ("fullscreen", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock")
REFUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "payment", "picture-in-picture", "serial", "usb"),
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join((*(f"{each}=()" for each in REFUSED), *(f"{each}=(self)" for each in LENT)))

# What is taken along is never a page: should a browser show it after all, it runs and loads nothing.
TAKEN_ALONG = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"


def page_policy(origin: str) -> dict[str, Any]:
    """The Content-Security-Policy of a page (guarantees.md 8); `origin` is the public one, or nothing.

    Safari before 15.4 does not count a socket of one's own as 'self': in an installation it is named.
    """
    address = urlsplit(origin)
    sockets = [f"wss://{address.netloc}"] if address.scheme == "https" else []
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF, *sockets],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [TRUSTED_TYPES],
    }


class BrowserPolicies:
    """The outermost layer: static files and refusals of other layers bear these headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = TAKEN_ALONG
        return response
