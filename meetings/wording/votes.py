"""A vote in session in words: announced, opened, closed, published."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VOTES_JOURNAL = {
    "vote.announced": pgettext_lazy("journal", "Vote announced: it opens in %(seconds)s seconds"),
    "vote.announcement_withdrawn": pgettext_lazy("journal", "The announcement of the vote was taken back"),
    "vote.over": pgettext_lazy("journal", "Vote closed: %(title)s"),
    "vote.published": pgettext_lazy(
        "journal",
        "Result published. %(decision)s: %(title)s, %(for)s agree, %(against)s disagree, "
        "%(other)s other opinion",
    ),
}

VOTES_TURNS = frozenset(("vote.published",))

VOTES_REFUSALS = {
    "announcement_malformed": _(
        "A vote is announced 10, 20, 30 or 60 seconds ahead; another time is not offered. Choose one of "
        "these."
    ),
    "vote_announced_later": _(
        "The vote was announced for %(at)s and members expect it then; %(seconds)s seconds are left. Wait, "
        "take the announcement back, or use “Open now” when the chair says so."
    ),
    "vote_not_closed": _("The vote is still open, so there is no result to publish. Close it first."),
    "vote_unpublished": _(
        "The result of the vote on “%(subject)s” has not been published; members are still waiting for "
        "it. Publish it first."
    ),
}
