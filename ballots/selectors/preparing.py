"""Reads of what is written before an answer is cast; a draft is found for its author only."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from ballots.models import Adoption, Answer, AnswerDraft, Ballot, Elector, PreparedAnswer, PreparedPaper
from core.prepared import Placeholder, Placeholders, Prepared
from people.models import Person

_draft = Prepared(
    lambda: AnswerDraft.objects.filter(
        elector=Placeholder("elector", "uuid"), author=Placeholder("author", "uuid")
    ).select_related("adopted__author")
)
_standing = Prepared(
    lambda: (
        standing()
        .filter(elector__in=Placeholders("electors", "uuid"))
        .select_related("author")
        .order_by("number")
    )
)


def standing() -> QuerySet[PreparedAnswer]:
    """The prepared answers that their staff have not taken back."""
    return PreparedAnswer.objects.filter(withdrawn_at__isnull=True)


def draft_of(elector: Elector, author: Person, revision: int) -> AnswerDraft | None:
    """What this author has typed and not sent, when it would replace this revision of the answer."""
    found = _draft.first(elector=elector.pk, author=author.pk)
    return found if found is not None and found.revision == revision else None


def prepared_for(elector: Elector) -> PreparedAnswer | None:
    """The answer that the staff of a seat have submitted to its holder and not taken back."""
    return prepared_of({elector.pk}).get(elector.pk)


def prepared_of(electors: Collection[UUID]) -> Mapping[UUID, PreparedAnswer]:
    """Elector id → the prepared answer that stands, in one query."""
    return {prepared.elector_id: prepared for prepared in _standing(electors=electors)}


def adoption_of(answer: Answer) -> Adoption | None:
    """From which prepared answer a cast one was taken over."""
    return Adoption.objects.select_related("prepared__author").filter(answer=answer).first()


def papers_with(prepared: PreparedAnswer) -> list[PreparedPaper]:
    """The papers that were submitted with a prepared answer."""
    return list(prepared.papers.order_by("added_at"))


def papers_on_desk(elector: Elector) -> list[PreparedPaper]:
    """The papers that will be submitted with the next prepared answer."""
    return list(elector.prepared_papers.filter(removed_at__isnull=True).order_by("added_at"))


def prepared_paper(ballot: Ballot, elector: Elector | None, key: UUID) -> PreparedPaper:
    """A paper beside the prepared answers of this seat; Http404 for everybody else's."""
    found = PreparedPaper.objects.filter(pk=key, elector=elector, elector__ballot=ballot).first()
    if elector is None or found is None:
        raise Http404
    return found
