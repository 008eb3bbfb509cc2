"""The voting engine's tables, split by noun: the ballot, its papers, its answers, dissents, reports."""

from ballots.models.answers import Answer, DeemedAnswer
from ballots.models.ballot import Ballot, Elector, Question
from ballots.models.dissents import Dissent
from ballots.models.papers import Binding, BoundPaper
from ballots.models.reports import BallotReport, OpinionReply

__all__ = [
    "Answer",
    "Ballot",
    "BallotReport",
    "Binding",
    "BoundPaper",
    "DeemedAnswer",
    "Dissent",
    "Elector",
    "OpinionReply",
    "Question",
]
