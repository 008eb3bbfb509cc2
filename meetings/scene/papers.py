"""The papers of a room's items: read anew only when the journal of one of the matters has moved on."""

from collections import OrderedDict
from collections.abc import Sequence
from uuid import UUID

from core.live.sections import heads_of
from matters.models import Matter
from matters.selectors import Paper, Sight, papers_of

_KEPT = 64
_papers_kept: OrderedDict[object, dict[UUID, list[Paper]]] = OrderedDict()


def papers_kept(matters: Sequence[UUID], *, sight: Sight) -> dict[UUID, list[Paper]]:
    """Matter → its papers; which ones there are changes only with an entry in the matter's stream."""
    heads = heads_of([f"matter:{matter}" for matter in matters])
    known = (sight, frozenset(heads.items()), frozenset(matters))
    found = _papers_kept.get(known)
    if found is None:
        found = _papers_kept[known] = papers_of(Matter.objects.filter(pk__in=matters), sight=sight)
        while len(_papers_kept) > _KEPT:
            _papers_kept.popitem(last=False)
    return found
