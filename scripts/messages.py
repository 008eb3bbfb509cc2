"""Translations without the gettext tools: compile for every start, update and check for those who write.

The words are in `locale/vi/LC_MESSAGES/django.po`. While several people write at once each may keep a file of
their own in `locale/parts/`; a part wins over the main file, and `update --fold` moves it in.
"""

import argparse
import ast
import io
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Babel is imported where it is used: most starts only compare two dates
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
MAIN = LOCALE / "vi" / "LC_MESSAGES" / "django.po"
COMPILED = MAIN.with_suffix(".mo")
PARTS = LOCALE / "parts"
CODE = ("ecabinet", "meetings", "ballots", "matters", "records", "people", "core")

Key = tuple[str, str]  # context, English text; a plural is known by its singular


@dataclass(frozen=True)
class Message:
    """One text that the source asks to be translated."""

    text: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> Key:
        return self.context, self.text


Found = dict[Message, set[str]]  # where each message is used


# -- what the source says -----------------------------------------------------------------------------------

# The arguments of each function that hold text: context, singular, plural.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}


def _names(tree: ast.AST) -> dict[str, str]:
    """The names under which a module imported Django's translation functions."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }


def _called(node: ast.Call, names: dict[str, str]) -> str | None:
    if isinstance(node.func, ast.Name):
        return names.get(node.func.id)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return node.func.attr if node.func.value.id == "translation" and node.func.attr in FUNCTIONS else None
    return None


def in_python(source: str) -> Iterator[Message]:
    """Messages of a Python module; an argument that is not a literal string is somebody else's message."""
    tree = ast.parse(source)
    names = _names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or (function := _called(node, names)) is None:
            continue
        roles = FUNCTIONS[function]
        texts = [a.value for a in node.args[: len(roles)] if isinstance(a, ast.Constant)]
        if len(texts) == len(roles) and all(isinstance(text, str) for text in texts):
            yield Message(**dict(zip(roles, map(str, texts), strict=True)))


def in_template(source: str) -> Iterator[Message]:
    """Messages of a Django template, through Django's own translation of templates into Python."""
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    # Written as the extractor wants them: the positions of the texts, "c" marking the context.
    keywords = {
        "_": None,
        "gettext": None,
        "pgettext": ((1, "c"), 2),
        "ngettext": (1, 2),
        "npgettext": ((1, "c"), 2, 3),
    }
    python = templatize(source).encode()
    for _, said, _, context in extract("python", io.BytesIO(python), keywords=keywords):
        text, plural = (said[0], said[1]) if isinstance(said, tuple) else (said, "")
        yield Message(text=text, plural=plural, context=context or "")


def sources() -> Iterator[Path]:
    """Every file of ours that may hold messages."""
    yield from sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))
    yield from templates()


def templates() -> Iterator[Path]:
    """Every template of ours."""
    folders = [ROOT / "templates", *(ROOT / folder / "templates" for folder in CODE)]
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".svg"})


def extracted() -> Found:
    """Every message of the source, with the files that use it."""
    found: Found = defaultdict(set)
    for path in sources():
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8")):
            found[message].add(path.relative_to(ROOT).as_posix())
    return found


# -- what the translation says ------------------------------------------------------------------------------


def po_files() -> list[Path]:
    """The main file first, then the parts, which win over it."""
    return [path for path in (MAIN, *sorted(PARTS.glob("*.po"))) if path.exists()]


def read(path: Path) -> "Catalog":
    """One po file."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def merged() -> "Catalog":
    """All translations in one catalog."""
    from babel.messages.catalog import Catalog

    whole = Catalog(locale="vi", project="eCabinet", fuzzy=False)
    for path in po_files():
        for message in read(path):
            if message.id:
                whole.delete(message.id, context=message.context)
                whole.add(
                    message.id,
                    message.string,
                    flags=message.flags - {"python-format"},
                    user_comments=message.user_comments,
                    context=message.context,
                )
    return whole


def compile_catalog() -> bool:
    """Write django.mo when a po file is newer; tell whether it was written."""
    files = po_files()
    newest = max((path.stat().st_mtime_ns for path in (*files, PARTS) if path.exists()), default=0)
    if COMPILED.exists() and COMPILED.stat().st_mtime_ns > newest:
        return False
    from babel.messages.mofile import write_mo

    whole = merged()
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    fresh = COMPILED.with_suffix(f".{os.getpid()}.tmp")
    with fresh.open("wb") as file:
        write_mo(file, whole)
    fresh.replace(COMPILED)  # never a half-written file under a running server
    return True


# -- what is wrong ------------------------------------------------------------------------------------------

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def _placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def _framework() -> set[str]:
    """The English texts of Django itself: ours to translate where Django's Vietnamese is silent."""
    import django

    texts: set[str] = set()
    for path in Path(django.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
        texts.update(_singular(message.id) for message in read(path) if message.id)
    return texts


def _singular(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _translations(catalog: "Catalog") -> dict[Key, tuple[str, bool]]:
    """For each message its Vietnamese text and whether somebody doubts it (fuzzy)."""
    return {
        (message.context or "", _singular(message.id)): (_singular(message.string or ""), message.fuzzy)
        for message in catalog
        if message.id
    }


def _disagreements() -> Iterator[str]:
    """Two parts that translate one message in two ways."""
    said: dict[Key, tuple[str, str]] = {}
    for path in sorted(PARTS.glob("*.po")):
        for key, (text, _) in _translations(read(path)).items():
            if key in said and text != said[key][0]:
                yield f"translated differently in {said[key][1]} and {path.name}: {key[1]!r}"
            said.setdefault(key, (text, path.name))


def fault(message: Message, vietnamese: str, doubted: bool) -> str | None:
    """What is wrong with one translation, in a word or two."""
    if not vietnamese:
        return "empty"
    if doubted:
        return "fuzzy"
    if _placeholders(vietnamese) != _placeholders(message.plural or message.text):
        return "placeholders differ"
    if message.text.startswith("\n") != vietnamese.startswith("\n"):
        return "line breaks differ"
    return None


def problems() -> list[str]:
    """Everything that keeps the Vietnamese from being complete."""
    found = extracted()
    said = _translations(merged())
    wrong = list(_disagreements())
    for message, places in sorted(found.items(), key=lambda each: (sorted(each[1]), each[0].text)):
        reason = fault(message, *said[message.key]) if message.key in said else "missing"
        if reason:
            context = f" (context {message.context})" if message.context else ""
            wrong.append(f"{reason}: {message.text!r}{context} in {', '.join(sorted(places))}")
    known = {message.key for message in found}
    framework = _framework()
    wrong += [
        f"unused: {text!r}{f' (context {context})' if context else ''}"
        for context, text in said
        if (context, text) not in known and text not in framework
    ]
    plurals = Counter(key for key, _ in {(message.key, message.plural) for message in found})
    wrong += [f"used with two plurals: {text!r}" for (_, text), times in plurals.items() if times > 1]
    return wrong


# -- the commands -------------------------------------------------------------------------------------------


# Without dates and names, which would change with every update.
HEADER = r"""# The Vietnamese words of eCabinet: the words of the Office of the Government.
msgid ""
msgstr ""
"Language: vi\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""


def update(fold: bool) -> None:
    """Rewrite the main file: every message of the source, in the order of the files that use it."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = merged()
    fresh = Catalog(locale="vi", project="eCabinet", fuzzy=False)
    for message, places in sorted(extracted().items(), key=lambda each: (sorted(each[1]), each[0].text)):
        before = old.get(message.text, context=message.context or None)
        fresh.add(
            (message.text, message.plural) if message.plural else message.text,
            _for_form(before.string if before else "", plural=bool(message.plural)),
            locations=[(place, 0) for place in sorted(places)],
            flags=before.flags if before else (),
            user_comments=before.user_comments if before else (),
            context=message.context or None,
        )
    framework = _framework()
    for kept in old:
        if kept.id and _singular(kept.id) in framework and fresh.get(kept.id, context=kept.context) is None:
            fresh.add(kept.id, kept.string, user_comments=("of Django",), context=kept.context)
    MAIN.parent.mkdir(parents=True, exist_ok=True)
    with MAIN.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, fresh, width=110, include_lineno=False, omit_header=True)
    for part in PARTS.glob("*.po") if fold else ():
        part.unlink()


def _for_form(text: str | list[str] | tuple[str, ...] | None, *, plural: bool) -> str | tuple[str, ...]:
    """Vietnamese has one form: a message that became plural, or stopped being one, keeps its words."""
    only = _singular(text) if text else ""
    return (only,) if plural else only


def main() -> None:
    """Run one of the three commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("compile", help="write django.mo when it is older than the words")
    commands.add_parser("check", help="list what is missing, doubted or malformed in Vietnamese")
    updating = commands.add_parser("update", help="rewrite django.po from the source, keeping the words")
    updating.add_argument("--fold", action="store_true", help="also remove the parts, now in django.po")
    asked = parser.parse_args()
    if asked.command == "compile":
        print("Translations compiled." if compile_catalog() else "Translations are up to date.")
    elif asked.command == "update":
        update(fold=asked.fold)
        compile_catalog()
    elif wrong := problems():
        print("\n".join(wrong), f"{len(wrong)} problems in the translations.", sep="\n")
        sys.exit(1)
    else:
        print(f"Vietnamese is complete: {len(extracted())} messages.")


if __name__ == "__main__":
    main()
