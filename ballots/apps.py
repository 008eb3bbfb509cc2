"""The app of the voting engine."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Ballots, questions, electorates, answers, outcomes."""

    name = "ballots"

    def ready(self) -> None:
        """An open or closed written ballot brings its matter to its electors, and has a live room."""
        from ballots.letters import letters
        from ballots.levels import check_open_ballots, rooms_of_ballots
        from ballots.live import ROOM
        from ballots.papers.kinds import REPORT
        from ballots.reported import reports_match_journal
        from ballots.selectors import matters_of_bodies, matters_through_ballots, papers_in_use
        from ballots.services import note_message
        from ballots.verification import answers_match_journal
        from ballots.wording import REFUSALS, REPORT_REFUSALS
        from core import journal, wording
        from core.live import register as register_room
        from matters.access import register, register_desk_way, register_guard, register_rooms, register_uses
        from people import notices
        from records.kinds import register as register_kind

        register(matters_through_ballots)
        register_desk_way(matters_of_bodies)
        register_uses(papers_in_use)
        register_guard(check_open_ballots)
        register_rooms(rooms_of_ballots)
        register_room(ROOM)
        wording.register(REFUSALS)
        notices.register(letters())
        notices.when_sent(note_message)
        wording.register(REPORT_REFUSALS)
        journal.register_check(answers_match_journal)
        journal.register_check(reports_match_journal)
        register_kind(REPORT)
