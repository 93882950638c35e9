"""Letters of this app."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from core.i18n import gettext as _

from .models import Invitation

logger = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Mail the link; False where no mail server takes it, and a person has to pass it on."""
    text = render_to_string(
        "accounts/email/invitation.txt", {"invitation": invitation, "link": link}
    )
    subject = _("Приглашение в систему наставничества: %s") % invitation.school.short_name
    try:
        send_mail(subject, text, None, [invitation.email])
    except (OSError, SMTPException):
        logger.exception("the invitation %s could not be mailed", invitation.pk)
        return False
    return True
