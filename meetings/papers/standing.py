"""The minutes of a meeting as they stand: frozen once approved, else the journal with the clerks' edits."""

from meetings.models import Meeting, Minutes
from meetings.papers.composing import compose_minutes
from meetings.papers.editing import Line, Written, lines, standing_text
from meetings.papers.facts import MinutesFacts, Sentence
from meetings.papers.gathering import gather
from meetings.papers.keeping import from_facts
from meetings.papers.telling import tell
from meetings.selectors.minutes import approved_minutes, current_minutes, latest_texts
from records.elements import Document


def minutes_lines(meeting: Meeting, minutes: Minutes | None) -> tuple[MinutesFacts, tuple[Line, ...]]:
    """The facts of the meeting's journal, and the text of this edition sentence by sentence."""
    edits = (
        Written(each.key, each.revision, each.text, each.source, each.after, each.person.name)
        for each in latest_texts(minutes)
    )
    facts = gather(meeting)
    return facts, lines(tell(facts), edits)


def standing(meeting: Meeting, minutes: Minutes | None) -> tuple[MinutesFacts, tuple[Sentence, ...]]:
    """The same as a paper needs it: without what was struck out."""
    facts, shown = minutes_lines(meeting, minutes)
    return facts, standing_text(shown)


def draft_paper(meeting: Meeting) -> Document:
    """The edition in work (or, of a meeting nobody has written on, the journal's text), marked as a draft."""
    facts, told = standing(meeting, current_minutes(meeting))
    return compose_minutes(facts, told, draft=True)


def minutes_paper(meeting: Meeting, number: int | None = None) -> Document | None:
    """An approved edition from its frozen facts alone: the one that holds, or that of this number."""
    minutes = approved_minutes(meeting, number)
    if minutes is None:
        return None
    holds = approved_minutes(meeting) if number is not None else minutes
    later = holds.number if holds is not None and holds.number > minutes.number else None
    kept = from_facts(minutes.frozen.facts)
    return compose_minutes(kept.facts, kept.told, draft=False, edition=kept.edition, superseded_by=later)
