"""Data are depersonalised or destroyed: all of it at once, with an act that names no data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from core.audit import record, ref
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from documents.actions import issue_document, take_number
from schools.models import School

from ..choices import CardState, DataDecision, ErasureMode, ImportState
from ..erasure_papers import act_paper
from ..life_hooks import erase_elsewhere
from ..merge_fields import references
from ..models import Consent, DataQuestion, Erasure, ImportBatch, Person
from ..queries.erasing import names_that_stay, part_lines, preview_erasure
from ..queries.keeping import forget_number_due
from ..signals import card_archived
from ..traces import Traces, traces_of
from .data_questions import decide_about_data
from .erasing_rows import erase_consents, erase_own, forget_history
from .scrubbing import scrub_school

MOST_AT_ONCE = 100
SERIES = "erasure"


@transaction.atomic
def erase_people(
    people: Iterable[Person],
    *,
    mode: str,
    reason: str,
    commission: Sequence[str],
    actor: Any,
) -> Erasure:
    """Signed orders stay as they are; of everything else the preview says what becomes of it."""
    chosen = _locked(people)
    school = chosen[0].school
    _check(chosen, mode, reason, commission, actor)
    others = names_that_stay(school.pk, [person.pk for person in chosen])
    traces = {person.pk: traces_of(person, others=others) for person in chosen}
    erasure = Erasure.objects.create(
        school=school,
        mode=mode,
        reason=reason.strip(),
        commission=[line.strip() for line in commission if line.strip()],
        done_on=today(),
        made_by=actor if getattr(actor, "pk", None) else None,
        records=[
            {
                "person": person.pk,
                "since": person.created_at.date().isoformat(),
                "parts": part_lines(preview_erasure(person, day=today(), traces=traces[person.pk])),
            }
            for person in chosen
        ],
    )
    for person in chosen:
        _erase_one(person, traces[person.pk], mode, actor)
    scrub_school(school.pk, Traces.joined(traces.values()).far)
    if mode == ErasureMode.DESTROYED:
        _remove_empty(chosen)
    connection.check_constraints()
    return _finish(erasure, chosen, actor)


@transaction.atomic
def destroy_consents(
    school: School,
    consents: Iterable[Consent],
    *,
    reason: str,
    commission: Sequence[str],
    actor: Any,
) -> Erasure:
    """Sheets whose term of keeping is over, with their scans."""
    keys = [consent.pk for consent in consents]
    rows = list(Consent.objects.select_for_update(of=("self",)).filter(pk__in=keys, school=school))
    if not rows:
        raise DomainError(_("Выберите хотя бы одно согласие."))
    _check_words(reason, commission)
    by_person: dict[int, int] = {}
    for consent in rows:
        by_person[consent.person_id] = by_person.get(consent.person_id, 0) + 1
    erasure = Erasure.objects.create(
        school=school,
        mode=ErasureMode.CONSENTS,
        reason=reason.strip(),
        commission=[line.strip() for line in commission if line.strip()],
        done_on=today(),
        made_by=actor if getattr(actor, "pk", None) else None,
        records=[
            {"person": key, "since": "", "parts": [[_("согласия и их сканы"), count]]}
            for key, count in by_person.items()
        ],
    )
    erase_consents(rows)
    return _finish(erasure, list(Person.objects.filter(pk__in=by_person)), actor)


def why_not(person: Person, *, actor: Any) -> list[str]:
    """What has to be ended first, in words; nothing is written."""
    found = []
    if person.user_id is not None and person.user_id == getattr(actor, "pk", None):
        found.append(_("Это ваша собственная запись: попросите другого сотрудника."))
    if any(row.is_on(today()) for row in person.appointments.all()):
        found.append(_("Человек назначен на роль. Сначала завершите назначение."))
    with transaction.atomic():
        try:
            _archive_cards(person, actor)
        except DomainError as error:
            found.append(str(error))
        transaction.set_rollback(True)
    return found


def _locked(people: Iterable[Person]) -> list[Person]:
    keys = {person.pk for person in people}
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    chosen = list(rows.select_related("school", "user", "mentor_card", "mentee_card__direction"))
    if not chosen or len(chosen) != len(keys):
        raise DomainError(_("Выберите людей из списка: кого-то из выбранных уже нет."))
    if len(chosen) > MOST_AT_ONCE:
        raise DomainError(_("За один раз – не больше %(n)s человек.") % {"n": MOST_AT_ONCE})
    if len({person.school_id for person in chosen}) > 1:
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    return chosen


def _check(
    people: list[Person], mode: str, reason: str, commission: Sequence[str], actor: Any
) -> None:
    if mode not in (ErasureMode.DEPERSONALISED, ErasureMode.DESTROYED):
        raise DomainError(_("Выберите: обезличить или уничтожить."))
    _check_words(reason, commission)
    loading = ImportBatch.objects.filter(school_id=people[0].school_id, state=ImportState.APPLYING)
    if loading.exists():
        raise DomainError(_("Идёт загрузка базы: дождитесь её окончания."))
    for person in people:
        if reasons := why_not(person, actor=actor):
            raise DomainError(f"{person.short_name}: {' '.join(reasons)}")


def _check_words(reason: str, commission: Sequence[str]) -> None:
    if not reason.strip():
        raise DomainError(_("Укажите основание: отзыв согласия, окончание программы."))
    if not any(line.strip() for line in commission):
        raise DomainError(_("Назовите тех, кто подпишет акт, хотя бы одного."))


def _archive_cards(person: Person, actor: Any) -> None:
    """Who is in a pair stays: those who know pairs refuse."""
    for name in ("mentor_card", "mentee_card"):
        card = getattr(person, name, None)
        if card is not None and card.state == CardState.ACTIVE:
            card_archived.send(sender=type(card), card=card, actor=actor)


def _erase_one(person: Person, traces: Traces, mode: str, actor: Any) -> None:
    _archive_cards(person, actor)
    question = DataQuestion.objects.filter(person=person, decided_on__isnull=True).first()
    if question is not None:
        destroyed = mode == ErasureMode.DESTROYED
        decision = DataDecision.DESTROYED if destroyed else DataDecision.DEPERSONALISED
        decide_about_data(question, decision=decision, actor=actor)
    erase_elsewhere(person, traces)
    erase_own(person, traces, today())


def _remove_empty(people: list[Person]) -> None:
    """Rows to which nothing points any more go altogether."""
    for person in people:
        person.merges.all().delete()
        person.data_questions.all().delete()
        for name in ("mentor_card", "mentee_card"):
            card = getattr(person, name, None)
            if card is not None and not _is_used(card):
                card.delete()
        fresh = Person.objects.get(pk=person.pk)
        if not _is_used(fresh):
            fresh.delete()
        forget_history(Person, [person.pk])


def _is_used(row: Any) -> bool:
    return any(
        field.model._base_manager.filter(**{field.name: row}).exists()
        for field in references(type(row))
    )


def _finish(erasure: Erasure, people: list[Person], actor: Any) -> Erasure:
    day: datetime.date = erasure.done_on
    number = str(take_number(erasure.school, SERIES, day.year))
    erasure.document = issue_document(
        act_paper(erasure),
        school=erasure.school,
        kind="erasure_act",
        owner=ref(erasure),
        number=number,
        issued_on=day,
        actor=actor,
    )
    erasure.save(update_fields=["document", "updated_at"])
    transaction.on_commit(lambda: forget_number_due(erasure.school_id, day))
    record(
        "person.erased",
        erasure,
        actor=actor,
        text=_("Составлен акт № %(number)s: %(what)s.")
        % {"number": number, "what": erasure.get_mode_display()},
        about=people,
        data={"people": len(people), "number": number},
    )
    return erasure
