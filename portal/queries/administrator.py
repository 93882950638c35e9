"""What is awaited of an administrator, and the checklist of a school's first evening."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.queries import users_with_role
from accounts.roles import roles_with
from core.i18n import gettext as _
from core.models import AuditEvent
from orders.choices import OrderState
from orders.kinds import introduction_of
from orders.models import Order
from pairing.choices import PairState
from pairing.models import Pair
from registry.choices import CardState, ImportState
from registry.models import Consent, ImportBatch, MenteeCard, MentorCard, Person
from schools.choices import ParticipantKind
from schools.models import Programme, School
from schools.queries import current_programme, latest_regulation, made_up_data, signatory_on
from schools.texts import OrderKind

from ..todo import TodoGroup, TodoItem, group_of, open_url, single
from .curator import base_terms, data_past_term, data_to_decide

SETTINGS = "schools.change_settings"
# Pairs that no order has put in force.
WAITING = (PairState.CHOSEN, PairState.IN_ORDER, PairState.CANCELLED)


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield imports_to_confirm(user)
    yield data_to_decide(user, today)
    yield data_past_term(user, today)
    if programme is not None:
        yield base_terms(user, programme, today)
    yield mentors_without_account(user)


def imports_to_confirm(user: User) -> TodoGroup | None:
    rows = ImportBatch.objects.visible_to(user).filter(state=ImportState.CHECKED).defer("content")

    def item(batch: ImportBatch) -> TodoItem:
        return TodoItem(
            batch.filename,
            batch.get_absolute_url(),
            _("Посмотреть"),
            note=batch.get_base_display(),
            since=timezone.localdate(batch.created_at),
        )

    return group_of(
        _("Проверенные файлы, которые ещё не загружены"),
        rows,
        item,
        url=reverse("registry:import_list"),
    )


def mentors_without_account(user: User) -> TodoGroup | None:
    if not user.has_perm("accounts.manage_people"):
        return None
    people = Person.objects.visible_to(user).filter(
        Q(mentor_card__state=CardState.ACTIVE), user__isnull=True
    )
    total = people.count()
    if not total:
        return None
    text = _("{Mentors:genitive}, которые ещё не могут войти: %(number)s") % {"number": total}
    return single(
        _("Приглашения"), TodoItem(text, reverse("accounts:member_list"), _("Пригласить"))
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the checklist; components/readiness.html shows it."""

    text: str
    url: str
    action: str
    is_done: bool


def is_told(school: School, today: datetime.date) -> bool:
    """Whether the school has said its name and who signs."""
    return signatory_on(school, today) is not None and not any(made_up_data(school))


def checklist(user: User, school: School, today: datetime.date) -> list[Step]:
    """From a new school to the first pairs, in the order in which it is done."""
    programme = current_programme(school, today)
    return [
        *_about_the_school(user, school, programme, today),
        *_introduction(user, programme),
        *(replace(step, url=step.url if programme else "") for step in _first_pairs(user)),
    ]


def _about_the_school(
    user: User, school: School, programme: Programme | None, today: datetime.date
) -> Iterator[Step]:
    yield Step(
        _("{School}: название и кто подписывает приказы"),
        open_url(user, SETTINGS, "schools:settings"),
        _("Заполнить"),
        is_told(school, today),
    )
    regulation = latest_regulation(school)
    if regulation is None:
        text = _("Положение о наставничестве: по образцу или своё")
        url = open_url(user, SETTINGS, "schools:preset_list")
        yield Step(text, url, _("Выбрать образец"), is_done=False)
        return
    if regulation.preset:
        yield Step(
            _("Слова: как у вас называют людей и органы"),
            open_url(user, SETTINGS, "schools:terms"),
            _("Проверить"),
            _has_begun(user) or _has_own_words(school),
        )
    yield Step(
        _("Положение о наставничестве и программа года"),
        programme.get_absolute_url()
        if programme
        else open_url(user, SETTINGS, "schools:programme_create"),
        _("Открыть программу"),
        programme is not None,
    )


def _has_own_words(school: School) -> bool:
    return AuditEvent.objects.filter(school_id=school.pk, verb="schools.save_terms").exists()


def _has_begun(user: User) -> bool:
    return Order.objects.visible_to(user).filter(state=OrderState.APPROVED).exists()


def _introduction(user: User, programme: Programme | None) -> Iterator[Step]:
    """Whoever drafts orders, the people whom the first one appoints, the order itself."""
    kind = introduction_of(programme) if programme else None
    if programme is None or kind is None:
        return
    yield Step(
        _("Кто готовит приказы и ведёт базы: роль {coordinator:genitive} или {curator:genitive}"),
        open_url(user, "accounts.manage_people", "accounts:member_list"),
        _("Дать роль"),
        users_with_role(programme.school, *roles_with("orders.draft_order")).exists(),
    )
    if kind.appoints:
        employees = Person.objects.visible_to(user).filter(kind=ParticipantKind.STAFF)
        yield Step(
            _("{Employees}, которых назначит приказ"),
            open_url(user, "registry.add_person", "registry:person_create"),
            _("Внести"),
            employees.exists(),
        )
    yield _introducing_order(user, programme, kind)


def _introducing_order(user: User, programme: Programme, kind: OrderKind) -> Step:
    """A draft that is there already is led to; without one, the form of its kind."""
    rows = Order.objects.visible_to(user).filter(kind=kind.code)
    order = rows.order_by("signed_on", "pk").last()
    text = _("{School} ещё не {school:ввёл/ввела/ввело} наставничество: приказ «%(name)s»")
    text %= {"name": kind.name}
    if order is not None and order.state != OrderState.WITHDRAWN:
        is_done = rows.filter(state=OrderState.APPROVED).exists()
        return Step(text, order.get_absolute_url(), _("Открыть проект"), is_done)
    url = open_url(user, "orders.draft_order", "orders:order_choose")
    if url:
        url = reverse("orders:order_create", args=[kind.code]) + f"?programme={programme.pk}"
    else:
        text += ". " + _("Его составляет {coordinator} или {curator}.")
    return Step(text, url, _("Составить приказ"), is_done=False)


def _first_pairs(user: User) -> Iterator[Step]:
    mentors = MentorCard.objects.visible_to(user)
    mentees = MenteeCard.objects.visible_to(user)
    pairs = Pair.objects.visible_to(user)
    yield Step(
        _("Две базы: {mentors} и {mentees}"),
        open_url(user, "registry.import_base", "registry:import_list"),
        _("Загрузить"),
        mentors.exists() and mentees.exists(),
    )
    yield Step(
        _("Согласия участников"),
        open_url(user, "registry.record_consent", "registry:missing_list"),
        _("Записать"),
        Consent.objects.visible_to(user).exists(),
    )
    yield Step(
        _("Пары: подобрать и выбрать"),
        open_url(user, "pairing.propose_pairs", "pairing:board"),
        _("Подобрать"),
        pairs.exists(),
    )
    yield Step(
        _("Приказ {director:genitive}: с этого дня пары действуют"),
        reverse("orders:order_list"),
        _("К приказам"),
        pairs.exclude(state__in=WAITING).exists(),
    )
