"""Live rooms: a change in a stream reaches every open page that may see it."""

from core.live.hub import announce, close_session, look_again, present_in
from core.live.rooms import Audience, RoomKind, Unwelcome, register, room_kind

__all__ = [
    "Audience",
    "RoomKind",
    "Unwelcome",
    "announce",
    "close_session",
    "look_again",
    "present_in",
    "register",
    "room_kind",
]
