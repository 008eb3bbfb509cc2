"""What register and signers add to any document, in its places: head, mark, signer, recipients."""

from __future__ import annotations

from dataclasses import replace

from records.composition import BLANK, DEMONSTRATION, DRAFT, NO_DAY, dated, marks
from records.elements import Closing, Document, Element, Letterhead, Recipients, Signer
from records.kinds import Stamp
from records.wording import day


def is_draft(stamp: Stamp) -> bool:
    """A document without a number is a draft, whatever else was said of it."""
    return not stamp.number


def letterhead(stamp: Stamp, issuer: str, symbol: str, *, place: str = "", parent: str = "") -> Letterhead:
    """The head of page one: the given number and day, or room for them; `symbol` is *NQ-CP*."""
    return Letterhead(
        issuer,
        parent=parent,
        number=f"Số: {stamp.number}" if stamp.number else f"Số:{BLANK}/{symbol}",
        place_and_date=dated(stamp.place or place, day(stamp.dated) if stamp.dated else NO_DAY),
        mark=DRAFT if is_draft(stamp) else "",
        urgency=stamp.urgency,
    )


def margin(stamp: Stamp, *, demonstration: bool = False) -> str:
    """What stands in the top margin of every page."""
    said = stamp.mark or (DRAFT if is_draft(stamp) else "")
    return marks(said, DEMONSTRATION if demonstration else "")


def signer(stamp: Stamp, *capacity: str) -> Signer:
    """Who signs: as the stamp says, else by office alone."""
    return stamp.signer or Signer(tuple(filter(None, capacity)))


def signed_by_both(stamp: Stamp, secretary: str, chair: str) -> Closing:
    """The end of what is written in a session: its secretary beside its chair."""
    return Closing(left=signer(Stamp(), "Thư ký", secretary), right=signer(stamp, "Chủ tọa", chair))


def recipients(stamp: Stamp, *lines: str) -> Recipients:
    """Who receives it: as the stamp says, else as is the custom."""
    return Recipients(stamp.recipients or lines)


def onto(document: Document, stamp: Stamp | None) -> Document:
    """A document that was composed without a stamp, with what the stamp says in its places."""
    if stamp is None:
        return document
    elements = tuple(_placed(element, stamp) for element in document.elements)
    return replace(document, mark=marks(margin(stamp), document.mark), elements=elements)


def _placed(element: Element, stamp: Stamp) -> Element:
    if isinstance(element, Letterhead):
        return _headed(element, stamp)
    if isinstance(element, Recipients):
        return recipients(stamp, *element.lines)
    if isinstance(element, Closing):
        left = element.left
        right = stamp.signer or element.right
        return Closing(right, recipients(stamp, *left.lines) if isinstance(left, Recipients) else left)
    return element


def _headed(head: Letterhead, stamp: Stamp) -> Letterhead:
    place = stamp.place or head.place_and_date.partition(",")[0]
    return replace(
        head,
        number=f"Số: {stamp.number}" if stamp.number else head.number,
        place_and_date=dated(place, day(stamp.dated)) if stamp.dated and place else head.place_and_date,
        mark=head.mark or (DRAFT if is_draft(stamp) else ""),
        urgency=stamp.urgency,
    )
