"""Logs of an installation: one JSON object a line, without contents, and one line for every refusal."""

import json
import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from core.security_log import refused, request_id

REFUSED = {400, 401, 403, 404, 405, 409, 413, 415, 429, 507}


class JsonLines(logging.Formatter):
    """A record as one line of JSON in ASCII: nothing that somebody typed can begin a line of its own.

    Of an exception it tells the kind and the places in the code. Its text may hold what was written or asked
    for (a database names the values of a broken constraint), so it stays out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": moment, "level": record.levelname, "logger": record.name}
        if number := request_id.get():
            told["request"] = number
        facts = getattr(record, "facts", None)
        told |= facts if isinstance(facts, dict) else {"message": _message(record)}
        if record.exc_info and record.exc_info[1] is not None:
            told |= _trouble(record.exc_info[1])
        return json.dumps(told, default=str)


def _message(record: logging.LogRecord) -> str:
    """What is said, but for an address: in it may stand the token of somebody's calendar."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        first = record.args[0] if isinstance(record.args, tuple) and record.args else record.msg
        return f"{first} ({route(request)})"
    return record.getMessage()


def _trouble(trouble: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(trouble.__traceback__)
    places = [f"{each.filename}:{each.lineno} {each.name}" for each in frames[-12:]]
    state = getattr(trouble.__cause__, "sqlstate", None)
    kind = f"{type(trouble).__module__}.{type(trouble).__qualname__}"
    return {"exception": kind, "where": places, **({"sqlstate": state} if state else {})}


def route(request: HttpRequest) -> str:
    """The name of the address, without what stands in it."""
    match = request.resolver_match
    return (match.view_name or match.route) if match is not None else ""


class Refusals:
    """Middleware: whatever was refused leaves one line, with the code of the refusal where there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        code = getattr(request, "refusal", "")
        if response.status_code in REFUSED or code:
            person = getattr(request, "user", None)
            refused(
                "page",
                status=response.status_code,
                route=route(request),
                method=request.method if (request.method or "").isalpha() else "",
                code=code,
                person=getattr(person, "pk", None),
                client=request.META.get("REMOTE_ADDR"),
            )
        return response
