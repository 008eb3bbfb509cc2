"""The voting engine's tables by noun: ballot, papers, delivery, what is prepared, answers, reports."""

from ballots.models.answers import Answer, DeemedAnswer
from ballots.models.ballot import Ballot, Elector, Question
from ballots.models.delivery import Delivery
from ballots.models.dissents import Dissent
from ballots.models.papers import Binding, BoundPaper
from ballots.models.preparing import Adoption, AnswerDraft, PreparedAnswer, PreparedPaper
from ballots.models.reports import BallotReport, OpinionReply

__all__ = [
    "Adoption",
    "Answer",
    "AnswerDraft",
    "Ballot",
    "BallotReport",
    "Binding",
    "BoundPaper",
    "DeemedAnswer",
    "Delivery",
    "Dissent",
    "Elector",
    "OpinionReply",
    "PreparedAnswer",
    "PreparedPaper",
    "Question",
]
