"""The figures of the minutes: from the journal's rows to the PDF's bytes, in this process."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import django

REPEATS = 5


def milliseconds(meeting: str) -> float:
    """Median time to gather, compose and lay out the minutes of a meeting."""
    from meetings.papers import compose_minutes, gather
    from meetings.selectors import meeting_named
    from records.layout import render

    times = []
    for _ in range(REPEATS + 1):
        begun = time.perf_counter()
        render(compose_minutes(gather(meeting_named(meeting))))
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[1:])  # the first one loads the fonts


def peak_mb(meeting: str) -> float:
    """Peak memory of a process that does nothing but these minutes."""
    said = subprocess.run([sys.executable, "-m", "bench.documents", meeting], capture_output=True, check=True)
    return float(said.stdout)


if __name__ == "__main__":
    django.setup()
    milliseconds(sys.argv[1])
    # Not getrusage: its peak is inherited from the parent, which has held far more.
    lines = Path("/proc/self/status").read_text().splitlines()
    print(next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")))
