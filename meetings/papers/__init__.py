"""The papers of a meeting: its minutes, read from the journal and composed in the form of Decree 30."""

from meetings.papers.composing import compose_minutes
from meetings.papers.facts import Attendee, Guest, ItemFacts, MinutesFacts, QuorumFacts, SeatVote, VoteFacts
from meetings.papers.gathering import gather

__all__ = [
    "Attendee",
    "Guest",
    "ItemFacts",
    "MinutesFacts",
    "QuorumFacts",
    "SeatVote",
    "VoteFacts",
    "compose_minutes",
    "gather",
]
