"""A server that dies between commit and response, run as `python -m tests.services.dying_server`.

It answers one POST through the whole site, and is killed when the view is done and nothing was sent yet.
"""

import json
import os
import signal
import sys
from collections.abc import Callable

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]


def die_before_answering(get_response: Answering) -> Answering:
    """A middleware around all others: what the view did is committed by now, and nobody hears of it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST":
            os.kill(os.getpid(), signal.SIGKILL)
        return response

    return answer


def main(session: str, address: str, form: str) -> None:
    """Post the form as the person of this session."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
    django.setup()
    from django.test import Client

    settings.MIDDLEWARE.insert(0, "tests.services.dying_server.die_before_answering")
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.post(address, json.loads(form))


if __name__ == "__main__":
    main(*sys.argv[1:])
