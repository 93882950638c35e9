"""What the processes of `test_killed.py` do: a director who signs, and one who looks at it all.

python -m pairing.tests.signing sign SCHOOL     a line for each signature that was told
python -m pairing.tests.signing look            the state of all schools as JSON
python -m pairing.tests.signing sweep           wakes workers for what was lost
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import InterfaceError, OperationalError, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.choices import Role  # noqa: E402
from accounts.models import User  # noqa: E402
from core.choices import JobState  # noqa: E402
from core.jobs import sweep  # noqa: E402
from core.models import AuditEvent, Job  # noqa: E402
from documents.models import Document, DocumentFile, NumberSeries  # noqa: E402
from orders.actions import approve_order  # noqa: E402
from orders.choices import OrderState  # noqa: E402
from orders.models import Order  # noqa: E402
from pairing.choices import PairState  # noqa: E402
from pairing.models import Pair  # noqa: E402

PATIENCE = 180.0


def sign(school_id: int) -> None:
    """Approve whatever waits, again and again; a server that is away is waited for."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            waiting = Order.objects.filter(school_id=school_id, state=OrderState.SUBMITTED)
            order = waiting.order_by("pk").first()
            if order is None:
                return
            director = User.objects.get(
                memberships__school_id=school_id, memberships__role=Role.DIRECTOR
            )
            done = approve_order(order, actor=director)
            sys.stdout.write(f"{order.pk} {done.number}\n")
            sys.stdout.flush()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.05)
    raise SystemExit("the server did not come back")


def look() -> None:
    """One moment: the numbers by school, and whatever is neither whole nor nothing."""
    with transaction.atomic():
        connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        sys.stdout.write(json.dumps(_state()))


def _state() -> dict[str, Any]:
    numbers: dict[int, list[int]] = defaultdict(list)
    halves = []
    for order in Order.objects.order_by("pk"):
        if order.state == OrderState.APPROVED:
            numbers[order.school_id].append(int(order.number))
        if not _is_whole(order):
            halves.append(order.pk)
    last = {row.school_id: row.last for row in NumberSeries.objects.all()}
    return {
        "numbers": {pk: sorted(found) for pk, found in numbers.items()},
        "last": last,
        "by_order": dict(
            Order.objects.filter(state=OrderState.APPROVED).values_list("pk", "number")
        ),
        "halves": halves,
        "documents": Document.objects.count(),
        "files": DocumentFile.objects.count(),
        "unfinished": Job.objects.exclude(state=JobState.DONE).count(),
    }


def _is_whole(order: Order) -> bool:
    """In force with its paper, its trail, its pair and the work ordered; or nothing of it."""
    signed = order.state == OrderState.APPROVED
    pairs = set(Pair.objects.filter(order=order).values_list("state", flat=True))
    document = Document.objects.filter(owner=f"orders.order:{order.pk}").first()
    trail = AuditEvent.objects.filter(
        verb="orders.approve_order", refs__contains=[f"orders.order:{order.pk}"]
    )
    jobs = Job.objects.filter(args__document_id=document.pk) if document else Job.objects.none()
    return (
        pairs == {PairState.ACTIVE if signed else PairState.IN_ORDER}
        and (document is not None) == signed
        and trail.count() == int(signed)
        and jobs.count() == int(signed)
        and bool(order.number) == signed
    )


def look_for_lost() -> None:
    """As the sweep does it later: leases of workers that were killed count as run out."""
    Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    sweep()


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    {"sign": sign, "look": look, "sweep": look_for_lost}[what](*map(int, given))
