"""Consents are recorded from paper, given in the system, withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from core.audit import record
from core.clock import now, today
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock

from ..access import signature_of
from ..choices import ConsentKind, ConsentSigner, ConsentWay
from ..models import Consent, ConsentWording, DataQuestion, Guardianship, Person
from ..queries.gaps import consents_lacking
from ..rules import rules_for, signers_needed
from ..signals import consent_withdrawn
from .data_questions import ask_about_data, close_if_given_again
from .saving import check_day, save_checked
from .wordings import keep_wording

# Without these the data are there for nothing.
OPENS_QUESTION = (ConsentKind.PARTICIPATION, ConsentKind.PERSONAL_DATA)


@transaction.atomic
def record_consent(
    person: Person,
    *,
    kind: str,
    signer: str,
    given_on: datetime.date,
    actor: Any,
    representative: Person | None = None,
    expires_on: datetime.date | None = None,
    way: str = ConsentWay.PAPER,
    wording: ConsentWording | None = None,
    signer_name: str = "",
    act: dict[str, Any] | None = None,
) -> Consent:
    """Write down one consent. `wording` is the text that was signed, if it is one of ours; `act`
    shows how an electronic one was given.

    Raises `DomainError` where this consent is in force already or is dated in the future.
    """
    check_day(given_on)
    if way == ConsentWay.ORAL and kind != ConsentKind.PARTICIPATION:
        raise DomainError(_("Устно можно согласиться только на участие, остальное подписывают."))
    if expires_on is not None and expires_on < given_on:
        raise DomainError(_("Срок действия кончается раньше дня согласия."))
    if signer == ConsentSigner.REPRESENTATIVE and not person.is_minor_on(given_on):
        raise DomainError(_("В этот день человек был совершеннолетним: согласие даёт он сам."))
    if representative is not None and not _represents(representative, person):
        raise DomainError(_("Этот человек не записан как {guardian}."))
    if wording is not None and (wording.kind, wording.signer) != (kind, signer):
        raise DomainError(_("Этот текст — другого согласия или для другой подписи."))
    consent = Consent(
        school_id=person.school_id,
        person=person,
        kind=kind,
        signer=signer,
        representative=representative,
        way=way,
        text_version=wording.version if wording else "",
        wording=wording,
        signer_name=signer_name or _name_of(signer, person, representative),
        act=act or {},
        given_on=given_on,
        expires_on=expires_on,
        recorded_by=actor if getattr(actor, "pk", None) else None,
    )
    save_checked(consent)
    record(
        "consent.given",
        consent,
        actor=actor,
        text=_("Записано согласие: %(kind)s.") % {"kind": consent.get_kind_display()},
        about=[person],
        data={"kind": kind, "signer": signer, "way": way, **(act or {})},
    )
    close_if_given_again(consent, actor=actor)
    return consent


@transaction.atomic
def sign_consent(person: Person, *, kind: str, actor: Any, address: str = "") -> Consent:
    """An adult, or the parent of a child, gives a consent by a button under its text.

    Kept: who, when, which wording by version and hash, from which address of the network.
    Raises `DomainError` for everybody who may not sign for this person.
    """
    signature = signature_of(actor, person)
    if signature is None:
        raise DomainError(_("Вы не можете подписать это согласие."))
    signer, representative = signature
    if signer == ConsentSigner.SELF and person.is_minor_on(today()):
        _check_child_signs_too(person)
    return record_electronic(
        person,
        kind=kind,
        signer=signer,
        representative=representative,
        act={"address": address, "by": "account"},
        actor=actor,
    )


def record_electronic(
    person: Person, *, kind: str, signer: str, act: dict[str, Any], actor: Any, **who: Any
) -> Consent:
    """A consent given on a page, on today's text; for actions that know who has given it."""
    wording = keep_wording(person.school, kind=kind, signer=signer)
    return record_consent(
        person,
        kind=kind,
        signer=signer,
        way=ConsentWay.ELECTRONIC,
        wording=wording,
        given_on=today(),
        act={
            "at": localtime(now()).isoformat(timespec="seconds"),
            "text_sha256": wording.sha256,
            **act,
        },
        actor=actor,
        **who,
    )


@transaction.atomic
def record_paper_consents(
    people: Iterable[Person], *, given_on: datetime.date, actor: Any
) -> list[Consent]:
    """Write down the signed sheets of many people of one school: whatever each still lacks.

    For a minor the representative signs, for an adult the person; a consent that is in force
    already is left as it is. Constant number of queries.
    """
    check_day(given_on)
    found = {person.pk: person for person in people}
    if not found:
        return []
    school = next(iter(found.values())).school
    if any(person.school_id != school.pk for person in found.values()):
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    # Two clicks at once must not write the same consents twice.
    list(Person.objects.select_for_update().filter(pk__in=found).order_by("pk").values_list("pk"))
    lacking = consents_lacking(found, day=today(), rules=rules_for(school))
    guardians = _only_guardians(found)
    consents = [
        Consent(
            school=school,
            person_id=person_id,
            kind=kind,
            signer=signer,
            representative_id=(
                guardians.get(person_id) if signer == ConsentSigner.REPRESENTATIVE else None
            ),
            given_on=given_on,
            recorded_by=actor if getattr(actor, "pk", None) else None,
        )
        for person_id, pairs in lacking.items()
        for kind, signer in pairs
    ]
    _write_all(consents)
    _close_questions(consents, actor=actor)
    if consents:
        record(
            "consent.given_on_paper",
            school,
            actor=actor,
            text=_("Записаны согласия на бумаге."),
            about=[found[pk] for pk in dict.fromkeys(c.person_id for c in consents)],
            data={"count": len(consents), "given_on": given_on.isoformat()},
        )
    return consents


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, actor: Any, withdrawn_on: datetime.date | None = None
) -> Consent:
    """From this day the consent is not in force. The row stays, with both dates.

    Sends `consent_withdrawn`, so that what stood on the consent can react in this transaction.
    """
    day = withdrawn_on or today()
    check_day(day)
    consent = lock(consent)
    if consent.withdrawn_on is not None:
        raise DomainError(_("Это согласие уже отозвано."))
    if day < consent.given_on:
        raise DomainError(_("Отзыв раньше самого согласия."))
    consent.withdrawn_on = day
    save_checked(consent)
    if consent.kind in OPENS_QUESTION:
        ask_about_data(consent.person, consent=consent, asked_on=day, actor=actor)
    consent_withdrawn.send(sender=Consent, consent=consent, actor=actor)
    record(
        "consent.withdrawn",
        consent,
        actor=actor,
        text=_("Отозвано согласие: %(kind)s.") % {"kind": consent.get_kind_display()},
        about=[consent.person],
        data={"kind": consent.kind, "signer": consent.signer, "day": day.isoformat()},
    )
    return consent


def _write_all(consents: list[Consent]) -> None:
    try:
        with transaction.atomic():
            Consent.objects.bulk_create(consents)
    except IntegrityError as error:
        raise DomainError(
            _("У кого-то из выбранных в этот день такое согласие уже было. Укажите день позже.")
        ) from error


def _close_questions(consents: list[Consent], *, actor: Any) -> None:
    people = {consent.person_id for consent in consents}
    asked = DataQuestion.objects.filter(person__in=people, decided_on__isnull=True)
    open_of = set(asked.values_list("person_id", flat=True))
    for consent in consents:
        if consent.person_id in open_of:
            close_if_given_again(consent, actor=actor)


def _check_child_signs_too(child: Person) -> None:
    signers = signers_needed(child, day=today(), rules=rules_for(child.school))
    if ConsentSigner.SELF not in signers:
        raise DomainError(_("За вас согласие даёт {guardian}."))


def _name_of(signer: str, person: Person, representative: Person | None) -> str:
    who = person if signer == ConsentSigner.SELF else representative
    return who.full_name if who else ""


def _represents(guardian: Person, child: Person) -> bool:
    return Guardianship.objects.filter(child=child, guardian=guardian).exists()


def _only_guardians(children: Iterable[int]) -> dict[int, int]:
    """Child → guardian, where there is one guardian and so no doubt who signed."""
    found: dict[int, int | None] = {}
    rows = Guardianship.objects.filter(child_id__in=list(children))
    for child_id, guardian_id in rows.values_list("child_id", "guardian_id"):
        found[child_id] = None if child_id in found else guardian_id
    return {child: guardian for child, guardian in found.items() if guardian is not None}
