"""What messages about documents say."""

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "record:circulated": (
        _("A document waits for your approval"),
        _("%(kind)s “%(abstract)s” was drawn up and waits for approval."),
    ),
    "record:to_sign": (
        _("A document waits for your signature"),
        _("%(kind)s “%(abstract)s” is approved and waits for your signature. It is issued the same day."),
    ),
    "record:issued": (
        _("%(kind)s No. %(number)s was issued"),
        _("%(kind)s No. %(number)s “%(abstract)s” was issued; you are among the recipients."),
    ),
    "record:recalled": (
        _("%(kind)s No. %(number)s was recalled"),
        _(
            "%(kind)s No. %(number)s “%(abstract)s” was recalled. Delete your copies"
            " (Decree 30/2020, Art. 18)."
        ),
    ),
    "record:superseded": (
        _("%(kind)s No. %(number)s was superseded"),
        _("%(kind)s No. %(number)s “%(abstract)s” no longer holds: a new edition supersedes it."),
    ),
}
