"""The papers of an opinion ballot: ballot paper, answer sheet and report, in the form of Decree 30."""

from ballots.papers.ballot import compose_ballot_paper
from ballots.papers.facts import BallotPaperFacts, ReportFacts, SavingFacts, SheetFacts
from ballots.papers.gathering import gather_ballot_paper, gather_report, gather_sheet, saving_of
from ballots.papers.keeping import as_facts, from_facts
from ballots.papers.report import compose_report
from ballots.papers.sheet import compose_sheet
from ballots.papers.verified import counted_twice

__all__ = [
    "BallotPaperFacts",
    "ReportFacts",
    "SavingFacts",
    "SheetFacts",
    "as_facts",
    "compose_ballot_paper",
    "compose_report",
    "compose_sheet",
    "counted_twice",
    "from_facts",
    "gather_ballot_paper",
    "gather_report",
    "gather_sheet",
    "saving_of",
]
