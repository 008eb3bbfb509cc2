"""The voting engine's tables, split by noun: the ballot, its papers, its answers, dissents."""

from ballots.models.answers import Answer, DeemedAnswer
from ballots.models.ballot import Ballot, Elector, Question
from ballots.models.dissents import Dissent
from ballots.models.papers import Binding, BoundPaper

__all__ = ["Answer", "Ballot", "Binding", "BoundPaper", "DeemedAnswer", "Dissent", "Elector", "Question"]
