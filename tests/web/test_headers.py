"""What a browser is told: by the embedded product, and by an installation as a process of its own says it."""

import json
import os
import subprocess
import sys
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ballots.models import Ballot
from ecabinet.headers import TWO_YEARS
from tests.cast import Cabinet
from tests.web.observatory import directives, modifiers, score

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = {
    "DEBUG": "0",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "ecabinet.example",
    "PUBLIC_ORIGIN": "https://ecabinet.example",
}
ASK = """
import json
from django.conf import settings
from django.test import Client
found = {}
for path in ("/sign-in/", "/static/js/page.js", "/no-such-page/"):
    page = Client().get(path, secure=True, headers={"host": "ecabinet.example"})
    body = b"".join(page.streaming_content) if page.streaming else page.content
    found[path] = [page.status_code, dict(page.headers), page.cookies.output(header=""), body.decode()]
plain = Client().get("/sign-in/", headers={"host": "ecabinet.example"})
found["http"] = [plain.status_code, plain.headers.get("Location")]
names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_DOMAIN")
found["cookies"] = {name: getattr(settings, name) for name in names}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Answers of an installation behind its proxy, static files collected; no database is asked."""
    folder = tmp_path_factory.mktemp("installed")
    rest = {name: value for name, value in os.environ.items() if name not in ("DEMO", "DATABASE_URL")}
    variables = {
        **rest,
        **INSTALLED,
        "STATIC_ROOT": str(folder / "static"),
        "SQLITE_PATH": str(folder / "x.sqlite3"),
    }

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=True)
        return done.stdout

    manage("collectstatic", "--no-input", "-v", "0")
    answer: dict[str, Any] = json.loads(manage("shell", "-v", "0", "-c", ASK).strip().splitlines()[-1])
    return answer


def test_an_offline_observatory_finds_nothing_to_mend_and_gives_110_or_more(
    installed: dict[str, Any],
) -> None:
    status, headers, cookies, page = installed["/sign-in/"]
    assert status == 200
    found = modifiers(headers, SimpleCookie(cookies), page)
    assert {name: each for name, each in found.items() if each < 0} == {}
    assert score(found) >= 110


def test_the_observatory_sees_what_is_wrong() -> None:
    bad = SimpleCookie("session=1")
    headers = {
        "Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'",
        "Access-Control-Allow-Origin": "*",
        "Strict-Transport-Security": "max-age=60",
    }
    found = modifiers(headers, bad, '<script src="//elsewhere.example/x.js">')
    assert {name: each for name, each in found.items() if each < 0} == {
        "content-security-policy": -20,
        "cookies": -20,
        "cross-origin-resource-sharing": -50,
        "strict-transport-security": -10,
        "subresource-integrity": -50,
        "x-content-type-options": -5,
        "x-frame-options": -20,
    }
    assert score(found) == 0


def test_a_47_the_policy_of_a_page_is_the_one_that_was_decided(installed: dict[str, Any]) -> None:
    _status, headers, _cookies, _page = installed["/sign-in/"]
    assert directives(headers["Content-Security-Policy"]) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self' wss://ecabinet.example",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "ecabinet",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_https_alone_for_two_years_on_pages_static_files_and_dead_ends(installed: dict[str, Any]) -> None:
    for path in ("/sign-in/", "/static/js/page.js", "/no-such-page/"):
        headers = installed[path][1]
        assert headers["Strict-Transport-Security"] == f"max-age={TWO_YEARS}; includeSubDomains; preload", (
            path
        )
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert "Access-Control-Allow-Origin" not in headers, path
        assert "Permissions-Policy" in headers, path
    assert installed["http"] == [301, "https://ecabinet.example/sign-in/"]


def test_a_45_cookies_of_an_installation_belong_to_this_host_alone(installed: dict[str, Any]) -> None:
    [csrf] = SimpleCookie(installed["/sign-in/"][2]).values()
    assert csrf.key == "__Host-csrf"
    assert (csrf["path"], csrf["domain"], csrf["secure"], csrf["httponly"]) == ("/", "", True, True)
    assert installed["cookies"] == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_DOMAIN": None,
    }


def test_what_is_taken_along_runs_nothing_even_if_a_browser_shows_it(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    client = Client()
    client.force_login(cabinet.clerk)
    answer = client.get(reverse("ballot_csv"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert directives(answer.headers["Content-Security-Policy"])["default-src"] == "'none'"
    assert "sandbox" in directives(answer.headers["Content-Security-Policy"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
