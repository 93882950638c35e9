"""The doors through which a worker makes the files of papers and drops those no longer kept."""

from typing import Any

from celery import shared_task

from core.jobs import Progress, handles


@handles("documents.render_document")
def render_document(progress: Progress) -> dict[str, Any]:
    from .actions.files import make_files

    return make_files(progress.args["document_id"], report=progress.report)


@handles("documents.make_bundle")
def make_bundle(progress: Progress) -> dict[str, Any]:
    from .actions.bundles import make_bundle

    return make_bundle(progress.args["bundle_id"], report=progress.report)


@shared_task(name="documents.drop_old_bundles")
def drop_old_bundles() -> None:
    """Once a day by the schedule."""
    from .actions.bundles import drop_old_bundles

    drop_old_bundles()
