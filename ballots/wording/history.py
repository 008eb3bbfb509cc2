"""The history of a ballot: each kind of entry of its journal as a sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ballots.wording.labels import RULINGS
from core.wording import in_words

# Kind → what happened. What a person wrote (note, opinion, reason) stands below it and is no part of it.
HAPPENINGS = {
    "ballot.composed": _("The draft was composed."),
    "ballot.changed": _("The draft was changed."),
    "ballot.submitted": _("Submitted for approval."),
    "ballot.withdrawn": _("Taken back, to be changed."),
    "ballot.returned": _("Returned, to be changed."),
    "ballot.approved": _("Approved."),
    "ballot.opened": _("Ballot No. %(number)s sent to %(electorate)s members."),
    "ballot.papers_replaced": _("Other papers were put before the members."),
    "ballot.reminded": _("Reminded members who had not answered: %(reminded)s."),
    "ballot.extended": _("Deadline extended from %(old)s to %(new)s."),
    "ballot.held": _("The deadline passed after an outage of the system: left to the secretariat."),
    "ballot.recalled": _("Recalled."),
    "ballot.closed": _("Closed, counted and announced."),
    "reply.written": pgettext_lazy(
        "history of a ballot",
        "The drafting agency replied to %(office)s, question %(question)s (version %(revision)s).",
    ),
    "ballot.reported": _("Reported to the chair, after a second, independent count."),
    "ballot.decided": _("The chair decided: %(ruling)s."),
    "ballot.delivered": pgettext_lazy("history of a ballot", "Delivered to %(office)s."),
    "ballot.read": pgettext_lazy("history of a ballot", "Opened by %(office)s."),
    "ballot.read_by_staff": pgettext_lazy("history of a ballot", "Opened by an assistant of %(office)s."),
    "prepared.submitted": pgettext_lazy(
        "history of a ballot", "The staff of %(office)s submitted a prepared answer (No. %(number)s)."
    ),
    "prepared.taken_back": pgettext_lazy(
        "history of a ballot", "The staff of %(office)s took the prepared answer back (No. %(number)s)."
    ),
    "answer.cast": pgettext_lazy("history of a ballot", "%(office)s answered (version %(revision)s)."),
    "dissent.kept": pgettext_lazy("history of a ballot", "%(office)s keeps a dissent on record."),
}
# What those who were asked may read of it: never who has answered, nor how a draft came about.
OUTWARD = frozenset(
    {
        "ballot.opened",
        "ballot.papers_replaced",
        "ballot.extended",
        "ballot.recalled",
        "ballot.closed",
        "dissent.kept",
        "ballot.reported",
        "ballot.decided",
    }
)
# Facts that are moments.
MOMENTS = ("old", "new")
WRITTEN = ("note", "opinion", "reason")


def happening_words(kind: str, facts: Mapping[str, Any]) -> str:
    """What an entry says, as a sentence; `facts` are those of the entry and the office of its seat."""
    named = {**facts, "ruling": RULINGS.get(str(facts.get("ruling")), "")}
    named["reminded"] = len(facts.get("seats", ()))
    named |= in_words({name: datetime.fromisoformat(facts[name]) for name in MOMENTS if name in facts})
    return str(HAPPENINGS[kind]) % named if kind in HAPPENINGS else kind


def written_words(facts: Mapping[str, Any]) -> str:
    """What a person wrote with an act: a note, an opinion or a reason; empty when nothing."""
    return next((str(facts[name]) for name in WRITTEN if facts.get(name)), "")
