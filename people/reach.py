"""How far a duty goes: over the whole house, or over some of its bodies."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q


@dataclass(frozen=True)
class Reach:
    """The whole house, or these bodies; without either nowhere at all."""

    whole: bool = False
    bodies: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.whole or bool(self.bodies)

    def covers(self, body: UUID | None) -> bool:
        """Whether it goes over this body; over what belongs to none only that of the whole house."""
        return self.whole or body in self.bodies

    def where(self, path: str = "body") -> Q:
        """The condition on what belongs to a body; for the whole house there is none, and no join."""
        return Q() if self.whole else Q(**{f"{path}__in": self.bodies})
