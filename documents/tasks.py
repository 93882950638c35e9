"""The door through which a worker makes the files of a paper."""

from typing import Any

from core.jobs import Progress, handles


@handles("documents.render_document")
def render_document(progress: Progress) -> dict[str, Any]:
    from .actions.files import make_files

    return make_files(progress.args["document_id"], report=progress.report)
