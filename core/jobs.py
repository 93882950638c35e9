"""Background jobs: start one, run one, find the lost ones.

A handler is registered by kind («documents.render_document») in the `tasks` module of the app
that the kind begins with. It gets a `Progress` and returns what the page shows; it must be safe
to run twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.i18n import gettext as _

from .choices import JobState
from .errors import DomainError
from .models import Job
from .tasks import run_job
from .terms import of_school, using

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
# The sweep leaves a fresh job to the worker that the broker has just woken.
WAKE_GRACE = timedelta(seconds=20)

Handler = Callable[["Progress"], dict[str, Any]]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of jobs of this kind."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler:
    import_module(f"{kind.partition('.')[0]}.tasks")
    return _handlers[kind]


class Progress:
    """What a handler knows of its job: the arguments, and how to say how far it is."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.args: dict[str, Any] = job.args

    def report(self, done: int, total: int, message: str = "") -> None:
        """Visible at once to the page, where the caller is not inside a transaction."""
        Job.objects.filter(pk=self.job.pk).update(
            done=done,
            total=total,
            message=message,
            lease_until=timezone.now() + settings.JOB_LEASE,
        )


def start_job(
    kind: str,
    *,
    actor: Any,
    title: str,
    school_id: int | None,
    key: str,
    args: dict[str, Any],
    next_url: str = "",
) -> Job:
    """Write down that the work has to be done and, on commit, wake a worker.

    While a job with this key waits or runs, that job is returned and no second one is made.
    """
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=key,
                title=title,
                args=args,
                school_id=school_id,
                next_url=next_url,
                created_by=actor if getattr(actor, "pk", None) else None,
                lease_until=timezone.now() + WAKE_GRACE,
            )
    except IntegrityError:
        return Job.objects.get(key=key, state__in=[JobState.QUEUED, JobState.RUNNING])
    wake(job.pk)
    return job


def wake(job_id: int) -> None:
    run_job.delay_on_commit(job_id=job_id)


def retry_job(job: Job) -> Job:
    """Queue a failed job again, from its first attempt."""
    Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED,
        attempts=0,
        message="",
        finished_at=None,
        lease_until=timezone.now() + WAKE_GRACE,
    )
    wake(job.pk)
    job.refresh_from_db()
    return job


def claim(job_id: int, *, worker: str) -> Job | None:
    """Take a job that waits, or whose worker fell silent; None where somebody else has it."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(free, pk=job_id).first()
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.worker = worker
        job.lease_until = now + settings.JOB_LEASE
        job.save(update_fields=["state", "attempts", "worker", "lease_until"])
    return job


def run(job_id: int, *, worker: str) -> None:
    """Do a job if it is free. A failure that a person can read becomes the job's message."""
    job = claim(job_id, worker=worker)
    if job is None:
        logger.info("job %s is taken or finished", job_id)
        return
    if job.attempts > MAX_ATTEMPTS:
        _finish(job, JobState.FAILED, _("Не получилось после нескольких попыток."), {})
        return
    try:
        with using(of_school(job.school_id)):
            result = handler_of(job.kind)(Progress(job))
    except DomainError as error:
        _finish(job, JobState.FAILED, str(error), {})
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        message = _("Внутренняя ошибка. Её подробности записаны в журнал сервера.")
        _finish(job, JobState.FAILED, message, {})
        if settings.CELERY_TASK_ALWAYS_EAGER:
            raise
    else:
        _finish(job, JobState.DONE, "", result)


def _finish(job: Job, state: str, message: str, result: dict[str, Any]) -> None:
    Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(
        state=state, message=message, result=result, finished_at=timezone.now(), lease_until=None
    )


def lost_jobs() -> QuerySet[Job]:
    """Jobs that wait or run although nobody has said a word of them for their lease."""
    return Job.objects.filter(
        state__in=[JobState.QUEUED, JobState.RUNNING], lease_until__lt=timezone.now()
    )


def sweep() -> int:
    """Wake a worker for each lost job; the number of them."""
    ids = list(lost_jobs().values_list("pk", flat=True)[:500])
    for job_id in ids:
        # A waiting job gets time to be taken, so that the next sweep doesn't wake twice.
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            lease_until=timezone.now() + WAKE_GRACE
        )
        wake(job_id)
    return len(ids)


def release_jobs_of(worker: str) -> int:
    """Free the jobs that an earlier life of this worker had taken when it was killed."""
    ids = list(
        Job.objects.filter(state=JobState.RUNNING, worker=worker).values_list("pk", flat=True)
    )
    Job.objects.filter(pk__in=ids, state=JobState.RUNNING).update(
        state=JobState.QUEUED, lease_until=timezone.now() + WAKE_GRACE
    )
    for job_id in ids:
        wake(job_id)
    return len(ids)
