"""Letters that ask for consents, written by a worker.

No secret passes the broker: a job carries keys of rows alone, and the link is made at the moment of
writing, so that it is in the letter and nowhere else. A job that runs twice writes only to those
whom the first run has not reached.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core.audit import record
from core.clock import now
from core.i18n import gettext as _
from core.links import new_token
from core.terms import using
from schools.terms import words_of

from ..choices import AskedBy
from ..delivery import asked_by
from ..models import ConsentRequest

logger = logging.getLogger(__name__)

Report = Callable[[int, int], None]


def mail_consent_requests(ids: Iterable[int], *, site: str, report: Report) -> dict[str, Any]:
    """One letter a request. One that the mail server refuses is counted and left unsent."""
    keys = list(ids)
    sent = refused = 0
    for done, key in enumerate(keys):
        report(done, len(keys))
        try:
            sent += _write(key, site.rstrip("/"))
        except (OSError, SMTPException):
            logger.exception("a letter about consents %s was refused", key)
            refused += 1
    report(len(keys), len(keys))
    return {"letters": sent, "refused": refused}


@transaction.atomic
def _write(key: int, site: str) -> int:
    """The row stays locked until the letter is taken, so that nobody writes twice."""
    row = (
        ConsentRequest.objects.select_for_update(of=("self",))
        .filter(pk=key, answered_at__isnull=True, mailed_at__isnull=True)
        .select_related("school", "person__user", "representative__user")
        .first()
    )
    signer = row.who if row else None
    way = asked_by(signer)
    if row is None or signer is None or way == AskedBy.PAPER:
        return 0
    with_link = way == AskedBy.MAIL
    path = reverse("portal:home")
    if with_link:
        token, row.token_hash = new_token()
        path = reverse("registry:consent_link", args=[token])
    row.mailed_at = now()
    row.save(update_fields=["mailed_at", "token_hash", "updated_at"])
    record(
        "consent.request_mailed",
        row,
        actor=None,
        text=_("Отправлено письмо с просьбой о согласиях."),
        about=[row.person],
    )
    address = signer.email if with_link or signer.user is None else signer.user.email
    context = {"row": row, "address": site + path, "with_link": with_link}
    with translation.override(settings.LANGUAGE_CODE), using(words_of(row.school)):
        body = render_to_string("registry/mail/consents.txt", context)
        subject = _("Согласия для программы наставничества: %s") % row.school.short_name
        send_mail(subject, body, None, [address])
    return 1
