"""Partners, agreements with them, their people, the certificates of those."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock, move
from schools.choices import ParticipantKind
from schools.models import MentoringForm

from ..choices import AGREEMENT_TRANSITIONS, AgreementState
from ..models import Certificate, Partner, PartnerAgreement, PartnerStaff, Person
from .saving import check_day, save_checked


@transaction.atomic
def save_partner(partner: Partner, *, actor: Any) -> Partner:
    is_new = partner.pk is None
    changed = save_checked(partner)
    if changed:
        text = _("Записан партнёр.") if is_new else _("Изменены сведения о партнёре.")
        verb = "partner.added" if is_new else "partner.changed"
        record(verb, partner, actor=actor, text=text, data={"fields": changed})
    return partner


@transaction.atomic
def add_partner_staff(partner: Partner, person: Person, *, actor: Any) -> PartnerStaff:
    """Say that the person comes from this partner; who came from another one, comes no more."""
    if person.school_id != partner.school_id:
        raise DomainError(_("Этот человек из {school:другого/другой} {school:genitive}."))
    if person.kind != ParticipantKind.EMPLOYER:
        raise DomainError(_("Партнёр направляет своих сотрудников: проверьте, кто это в карточке."))
    PartnerStaff.objects.filter(person=person).delete()
    row = PartnerStaff(school_id=partner.school_id, partner=partner, person=person)
    save_checked(row)
    if not person.workplace:
        person.workplace = partner.name[: Person._meta.get_field("workplace").max_length]
        person.save(update_fields=["workplace", "updated_at"])
    text = _("Сотрудник записан за партнёром.")
    record("partner.staff_added", partner, actor=actor, text=text, about=[person])
    return row


@transaction.atomic
def remove_partner_staff(row: PartnerStaff, *, actor: Any) -> None:
    text = _("Сотрудник больше не записан за партнёром.")
    record("partner.staff_removed", row.partner, actor=actor, text=text, about=[row.person])
    row.delete()


@transaction.atomic
def save_agreement(
    agreement: PartnerAgreement, *, forms: list[MentoringForm], actor: Any
) -> PartnerAgreement:
    """A draft, new or changed; what is signed is changed by another agreement."""
    is_new = agreement.pk is None
    if not is_new and lock(agreement).state != AgreementState.DRAFT:
        raise DomainError(_("Подписанное не меняют: составьте новое соглашение."))
    changed = save_checked(agreement)
    if set(forms) != set(agreement.forms.all()):
        agreement.forms.set(forms)
        changed.append("forms")
    if changed:
        text = _("Составлено соглашение.") if is_new else _("Изменён проект соглашения.")
        verb = "agreement.added" if is_new else "agreement.changed"
        _write(verb, agreement, actor, text)
    return agreement


@transaction.atomic
def sign_agreement(
    agreement: PartnerAgreement, *, dated_on: datetime.date, actor: Any, number: str = ""
) -> PartnerAgreement:
    """Both sides have signed it on paper."""
    check_day(dated_on)
    agreement = lock(agreement)
    changes: dict[str, Any] = {"dated_on": dated_on} | ({"number": number} if number else {})
    agreement = move(agreement, AgreementState.SIGNED, AGREEMENT_TRANSITIONS, **changes)
    text = _("Соглашение подписано %(day)s.") % {"day": short_date(dated_on)}
    _write("agreement.signed", agreement, actor, text)
    return agreement


@transaction.atomic
def terminate_agreement(
    agreement: PartnerAgreement, *, terminated_on: datetime.date, note: str, actor: Any
) -> PartnerAgreement:
    """From that day on it does not hold any more."""
    agreement = lock(agreement)
    agreement = move(
        agreement,
        AgreementState.TERMINATED,
        AGREEMENT_TRANSITIONS,
        terminated_on=terminated_on,
        termination_note=note,
    )
    text = _("Соглашение расторгнуто с %(day)s.") % {"day": short_date(terminated_on)}
    _write("agreement.terminated", agreement, actor, text)
    return agreement


@transaction.atomic
def remove_agreement(agreement: PartnerAgreement, *, actor: Any) -> None:
    """Only a draft: what was signed stays."""
    agreement = lock(agreement)
    if agreement.state != AgreementState.DRAFT:
        raise DomainError(_("Подписанное соглашение не убирают: его можно расторгнуть."))
    _write("agreement.removed", agreement, actor, _("Проект соглашения убран."))
    agreement.delete()


def _write(verb: str, agreement: PartnerAgreement, actor: Any, text: str) -> None:
    """About the person, or in the trail of the partner too."""
    about: list[Any] = [one for one in (agreement.person, agreement.partner) if one is not None]
    record(verb, agreement, actor=actor, text=text, about=about)


@transaction.atomic
def save_certificate(certificate: Certificate, *, actor: Any) -> Certificate:
    if certificate.person.kind != ParticipantKind.EMPLOYER:
        raise DomainError(_("Справки хранят только о сотрудниках партнёров."))
    check_day(certificate.issued_on)
    is_new = certificate.pk is None
    certificate.school_id = certificate.person.school_id
    changed = save_checked(certificate)
    if changed:
        verb = "certificate.added" if is_new else "certificate.changed"
        record(
            verb,
            certificate,
            actor=actor,
            text=_("Записана справка.") if is_new else _("Изменены сведения о справке."),
            about=[certificate.person],
            data={"fields": changed},
        )
    return certificate


@transaction.atomic
def remove_certificate(certificate: Certificate, *, actor: Any) -> None:
    text = _("Справка убрана вместе со сканом.")
    record("certificate.removed", certificate, actor=actor, text=text, about=[certificate.person])
    certificate.delete()
