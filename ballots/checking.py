"""One ballot, and perhaps a receipt of it, checked against journal and files, for a command to print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ballots.evidence import bytes_match
from ballots.models import Answer, Ballot, BoundPaper, Delivery, PreparedAnswer
from ballots.receipts import receipt_facts
from ballots.reported import report_matches_journal
from ballots.rules import OVER, Status, digest, subject_digest
from ballots.verification import findings
from core.chain import Problem
from core.journal import entries, verify

# What is compared of a receipt's file with what is stored, and how a difference is called.
COMPARED: Mapping[str, str | Promise] = {
    "lines": gettext_lazy("the answers"),
    "salt": gettext_lazy("the salt"),
    "digest": gettext_lazy("the digest of the answer"),
    "subject": gettext_lazy("the digest of what was voted on"),
    "asked": gettext_lazy("what was voted on"),
    "seat": gettext_lazy("the seat"),
    "revision": gettext_lazy("the version"),
    "at": gettext_lazy("the time"),
    "entry": gettext_lazy("the hash of the journal's entry"),
    "before": gettext_lazy("the hash of the entry before"),
}


@dataclass(frozen=True)
class Step:
    """One thing that was checked: what it is, and everything that is wrong with it."""

    words: str
    wrong: list[str] = field(default_factory=list)


def checked(ballot: Ballot) -> Iterator[Step]:
    """The ballot, step by step: its journal, answers, papers with their files, dissents, end and count."""
    yield Step(_chain_words(ballot), _told(verify(ballot.stream)))
    for about, problems in findings(ballot):
        words = _words(about, ballot)
        if words or problems:
            yield Step(words or about, _told(problems))
    report = _told(report_matches_journal(ballot))
    if report or ballot.status in OVER:
        yield Step(_report_words(ballot), report)
    yield Step(_bytes_words(ballot), _told(bytes_match(ballot)))


def receipt_checked(ballot: Ballot, number: str, facts: Mapping[str, Any] | None = None) -> Step:
    """Whether a receipt is of an answer that is stored; with the file's facts, whether it says the same."""
    answers = ballot.answers.select_related("elector__seat").order_by("revision")
    answer = next((each for each in answers if each.receipt == number), None)
    own = list(consistent(facts)) if facts is not None else []
    if answer is None:
        words = _("Receipt %(number)s") % {"number": number}
        return Step(words, [*own, _("No answer to this ballot has this receipt.")])
    stored = receipt_facts(ballot, answer)
    differing = [COMPARED[name] for name in COMPARED if facts is not None and facts.get(name) != stored[name]]
    wrong = [_("The file differs from what is stored: %(what)s.") % {"what": what} for what in differing]
    return Step(_receipt_words(answer), [*own, *wrong])


def consistent(facts: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a receipt's file by itself, without any database."""
    if digest(facts["salt"], facts["lines"]) != facts["digest"]:
        yield _("The file's digest is not that of its answers and salt.")
    if facts["asked"] is not None and subject_digest(facts["asked"]) != facts["subject"]:
        yield _("The file's digest of what was voted on is not that of what it shows.")


def _chain_words(ballot: Ballot) -> str:
    count = entries(ballot.stream).count()
    text = ngettext(
        "Journal: %(count)d entry in an unbroken chain.",
        "Journal: %(count)d entries in an unbroken chain.",
        count,
    )
    return text % {"count": count}


def _words(about: str, ballot: Ballot) -> str:
    """What a step looked at; empty for what this ballot does not have."""
    count = {"count": ballot.answers.count(), "bindings": ballot.bindings.count()}
    dissents = ballot.dissents.count()
    extensions = entries(ballot.stream).filter(kind="ballot.extended").count()
    reached = Delivery.objects.filter(elector__ballot=ballot, delivered_at__isnull=False).count()
    prepared = PreparedAnswer.objects.filter(elector__ballot=ballot).count()
    closed, recalled = ballot.status in OVER, ballot.status == Status.RECALLED
    said = {
        "answers": _("Answers: %(count)d stored, each the one that its entry vouches for.") % count,
        "papers": _(
            "What was voted on: title, questions, rules and papers as announced (put before the members "
            "%(bindings)d times); every answer says on what it was given."
        )
        % count,
        "opening": _(
            "Opening: number, deadline, rules, electorate and who sees whose answer are as announced."
        )
        if ballot.opened_at
        else "",
        "deliveries": _("Delivery: to %(count)d seats, each at the moment that was recorded.")
        % {"count": reached}
        if reached
        else "",
        "prepared": _("Prepared by staff: %(count)d, each as it was submitted.") % {"count": prepared}
        if prepared
        else "",
        "dissents": _("Dissents: %(count)d as kept on record.") % {"count": dissents} if dissents else "",
        "extension": _("Deadline: %(count)d times extended, as announced.") % {"count": extensions}
        if extensions
        else "",
        "closing": _("Closing: its entry covers every answer that counts, and none came later.")
        if closed
        else "",
        "recall": _("Recall: its entry covers every answer, and none came later.") if recalled else "",
        "count": _("Result: counted again, it comes out as it was announced.") if closed else "",
    }
    return said[about]


def _report_words(ballot: Ballot) -> str:
    count = {"count": ballot.replies.count()}
    if ballot.status == Status.CLOSED:
        return _("Report: not issued yet; %(count)d replies of the drafting agency as written.") % count
    return _("Report: says what was counted; %(count)d replies of the drafting agency as written.") % count


def _bytes_words(ballot: Ballot) -> str:
    count = BoundPaper.objects.filter(binding__ballot=ballot).values("version").distinct().count()
    text = ngettext(
        "Files: %(count)d file has the SHA-256 that was voted on.",
        "Files: %(count)d files have the SHA-256 that was voted on.",
        count,
    )
    return text % {"count": count}


def _receipt_words(answer: Answer) -> str:
    last = answer.elector.answers.order_by("-revision").values_list("revision", flat=True)[0]
    facts = {"number": answer.receipt, "revision": answer.revision, "last": last}
    if answer.revision == last:
        return _("Receipt %(number)s: this is the answer that counts (version %(revision)s).") % facts
    return _("Receipt %(number)s: version %(revision)s, since replaced by version %(last)s.") % facts


def _told(problems: Iterator[Problem] | list[Problem]) -> list[str]:
    return [f"#{problem.seq}: {problem.what}" for problem in problems]
