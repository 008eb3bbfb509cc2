"""The voting engine's tables, split by noun: the ballot, its answers."""

from ballots.models.answers import Answer, DeemedAnswer
from ballots.models.ballot import Ballot, Elector, Question

__all__ = ["Answer", "Ballot", "DeemedAnswer", "Elector", "Question"]
