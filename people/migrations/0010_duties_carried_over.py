"""Every duty becomes a term for the whole house, from the first day of which the house knows anything."""

import uuid
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import Min

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def first_day(apps) -> date:
    """The first day of a seat, an appointment or the journal: whatever was done, was done after it."""
    seats = apps.get_model("people", "Seat").objects.aggregate(day=Min("valid_from"))["day"]
    serving = apps.get_model("people", "Appointment").objects.aggregate(day=Min("starts_on"))["day"]
    entry = apps.get_model("core", "Entry").objects.aggregate(at=Min("at"))["at"]
    today = datetime.now(UTC).astimezone(HANOI).date()
    return min(filter(None, [seats, serving, entry and entry.astimezone(HANOI).date(), today]))


def carry_over(apps, schema_editor) -> None:
    """The terms, and what still waits for a second person."""
    term, since = apps.get_model("people", "DutyTerm"), first_day(apps)
    persons = apps.get_model("people", "Person").objects.exclude(duty="none")
    term.objects.bulk_create(term(person=each, duty=each.duty, starts_on=since) for each in persons)
    held = dict(term.objects.values_list("person", "pk"))
    for proposal in apps.get_model("people", "Proposal").objects.filter(status="open"):
        if any(change["kind"] == "person.duty" for change in proposal.changes):
            proposal.changes = [new for change in proposal.changes for new in in_terms(change, held)]
            proposal.save(update_fields=["changes"])


def in_terms(change: dict, held: dict) -> list[dict]:
    """A proposed change of the one duty as the end of a term and the beginning of another."""
    if change["kind"] != "person.duty":
        return [change]
    person, today = change["subject"], datetime.now(UTC).astimezone(HANOI).date().isoformat()
    found = []
    if (there := held.get(uuid.UUID(person))) is not None:
        ended = {"subject": str(there), "now": {"ends_on": today}, "was": {"ends_on": None}}
        found.append({"kind": "duty.ended", **ended})
    if change["now"]["duty"] != "none":
        given = {"person": person, "duty": change["now"]["duty"], "body": None}
        given |= {"starts_on": today, "ends_on": None}
        found.append({"kind": "duty.given", "subject": str(uuid.uuid4()), "now": given, "was": {}})
    return found


def take_back(apps, schema_editor) -> None:
    """One duty for each person that has one for the whole house today."""
    person, today = apps.get_model("people", "Person"), datetime.now(UTC).astimezone(HANOI).date()
    term = apps.get_model("people", "DutyTerm")
    for each in term.objects.filter(body=None, called_off=False, starts_on__lte=today):
        if each.ends_on is None or each.ends_on >= today:
            person.objects.filter(pk=each.person_id).update(duty=each.duty)
    term.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_duty_terms"),
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(carry_over, take_back),
    ]
