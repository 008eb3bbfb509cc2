"""The app that knows who there is."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, agencies, bodies, seats, procedures."""

    name = "people"

    def ready(self) -> None:
        """Bring the sentences of this app's refusals; say what sessions stand on and note their beginning."""
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth.signals import user_logged_in

        from core import wording
        from core.live import sessions
        from people import notices
        from people.accounts import confirming, opening, second_factor
        from people.accounts.letters import letters
        from people.accounts.standing import standing_of
        from people.administration.letters import letters as letters_about_proposals
        from people.administration.wording import REFUSALS as ADMINISTRATION
        from people.wording import REFUSALS

        wording.register(REFUSALS)
        wording.register(ADMINISTRATION)
        notices.register(letters())
        notices.register(letters_about_proposals())
        sessions.register(standing_of, opening.note_all_seen)
        user_logged_in.connect(opening.on_signed_in, dispatch_uid="people-signed-in")
        authentication_step_completed.connect(confirming.on_step_completed, dispatch_uid="people-confirmed")
        authenticator_added.connect(second_factor.on_added, dispatch_uid="people-factor-added")
        authenticator_removed.connect(second_factor.on_removed, dispatch_uid="people-factor-removed")
