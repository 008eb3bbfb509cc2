"""Secrets are compared in constant time, or looked up by their hash: read from the source."""

import ast
import inspect
import re

from allauth.core.internal import cryptokit
from allauth.mfa.recovery_codes.internal import auth as recovery_codes
from allauth.mfa.totp.internal import auth as totp

from people.models import Invitation
from tests.architecture.repository import own_texts

# What only its owner, or nobody but this house, may know.
SECRET = re.compile(
    r"(^|_)(token|secret|nonce|otp|totp|hmac|mac|mark_of|session_key|password\d?|recovery_code"
    r"|hash_of|credential)$"
)
# Compared plainly, each for a reason.
PLAIN = {
    # both were typed by the same person into the same form
    ("people/accounts/forms.py", "password1 != password2"),
}
COMPARED = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)


def called(node: ast.expr) -> str:
    """By what name an expression goes: the last part of a name, of an attribute, of a call, a key."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        return called(node.func)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return ""


def secret(node: ast.expr) -> bool:
    return bool(SECRET.search(called(node)))


def compared_plainly(source: str) -> list[str]:
    """Comparisons of secrets by == or in, and queries that look one up as it is."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and any(isinstance(each, COMPARED) for each in node.ops):
            sides = [node.left, *node.comparators]
            known = [each for each in sides if isinstance(each, ast.Constant)]
            if any(map(secret, sides)) and not known:
                found.append(" != ".join(called(each) for each in sides))
        if isinstance(node, ast.Call) and called(node.func) in {"filter", "get", "exclude"}:
            found += [f"{each.arg}=" for each in node.keywords if each.arg and LOOKED_UP.search(each.arg)]
    return found


LOOKED_UP = re.compile(r"(^|__)(token|secret|nonce|password|recovery_code)$")


def test_case_95_no_secret_is_compared_letter_by_letter() -> None:
    found = {
        (path, each)
        for path, text in own_texts(".py")
        if not path.startswith(("tests/", "bench/", "scripts/"))
        for each in compared_plainly(text)
    }
    assert found == PLAIN


def test_what_would_be_found_is_found() -> None:
    bad = "a.token == given\nmark_of(x) in marks\nOne.objects.filter(token=given)\nrow['nonce'] != other"
    assert len(compared_plainly(bad)) == 4
    assert compared_plainly("token is None\ncompare_digest(token, given)\nkind == 'token'") == []


def test_case_95_links_and_feeds_are_kept_as_hashes_alone() -> None:
    names = {field.name for field in Invitation._meta.get_fields()}
    assert ("token_hash" in names, "token" in names) == (True, False)


def test_case_95_the_library_compares_codes_in_constant_time() -> None:
    assert "compare_digest" in inspect.getsource(cryptokit.compare_user_code)
    for checks in (totp.validate_totp_code, recovery_codes.RecoveryCodes.validate_code):
        assert "compare_user_code" in inspect.getsource(checks)
