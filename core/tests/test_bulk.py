"""COPY writes what `save()` would, odd characters and defaults included."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.bulk import insert_rows, next_ids, update_rows
from core.models import AuditEvent, Job

ODD = "таб\tстрока\nдругая\rчерта\\N и \\. \"кавычки\" 'и' ещё \u00a0пробел; \\\\"


def make_event(**fields):
    return AuditEvent.objects.create(**{"verb": "test.made", "text": "сделано"} | fields)


@pytest.mark.django_db
def test_rows_come_back_as_they_were_given() -> None:
    rows = [
        (7, "test.copied", ODD, ["registry.person:1"], {"было": ODD, "стало": None}),
        (None, "test.copied", "", [], {}),
    ]

    number = insert_rows(AuditEvent, ["school_id", "verb", "text", "refs", "data"], rows)

    found = AuditEvent.objects.order_by("pk").values_list(
        "school_id", "verb", "text", "refs", "data"
    )
    assert number == 2
    assert list(found) == [tuple(row) for row in rows]


@pytest.mark.django_db
def test_fields_that_are_not_given_get_their_defaults() -> None:
    insert_rows(Job, ["kind", "key"], [("test.kind", "one")])

    job = Job.objects.get()
    assert (job.state, job.args, job.done, job.lease_until) == ("queued", {}, 0, None)
    assert job.created_at.tzinfo is not None


@pytest.mark.django_db
def test_many_rows_are_cut_into_several_copies() -> None:
    rows = [("test.many", str(number)) for number in range(12_001)]

    assert insert_rows(AuditEvent, ["verb", "text"], rows) == 12_001
    assert AuditEvent.objects.filter(verb="test.many").count() == 12_001


@pytest.mark.django_db
def test_keys_are_taken_from_the_sequence() -> None:
    keys = next_ids(AuditEvent, 3)

    insert_rows(AuditEvent, ["id", "verb", "text"], [(key, "test.key", "") for key in keys])

    assert len(set(keys)) == 3
    assert set(AuditEvent.objects.values_list("pk", flat=True)) == set(keys)
    assert make_event().pk not in keys


@pytest.mark.django_db
def test_update_changes_the_rows_named_and_no_other() -> None:
    first, second, other = (make_event(text=text) for text in "абв")

    updated = update_rows(
        AuditEvent, ["text", "data"], [(first.pk, ODD, {"n": 1}), (second.pk, "", {})]
    )

    assert updated == 2
    assert list(AuditEvent.objects.order_by("pk").values_list("text", "data")) == [
        (ODD, {"n": 1}),
        ("", {}),
        (other.text, {}),
    ]


@pytest.mark.django_db
def test_update_can_be_called_again_in_one_transaction() -> None:
    event = make_event()

    with transaction.atomic():
        update_rows(AuditEvent, ["text"], [(event.pk, "раз")])
        update_rows(AuditEvent, ["text"], [(event.pk, "два")])

    event.refresh_from_db()
    assert event.text == "два"


@pytest.mark.django_db
def test_a_broken_constraint_is_an_error_of_django() -> None:
    rows = [("test.kind", "same"), ("test.kind", "same")]

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Job, ["kind", "key"], rows)

    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_dates_and_times_keep_their_moment() -> None:
    moment = datetime.datetime(2026, 10, 8, 23, 30, tzinfo=datetime.UTC)

    insert_rows(Job, ["kind", "key", "lease_until"], [("test.kind", "one", moment)])

    assert Job.objects.get().lease_until == moment


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    def queries(number: int) -> int:
        events = [make_event() for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            update_rows(AuditEvent, ["text"], [(event.pk, "иначе") for event in events])
        return len(captured)

    assert queries(1) == queries(20)
