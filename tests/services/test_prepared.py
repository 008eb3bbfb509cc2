"""Prepared reads: they find what the plain queryset finds, for other values and in every thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.db.transaction import TransactionManagementError

from core.models import Stream
from core.prepared import Placeholder, Placeholders, Prepared
from people.models import Person, Seat
from tests.cast import Cabinet, make_cabinet

PERSON, SEATS = Placeholder("person", "uuid"), Placeholders("seats", "uuid")


def by_id(person: UUID | Placeholder) -> QuerySet[Person]:
    """One person."""
    return Person.objects.filter(pk=person)


def at_seats(seats: list[UUID] | Placeholders) -> QuerySet[Seat]:
    """Some seats with their body, in protocol order."""
    return Seat.objects.filter(pk__in=seats).select_related("body").order_by("order")


def test_it_finds_another_row_for_another_value(cabinet: Cabinet) -> None:
    prepared = Prepared(lambda: by_id(PERSON))
    for person in (cabinet.clerk, cabinet.minister, cabinet.clerk):
        assert prepared(person=person.pk) == list(by_id(person.pk)) == [person]
    assert prepared.first(person=uuid4()) is None


@pytest.mark.parametrize("orders", [[], [2], [1, 3], [1, 2, 3, 4, 5]], ids=["none", "one", "two", "five"])
def test_any_number_of_values_stands_behind_in(cabinet: Cabinet, orders: list[int]) -> None:
    wanted = [seat.pk for seat in cabinet.seats if seat.order in orders]
    found = Prepared(lambda: at_seats(SEATS))(seats=wanted)
    assert [seat.order for seat in found] == [seat.order for seat in at_seats(wanted)] == orders


def test_what_was_joined_is_not_asked_for_again(
    cabinet: Cabinet, django_assert_num_queries: Callable[[int], Any]
) -> None:
    prepared = Prepared(lambda: at_seats(SEATS))
    with django_assert_num_queries(1):
        [seat] = prepared(seats=[cabinet.seats[0].pk])
        assert seat.body == cabinet.body


def test_it_is_built_once(cabinet: Cabinet) -> None:
    built = []

    def build() -> QuerySet[Person]:
        built.append(1)
        return by_id(PERSON)

    prepared = Prepared(build)
    for person in (cabinet.clerk, cabinet.minister):
        assert prepared(person=person.pk) == [person]
    assert built == [1]


def test_values_groups_and_flat_lists_come_as_they_were_asked_for(cabinet: Cabinet) -> None:
    seats = [seat.pk for seat in cabinet.seats]
    flat = Prepared(lambda: at_seats(SEATS).values_list("order", flat=True))
    rows = Prepared(lambda: at_seats(SEATS).values("order", "body__key"))
    groups = Prepared(
        lambda: (
            Seat.objects.filter(pk__in=SEATS)
            .order_by()
            .values("body")
            .annotate(seats=Count("pk"))
            .values_list("body", "seats")
        )
    )
    assert flat(seats=seats[:2]) == [1, 2]
    assert rows(seats=seats[:1]) == [{"order": 1, "body__key": cabinet.body.key}]
    assert groups(seats=seats) == [(cabinet.body.pk, 5)]


def test_a_value_that_is_not_given_is_missed(cabinet: Cabinet) -> None:
    with pytest.raises(KeyError):
        Prepared(lambda: by_id(PERSON))()


def test_what_a_person_typed_is_a_value_and_never_sql(cabinet: Cabinet) -> None:
    named = Prepared(lambda: Stream.objects.filter(pk__in=Placeholders("names", "text")).order_by("pk"))
    hostile = ["x') OR ('1'='1", '"]', "{", "a\\b", "Đồng ý\n"]
    for name in hostile:
        Stream.objects.create(name=name)
    assert [stream.name for stream in named(names=hostile[:2])] == sorted(hostile[:2])
    assert [stream.name for stream in named(names=["' OR 1=1 --"])] == []


@pytest.mark.django_db(transaction=True)
def test_threads_run_it_each_on_their_own_connection() -> None:
    cabinet = make_cabinet()
    prepared = Prepared(lambda: by_id(PERSON))
    people = [*cabinet.holders.values(), cabinet.clerk, cabinet.minister] * 10

    def one(person: Person) -> bool:
        try:
            return prepared(person=person.pk) == [person]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(one, people))


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_refused_outside_a_transaction_even_after_it_was_built_inside_one() -> None:
    locked = Prepared(lambda: Stream.objects.select_for_update().filter(pk=Placeholder("name", "text")))
    Stream.objects.create(name="house")
    with transaction.atomic():
        assert [stream.name for stream in locked(name="house")] == ["house"]
    with pytest.raises(TransactionManagementError):
        locked(name="house")
