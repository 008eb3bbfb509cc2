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
    said = _said({kind for kind, _name in NAMED.values()})
    kept: set[tuple[str, str]] = set()
    for copy in Copy.objects.select_related("record").iterator(chunk_size=20):
        kind, name = NAMED[copy.stage]
        stream = copy.record.stream
        kept.add((stream, copy.stage))
        entry = said.get((stream, kind))
        whole = hashlib.sha256(bytes(copy.content)).hexdigest() == copy.sha256
        laid_out = copy.stage == CopyStage.LAID_OUT.value  # is there before anybody has signed
        named = entry.facts[name] == copy.sha256 if entry else laid_out
        if not (whole and named):
            yield Problem(stream, _seq(entry), f"the {copy.stage} copy is not the one that was kept")
    for stage, (kind, _name) in NAMED.items():
        for stream, found in said:
            if found == kind and (stream, stage) not in kept:
                seq = said[stream, kind].seq
                yield Problem(stream, seq, f"the {stage} copy that {kind} speaks of is missing")


def numbers_match_journal() -> Iterator[Problem]:
    """Every number that was given stands in its register, as it was given."""
    lines = {line.record.stream: line for line in RegisterLine.objects.select_related("record")}
    for (stream, _kind), entry in _said({"record.numbered", "record.signed"}).items():
        line = lines.get(stream)
        if line is None or line.record.number != entry.facts["number"]:
            yield Problem(stream, entry.seq, f"number {entry.facts['number']} is not in its register")


def _said(kinds: set[str]) -> dict[tuple[str, str], Entry]:
    return {(each.stream_id, each.kind): each for each in Entry.objects.filter(kind__in=kinds).iterator()}


def _seq(entry: Entry | None) -> int:
    return entry.seq if entry else 0


def registers_have_no_gaps() -> Iterator[Problem]:
    """Every register counts from 1 without a gap."""
    registers = RegisterLine.objects.order_by().values("body__key", "symbol", "year")
    for each in registers.annotate(lines=Count("pk"), first=Min("number"), last=Max("number")):
        if (each["first"], each["last"]) != (1, each["lines"]):
            name = f"register {each['body__key']} {each['symbol']} {each['year']}"
            yield Problem(name, each["last"], f"{each['lines']} lines, the last number is {each['last']}")
