"""The doors of background work: one task runs a job, one finds the lost ones."""

from typing import Any

from celery import Task, shared_task
from celery.signals import worker_ready


@shared_task(name="core.run_job", bind=True)
def run_job(self: Task, *, job_id: int) -> None:
    from .jobs import run

    run(job_id, worker=self.request.hostname or "local")


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    from .jobs import sweep

    sweep()


@worker_ready.connect
def take_back_what_was_left(sender: Any, **kwargs: Any) -> None:
    """A worker that starts under a name continues what that name had left undone."""
    from .jobs import release_jobs_of

    release_jobs_of(sender.hostname)
