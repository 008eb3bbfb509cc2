"""Who is in a room: every source is believed for a while, and the best of several pages counts."""

from core.live.presence import LASTS, Presence


def test_a_person_with_two_pages_has_one_in_sight() -> None:
    presence = Presence()
    presence.told("meeting:1", "a", {"minister": False, "chair": True}, 0)
    presence.told("meeting:1", "b", {"minister": True}, 0)
    presence.told("meeting:2", "b", {"guest": True}, 0)
    assert presence.of("meeting:1", 1) == {"minister": True, "chair": True}
    presence.told("meeting:1", "b", {}, 1)
    assert presence.of("meeting:1", 1) == {"minister": False, "chair": True}


def test_what_is_not_repeated_in_time_no_longer_counts() -> None:
    presence = Presence()
    presence.told("meeting:1", "a", {"minister": True}, 0)
    assert presence.of("meeting:1", LASTS - 1) == {"minister": True}
    assert presence.of("meeting:1", LASTS) == {}
    presence.forget(LASTS)
    assert presence.rooms == {}
