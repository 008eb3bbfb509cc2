"""Notices: a message is queued in the transaction of the act it tells of; the clock sends it by e-mail.

At least once, and as near to once as mail allows: a try is claimed before the message is handed over and
settled after. Only a process that dies in between sends it again, under the same Message-ID, so that it can
be recognised. A notice never holds up anything else: nobody waits for it, and what fails is tried later.
"""

import logging
import smtplib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import Case, F, Value, When
from django.utils import translation
from django.utils.functional import Promise

from core.time import now
from core.wording import in_words
from people.models import Notice, Person
from people.wording import LETTER_END, LETTER_GREETING

log = logging.getLogger("ecabinet.notices")

# Messages of one round, and seconds after which it begins no other: the clock comes back to its other work.
AT_ONCE, LONGEST_ROUND = 60, 20.0
# How long to wait after the first, second, … failure; then always as long as the last.
DELAYS = [timedelta(minutes=each) for each in (1, 3, 10, 30, 60)]
# How often an address may refuse before it is given up; a silent server is asked as long as it matters.
MOST_TRIES = 6
# What one address or message did wrong; every other trouble is the server's and holds for all messages.
OF_THIS_MESSAGE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)

Words = Mapping[str, object]


class Outcome(StrEnum):
    """How a notice ended."""

    SENT = "sent"
    NO_ADDRESS = "no_address"
    NOT_NEEDED = "not_needed"  # what it would have said had become untrue or nobody's business
    TOO_LATE = "too_late"
    FAILED = "failed"


@dataclass(frozen=True)
class Letter:
    """What notices of one kind say; `words` fills the sentences, or None when there is nothing to say now."""

    subject: str | Promise
    text: str | Promise
    words: Callable[[Notice], Words | None]


_letters: dict[str, Letter] = {}
_when_sent: list[Callable[[Notice, datetime], None]] = []


def register(letters: Mapping[str, Letter]) -> None:
    """Add the letters of an app, by kind; apps do it in `ready()`."""
    _letters.update(letters)


def kinds() -> frozenset[str]:
    """Every kind that has a letter."""
    return frozenset(_letters)


def when_sent(hook: Callable[[Notice, datetime], None]) -> None:
    """Call this with every notice that the mail server took, in the transaction that marks it as sent."""
    if hook not in _when_sent:
        _when_sent.append(hook)


def queue(
    people: Mapping[Person, dict[str, object]], *, kind: str, key: str, path: str, until: datetime
) -> int:
    """Queue one notice for each of these people, with its facts; returns how many it is for.

    Whoever has one of this key already gets no second. After `until` it would be pointless.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice belongs inside the transaction of the act")
    if not wanted():
        return 0
    moment, addressed = now(), {person: facts for person, facts in people.items() if person.is_active}
    Notice.objects.bulk_create(
        (
            Notice(
                person=person, kind=kind, key=key, path=path, facts=facts, queued_at=moment, due=moment,
                until=until,
            )
            for person, facts in addressed.items()
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return len(addressed)


_untold: ContextVar[bool] = ContextVar("untold", default=False)


def wanted() -> bool:
    """Whether anybody is told at all, so that it is worth asking whom."""
    return not _untold.get()


@contextmanager
def untold() -> Iterator[None]:
    """Queue nothing: only for loading a long history, whose news nobody waits for."""
    token = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(token)


# -- sending ------------------------------------------------------------------------------------------------


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
    words = _letters[notice.kind].words(notice) if notice.person.is_active else None
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
    notice.trouble = _said(trouble)
    notice.save(update_fields=["trouble"])
    if isinstance(trouble, OF_THIS_MESSAGE) and notice.tries >= MOST_TRIES:
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


# -- the message --------------------------------------------------------------------------------------------


def composed(notice: Notice, words: Words) -> EmailMessage:
    """The e-mail: the same text in every language of the house, and one link."""
    letter = _letters[notice.kind]
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join((str(letter.subject) % in_words(words)).split())
    texts = [_text(notice.person, letter, words, code) for code, _name in settings.LANGUAGES]
    address = f"{origin()}{notice.path}"
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return EmailMessage(
        subject=subject,
        body="\n\n---\n\n".join(texts) + f"\n\n{address}\n\n{_end()}\n",
        to=[notice.person.email],
        headers={"Message-ID": f"<{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _text(person: Person, letter: Letter, words: Words, code: str) -> str:
    with translation.override(code):
        return f"{LETTER_GREETING % {'name': person.name}}\n\n{str(letter.text) % in_words(words)}"


def _end() -> str:
    """That nobody reads answers, in every language."""
    sentences = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            sentences.append(str(LETTER_END))
    return "\n".join(sentences)


def origin() -> str:
    """Where people reach the system: the public origin, or this machine while it is only tried out."""
    return str(settings.PUBLIC_ORIGIN or f"http://{settings.HOST}:{settings.PORT}")


# -- what the operator sees ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Post:
    """How the messages fare: nothing of what they say, nor of what they are about."""

    waiting: int
    oldest: datetime | None
    troubled: int
    failed: int
    last_trouble: str

    @property
    def well(self) -> bool:
        """Whether no message is stuck."""
        return not (self.troubled or self.failed)


FAILURES_SHOWN_FOR = timedelta(days=7)


def post() -> Post:
    """How the messages fare now."""
    waiting = Notice.objects.filter(done_at=None)
    troubled = waiting.exclude(trouble="")
    failed = Notice.objects.filter(outcome=Outcome.FAILED, done_at__gte=now() - FAILURES_SHOWN_FOR)
    worst = troubled.order_by("-due").first() or failed.order_by("-done_at").first()
    oldest = waiting.order_by("queued_at").first()
    return Post(
        waiting=waiting.count(),
        oldest=oldest.queued_at if oldest else None,
        troubled=troubled.count(),
        failed=failed.count(),
        last_trouble=worst.trouble if worst else "",
    )
