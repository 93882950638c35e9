"""What is awaited of an administrator, and the checklist of a school's first evening."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.i18n import gettext as _
from orders.choices import OrderState
from orders.models import Order
from pairing.models import Pair
from registry.choices import CardState, ImportState
from registry.models import Consent, ImportBatch, MenteeCard, MentorCard, Person
from schools.models import Programme, School
from schools.queries import current_programme, latest_regulation, made_up_data

from ..todo import TodoGroup, TodoItem, group_of, open_url, single


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield imports_to_confirm(user)
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


def is_told(school: School) -> bool:
    """Whether the school has said its name and who signs."""
    return not any(made_up_data(school))


def checklist(user: User, school: School, today: datetime.date) -> list[Step]:
    """From a new school to the first order, in the order in which it is done."""
    programme = current_programme(school, today)
    regulation = latest_regulation(school)
    mentors = MentorCard.objects.visible_to(user)
    mentees = MenteeCard.objects.visible_to(user)
    orders = Order.objects.visible_to(user).filter(state=OrderState.APPROVED)
    return [
        Step(
            _("{School}: название и кто подписывает приказы"),
            reverse("schools:settings"),
            _("Заполнить"),
            is_told(school),
        ),
        Step(
            _("Положение о наставничестве и программа года"),
            programme.get_absolute_url() if programme else reverse("schools:settings"),
            _("Настроить"),
            regulation is not None and programme is not None,
        ),
        Step(
            _("Две базы: {mentors} и {mentees}"),
            reverse("registry:import_list"),
            _("Загрузить"),
            mentors.exists() and mentees.exists(),
        ),
        Step(
            _("Согласия участников"),
            reverse("registry:missing_list"),
            _("Записать"),
            Consent.objects.visible_to(user).exists(),
        ),
        Step(
            _("Пары: подобрать и выбрать"),
            open_url(user, "pairing.propose_pairs", "pairing:board"),
            _("Подобрать"),
            Pair.objects.visible_to(user).exists(),
        ),
        Step(
            _("Приказ {director:genitive}: с этого дня пары действуют"),
            reverse("orders:order_list"),
            _("К приказам"),
            orders.exists(),
        ),
    ]
