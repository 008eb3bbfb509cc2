"""Mozilla's Observatory, offline: what it would deduct from and add to a site for one answer over https.

The modifiers are those of its published scoring table (mozilla/http-observatory, docs/scoring.md, February
2024), for what an answer alone can show: the preload list, redirections and certificates are not looked at.
"""

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie

SIX_MONTHS = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = re.compile(r"'unsafe-(inline|eval)'|\bdata:|\*|\bhttps?:(?=\s|;|$)")


def modifiers(headers: Mapping[str, str], cookies: SimpleCookie, page: str) -> dict[str, int]:
    """Every test with its modifier; below 0 is what would have to be mended."""
    policy = directives(headers.get("Content-Security-Policy", ""))
    return {
        "content-security-policy": _policy(policy),
        "cookies": _cookies(cookies),
        "cross-origin-resource-sharing": -50 if headers.get("Access-Control-Allow-Origin") == "*" else 0,
        "referrer-policy": 5 if headers.get("Referrer-Policy") in PRIVATE else 0,
        "strict-transport-security": _transport(headers.get("Strict-Transport-Security", "")),
        "subresource-integrity": -50 if re.search(r'<(script|link)[^>]+(src|href)="(http:|//)', page) else 0,
        "x-content-type-options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": _frames(policy, headers.get("X-Frame-Options", "")),
        "cross-origin-resource-policy": _resources(headers.get("Cross-Origin-Resource-Policy", "")),
    }


def score(found: Mapping[str, int]) -> int:
    """100 less the deductions; what is added counts from 90 on."""
    base = 100 + sum(each for each in found.values() if each < 0)
    return base + sum(each for each in found.values() if each > 0) if base >= 90 else max(0, base)


def directives(policy: str) -> dict[str, str]:
    """A policy as directive → sources."""
    parts = (each.strip().partition(" ") for each in policy.split(";") if each.strip())
    return {name: sources for name, _space, sources in parts}


def _policy(policy: Mapping[str, str]) -> int:
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", "*"))
    if UNSAFE.search(scripts) or UNSAFE.search(policy.get("object-src", policy.get("default-src", "*"))):
        return -20
    if any(UNSAFE.search(sources) for sources in policy.values()):
        return 0
    return 10 if policy.get("default-src") == "'none'" else 5


def _cookies(cookies: SimpleCookie) -> int:
    if not cookies:
        return 0
    if not all(each["secure"] for each in cookies.values()):
        return -20
    hidden = all(each["httponly"] for each in cookies.values())
    return 5 if hidden and all(each["samesite"] for each in cookies.values()) else 0 if hidden else -30


def _transport(value: str) -> int:
    found = re.search(r"max-age=(\d+)", value)
    return -20 if not found else 0 if int(found[1]) >= SIX_MONTHS else -10


def _frames(policy: Mapping[str, str], value: str) -> int:
    if policy.get("frame-ancestors") == "'none'":
        return 5
    return 0 if value in ("DENY", "SAMEORIGIN") else -20


def _resources(value: str) -> int:
    return 10 if value in ("same-origin", "same-site") else 0
