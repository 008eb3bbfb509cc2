"""The procedure a body decides under: dated rules read from TOML, each with its source and its mark."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from core.refusals import Refusal
from people.parameters import (
    UNKNOWN,
    Parameter,
    count,
    counts,
    day,
    flag,
    flag_or_unknown,
    one_of,
    share,
    share_or_unknown,
    text,
    word,
    words,
    words_or_unknown,
)

FOLDER = Path(__file__).parent / "procedures"
SILENCES = (UNKNOWN, "deemed_for", "not_counted")
# Rules that older snapshots do not have: nothing is read into them.
NOT_KEPT = {
    "value": UNKNOWN,
    "source": "Chưa có khi lập",
    "source_en": "Not kept when it was made",
    "mark": "?",
}
SINCE = dict.fromkeys(
    (
        "ballot_reminder_hours",
        "ballot_reminder_pause_minutes",
        "ballot_outage_minutes",
        "dossier_kinds",
        "recusal_base",
        "check_in_minutes",
        "positions_visible",
        "speaker_minutes",
        "minutes_correction_working_days",
        "minutes_approved_by",
        "confirmation_minutes",
        "level_loosened_by",
    ),
    NOT_KEPT,
)
# Who sees whose answer before a ballot is closed.
VISIBILITIES = ("after_close", "secretariat_and_chair", "open")
# Who sees positions given before a session; where nothing was kept only the secretariat and the chair do.
POSITIONS_VISIBLE = (UNKNOWN, "secretariat_and_chair", "open")

# Who approves the minutes of a session: the head of the secretariat, the chair, or either.
APPROVERS = ("head", "chair", "head_or_chair")
# Who may open to more people what was restricted: the head of the secretariat, or any clerk.
LOOSENERS = ("head", "secretariat")


@dataclass(frozen=True, slots=True)
class Procedure:
    """The rules of one dated regulation; a meeting or ballot keeps a snapshot of the one it ran under."""

    key: str
    title_vi: str
    title_en: str
    # Without a first day the procedure is a sample, and no date ever chooses it.
    in_force_from: date | None
    # The first day on which it is no longer in force.
    in_force_to: date | None

    quorum_share: Parameter[Fraction]
    quorum_counts_remote: Parameter[bool]
    quorum_counts_deputy: Parameter[bool]
    majority_share: Parameter[Fraction]
    majority_base: Parameter[str]
    tie_breaker_kind: Parameter[str]
    deputy_for_kinds: Parameter[tuple[str, ...]]
    deputy_votes: Parameter[bool]
    guest_votes: Parameter[bool]
    absence_consent_by: Parameter[str]
    session_due_day: Parameter[int | None]
    session_request_share: Parameter[Fraction | None]
    papers_before_days: Parameter[int | None]
    papers_before_working: Parameter[bool | None]
    dossier_kinds: Parameter[tuple[str, ...] | None]
    notice_working_days: Parameter[int | None]
    ballot_silence: Parameter[str]
    ballot_min_working_days: Parameter[int | None]
    ballot_max_working_days: Parameter[int | None]
    ballot_not_adopted: Parameter[str]
    answers_visible: Parameter[str]
    ballot_reminder_hours: Parameter[tuple[int, ...]]
    ballot_reminder_pause_minutes: Parameter[int | None]
    ballot_outage_minutes: Parameter[int | None]
    recusal_base: Parameter[str]
    check_in_minutes: Parameter[int | None]
    positions_visible: Parameter[str]
    speaker_minutes: Parameter[int | None]
    minutes_correction_working_days: Parameter[int | None]
    minutes_approved_by: Parameter[str]
    confirmation_minutes: Parameter[int | None]
    level_loosened_by: Parameter[str]

    def parameters(self) -> tuple[tuple[str, Parameter[object]], ...]:
        """Every rule with its name, in the order of this class: what the page of the procedure lists."""
        found = ((field.name, getattr(self, field.name)) for field in fields(self))
        return tuple((name, value) for name, value in found if isinstance(value, Parameter))

    def snapshot(self) -> dict[str, object]:
        """The procedure as plain JSON, in the same shape as its file."""
        facts: dict[str, object] = {
            "key": self.key,
            "title_vi": self.title_vi,
            "title_en": self.title_en,
            "in_force_from": _plain(self.in_force_from),
            "in_force_to": _plain(self.in_force_to),
        }
        for name, rule in self.parameters():
            facts[name] = {
                "value": _plain(rule.value),
                "source": rule.source,
                "source_en": rule.source_en,
                "mark": rule.mark,
            }
        return facts

    @classmethod
    def from_snapshot(cls, facts: Mapping[str, object]) -> "Procedure":
        """The procedure back from its snapshot: exactly the one that was kept, silent on rules made since."""
        return _read({**SINCE, **facts})


def confirmation_minutes(facts: Mapping[str, object]) -> int | None:
    """How old a confirmation may be, of a snapshot that need not be read whole; None: no rule, no limit."""
    rule = facts.get("confirmation_minutes", NOT_KEPT)
    value = rule.get("value") if isinstance(rule, Mapping) else None
    return value if isinstance(value, int) else None


@lru_cache
def load(key: str) -> Procedure:
    """The procedure of this key, from its file."""
    if key not in keys():
        raise Refusal("procedure_unknown", key=key)
    return _read(tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8")))


def keys() -> tuple[str, ...]:
    """The keys of all procedure files."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def all_procedures() -> tuple[Procedure, ...]:
    """Every procedure: the dated ones by their first day, then the samples."""
    return tuple(sorted(map(load, keys()), key=lambda each: (each.in_force_from or date.max, each.key)))


def in_force(on: date) -> Procedure:
    """The procedure of the Government on this day."""
    for procedure in all_procedures():
        start, end = procedure.in_force_from, procedure.in_force_to
        if start is not None and start <= on and (end is None or on < end):
            return procedure
    raise Refusal("no_procedure_in_force", on=on)


def _plain(value: object) -> object:
    if value is None:
        return UNKNOWN
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, tuple):
        return list(value)
    return value


def _read(facts: Mapping[str, object]) -> Procedure:
    strange = set(facts) - {field.name for field in fields(Procedure)}
    if strange:
        raise ValueError(f"procedure names unknown rules: {', '.join(sorted(strange))}")
    return Procedure(
        key=text(facts["key"]),
        title_vi=text(facts["title_vi"]),
        title_en=text(facts["title_en"]),
        in_force_from=day(facts["in_force_from"]),
        in_force_to=day(facts["in_force_to"]),
        quorum_share=share(facts, "quorum_share"),
        quorum_counts_remote=flag(facts, "quorum_counts_remote"),
        quorum_counts_deputy=flag(facts, "quorum_counts_deputy"),
        majority_share=share(facts, "majority_share"),
        majority_base=one_of(facts, "majority_base", "all_seats"),
        tie_breaker_kind=word(facts, "tie_breaker_kind"),
        deputy_for_kinds=words(facts, "deputy_for_kinds"),
        deputy_votes=flag(facts, "deputy_votes"),
        guest_votes=flag(facts, "guest_votes"),
        absence_consent_by=word(facts, "absence_consent_by"),
        session_due_day=count(facts, "session_due_day"),
        session_request_share=share_or_unknown(facts, "session_request_share"),
        papers_before_days=count(facts, "papers_before_days"),
        papers_before_working=flag_or_unknown(facts, "papers_before_working"),
        dossier_kinds=words_or_unknown(facts, "dossier_kinds"),
        notice_working_days=count(facts, "notice_working_days"),
        ballot_silence=one_of(facts, "ballot_silence", *SILENCES),
        ballot_min_working_days=count(facts, "ballot_min_working_days"),
        ballot_max_working_days=count(facts, "ballot_max_working_days"),
        ballot_not_adopted=word(facts, "ballot_not_adopted"),
        answers_visible=one_of(facts, "answers_visible", *VISIBILITIES),
        ballot_reminder_hours=counts(facts, "ballot_reminder_hours"),
        ballot_reminder_pause_minutes=count(facts, "ballot_reminder_pause_minutes"),
        ballot_outage_minutes=count(facts, "ballot_outage_minutes"),
        recusal_base=one_of(facts, "recusal_base", UNKNOWN, "all_seats"),
        check_in_minutes=count(facts, "check_in_minutes"),
        positions_visible=one_of(facts, "positions_visible", *POSITIONS_VISIBLE),
        speaker_minutes=count(facts, "speaker_minutes"),
        minutes_correction_working_days=count(facts, "minutes_correction_working_days"),
        minutes_approved_by=one_of(facts, "minutes_approved_by", UNKNOWN, *APPROVERS),
        confirmation_minutes=count(facts, "confirmation_minutes"),
        level_loosened_by=one_of(facts, "level_loosened_by", UNKNOWN, *LOOSENERS),
    )
