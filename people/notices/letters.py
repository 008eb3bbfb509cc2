"""What notices say: the letters of the apps, by kind, and the e-mail made of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import translation
from django.utils.functional import Promise

from core.wording import in_words
from people.models import Notice, Person
from people.wording import LETTER_END, LETTER_GREETING

Words = Mapping[str, object]


@dataclass(frozen=True)
class Part:
    """What goes with the text: the same for a program (without a name), or a file."""

    content: str
    kind: str  # a content type, with its parameters
    name: str = ""


def _no_parts(_notice: Notice) -> Sequence[Part]:
    return ()


@dataclass(frozen=True)
class Letter:
    """What notices of one kind say; `words` fills the sentences, or None when there is nothing to say now.

    `parts` are asked only when the letter is sent.
    """

    subject: str | Promise
    text: str | Promise
    words: Callable[[Notice], Words | None]
    parts: Callable[[Notice], Sequence[Part]] = _no_parts


_letters: dict[str, Letter] = {}


def register(letters: Mapping[str, Letter]) -> None:
    """Add the letters of an app, by kind; apps do it in `ready()`."""
    _letters.update(letters)


def kinds() -> frozenset[str]:
    """Every kind that has a letter."""
    return frozenset(_letters)


def letter_of(kind: str) -> Letter:
    """The letter of one kind."""
    return _letters[kind]


def composed(notice: Notice, words: Words) -> EmailMessage:
    """The e-mail: the same text in every language of the house, and one link."""
    letter = letter_of(notice.kind)
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join((str(letter.subject) % in_words(words)).split())
    texts = [_text(notice.person, letter, words, code) for code, _name in settings.LANGUAGES]
    address = f"{origin()}{notice.path}"
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    message = EmailMultiAlternatives(
        subject=subject,
        body="\n\n---\n\n".join(texts) + f"\n\n{address}\n\n{_end()}\n",
        to=[notice.person.email],
        headers={"Message-ID": f"<{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    for part in letter.parts(notice):
        if part.name:
            message.attach(part.name, part.content, part.kind)
        else:
            message.attach_alternative(part.content, part.kind)
    return message


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
