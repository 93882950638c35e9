"""The labour papers of a mentor: made, signed, given up early."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError, RuleViolation
from core.findings import blocks
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock
from schools.choices import ParticipantKind

from ..choices import EndedBy, LabourBasis
from ..labour_papers import consent_words, version_of
from ..models import LabourTerms
from ..rules import early_end_findings, rules_for
from .saving import check_day, save_checked


@transaction.atomic
def save_labour_terms(terms: LabourTerms, *, actor: Any) -> LabourTerms:
    """New papers, or what was changed in them; what was signed keeps the text that was signed."""
    if terms.person.kind != ParticipantKind.STAFF:
        raise DomainError(_("Трудовые документы оформляют {employee:dative} {school:genitive}."))
    is_new = terms.pk is None
    was_signed = False
    if not is_new:
        before = lock(terms)
        was_signed = before.consent_on is not None
        if before.ended_on is not None:
            raise DomainError(_("Эти документы уже прекращены, изменить их нельзя."))
    terms.school_id = terms.person.school_id
    if terms.basis == LabourBasis.IN_POST:
        terms.consent_on = terms.signed_on = None
    elif not was_signed or not terms.consent_text:
        terms.consent_text = consent_words(terms.person.school, rules_for(terms.person.school))
        terms.consent_version = version_of(terms.consent_text)
    for day in (terms.consent_on, terms.signed_on):
        if day is not None:
            check_day(day)
    changed = save_checked(terms)
    if not changed:
        return terms
    record(
        "labour.saved" if is_new else "labour.changed",
        terms,
        actor=actor,
        text=_("Записаны трудовые документы: %(basis)s.") % {"basis": terms.get_basis_display()},
        about=[terms.person],
        data={"fields": changed},
    )
    return terms


@transaction.atomic
def end_labour_terms(
    terms: LabourTerms,
    *,
    ended_by: str,
    notice_on: datetime.date,
    on: datetime.date,
    actor: Any,
) -> LabourTerms:
    """Given up before the term; `on` is the last day. By the school not before the notice."""
    terms = lock(terms)
    if terms.ended_on is not None:
        raise DomainError(_("Эти документы уже прекращены."))
    if on < terms.starts_on or (terms.ends_on is not None and on > terms.ends_on):
        raise DomainError(_("Последний день должен быть внутри срока документов."))
    check_day(notice_on)
    found = early_end_findings(
        on,
        ended_by=ended_by,
        notice_on=notice_on,
        school=terms.school,
        rules=rules_for(terms.school),
    )
    if blocks(found):
        raise RuleViolation(blocks(found))
    terms.ended_by, terms.notice_on, terms.ended_on = ended_by, notice_on, on
    save_checked(terms)
    record(
        "labour.ended",
        terms,
        actor=actor,
        text=_("Наставничество прекращено досрочно: %(who)s, последний день %(day)s.")
        % {"who": EndedBy(ended_by).label, "day": short_date(on)},
        about=[terms.person],
        data={"notice_on": notice_on.isoformat()},
    )
    return terms


@transaction.atomic
def remove_labour_terms(terms: LabourTerms, *, actor: Any) -> None:
    """Written down by mistake: only what nobody has signed goes without a trace on paper."""
    terms = lock(terms)
    if terms.consent_on is not None or terms.signed_on is not None:
        raise DomainError(_("Подписанное не убирают: его можно только прекратить."))
    record(
        "labour.removed",
        terms,
        actor=actor,
        text=_("Убраны неподписанные трудовые документы."),
        about=[terms.person],
    )
    terms.delete()
