"""What register and signers add to any document, in its places: head, mark, signer, recipients."""

from __future__ import annotations

from dataclasses import replace

from records.elements import Closing, Document, Element, Letterhead, Note, Recipients, Signer
from records.kinds import Stamp
from records.wording import day

DRAFT = "DỰ THẢO"
DEMONSTRATION = "Dữ liệu trình diễn"
DEMONSTRATION_NOTE = "Văn bản này lập từ dữ liệu trình diễn, không phải văn bản chính thức."
# Room for what is written in by hand or by the register; spaces that are not closed up.
BLANK = "\u00a0" * 8


def is_draft(stamp: Stamp) -> bool:
    """A document without a number is a draft, whatever else was said of it."""
    return not stamp.number


def letterhead(stamp: Stamp, issuer: str, symbol: str, *, place: str = "", parent: str = "") -> Letterhead:
    """The head of page one: the given number and day, or room for them; `symbol` is *NQ-CP*."""
    where = stamp.place or place
    when = day(stamp.dated) if stamp.dated else f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    return Letterhead(
        issuer,
        parent=parent,
        number=f"Số: {stamp.number}" if stamp.number else f"Số:{BLANK}/{symbol}",
        place_and_date=f"{where}, {when}" if where else "",
        mark=DRAFT if is_draft(stamp) else "",
        urgency=stamp.urgency,
    )


def margin(stamp: Stamp, *, demonstration: bool = False) -> str:
    """What stands in the top margin of every page."""
    said = stamp.mark or (DRAFT if is_draft(stamp) else "")
    return " · ".join(filter(None, (said, DEMONSTRATION if demonstration else "")))


def remarks(*, demonstration: bool) -> tuple[Note, ...]:
    """What is said under the title and is no part of the official text."""
    return (Note(DEMONSTRATION, DEMONSTRATION_NOTE),) if demonstration else ()


def signer(stamp: Stamp, *capacity: str) -> Signer:
    """Who signs: as the stamp says, else by office alone."""
    return stamp.signer or Signer(tuple(filter(None, capacity)))


def recipients(stamp: Stamp, *lines: str) -> Recipients:
    """Who receives it: as the stamp says, else as is the custom."""
    return Recipients(stamp.recipients or lines)


def onto(document: Document, stamp: Stamp) -> Document:
    """A document of a composer that knows no stamp, with what the stamp says in its places."""
    said = [margin(stamp), document.mark]
    elements = tuple(_placed(element, stamp) for element in document.elements)
    return replace(document, mark=" · ".join(filter(None, said)), elements=elements)


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
        place_and_date=f"{place}, {day(stamp.dated)}" if stamp.dated and place else head.place_and_date,
        mark=head.mark or (DRAFT if is_draft(stamp) else ""),
        urgency=stamp.urgency,
    )
