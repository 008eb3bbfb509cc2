"""An answer of the doctor: which question, how grave, what was seen, and what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

OK, WARNING, ERROR = "ok", "warning", "error"
DAY = timedelta(hours=26)  # a nightly act, and two hours for it


@dataclass(frozen=True)
class Finding:
    """What one question found; `hint` says what to do where the level is not OK."""

    name: str
    level: str
    seen: str
    hint: str = ""


Check = Callable[[], Iterator[Finding]]
