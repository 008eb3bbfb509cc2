"""What an upload tells of those who made it: asked about before it is stored, left out where that is chosen.

Ballots are bound to the bytes of a paper, so there is no later: a copy without these traces is another file.
"""

import logging
import os
import subprocess
import sys
import threading
from enum import StrEnum

from django.conf import settings

from core import pace
from core.refusals import Refusal
from matters.rules import Paper, examine
from matters.structure import SECONDS
from matters.structures import Traces
from matters.wording import traces_in_words

log = logging.getLogger("ecabinet.papers")

PATIENCE = SECONDS + 5  # by the clock on the wall, on a machine that is busy
_in_work = threading.BoundedSemaphore(2)


class Makers(StrEnum):
    """What becomes of an author's name, comments and the like: asked, kept as they came, or left out."""

    ASK = ""
    KEEP = "keep"
    REMOVE = "remove"


def worth_asking(traces: Traces) -> bool:
    """Whether an upload waits for an answer: comments and hidden layers are seldom meant for the members.

    Nearly every file names who typed it: of that alone a house is asked where it wishes (PAPER_AUTHOR_ASKED).
    """
    named = settings.PAPER_AUTHOR_ASKED and traces.author
    return bool(named or traces.comments or traces.layers)


def settled(paper: Paper, choice: Makers) -> Paper:
    """The paper as it is stored; raises Refusal paper_tells_of_makers, paper_signed, paper_not_cleaned."""
    if choice is Makers.ASK and worth_asking(paper.traces):
        raise Refusal("paper_tells_of_makers", name=paper.name, what=traces_in_words(paper.traces))
    if choice is not Makers.REMOVE:
        return paper
    if paper.traces.signed:
        raise Refusal("paper_signed", name=paper.name)
    copy = examine(paper.name, _cleaned(paper), settings.PAPER_MAX_BYTES)
    left = copy.traces
    if copy.pages != paper.pages or left.author or left.producer or left.comments:
        raise Refusal("paper_not_cleaned", name=paper.name)
    return copy


def _cleaned(paper: Paper) -> bytes:
    with pace.aside(), _in_work:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "matters.cleaning"],
                input=paper.content,
                capture_output=True,
                timeout=PATIENCE,
                check=True,
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
            )
        except (subprocess.SubprocessError, OSError) as trouble:
            log.warning("no copy of an upload without its makers can be made: %s", type(trouble).__name__)
            raise Refusal("paper_not_cleaned", name=paper.name) from None
    return done.stdout
