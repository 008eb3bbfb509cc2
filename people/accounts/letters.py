"""The letter to whoever has an account, when somebody else makes a new way into it."""

from django.utils.translation import gettext_lazy as _

from people.accounts.invitations import TOLD
from people.models import Invitation, Notice
from people.notices import Letter, Words

LETTERS = {
    TOLD: (
        _("A link to set a new password for your account was made"),
        _(
            "%(who)s made a link by which a new password or passkey can be set for your account. Once a"
            " second person has confirmed it, whoever has the link comes in as you. If you did not ask for"
            " it, tell the secretariat at once."
        ),
    ),
}


def letters() -> dict[str, Letter]:
    """The letters about an account, by kind."""
    return {kind: Letter(subject, text, words) for kind, (subject, text) in LETTERS.items()}


def words(notice: Notice) -> Words | None:
    """Who made the link; None when it leads nowhere any more."""
    found = Invitation.objects.select_related("made_by").filter(pk=notice.facts["invitation"]).first()
    if found is None or found.withdrawn_at is not None:
        return None
    return {"who": found.made_by.name}
