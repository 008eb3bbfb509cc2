"""Notices: a message is queued in the transaction of the act it tells of; the clock sends it by e-mail.

At least once, and as near to once as mail allows: a try is claimed before the message is handed over and
settled after. Only a process that dies in between sends it again, under the same Message-ID, so that it can
be recognised. A notice never holds up anything else: nobody waits for it, and what fails is tried later.
"""

from people.notices.forgetting import forget_done
from people.notices.letters import Letter, Part, Words, composed, kinds, letter_of, origin, register
from people.notices.queueing import queue, untold, wanted
from people.notices.sending import Outcome, let_bygones_be, send_due, when_sent
from people.notices.standing import Post, post

__all__ = [
    "Letter",
    "Outcome",
    "Part",
    "Post",
    "Words",
    "composed",
    "forget_done",
    "kinds",
    "let_bygones_be",
    "letter_of",
    "origin",
    "post",
    "queue",
    "register",
    "send_due",
    "untold",
    "wanted",
    "when_sent",
]
