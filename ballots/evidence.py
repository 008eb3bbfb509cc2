"""What bindings, dissents and the bytes of papers must say so that the journal still vouches for them."""

import hashlib
from collections.abc import Iterator, Sequence

from django.core.files.storage import default_storage

from ballots.models import Answer, Ballot, Binding
from ballots.rules import dissent_digest, on_earlier_papers, subject_digest
from ballots.selectors import bindings_of, content_bound, dissents_of
from core.chain import Problem
from core.models import Entry
from matters.models import Version

OPENINGS = ("ballot.opened", "vote.opened", "ballot.papers_replaced")
PIECE = 1024 * 1024


def papers_match_journal(
    ballot: Ballot, answers: Sequence[Answer], entries: Sequence[Entry]
) -> Iterator[Problem]:
    """Every binding is the one that an entry announced, and every answer was given on what was bound then."""
    bindings = bindings_of(ballot)
    announced = [entry for entry in entries if entry.kind in OPENINGS]
    if ballot.subject != (bindings[-1].subject if bindings else ""):
        yield _problem(ballot, 0, "what is voted on is not what was put before the members last")
    if not bindings:
        return  # a draft, or older than bindings
    if len(announced) != len(bindings):
        what = f"the journal puts papers before the members {len(announced)} times, not {len(bindings)}"
        yield _problem(ballot, announced[-1].seq if announced else 0, what)
        return
    for place, (binding, entry) in enumerate(zip(bindings, announced, strict=True), start=1):
        if binding.number != place:
            yield _problem(ballot, entry.seq, f"binding {binding.number} is the {place}. that was announced")
        yield from _binding(ballot, binding, entry)
    for answer in answers:
        in_force = [b for b, entry in zip(bindings, announced, strict=True) if entry.seq < answer.seq]
        if answer.subject and (not in_force or answer.subject != in_force[-1].subject):
            what = (
                f"the answer of seat {answer.elector.order}, revision {answer.revision} was given on papers"
            )
            yield _problem(ballot, answer.seq, f"{what} that were not before the members then")


def earlier_papers_match(ballot: Ballot, answers: Sequence[Answer], closing: Entry) -> Iterator[Problem]:
    """The closing names exactly the seats whose answer that counts was given on papers replaced since."""
    named = closing.facts.get("earlier_papers")
    current = {answer.elector.order: answer for answer in sorted(answers, key=lambda a: a.revision)}
    earlier = [seat for seat in sorted(current) if on_earlier_papers(current[seat].subject, ballot.subject)]
    if named is not None and named != earlier:
        yield _problem(ballot, closing.seq, "the closing names other seats as answering on earlier papers")


def dissents_match_journal(ballot: Ballot, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Every dissent has its entry and every entry its dissent."""
    recorded = {entry.seq: entry for entry in entries if entry.kind == "dissent.kept"}
    for dissent in dissents_of(ballot):
        seat, entry = dissent.elector.order, recorded.pop(dissent.seq, None)
        if dissent.digest != dissent_digest(dissent.text):
            yield _problem(ballot, dissent.seq, f"the dissent of seat {seat} was changed after it was kept")
        said = (entry.facts.get("seat"), entry.facts.get("digest"), entry.at) if entry else None
        if said != (seat, dissent.digest, dissent.at):
            yield _problem(ballot, dissent.seq, f"the dissent of seat {seat} is not the one in the journal")
    for seq, entry in recorded.items():
        yield _problem(ballot, seq, f"the dissent of seat {entry.facts.get('seat')} is missing")


def bytes_match(ballot: Ballot) -> Iterator[Problem]:
    """The files of every version that was ever put before the members still have their SHA-256."""
    versions = {row.version for binding in bindings_of(ballot) for row in binding.papers.all()}
    for version in sorted(versions, key=lambda each: (each.document.order, each.number)):
        found = sha256_of(version)
        if found is None:
            yield _problem(ballot, 0, f"the file of “{version}” is missing")
        elif found != version.sha256:
            yield _problem(ballot, 0, f"the file of “{version}” is not the one that was voted on")


def sha256_of(version: Version) -> str | None:
    """The digest of a version's bytes as they lie on the disk; None when they are gone."""
    digest = hashlib.sha256()
    try:
        with default_storage.open(version.path) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def _binding(ballot: Ballot, binding: Binding, entry: Entry) -> Iterator[Problem]:
    name = f"binding {binding.number}"
    # A session calls the title of its vote the subject, and names the digest otherwise.
    said = entry.facts.get("content") if entry.kind == "vote.opened" else entry.facts.get("subject")
    if binding.subject != subject_digest(content_bound(ballot, binding)):
        yield _problem(ballot, entry.seq, f"title, questions or papers of {name} were changed afterwards")
    if binding.subject != said:
        yield _problem(ballot, entry.seq, f"{name} is not the one that the journal announced")


def _problem(ballot: Ballot, seq: int, what: str) -> Problem:
    return Problem(ballot.stream, seq, f"ballot {ballot.pk}: {what}")
