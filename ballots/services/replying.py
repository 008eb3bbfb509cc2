"""The drafting agency's replies to opinions in writing: kept together, each by the revision it replaces."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from ballots.models import Ballot, OpinionReply
from ballots.policies import may_reply_to_opinions
from ballots.rules import Reply, Status, check_reply, check_replying, reply_digest
from ballots.selectors import WrittenOpinion, locked_ballot, opinions_of
from core.journal import Happening, record_all
from core.refusals import require
from matters.rules import clean_paragraphs
from people.models import Person

Opinions = Mapping[tuple[int, int], WrittenOpinion]
NOTHING = ("", "")


def keep_replies(*, actor: Person, ballot: Ballot, replies: Sequence[Reply]) -> int:
    """Keep those replies that say something new, all or none; how many these were.

    A reply names the revision that it was typed over (0: none yet). One that says the same as that revision
    was not touched and is left alone, whatever others have made of it meanwhile.
    """
    require(may_reply_to_opinions, actor, ballot)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_replying(Status(ballot.status))
        opinions = {(each.elector.order, each.question): each for each in opinions_of(ballot)}
        before = {
            (reply.elector.order, reply.question, reply.revision): (reply.stance, reply.text)
            for reply in ballot.replies.select_related("elector")
        }
        sent = [_cleaned(reply) for reply in replies]
        rows = [_row(actor, ballot, reply, opinions) for reply in sent if _new(reply, opinions, before)]
        _store(actor, ballot, rows)
    return len(rows)


def _cleaned(reply: Reply) -> Reply:
    return replace(reply, text=clean_paragraphs(reply.text))


def _new(reply: Reply, opinions: Opinions, before: Mapping[tuple[int, int, int], tuple[str, str]]) -> bool:
    """Whether a reply was touched, and says anything else than the one that counts."""
    opinion = opinions.get((reply.seat, reply.question))
    stored = (opinion.reply.stance, opinion.reply.text) if opinion and opinion.reply else NOTHING
    shown = before.get((reply.seat, reply.question, reply.named), NOTHING)
    return (reply.stance, reply.text) not in (shown, stored)


def _row(actor: Person, ballot: Ballot, reply: Reply, opinions: Opinions) -> OpinionReply:
    opinion = opinions.get((reply.seat, reply.question))
    office = opinion.elector.seat.office if opinion else ""
    check_reply(reply, office, opinion.named if opinion else None)
    assert opinion is not None  # the rule has just said so
    return OpinionReply(
        ballot=ballot,
        elector=opinion.elector,
        question=reply.question,
        revision=reply.named + 1,
        stance=reply.stance,
        text=reply.text,
        person=actor,
        digest=reply_digest(reply.stance, reply.text),
    )


def _store(actor: Person, ballot: Ballot, rows: Sequence[OpinionReply]) -> None:
    """Record each reply by its digest alone, and store it under the number and moment of its entry."""
    if not rows:
        return
    happenings = [Happening("reply.written", actor.key, ballot.key, reply_facts(row)) for row in rows]
    for row, entry in zip(rows, record_all(ballot.stream, happenings), strict=True):
        row.seq, row.at = entry.seq, entry.at
    OpinionReply.objects.bulk_create(rows)


def reply_facts(row: OpinionReply) -> dict[str, object]:
    """What the journal says of a reply."""
    return {
        "seat": row.elector.order,
        "question": row.question,
        "revision": row.revision,
        "digest": row.digest,
    }
