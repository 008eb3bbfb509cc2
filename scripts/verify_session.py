#!/usr/bin/env python3
"""Check an exported session without the system that made it: one file, Python's standard library alone.

    python3 verify_session.py SESSION.json [--heads HEADS.jsonl]

It walks the journal's chain, compares every stored answer with the digest that the journal kept of it, what
was voted under with what was frozen at the opening, counts every vote anew, compares the minutes with the
digest that was approved, and the journal with the heads: those in the export, and those that a witness kept
(--heads). Signatures under heads are not checked here (Python's library knows no Ed25519); `manage.py
verify_journal --against` does. Exit code 0: all is right, 1: something is not, 2: not checked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMATS = ("ecabinet-session-1", "ecabinet-head-1")
GENESIS = "0" * 64
Facts = dict[str, Any]


def canonical(value: object) -> bytes:
    """The one byte form of JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def checks(session: Facts, heads: list[Facts]) -> Iterator[tuple[str, list[str]]]:
    """What was checked, in words, with everything wrong in it."""
    entries = session["entries"]
    yield f"journal: {len(entries)} entries", list(chain(session["stream"], entries))
    for vote in session["votes"]:
        yield f"vote “{vote['title']}”", list(checked_vote(vote, entries))
    missing = [f"the vote {ballot} is not in the export" for ballot in opened(entries) - voted(session)]
    yield f"votes: {len(session['votes'])}", missing
    yield f"minutes: {len(session['minutes'])} editions", list(minutes(session["minutes"], entries))
    yield f"heads: {len(heads)}", list(witnessed(session["stream"], entries, heads))


def chain(stream: str, entries: list[Facts]) -> Iterator[str]:
    """Gapless numbers, each entry naming the hash of the one before, each hash that of its own fields."""
    prev = GENESIS
    for seq, entry in enumerate(entries, start=1):
        if entry["seq"] != seq:
            yield f"entry {seq} is missing, {entry['seq']} stands in its place"
            return
        if entry["prev"] != prev:
            yield f"entry {seq} does not name the hash of the entry before it"
        at = datetime.fromisoformat(entry["at"]).astimezone(UTC)
        body = {name: entry[name] for name in ("seq", "actor", "kind", "subject", "facts")}
        body |= {"stream": stream, "at": at.isoformat(timespec="microseconds")}
        if sha256(bytes.fromhex(entry["prev"]) + canonical(body)).hexdigest() != entry["hash"]:
            yield f"entry {seq} was changed after it was written"
        prev = entry["hash"]


ANSWERED = ("answer.cast", "answer.keyed")  # on a tablet; by hand or voice, keyed in by one for another


def opened(entries: list[Facts]) -> set[str]:
    """The votes that the journal knows of."""
    return {entry["facts"]["ballot"] for entry in entries if entry["kind"] == "vote.opened"}


def voted(session: Facts) -> set[str]:
    """The votes that are in the export."""
    return {vote["ballot"] for vote in session["votes"]}


def checked_vote(vote: Facts, entries: list[Facts]) -> Iterator[str]:
    """Its answers, its rules and electorate, what its closing covers, and its count."""
    own = [entry for entry in entries if entry["facts"].get("ballot") == vote["ballot"]]
    of = {kind: [e for e in own if e["kind"] == kind] for kind in ("vote.opened", "vote.closed")}
    yield from checked_answers(vote, [entry for entry in own if entry["kind"] in ANSWERED])
    for entry in of["vote.opened"]:
        for name, kept in (("rules", vote["rules"]), ("electorate", vote["electorate"])):
            if entry["facts"].get(f"{name}_sha256") not in (None, sha256(canonical(kept)).hexdigest()):
                yield f"its {name} are not those under which it was opened"
    if len(of["vote.opened"]) != 1 or len(of["vote.closed"]) > 1:
        yield "it was not opened once and closed once"
    for entry in of["vote.closed"]:
        yield from checked_closing(vote, entry)


def checked_answers(vote: Facts, entries: list[Facts]) -> Iterator[str]:
    """Every answer has its entry with its digest, and every entry its answer."""
    recorded = {entry["seq"]: entry["facts"] for entry in entries}
    for answer in vote["answers"]:
        who = f"the answer of seat {answer['seat']} (revision {answer['revision']})"
        found = sha256(answer["salt"].encode() + b"\x00" + canonical(answer["lines"])).hexdigest()
        facts = recorded.pop(answer["seq"], None)
        if found != answer["digest"]:
            yield f"{who} was changed after it was counted"
        if facts is None:
            yield f"{who} has no entry in the journal"
        elif [facts[name] for name in ("seat", "revision", "digest")] != [
            answer[name] for name in ("seat", "revision", "digest")
        ]:
            yield f"{who} is not the one that the journal recorded"
    for facts in recorded.values():
        yield f"the answer of seat {facts['seat']} (revision {facts['revision']}) is missing"


def checked_closing(vote: Facts, closing: Facts) -> Iterator[str]:
    """It covers the last answer of every seat, none came later, and it announces what these answers say."""
    current: dict[int, Facts] = {}
    for answer in sorted(vote["answers"], key=lambda each: each["revision"]):
        current[answer["seat"]] = answer
        if answer["seq"] > closing["seq"]:
            yield f"an answer of seat {answer['seat']} came after the closing"
    if closing["facts"]["answers"] != [[seat, current[seat]["digest"]] for seat in sorted(current)]:
        yield "the closing covers other answers"
    for row in closing["facts"]["questions"]:
        number, told = row["number"], {**row["outcome"], **row["tally"]}
        for name, value in counted(vote, current, number).items():
            if told[name] != value:
                yield f"question {number}: {name} is {value}, the closing announced {told[name]}"


def counted(vote: Facts, current: dict[int, Facts], number: int) -> Facts:
    """The figures of one question, counted from the answers by the rules that the vote ran under."""
    letters = vote["questions"][str(number)]
    given = {
        seat: next((line["choice"] for line in answer["lines"] if line["question"] == number), "")
        for seat, answer in current.items()
    }
    seats = len(vote["electorate"])
    sides = {side: list(given.values()).count(side) for side in letters or ("for", "against")}
    part, whole = map(int, vote["rules"]["majority_share"]["value"].split("/"))
    needed = part * seats // whole + 1
    silent = seats - len(given)
    breakers = [order for order, _seat, kind in vote["electorate"] if kind == tie_breaker(vote)]
    own = given.get(breakers[0]) if len(breakers) == 1 else None
    return {
        "electorate": seats,
        "cast": len(given),
        "silent": silent,
        **({} if letters else {side: sides[side] for side in ("for", "against")}),
        "needed": needed,
        "decision": decided(sides, silent, needed, own),
    }


def tie_breaker(vote: Facts) -> str:
    """The kind of seat whose own vote decides a tie."""
    return str(vote["rules"]["tie_breaker_kind"]["value"])


def decided(sides: dict[str, int], silent: int, needed: int, own: str | None) -> str:
    """More than the share of all adopts; a tie of everybody follows the breaker's own vote; else a ruling."""
    asked = "for" if "for" in sides else max(sides, key=lambda side: sides[side])
    if sides[asked] >= needed:
        return "adopted"
    equal = [side for side in sides if sides[side] == sides[asked]]
    if len(equal) == 1:
        return "not_adopted"
    if silent or sides[asked] + 1 < needed or own not in equal:
        return "needs_ruling"
    return "not_adopted_by_tie_break" if own == "against" else "adopted_by_tie_break"


def minutes(editions: list[Facts], entries: list[Facts]) -> Iterator[str]:
    """Every edition is the one whose digest was approved, and none is missing."""
    approved = {e["seq"]: e["facts"]["minutes"] for e in entries if e["kind"] == "minutes.approved"}
    for edition in editions:
        found = sha256(canonical(edition["facts"])).hexdigest()
        if {found, edition["digest"]} != {approved.pop(edition["seq"], None)}:
            yield f"the minutes at entry {edition['seq']} are not those that were approved"
    for seq in approved:
        yield f"the minutes approved at entry {seq} are missing"


def witnessed(stream: str, entries: list[Facts], heads: list[Facts]) -> Iterator[str]:
    """Every head is whole, and the entries have the hashes that it names."""
    for head in heads:
        number = head["body"]["number"]
        if sha256(canonical(head["body"])).hexdigest() != head["hash"]:
            yield f"head {number} was changed after it was signed"
        if sha256(canonical(head["changes"])).hexdigest() != head["body"]["changes"]:
            yield f"head {number} names other entries than were signed"
        for name, known, hashes in head["changes"]:
            for seq, kept in enumerate(hashes if name == stream else [], start=known + 1):
                if seq > len(entries) or entries[seq - 1]["hash"] != kept:
                    yield f"entry {seq} is not the one whose hash head {number} has"
                    break


def read(path: Path) -> Facts:
    """An exported session."""
    session: Facts = json.loads(path.read_text(encoding="utf-8"))
    if session.get("format") != FORMATS[0]:
        raise ValueError("this is no exported session")
    return session


def read_heads(path: Path) -> list[Facts]:
    """The heads that a witness kept, one JSON line each."""
    heads = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if any(head["body"]["format"] != FORMATS[1] for head in heads):
        raise ValueError("this is no file of heads")
    return heads


def main() -> int:
    """Check, and say each thing that was checked."""
    parser = argparse.ArgumentParser(description="Check an exported session of eCabinet.")
    parser.add_argument("session", type=Path)
    parser.add_argument("--heads", type=Path, help="heads that a witness kept")
    given = parser.parse_args()
    try:
        session = read(given.session)
        heads = session["heads"] + (read_heads(given.heads) if given.heads else [])
        found = list(checks(session, heads))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        print(f"not checked: {trouble!r}", file=sys.stderr)
        return 2
    for words, wrong in found:
        print(f"[{'WRONG' if wrong else 'right'}] {words}")
        for each in wrong:
            print(f"    {each}")
    return int(any(wrong for _words, wrong in found))


if __name__ == "__main__":
    sys.exit(main())
