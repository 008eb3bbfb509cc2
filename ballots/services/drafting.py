"""Drafts of answers: kept for their author alone, on every device, and in no journal."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from ballots.models import Adoption, Answer, AnswerDraft, Ballot, Elector
from ballots.policies import serves
from ballots.rules import OVER, Line, Status, check_cast, displacing, is_empty
from ballots.selectors import current_answer, elector_of
from ballots.services.casting import cleaned_lines
from core.refusals import require
from core.time import now
from people.models import Person


def forget_drafts() -> int:
    """Delete what was typed and never sent, some time after its ballot was closed or recalled; how many.

    How long it is kept is `DRAFTS_KEPT_DAYS`; 0 keeps it for ever.
    """
    if not settings.DRAFTS_KEPT_DAYS:
        return 0
    since = now() - timedelta(days=settings.DRAFTS_KEPT_DAYS)
    over = Q(closed_at__lte=since) | Q(recalled_at__lte=since)
    ballots = Ballot.objects.filter(over, status__in=[status.value for status in (*OVER, Status.RECALLED)])
    return AnswerDraft.objects.filter(elector__ballot__in=ballots).delete()[0]


def save_draft(
    *,
    actor: Person,
    ballot: Ballot,
    elector: Elector,
    lines: Sequence[Line],
    revision: int,
    base: int,
    device: str = "",
    behind: bool = False,
) -> AnswerDraft | None:
    """Keep what somebody has typed so far; None when that is nothing and nothing is kept.

    `base` is the version from which it was typed on: what another `device` has kept since gives way to the
    newer text, and stays beside it. What is `behind` was typed before the kept text, on a device that could
    not send it, and is put beside. Refused, like an answer, when it could not be sent any more.
    """
    require(serves, actor, elector)
    with transaction.atomic():
        _check_sendable(actor, ballot, elector, revision)
        draft = _locked(elector, actor)
        if draft is None:
            if is_empty(lines):
                return None
            draft = begun_draft(elector, actor)
        before = (draft.displaced, draft.lines, draft.revision)
        if behind:
            put_aside(draft, lines)
        elif draft.lines != list(lines):
            own = bool(device) and draft.device == device  # it never heard that its last text was kept
            put_into(draft, lines, keep_old=draft.version != base and not own)
            draft.device = device
        draft.revision = revision
        if before != (draft.displaced, draft.lines, draft.revision):
            save_version(draft)
    return draft


def begun_draft(elector: Elector, author: Person) -> AnswerDraft:
    """The draft of this author, locked; an empty one when there was none."""
    AnswerDraft.objects.get_or_create(elector=elector, author=author, defaults={"saved_at": now()})
    return _locked(elector, author) or AnswerDraft(elector=elector, author=author)


def discard_draft(*, actor: Person, elector: Elector) -> None:
    """Throw a draft away, with all that other devices had typed."""
    require(serves, actor, elector)
    AnswerDraft.objects.filter(elector=elector, author=actor).delete()


def restore_displaced(*, actor: Person, ballot: Ballot, elector: Elector, place: int) -> AnswerDraft | None:
    """Take one of the texts that were put aside back into the sheet; what stood there is put aside."""
    require(serves, actor, elector)
    with transaction.atomic():
        draft = _locked(elector, actor)
        if draft is None or not 0 <= place < len(draft.displaced):
            return draft
        _check_sendable(actor, ballot, elector, draft.revision)
        [wanted] = draft.displaced[place : place + 1]
        draft.displaced = [each for each in draft.displaced if each is not wanted]
        put_into(draft, wanted["lines"], keep_old=True)
        draft.adopted = None
        save_version(draft)
    return draft


def settle_draft(*, actor: Person, elector: Elector, revision: int, base: int | None) -> None:
    """After an answer was counted: say what it was adopted from, and throw its draft away.

    What another device has typed since (`base` is not the newest version) was not sent and is kept.
    """
    with transaction.atomic():
        draft = _locked(elector, actor)
        if draft is None:
            return
        answer = Answer.objects.get(elector=elector, revision=revision)
        _adopt(answer, draft)
        if base is None or draft.version == base or cleaned_lines(draft.lines) == answer.lines:
            draft.delete()
            return
        put_into(draft, [], keep_old=True)
        draft.adopted, draft.revision = None, revision
        save_version(draft)


def _adopt(answer: Answer, draft: AnswerDraft) -> None:
    """A retry of the same answer finds its adoption."""
    if draft.adopted is None or Adoption.objects.filter(answer=answer).exists():
        return
    edited = cleaned_lines(draft.adopted.lines) != answer.lines
    Adoption.objects.create(answer=answer, prepared=draft.adopted, edited=edited)


def _check_sendable(actor: Person, ballot: Ballot, elector: Elector, revision: int) -> None:
    """A draft is kept as long as its answer could be sent; an assistant's belongs to no revision."""
    held = elector_of(actor, ballot)
    stored = current_answer(elector) if held and held.pk == elector.pk else None
    kept = stored.revision if stored else 0
    named = revision if held else 0
    check_cast(Status(ballot.status), ballot.closes_at, now(), named, kept, closed_at=ballot.closed_at)


def put_into(draft: AnswerDraft, lines: Sequence[Line], *, keep_old: bool) -> None:
    """Put these lines into a locked draft, to be saved; `keep_old`: what stood there is put aside."""
    if keep_old:
        draft.displaced = displacing(draft.displaced, draft.lines, draft.saved_at.isoformat())
    draft.lines, draft.device = list(lines), ""
    draft.displaced = [each for each in draft.displaced if each["lines"] != draft.lines]


def put_aside(draft: AnswerDraft, lines: Sequence[Line]) -> None:
    """Put lines beside a locked draft, unless they are what it says."""
    if draft.lines != list(lines):
        draft.displaced = displacing(draft.displaced, lines, now().isoformat())


def save_version(draft: AnswerDraft) -> None:
    """Store a locked draft as its next version."""
    draft.version += 1
    draft.saved_at = now()
    draft.save()


def _locked(elector: Elector, author: Person) -> AnswerDraft | None:
    drafts = AnswerDraft.objects.select_for_update(of=("self",)).select_related("adopted")
    return drafts.filter(elector=elector, author=author).first()
