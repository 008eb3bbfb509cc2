"""The app of meetings and their live room."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, agendas, attendance, votes in session, minutes."""

    name = "meetings"

    def ready(self) -> None:
        """An agenda brings its matters to those who sit there; the room becomes live."""
        from core import journal, wording
        from core.live import register as register_room
        from matters.access import register
        from meetings.letters import letters
        from meetings.live import ROOM
        from meetings.minutes_letters import letters as minutes_letters
        from meetings.papers.kinds import KINDS
        from meetings.records import minutes_kind
        from meetings.selectors import matters_through_meetings
        from meetings.verification import minutes_match_journal
        from meetings.wording import REFUSALS
        from people import notices
        from records.kinds import register as register_kind

        register(matters_through_meetings)
        register_room(ROOM)
        wording.register(REFUSALS)
        notices.register(letters())
        notices.register(minutes_letters())
        journal.register_check(minutes_match_journal)
        for kind in (*KINDS, minutes_kind()):
            register_kind(kind)
