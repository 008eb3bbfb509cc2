"""What copies and registers must say so that the journal's entries vouch for them."""

import hashlib
from collections.abc import Iterator

from django.db.models import Count, Max, Min

from core.chain import Problem
from core.models import Entry
from records.models import Copy, CopyStage, RegisterLine

# Which entry names the SHA-256 of which copy, and under which name.
NAMED = {
    CopyStage.LAID_OUT.value: ("record.signed", "laid_out"),
    CopyStage.PERSON.value: ("record.signed", "file"),
    CopyStage.AGENCY.value: ("record.sealed", "file"),
}


def copies_match_journal() -> Iterator[Problem]:
    """Every signed copy is, byte by byte, the one whose SHA-256 its entry names; none is missing."""
    kinds = {kind for kind, _name in NAMED.values()}
    said = {
        (entry.stream_id, entry.kind): entry.facts
        for entry in Entry.objects.filter(kind__in=kinds).iterator()
    }
    kept: set[tuple[str, str]] = set()
    for copy in Copy.objects.select_related("record").iterator(chunk_size=20):
        kind, name = NAMED[copy.stage]
        stream = copy.record.stream
        kept.add((stream, kind))
        facts = said.get((stream, kind))
        whole = hashlib.sha256(bytes(copy.content)).hexdigest() == copy.sha256
        if not whole or (facts is not None and facts[name] != copy.sha256):
            yield Problem(stream, 0, f"the {copy.stage} copy is not the one that was kept")
    for stream, kind in said.keys() - kept:
        yield Problem(stream, 0, f"the copy that {kind} speaks of is missing")


def registers_have_no_gaps() -> Iterator[Problem]:
    """Every register counts from 1 without a gap."""
    registers = RegisterLine.objects.order_by().values("body__key", "symbol", "year")
    for each in registers.annotate(lines=Count("pk"), first=Min("number"), last=Max("number")):
        if (each["first"], each["last"]) != (1, each["lines"]):
            name = f"register {each['body__key']} {each['symbol']} {each['year']}"
            yield Problem(name, each["last"], f"{each['lines']} lines, the last number is {each['last']}")
