"""A meeting's room: `look` reads it once for all audiences, `read` makes the scene of one of them."""

from meetings.scene.block import block_step
from meetings.scene.items import ItemNow
from meetings.scene.making import read
from meetings.scene.now import Scene, current_item
from meetings.scene.reading import EVERYTHING, UNRESTRICTED, Reading, items_seen, look, session_ballot
from meetings.scene.seats import SeatNow
from meetings.scene.votes import Facts, Vote, spoken_step

__all__ = [
    "EVERYTHING",
    "UNRESTRICTED",
    "Facts",
    "ItemNow",
    "Reading",
    "Scene",
    "SeatNow",
    "Vote",
    "block_step",
    "current_item",
    "items_seen",
    "look",
    "read",
    "session_ballot",
    "spoken_step",
]
