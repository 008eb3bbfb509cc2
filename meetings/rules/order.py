"""The order of an agenda: sections and items as one list of lines, and what a move makes of it."""

from collections.abc import Mapping, Sequence

from core.refusals import Refusal

TOP = "top"  # before every other line
SECTION, ITEM = "section:", "item:"


def is_section(line: str) -> bool:
    """Whether a line is the heading of a section."""
    return line.startswith(SECTION)


def check_seen(seen: int, version: int) -> None:
    """Refuse a move in an order that has changed since it was seen."""
    if seen != version:
        raise Refusal("agenda_reordered")


def moved(lines: Sequence[str], line: str, after: str) -> tuple[str, ...]:
    """The lines once this one stands right after that one; the heading of a section takes its items along."""
    taken = group_of(lines, line)
    rest = [each for each in lines if each not in taken]
    place = _place_of_section(rest, after) if is_section(line) else _place_of_item(rest, after)
    return (*rest[:place], *taken, *rest[place:])


def group_of(lines: Sequence[str], line: str) -> tuple[str, ...]:
    """A heading with the items below it; an item alone."""
    if line not in lines:
        raise Refusal("agenda_reordered")
    if not is_section(line):
        return (line,)
    begin = lines.index(line)
    return (line, *lines[begin + 1 : _end_of_group(lines, begin)])


def _end_of_group(lines: Sequence[str], begin: int) -> int:
    following = (place for place in range(begin + 1, len(lines)) if is_section(lines[place]))
    return next(following, len(lines))


def _place_of_item(rest: Sequence[str], after: str) -> int:
    if after == TOP:
        return 0
    if after not in rest:
        raise Refusal("agenda_reordered")
    return rest.index(after) + 1


def _place_of_section(rest: Sequence[str], after: str) -> int:
    """Behind the whole of another section; the items that belong to none always come first."""
    if after == TOP:
        return _end_of_group(rest, -1)
    if after not in rest or not is_section(after):
        raise Refusal("agenda_reordered")
    return _end_of_group(rest, rest.index(after))


def sections_of(lines: Sequence[str]) -> Mapping[str, str]:
    """Item → the section in which it stands; empty for those that come before the first."""
    found, section = {}, ""
    for line in lines:
        if is_section(line):
            section = line
        else:
            found[line] = section
    return found


def stays_in_section(section: object, between: Sequence[object]) -> bool:
    """Whether an item that makes way for a neighbour stays in its section.

    It does unless it would be cut off from it: by an item of another section between the two.
    """
    return all(each == section for each in between)


def arrows(lines: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Line → after which line one step up and one step down bring it; empty where there is no such step."""
    headings = [line for line in lines if is_section(line)]
    steps = {line: _steps(headings, place) for place, line in enumerate(headings)}
    for place, line in enumerate(lines):
        if not is_section(line):
            steps[line] = _steps(lines, place)
    return steps


def _steps(lines: Sequence[str], place: int) -> tuple[str, str]:
    up = "" if place == 0 else TOP if place == 1 else lines[place - 2]
    return up, lines[place + 1] if place + 1 < len(lines) else ""
