"""Nothing that comes with a request names a column, an order or an operator (abuse cases 4, 5, 96)."""

import ast
from pathlib import Path

from tests.architecture.repository import ROOT

APPS = ("ecabinet", "meetings", "ballots", "matters", "records", "people", "core")
READING = {
    "filter",
    "exclude",
    "get",
    "order_by",
    "annotate",
    "aggregate",
    "values",
    "values_list",
    "extra",
    "alias",
}
SENT = {"GET", "POST", "COOKIES", "headers", "META", "FILES"}


def modules() -> list[Path]:
    """The sources of the product."""
    return [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def sent(node: ast.AST) -> bool:
    """Whether this reads what a client sent: `request.GET` and its like."""
    return any(
        isinstance(each, ast.Attribute)
        and each.attr in SENT
        and isinstance(each.value, ast.Name)
        and each.value.id == "request"
        for each in ast.walk(node)
    )


def loose(tree: ast.AST) -> list[int]:
    """Lines where a query is spread out of what was sent, or SQL is put together from it."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        spread = [each.value for each in node.keywords if each.arg is None]
        spread += [each.value for each in node.args if isinstance(each, ast.Starred)]
        by_hand = name in ("RawSQL", "raw", "extra")
        ordered = name == "order_by" and any(map(sent, node.args))
        if by_hand or ordered or (name in READING and any(map(sent, spread))):
            found.append(node.lineno)
    return found


def test_a_4_a_5_no_query_is_spread_out_of_a_request_and_none_is_written_by_hand() -> None:
    places = {str(path.relative_to(ROOT)): loose(ast.parse(path.read_text())) for path in modules()}
    assert {name: lines for name, lines in places.items() if lines} == {}


def test_the_check_sees_what_it_looks_for() -> None:
    for line in (
        "Ballot.objects.filter(**request.GET.dict())",
        "rows.order_by(request.GET['sort'])",
        "rows.order_by(*request.GET.getlist('sort'))",
        "Ballot.objects.raw(text)",
        "rows.extra(where=[text])",
    ):
        assert loose(ast.parse(line)) == [1], line
