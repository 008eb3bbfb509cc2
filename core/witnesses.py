"""Witnesses of the journal: every head goes to a file, to mailboxes and to an address outside this house."""

import json
import os
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage

from core.heads import as_line, heads_file, journal_of
from core.models import HeadDelivery, TreeHead
from core.time import now

TIMEOUT = 10.0  # seconds for a witness on the web


def deliver_heads() -> None:
    """Hand every head to every witness that has not got it, the oldest first. The clock calls it.

    A witness that fails gets it in a later round; the others do not wait for it. Twice is possible, when
    the process dies in between: the heads are numbered.
    """
    failed: Exception | None = None
    for witness, deliver in _witnesses().items():
        missing = TreeHead.objects.exclude(deliveries__witness=witness)
        try:
            for head in missing.order_by("number").iterator():
                deliver(head)
                HeadDelivery.objects.create(head=head, witness=witness, at=now())
        except Exception as trouble:  # told below, once the other witnesses had their turn
            failed = trouble
    if failed:
        raise failed


def _witnesses() -> dict[str, Callable[[TreeHead], None]]:
    return {
        **({"file": _to_file} if settings.JOURNAL_HEADS_FOLDER else {}),
        **({"mail": _to_mail} if settings.JOURNAL_HEADS_MAIL else {}),
        **({"web": _to_web} if settings.JOURNAL_HEADS_URL else {}),
    }


def _text(head: TreeHead) -> str:
    return json.dumps(as_line(head), separators=(",", ":"), sort_keys=True)


def _to_file(head: TreeHead) -> None:
    path = heads_file(journal_of(head))
    assert path is not None  # else the file is no witness
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(_text(head) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _to_mail(head: TreeHead) -> None:
    """In Vietnamese and English, since who reads it has no account here. Keys and hashes, no contents."""
    body = json.loads(head.body)
    words = (
        f"Giá trị băm đầu chuỗi nhật ký số {head.number} · Journal head No. {head.number}\n\n"
        f"{body['at']}\nroot {body['root']}\nhash {head.hash}\nkey  {head.key}\nsig  {head.signature}\n\n"
        "Lưu tệp kèm theo ở nơi bộ phận công nghệ thông tin không truy cập được; đối chiếu bằng lệnh:\n"
        "Keep the attached file where the IT department cannot reach it; compare it by:\n"
        "python manage.py verify_journal --against FILE\n"
    )
    message = EmailMessage(
        f"[eCabinet] Journal head {head.number}",
        words,
        settings.DEFAULT_FROM_EMAIL,
        settings.JOURNAL_HEADS_MAIL,
    )
    message.attach(f"head-{head.number:06}.jsonl", _text(head) + "\n", "application/json")
    message.send()


class _NoRedirect(HTTPRedirectHandler):
    """A witness is where the settings say, and nowhere else."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nothing: the answer counts as a failure."""


def _to_web(head: TreeHead) -> None:
    request = Request(
        settings.JOURNAL_HEADS_URL,
        data=_text(head).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
        if answer.status >= 300:
            raise HTTPError(
                request.full_url, answer.status, "the witness did not take it", answer.headers, None
            )
