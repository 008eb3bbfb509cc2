"""Who was to read a matter and its papers, told from its journal to those who set it and who check it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matters.models import Matter
from matters.selectors import levels_of
from matters.wording import CONFIDENTIALITY, LEVEL_ENTRIES
from people.selectors import names_of


@dataclass(frozen=True)
class LevelLine:
    """One line: when, who, what was set, of which paper (empty: the matter), and who was named."""

    at: datetime
    who: str
    words: str
    about: str
    before: str
    level: str
    names: str


def history_of_levels(matter: Matter) -> list[LevelLine]:
    """Newest first, in three queries."""
    found = list(levels_of(matter))
    actors = names_of({UUID(entry.actor.removeprefix("person:")) for entry in found})
    titles = {f"document:{each.pk}": each.title for each in matter.documents.all()}
    lines = []
    for entry in found:
        after = entry.facts.get("after", entry.facts)
        before = entry.facts.get("before", {})
        lines.append(
            LevelLine(
                entry.at,
                actors.get(entry.actor, ""),
                str(LEVEL_ENTRIES[entry.kind]),
                titles.get(entry.subject, ""),
                str(CONFIDENTIALITY.get(before.get("confidentiality", ""), "")),
                str(CONFIDENTIALITY.get(after["confidentiality"], "")),
                ", ".join(after.get("names", ())),
            )
        )
    return lines
