"""The app of meetings and their live room."""

from dataclasses import replace

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, agendas, attendance, votes in session, minutes."""

    name = "meetings"

    def ready(self) -> None:
        """An agenda brings its matters to those who sit there; the room becomes live."""
        from core import journal, wording
        from core.live import register as register_room
        from matters.access import register, register_desk_way, register_rooms
        from meetings.letters import letters
        from meetings.live import ROOM
        from meetings.minutes_letters import letters as minutes_letters
        from meetings.papers.kinds import KINDS, NOTICE
        from meetings.records import minutes_kind
        from meetings.selectors import matters_before, matters_through_meetings
        from meetings.selectors.closed import rooms_of_meetings
        from meetings.services.notices import settle_notice
        from meetings.verification import (
            hand_sheets_match_journal,
            minutes_match_journal,
            positions_match_journal,
        )
        from meetings.wording import REFUSALS
        from people import notices
        from records.kinds import register as register_kind

        register(matters_through_meetings)
        register_desk_way(matters_before)
        register_rooms(rooms_of_meetings)
        register_room(ROOM)
        wording.register(REFUSALS)
        notices.register(letters())
        notices.register(minutes_letters())
        journal.register_check(minutes_match_journal)
        journal.register_check(hand_sheets_match_journal)
        journal.register_check(positions_match_journal)
        for kind in (*KINDS, minutes_kind()):
            register_kind(kind)
        register_kind(replace(NOTICE, issued=settle_notice))
