"""The figures of a pack: 300 items on 200 pages, bound by a process of its own, up to the whole file."""

import time
from dataclasses import replace
from pathlib import Path

from records.packs import Stage, begin, content_of, file_of, key_of, state_of

ITEMS = 300
PAGES = 200
LOOK = 0.005  # seconds between two looks


def pack_of(meeting: str, voted: int) -> str:
    """A pack with the minutes of a meeting told until they have 300 items, so many of them voted on."""
    from meetings.papers import compose_minutes, gather
    from meetings.selectors import meeting_named
    from records.binding import Job, Part

    told = gather(meeting_named(meeting))
    repeated = (told.items * (ITEMS // len(told.items) + 1))[:ITEMS]
    items = tuple(
        replace(item, order=order, key=f"{order}", votes=item.votes if order <= voted else ())
        for order, item in enumerate(repeated, start=1)
    )
    minutes = compose_minutes(replace(told, items=items))
    return content_of(Job("Bộ tài liệu", told.body, (Part("Biên bản", document=minutes),)))


def milliseconds_and_peak(meeting: str) -> tuple[float, float]:
    """From asking for the pack to its last byte, and the peak memory of the process that made it."""
    import pikepdf

    content = pack_of(meeting, voted=PAGES * 2 // 3)
    key, peak, begun = key_of(content), 0.0, time.perf_counter()
    begin(content, "bench")
    folder = file_of(key).parent
    while (state := state_of(key)).stage is Stage.UNDER_WAY:
        peak = max(peak, _peak_mb(folder))
        time.sleep(LOOK)
    taken = (time.perf_counter() - begun) * 1000
    if state.stage is not Stage.READY:
        raise RuntimeError(f"the pack is {state.stage}: {(folder / 'trouble').read_text()}")
    with pikepdf.open(file_of(key)) as pdf:
        if len(pdf.pages) < PAGES:
            raise RuntimeError(f"the pack has {len(pdf.pages)} pages")
    return taken, peak


def _peak_mb(folder: Path) -> float:
    try:
        pid = (folder / "process").read_text()
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
