"""The form of a meeting: in the room, over a connection, or both; and what a link to it may be."""

from enum import StrEnum
from urllib.parse import urlsplit

from core.refusals import Refusal

LINK_LONGEST = 500
# The place of an online meeting in its documents, which are in Vietnamese.
ONLINE_PLACE = "Trực tuyến"


class SessionForm(StrEnum):
    """How a meeting is held."""

    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    ONLINE = "online"


def check_form(form: SessionForm, link: str) -> None:
    """Refuse a form without the link that it needs, with one that nobody needs, or with an unsafe one."""
    if form is SessionForm.IN_PERSON and link:
        raise Refusal("link_not_needed")
    if form is SessionForm.ONLINE and not link:
        raise Refusal("link_missing")
    if link and not is_safe_link(link):
        raise Refusal("link_not_safe")


def is_safe_link(link: str) -> bool:
    """Whether it leads to a host over https, without a name or password in it that nobody sees."""
    if len(link) > LINK_LONGEST or not link.isprintable() or any(c.isspace() or c in '\\<>"' for c in link):
        return False
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host and port != 0 and "@" not in parts.netloc
