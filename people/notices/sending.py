"""Sending what is due, a round at a time: a try is claimed before the handing over, and settled after it."""

import logging
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, F, Value, When

from core.time import now
from people.models import Notice
from people.notices.letters import composed, letter_of

log = logging.getLogger("ecabinet.notices")

# Messages of one round, and seconds after which it begins no other: the clock comes back to its other work.
AT_ONCE, LONGEST_ROUND = 60, 20.0
# How long to wait after the first, second, … failure; then always as long as the last.
DELAYS = [timedelta(minutes=each) for each in (1, 3, 10, 30, 60)]
# How often an address may refuse before it is given up; what a silent server was asked is no refusal.
MOST_REFUSALS = 6
# What one address or message did wrong; every other trouble is the server's and holds for all messages.
OF_THIS_MESSAGE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)


class Outcome(StrEnum):
    """How a notice ended."""

    SENT = "sent"
    NO_ADDRESS = "no_address"
    NOT_NEEDED = "not_needed"  # what it would have said had become untrue or nobody's business
    TOO_LATE = "too_late"
    FAILED = "failed"


_when_sent: list[Callable[[Notice, datetime], None]] = []


def when_sent(hook: Callable[[Notice, datetime], None]) -> None:
    """Call this with every notice that the mail server took, in the transaction that marks it as sent."""
    if hook not in _when_sent:
        _when_sent.append(hook)


def send_due(mail: BaseEmailBackend | None = None) -> int:
    """Send what is due, a round at a time; returns how many messages the mail server took."""
    if not settings.MAIL_READY:
        return 0
    waiting = list(
        Notice.objects.filter(done_at=None, due__lte=now()).select_related("person").order_by("due")[:AT_ONCE]
    )
    mail, sent, began = mail or get_connection(), 0, time.monotonic()
    try:
        for notice in waiting:
            if time.monotonic() - began > LONGEST_ROUND:
                break  # the rest is as due in the next round
            sent += _sent(notice, mail)
    except OSError as trouble:  # the server's, and so everybody's
        log.warning("the mail server does not take messages: %s", _said(trouble))
        _put_off_everything(trouble)
    finally:
        with suppress(OSError):
            mail.close()
    return sent


def _sent(notice: Notice, mail: BaseEmailBackend) -> bool:
    """Try one notice; whether it was handed over."""
    if not _claimed(notice):
        return False  # another clock has it
    if now() >= notice.until:
        return _settle(notice, Outcome.TOO_LATE)
    words = letter_of(notice.kind).words(notice) if notice.person.is_active else None
    if words is None:
        return _settle(notice, Outcome.NOT_NEEDED)
    if not notice.person.email:
        return _settle(notice, Outcome.NO_ADDRESS)
    try:
        mail.open()
        mail.send_messages([composed(notice, words)])
    except OF_THIS_MESSAGE as trouble:
        log.warning("notice %s was not taken: %s", notice.pk, _said(trouble))
        return _note(notice, trouble)
    except OSError as trouble:
        _note(notice, trouble)
        raise
    return _settle(notice, Outcome.SENT)


def _claimed(notice: Notice) -> bool:
    """Move the notice on to its next try, if it stands where it was read: of two clocks one succeeds."""
    as_read = Notice.objects.filter(pk=notice.pk, done_at=None, due=notice.due)
    notice.due = now() + delay_after(notice.tries + 1)
    notice.tries += 1
    return as_read.update(due=notice.due, tries=notice.tries) == 1


def delay_after(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return DELAYS[min(tries, len(DELAYS)) - 1]


def _settle(notice: Notice, outcome: Outcome) -> bool:
    sent = outcome is Outcome.SENT
    with transaction.atomic():
        notice.done_at, notice.outcome = now(), outcome.value
        notice.trouble = "" if sent else notice.trouble
        notice.save(update_fields=["done_at", "outcome", "trouble"])
        for hook in _when_sent if sent else ():
            hook(notice, notice.done_at)
    return sent


def _note(notice: Notice, trouble: Exception) -> bool:
    """Keep what went wrong for the operator; an address that always refuses is given up."""
    notice.trouble, notice.refusals = _said(trouble), notice.refusals + isinstance(trouble, OF_THIS_MESSAGE)
    notice.save(update_fields=["trouble", "refusals"])
    if notice.refusals >= MOST_REFUSALS:
        _settle(notice, Outcome.FAILED)
    return False


def _put_off_everything(trouble: Exception) -> None:
    """No message is tried at a silent server for a while: each would cost the clock its patience.

    Each waits as long as its own tries say, whatever another's address has refused.
    """
    moment = now()
    by_tries = [When(tries=tries, then=Value(moment + delay)) for tries, delay in enumerate(DELAYS)]
    Notice.objects.filter(done_at=None, due__lte=moment).update(
        due=Case(*by_tries, default=Value(moment + DELAYS[-1])), tries=F("tries") + 1, trouble=_said(trouble)
    )


def _said(trouble: Exception) -> str:
    """What went wrong, for the operator; a server's answer may name the address, never the content."""
    return f"{type(trouble).__name__}: {trouble}".splitlines()[0][:200]


def let_bygones_be() -> None:
    """Count everything that is queued as sent when it was queued: for a past that is loaded, never lived."""
    Notice.objects.filter(done_at=None).update(done_at=F("queued_at"), outcome=Outcome.SENT.value)
