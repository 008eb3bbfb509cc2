"""The lines under *Nơi nhận* (Decree 30/2020, Annex I, element 9): who receives it, last where it is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from records.rules import FILED

_ENDS = " ;.-–"


def printed_lines(typed: Sequence[str], agencies: Sequence[str], *, gone: Collection[str] = ()) -> list[str]:
    """The lines as they are printed, without dashes and semicolons, which the layout sets.

    Agencies that were chosen and not typed stand before the line that says where it is kept; one that is no
    longer chosen leaves its line.
    """
    lines = [line for each in typed if (line := each.strip(_ENDS)) and line not in gone]
    filed = [line for line in lines if line.casefold().startswith(FILED)]
    others = [line for line in lines if line not in filed]
    return [*others, *(name for name in agencies if name not in others), *filed]
