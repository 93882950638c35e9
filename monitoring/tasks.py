"""The door through which a worker writes letters about questionnaires."""

from typing import Any

from core.jobs import Progress, handles


@handles("monitoring.mail_surveys")
def mail_surveys(progress: Progress) -> dict[str, Any]:
    from .actions import mail_surveys as mail

    return mail(progress.args["requests"], site=progress.args["site"], report=progress.report)
