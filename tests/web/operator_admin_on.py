"""What `test_operator_admin` asks of a system whose admin is on."""

from django.core.management import call_command
from django.test import Client

from core.models import Shift
from core.time import now
from ecabinet.admin import house_admin
from tests.cast import Cabinet


def test_nothing_of_contents_or_persons_is_registered() -> None:
    call_command("check")
    assert {model._meta.label for model in house_admin._registry} == {
        "core.Shift",
        "core.TreeHead",
        "core.HeadDelivery",
    }


def test_it_opens_for_the_operator_alone_and_has_no_door_of_its_own(cabinet: Cabinet) -> None:
    for name, person in cabinet.characters().items():
        client = Client()
        if person is not None:
            client.force_login(person)
        pages = ("/operation/", "/operation/core/shift/", "/operation/core/treehead/")
        statuses = [client.get(page).status_code for page in pages]
        assert (name, statuses) == (name, [200 if name == "operator" else 302] * 3)
        doors = [client.get(f"/operation/{page}/").status_code for page in ("login", "password_change")]
        closed = 302 if person is None else 404
        # Whoever may not enter is sent to the door that is not there.
        assert (name, doors) == (name, [closed, 404 if name == "operator" else 302])


def test_the_operator_reads_and_changes_nothing(cabinet: Cabinet) -> None:
    shift = Shift.objects.create(began_at=now(), seen_at=now(), holder="one")
    client = Client()
    client.force_login(cabinet.operator)
    page = f"/operation/core/shift/{shift.pk}"
    assert client.get(f"{page}/change/").status_code == 200
    assert client.post(f"{page}/change/", {"holder": "x"}).status_code == 403
    assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/operation/core/shift/add/").status_code == 403
    assert Shift.objects.get().holder == "one"
