"""Letters about questionnaires, written by a worker.

No secret passes the broker: a job carries keys of rows alone. Who can sign in is told to; for the
others the one-time link is made at the moment of writing, so that it is in the letter and nowhere
else. A job that runs twice writes only to those whom the first run has not reached.
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

from core import clock
from core.audit import record
from core.i18n import gettext as _

from ..delivery import GUARDIANS, accounts_of, address_of
from ..links import new_token
from ..models import SurveyRequest

logger = logging.getLogger(__name__)

Report = Callable[[int, int], None]


def mail_surveys(ids: Iterable[int], *, site: str, report: Report) -> dict[str, Any]:
    """One letter for an account, whatever it has to answer, and one for each link.

    A letter that the mail server refuses is counted and left unsent; the others go on.
    """
    letters = _letters(list(ids))
    refused = 0
    for done, (address, keys, with_link) in enumerate(letters):
        report(done, len(letters))
        try:
            _write(address, keys, site=site.rstrip("/"), with_link=with_link)
        except (OSError, SMTPException):
            logger.exception("a letter about the questionnaires %s was refused", keys)
            refused += 1
    report(len(letters), len(letters))
    return {"letters": len(letters) - refused, "refused": refused}


def _letters(ids: list[int]) -> list[tuple[str, list[int], bool]]:
    """Address, keys of the questionnaires, whether a link is needed."""
    rows = (
        SurveyRequest.objects.filter(pk__in=ids, answered_at__isnull=True, mailed_at__isnull=True)
        .select_related("person__user")
        .prefetch_related(f"person__{GUARDIANS}")
        .order_by("pk")
    )
    by_account: dict[str, list[int]] = {}
    links = []
    for row in rows:
        users = accounts_of(row.person)
        for user in users:
            by_account.setdefault(user.email, []).append(row.pk)
        if not users and (address := address_of(row.person)):
            links.append((address, [row.pk], True))
    return [(address, keys, False) for address, keys in by_account.items()] + links


@transaction.atomic
def _write(address: str, keys: list[int], *, site: str, with_link: bool) -> None:
    """The rows stay locked until the letter is taken, so that nobody writes twice."""
    rows = list(
        SurveyRequest.objects.select_for_update(of=("self",))
        .filter(pk__in=keys, answered_at__isnull=True)
        .select_related("survey__school", "person")
    )
    if with_link:
        rows = [row for row in rows if row.mailed_at is None]
    if not rows:
        return
    items = [(row, site + _path(row, with_link=with_link)) for row in rows]
    for row in rows:
        row.mailed_at = clock.now()
        row.save(update_fields=["mailed_at", "token_hash", "updated_at"])
    record(
        "monitoring.mail_survey",
        rows[0],
        actor=None,
        text=_("Отправлено письмо с анкетой."),
        about=[row.person for row in rows],
    )
    with translation.override(settings.LANGUAGE_CODE):
        school = rows[0].survey.school
        context = {"school": school, "items": items, "with_link": with_link}
        body = render_to_string("monitoring/mail/survey.txt", context)
        send_mail(_("Анкета наставничества: %s") % school.short_name, body, None, [address])


def _path(row: SurveyRequest, *, with_link: bool) -> str:
    if not with_link:
        return row.get_absolute_url()
    token, row.token_hash = new_token()
    return reverse("monitoring:survey_link", args=[token])
