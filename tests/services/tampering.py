"""What somebody could do who owns the database: rows changed, removed, exchanged, histories written anew."""

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from core.chain import GENESIS, entry_hash
from core.models import Entry, HeadDelivery, SealedStream, Stream, TreeHead

# What `verify_journal` vouches for: of each table the columns, or all of its rows where none is named.
VOUCHED: dict[str, tuple[str, ...]] = {
    "core.Entry": ("seq", "at", "actor", "kind", "subject", "facts", "prev", "hash"),
    "core.Stream": ("seq", "head"),
    "core.TreeHead": ("body", "changes", "hash", "key", "signature"),
    "ballots.Ballot": (
        *("status", "number", "title", "closes_at", "closed_at", "result", "procedure_facts", "turnout"),
        *("answers_visible", "subject"),
    ),
    "ballots.Question": ("text",),
    "ballots.Elector": ("order", "seat"),
    "ballots.Answer": ("elector", "person", "lines", "salt", "digest", "seq", "at", "place", "subject"),
    "ballots.DeemedAnswer": ("elector",),
    "ballots.Binding": ("subject", "number"),
    "ballots.BoundPaper": ("version",),
    "ballots.Dissent": ("elector", "text", "digest", "seq", "at"),
    "ballots.Delivery": ("delivered_at", "delivered_how"),
    "ballots.BallotReport": ("facts", "digest"),
    "ballots.OpinionReply": ("text", "digest"),
    "ballots.PreparedAnswer": ("lines", "salt"),
    "matters.PaperOpening": ("version", "person", "how", "at"),
    "matters.HandOver": ("entry", "seat", "what", "at", "noted_by"),
    "meetings.FrozenMinutes": ("facts", "digest", "seq"),
    "meetings.Position": (
        *("matter", "seat", "revision", "person", "stance", "text", "papers", "salt", "digest", "at", "seq"),
    ),
    "meetings.HandSheet": ("status", "choices", "salt", "digest"),
    "records.Copy": ("content", "sha256"),
    "records.RegisterLine": ("number",),
}


@dataclass(frozen=True)
class Deed:
    """One tampering: what was done, and the entry that must be named first (stream, seq), if it has one."""

    what: str
    stream: str = ""
    seq: int | None = None


class Nothing(Exception):
    """These dice change nothing here: they are thrown again."""


Act = Callable[[random.Random], Deed]


def edit(dice: random.Random) -> Deed:
    """One column of one row says something else."""
    name = dice.choice([each for each in VOUCHED if rows_of(each)])
    row, column = dice.choice(rows_of(name)), dice.choice(VOUCHED[name])
    field: Any = row._meta.get_field(column)
    old = getattr(row, field.attname)
    if old is None:
        raise Nothing
    new = another(dice, row, field, old)
    if new == old:
        raise Nothing
    _set(row, **{field.attname: new})
    what = f"{name} {row.pk}: {column} {str(old)[:40]!r} -> {str(new)[:40]!r}"
    if isinstance(row, Entry):
        return Deed(what, row.stream_id, None if column == "seq" else row.seq)
    return Deed(what)


def delete(dice: random.Random) -> Deed:
    """One row is gone."""
    # An elector who was neither asked nor answered, a head that a later one follows: all are missed.
    name = dice.choice([each for each in VOUCHED if rows_of(each) and each not in HELD])
    row = dice.choice(rows_of(name))
    _forget(type(row), [row.pk])
    if isinstance(row, Entry):
        return Deed(f"entry {row.stream_id} #{row.seq} deleted", row.stream_id, row.seq)
    return Deed(f"{name} {row.pk} deleted")


# Other rows point at these: the database itself refuses to remove them, even without triggers.
HELD = {"core.Stream", "ballots.Ballot", "ballots.Elector", "ballots.Binding", "core.TreeHead"}


def exchange(dice: random.Random) -> Deed:
    """Two entries of one history in each other's place."""
    first, second = sorted(dice.sample(_history(dice, least=2), 2), key=lambda entry: entry.seq)
    _set(first, seq=1_000_000)
    _set(second, seq=first.seq)
    _set(first, seq=second.seq)
    return Deed(f"{first.stream_id}: #{first.seq} and #{second.seq} exchanged", first.stream_id, first.seq)


def cut(dice: random.Random) -> Deed:
    """The end of a history is gone and its head agrees: an older copy of this history was put back."""
    history = _history(dice, least=1)
    at = dice.randrange(len(history))
    lost, kept = history[at:], history[:at]
    _forget(Entry, [entry.pk for entry in lost])
    _head(history[0].stream, kept)
    return Deed(f"{lost[0].stream_id} cut off before #{lost[0].seq}", lost[0].stream_id, lost[0].seq)


def rewrite(dice: random.Random) -> Deed:
    """An entry says something else, and all hashes from there on are right."""
    history = _history(dice, least=1)
    at = dice.randrange(len(history))
    prev = history[at].prev
    for entry in history[at:]:
        if entry is history[at]:
            entry.actor = f"person:{UUID(int=dice.getrandbits(128))}"
        entry.prev = prev
        prev = entry.hash = entry_hash(
            stream=entry.stream_id,
            seq=entry.seq,
            moment=entry.at,
            actor=entry.actor,
            kind=entry.kind,
            subject=entry.subject,
            facts=entry.facts,
            prev=entry.prev,
        )
        _set(entry, actor=entry.actor, prev=entry.prev, hash=entry.hash)
    _head(history[0].stream, history)
    return Deed(
        f"{history[at].stream_id} written anew from #{history[at].seq}",
        history[at].stream_id,
        history[at].seq,
    )


def slip_in(dice: random.Random) -> Deed:
    """A history goes on by an entry that never happened, and its head agrees."""
    last = _history(dice, least=1)[-1]
    entry = copy.copy(last)
    entry.pk, entry.seq, entry.prev = None, last.seq + 1, last.hash
    entry._state = type(last._state)()
    entry.hash = f"{dice.getrandbits(256):064x}"
    Entry.objects.bulk_create([entry])
    _head(last.stream, [entry])
    return Deed(f"{last.stream_id} #{entry.seq} slipped in", last.stream_id, entry.seq)


def empty(dice: random.Random) -> Deed:
    """A whole table is gone."""
    name = dice.choice([each for each in VOUCHED if rows_of(each) and each not in HELD])
    model = apps.get_model(name)
    _forget(model, [row.pk for row in rows_of(name)])
    return Deed(f"{name} emptied")


def restore(dice: random.Random) -> Deed:
    """An older copy of the whole journal: what came after one of its heads is gone, that head is the last."""
    heads = list(TreeHead.objects.order_by("number"))
    last = dice.choice(heads[:-1])
    gone = [head.number for head in heads if head.number > last.number]
    HeadDelivery.objects.filter(head__in=gone)._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_headrequest SET head_id = NULL WHERE head_id > %s", [last.number])
    _forget(TreeHead, gone)
    _forget(Entry, list(Entry.objects.filter(at__gt=last.at).values_list("pk", flat=True)))
    for stream in Stream.objects.all():
        _head(stream, list(Entry.objects.filter(stream=stream).order_by("seq")))
    SealedStream.objects.all().delete()
    return Deed(f"the journal as it was at head {last.number}", "heads", heads[-1].number)


ACTS: Sequence[Act] = (
    edit,
    edit,
    edit,
    edit,
    delete,
    delete,
    exchange,
    cut,
    rewrite,
    slip_in,
    empty,
    restore,
)


def rows_of(name: str) -> list[models.Model]:
    """All rows of a model, in a lasting order; of a ballot that was opened only."""
    rows = apps.get_model(name)._base_manager.order_by("pk")
    return list(rows)


def another(dice: random.Random, row: models.Model, field: Any, old: Any) -> Any:
    """Something else of the same kind."""
    match old:
        case _ if isinstance(field, models.ForeignKey):
            others = [
                each.pk for each in field.related_model._base_manager.exclude(pk=old).order_by("pk")[:20]
            ]
            return dice.choice(others) if others else old
        case bool():
            return not old
        case int():
            return old + dice.choice((1, 2, 7))
        case datetime():
            return old + timedelta(seconds=dice.choice((-3600, -1, 1, 86400)))
        case date():
            return old + timedelta(days=1)
        case str():
            return _other_text(dice, field, old)
        case bytes() | memoryview():
            content = bytearray(old)
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
            return bytes(content)
        case dict() | list():
            return _other_leaf(dice, copy.deepcopy(old))
    raise Nothing


def _other_text(dice: random.Random, field: Any, old: str) -> str:
    if field.choices:
        return str(dice.choice([value for value, _label in field.flatchoices if value != old]))
    if not old:
        return "x"
    place = dice.randrange(len(old))
    letter = dice.choice([each for each in "0123456789abcdefx" if each != old[place]])
    return f"{old[:place]}{letter}{old[place + 1 :]}"


def _other_leaf(dice: random.Random, value: Any) -> Any:
    """One text or number deep inside is another one."""
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not places:
        raise Nothing
    place = dice.choice(places)
    inner = value[place]
    if isinstance(inner, dict | list) and inner:
        value[place] = _other_leaf(dice, inner)
    elif isinstance(inner, bool) or inner is None:
        value[place] = not inner
    elif isinstance(inner, int):
        value[place] = inner + 1
    elif isinstance(inner, str):
        value[place] = f"{inner}x"
    else:
        value[place] = [0]
    return value


def _history(dice: random.Random, *, least: int) -> list[Entry]:
    names = sorted(set(Entry.objects.values_list("stream_id", flat=True)))
    histories = [list(Entry.objects.filter(stream=name).order_by("seq")) for name in names]
    return dice.choice([each for each in histories if len(each) >= least])


def _head(stream: Stream, history: Sequence[Entry]) -> None:
    seq, head = (history[-1].seq, history[-1].hash) if history else (0, GENESIS)
    Stream.objects.filter(pk=stream.pk).update(seq=seq, head=head)


def _set(row: models.Model, **columns: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


def _forget(model: type[models.Model], keys: Sequence[Any]) -> None:
    """Delete past every rule of Django; what points there is the database's own affair."""
    rows: Any = model._base_manager.filter(pk__in=list(keys))
    rows._raw_delete("default")
