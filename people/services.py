"""Acts of a person on the own account."""

import logging

from core.refusals import require
from people.models import Person
from people.policies import may_set_address

log = logging.getLogger("ecabinet.people")


def set_address(*, actor: Person, address: str) -> None:
    """Where messages to this person go from now on; empty: nowhere."""
    require(may_set_address, actor)
    actor.email = address
    actor.save(update_fields=["email"])
    log.info("%s has changed the address for messages", actor.key)
