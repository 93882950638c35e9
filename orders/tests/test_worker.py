"""The files of an order are made by a real worker, also when it is killed over them."""

import pytest

from accounts.models import User
from core.choices import JobState
from core.models import Job
from core.testing_worker import Worker
from documents.choices import FileFormat
from documents.models import Document, DocumentFile, NumberSeries
from orders.actions import approve_order
from orders.models import Order
from orders.testing import make_submitted
from schools.models import Programme

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

# Long enough for its PDF to take seconds, so that there is time to kill.
LONG_LIST = {
    "title": "Список наставляемых",
    "columns": ["№ п/п", "Фамилия, имя, отчество", "Класс", "Наставник", "Форма", "Срок"],
    "rows": [
        [
            n,
            "Наставляемый Пётр Ильич",
            "8 «Б»",
            "Наставник Анна Павловна",
            "учитель – ученик",
            "год",
        ]
        for n in range(1, 401)
    ],
}


def job() -> Job:
    return Job.objects.get()


def test_a_worker_that_is_killed_over_a_pdf_leaves_nothing_lost_or_double(
    worker: Worker, programme: Programme, curator: User, director: User
) -> None:
    order = make_submitted(programme, curator, annexes=[LONG_LIST])
    worker.start()

    approve_order(order, actor=director)
    worker.wait_until(lambda: job().state == JobState.RUNNING, what="the job is taken")
    worker.kill()

    assert job().state == JobState.RUNNING
    assert not DocumentFile.objects.exists()

    worker.start()
    worker.wait_until(lambda: job().is_finished, what="the job is finished")

    assert (job().state, job().attempts) == (JobState.DONE, 2)
    assert sorted(DocumentFile.objects.values_list("format", flat=True)) == sorted(
        FileFormat.values
    )
    assert Document.objects.count() == 1
    assert NumberSeries.objects.get().last == 1
    assert Order.objects.get().number == "1"


def test_what_was_approved_while_no_worker_ran_is_made_when_one_starts(
    worker: Worker, programme: Programme, curator: User, director: User
) -> None:
    orders = [make_submitted(programme, curator) for _ in range(3)]
    for order in orders:
        approve_order(order, actor=director)

    assert set(Job.objects.values_list("state", flat=True)) == {JobState.QUEUED}

    worker.start()
    worker.wait_until(
        lambda: not Job.objects.exclude(state=JobState.DONE).exists(), what="three papers are made"
    )

    assert DocumentFile.objects.count() == 6
