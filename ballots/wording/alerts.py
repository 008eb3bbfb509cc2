"""The words for conspicuous casts: what was noticed, nothing of what was answered."""

from django.utils.translation import gettext_lazy as _

ALERT_WORDS = {
    "casts.one_browser": _("Several members answered from one browser: %(count)s answers"),
    "casts.too_quick": _("Answered sooner than a person can read and confirm: %(count)s answers"),
}
