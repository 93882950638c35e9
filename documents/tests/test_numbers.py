"""A number is taken once, in order, and comes back when its transaction fails."""

from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from core.errors import DomainError
from core.models import AuditEvent
from documents.actions import set_next_number, take_number
from documents.models import NumberSeries
from documents.queries import next_number
from schools.models import School


@pytest.mark.django_db
def test_numbers_follow_one_another_in_each_series_and_year(school: School) -> None:
    taken = [take_number(school, "core", 2026) for _ in range(3)]

    assert taken == [1, 2, 3]
    assert take_number(school, "staff", 2026) == 1
    assert take_number(school, "core", 2027) == 1


@pytest.mark.django_db
def test_each_school_counts_for_itself(school: School, other_school: School) -> None:
    take_number(school, "core", 2026)

    assert take_number(other_school, "core", 2026) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_taken_outside_a_transaction(school: School) -> None:
    with pytest.raises(TransactionManagementError):
        take_number(school, "core", 2026)

    assert not NumberSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_failed_transaction_gives_its_number_back(school: School) -> None:
    def fail() -> None:
        with transaction.atomic():
            take_number(school, "core", 2026)
            raise LookupError

    with transaction.atomic():
        take_number(school, "core", 2026)
    with pytest.raises(LookupError):
        fail()

    with transaction.atomic():
        assert take_number(school, "core", 2026) == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gap_or_double(school: School) -> None:
    at_once, each = 8, 10
    barrier = Barrier(at_once)

    def take(worker: int) -> list[int]:
        barrier.wait()
        taken = []
        for attempt in range(each):
            try:
                with transaction.atomic():
                    number = take_number(school, "core", 2026)
                    if (worker + attempt) % 5 == 0:
                        raise LookupError
                taken.append(number)
            except LookupError:
                continue
        connection.close()
        return taken

    with ThreadPoolExecutor(at_once) as pool:
        numbers = sorted(chain.from_iterable(pool.map(take, range(at_once))))

    assert numbers == list(range(1, at_once * each * 4 // 5 + 1))


@pytest.mark.django_db
def test_a_journal_begun_elsewhere_is_gone_on_with(school: School) -> None:
    set_next_number(school, series="core", year=2026, number=117, actor=None)

    assert next_number(school, "core", 2026) == 117
    assert take_number(school, "core", 2026) == 117
    assert take_number(school, "core", 2026) == 118
    assert AuditEvent.objects.get(verb="documents.set_next_number").data["number"] == 117


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, -1, 2, 3, 1_000_000])
def test_numbers_only_go_forward(school: School, number: int) -> None:
    for _ in range(3):
        take_number(school, "core", 2026)

    with pytest.raises(DomainError, match="от 4 до 999999"):
        set_next_number(school, series="core", year=2026, number=number, actor=None)

    assert take_number(school, "core", 2026) == 4
