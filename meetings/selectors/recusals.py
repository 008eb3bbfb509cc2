"""Who takes no part in an item."""

from uuid import UUID

from meetings.models import AgendaItem, Recusal


def recusals_of(item: AgendaItem) -> list[Recusal]:
    """The members who take no part in this item, in protocol order."""
    return list(item.recusals.select_related("seat").order_by("seat__order"))


def recused_from(item: UUID) -> list[int]:
    """The numbers of the seats that take no part in the item of this id."""
    found = Recusal.objects.filter(item=item).order_by("seat__order")
    return list(found.values_list("seat__order", flat=True))
