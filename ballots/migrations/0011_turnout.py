"""The turnout of a closed ballot is kept with its result, so that ten years are sorted without counting them."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

OVER = ["closed", "reported", "decided"]
WHOLE = 1_000_000


def count_those_closed(apps: Any, editor: Any) -> None:
    """What closing writes from now on, for what was closed before."""
    ballots = apps.get_model("ballots", "Ballot").objects
    answers, electors = (apps.get_model("ballots", name).objects for name in ("Answer", "Elector"))
    answered = answers.filter(ballot=OuterRef("pk"), revision=1).order_by().values("ballot")
    seats = electors.filter(ballot=OuterRef("pk")).order_by().values("ballot")
    counted = Coalesce(Subquery(answered.annotate(n=Count("*")).values("n")), Value(0)) * WHOLE
    of_seats = counted / Subquery(seats.annotate(n=Count("*")).values("n"))
    ballots.filter(status__in=OVER).update(turnout=Coalesce(of_seats, Value(0)))


class Migration(migrations.Migration):
    """A column, a bound and an index that holds it."""

    dependencies = [("ballots", "0010_electorate_for_good")]

    operations = [
        migrations.AddField(
            model_name="ballot", name="turnout", field=models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.RunPython(count_those_closed, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="ballot", name="closed_ballot_has_result"),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", OVER), _negated=True)
                | models.Q(closed_at__isnull=False, result__isnull=False, turnout__isnull=False),
                name="closed_ballot_has_result",
            ),
        ),
        migrations.RemoveIndex(model_name="ballot", name="ballot_lists"),
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(
                fields=["form", "status", "closes_at", "composed_at", "turnout", "id"], name="ballot_lists"
            ),
        ),
    ]
