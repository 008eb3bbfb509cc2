"""The papers of a meeting: its minutes, read from the journal and composed in the form of Decree 30."""

from meetings.papers.composing import compose_minutes
from meetings.papers.facts import (
    Attendee,
    Guest,
    ItemFacts,
    MinutesFacts,
    QuorumFacts,
    SeatVote,
    Sentence,
    Shape,
    SpeakerFacts,
    VoteFacts,
)
from meetings.papers.gathering import gather
from meetings.papers.telling import tell

__all__ = [
    "Attendee",
    "Guest",
    "ItemFacts",
    "MinutesFacts",
    "QuorumFacts",
    "SeatVote",
    "Sentence",
    "Shape",
    "SpeakerFacts",
    "VoteFacts",
    "compose_minutes",
    "gather",
    "tell",
]
