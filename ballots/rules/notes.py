"""How long the reasons and notes may be that go with an act on a ballot."""

from core.refusals import Refusal

LONGEST_NOTE = 2_000


def check_length(text: str) -> None:
    """Refuse a reason or a note that is longer than what is kept: nobody's words are cut."""
    if len(text) > LONGEST_NOTE:
        raise Refusal("note_too_long", most=LONGEST_NOTE, length=len(text))
