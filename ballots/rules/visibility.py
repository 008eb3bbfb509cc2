"""Who sees whose answer before a ballot is closed; afterwards everybody who received it does."""

from enum import StrEnum

from core.refusals import Refusal
from people.parameters import Parameter


class Visibility(StrEnum):
    """From when, and for whom, answers are shown with their names; frozen when the ballot opens."""

    AFTER_CLOSE = "after_close"
    SECRETARIAT_AND_CHAIR = "secretariat_and_chair"
    OPEN = "open"


def visibilities(rule: Parameter[str]) -> tuple[Visibility, ...]:
    """What may be chosen, the procedure's own first; where its text is silent the secretariat chooses."""
    own = Visibility(rule.value)
    return (own,) if rule.certain else (own, *(each for each in Visibility if each is not own))


def check_visibility(chosen: str, rule: Parameter[str]) -> None:
    """Refuse another visibility than the procedure prescribes."""
    if chosen not in visibilities(rule):
        raise Refusal("visibility_not_allowed", source=rule.source, source_en=rule.source_en)


def seen_before_closing(
    visibility: Visibility, *, secretariat: bool, chair: bool, member: bool, auditor: bool
) -> bool:
    """Whether such a person sees the answers of others while they still come in."""
    if visibility is Visibility.OPEN:
        return secretariat or chair or member or auditor
    return visibility is Visibility.SECRETARIAT_AND_CHAIR and (secretariat or chair)
