"""What is awaited of a curator or coordinator."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from orders.choices import OrderState
from orders.models import Order
from pairing.models import PairMember
from pairing.queries import chosen_pairs
from plans.models import Feedback, Plan
from plans.queries import feedback_to_read, late_feedback, plans_to_approve
from registry.models import MenteeCard, Person
from registry.queries import with_gaps
from schools.models import Programme, Stage
from schools.rules import rules_of

from ..todo import TodoGroup, TodoItem, group_of, single


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield returned_orders(user)
    yield plans_waiting(user)
    yield feedback_waiting(user)
    yield feedback_overdue(user, today)
    if programme is not None:
        yield late_stages(programme, today)
        yield without_consents(user, programme, today)
        yield without_pair(user)
        yield without_order(user, programme)


def returned_orders(user: User) -> TodoGroup | None:
    rows = Order.objects.visible_to(user).filter(state=OrderState.RETURNED)

    def item(order: Order) -> TodoItem:
        return TodoItem(order.title, order.get_absolute_url(), _("Исправить"), who=order.remark)

    return group_of(
        _("Приказы, возвращённые директором"), rows, item, url=reverse("orders:order_list")
    )


def plans_waiting(user: User) -> TodoGroup | None:
    def item(plan: Plan) -> TodoItem:
        return TodoItem(
            _("План ждёт утверждения"),
            plan.get_absolute_url(),
            _("Посмотреть"),
            who=plan.member.mentee.person.full_name,
            since=timezone.localdate(plan.submitted_at) if plan.submitted_at else None,
        )

    return group_of(
        _("Планы на утверждение"),
        plans_to_approve(user),
        item,
        url=f"{reverse('plans:plan_list')}?state=submitted",
    )


def feedback_waiting(user: User) -> TodoGroup | None:
    def item(feedback: Feedback) -> TodoItem:
        return TodoItem(
            _("Отзыв передан вам"),
            feedback.get_absolute_url(),
            _("Прочитать"),
            who=feedback.member.mentee.person.full_name,
            since=feedback.submitted_on,
        )

    return group_of(
        _("Отзывы, с которыми надо ознакомиться"),
        feedback_to_read(user),
        item,
        url=f"{reverse('plans:feedback_list')}?state=submitted",
    )


def feedback_overdue(user: User, today: datetime.date) -> TodoGroup | None:
    def item(feedback: Feedback) -> TodoItem:
        return TodoItem(
            _("Отзыв не передан"),
            feedback.get_absolute_url(),
            _("Открыть"),
            who=feedback.member.pair.mentor.person.full_name,
            due_on=feedback.due_on,
            is_late=True,
        )

    rows = late_feedback(user, today).order_by("due_on", "pk")
    return group_of(
        _("Наставники, задержавшие отзыв"), rows, item, url=reverse("plans:feedback_list")
    )


def late_stages(programme: Programme, today: datetime.date) -> TodoGroup | None:
    rows = programme.stages.filter(done_on__isnull=True, ends_on__lt=today).order_by("ends_on")

    def item(stage: Stage) -> TodoItem:
        return TodoItem(
            stage.title,
            programme.get_absolute_url(),
            _("К этапам"),
            due_on=stage.ends_on,
            is_late=True,
        )

    return group_of(_("Этапы программы не по сроку"), rows, item, url=programme.get_absolute_url())


def without_consents(user: User, programme: Programme, today: datetime.date) -> TodoGroup | None:
    """People of the bases who may not be put in a pair yet."""
    people = Person.objects.visible_to(user).filter(
        Q(mentor_card__isnull=False) | Q(mentee_card__isnull=False)
    )
    lacking = with_gaps(people, day=today, rules=rules_of(programme.regulation))
    number = lacking.filter(is_ready=False).count()
    return _summary(
        _("Согласия"),
        number,
        _("Участников без нужных согласий: %(number)s"),
        reverse("registry:missing_list"),
        _("Записать согласия"),
    )


def without_pair(user: User) -> TodoGroup | None:
    number = unpaired_mentees(user).count()
    return _summary(
        _("Подбор"),
        number,
        _("Наставляемых без пары: %(number)s"),
        reverse("pairing:board"),
        _("Подобрать"),
    )


def unpaired_mentees(user: User) -> QuerySet[MenteeCard]:
    """Cards in the base that nothing binds to a mentor."""
    bound = PairMember.objects.filter(mentee=OuterRef("pk"), is_binding=True)
    return MenteeCard.objects.visible_to(user).active().filter(~Exists(bound))


def without_order(user: User, programme: Programme) -> TodoGroup | None:
    return _summary(
        _("Приказ о парах"),
        chosen_pairs(programme, user).count(),
        _("Выбрано пар, которых ещё нет в приказе: %(number)s"),
        reverse("pairing:board"),
        _("Составить приказ"),
    )


def _summary(title: str, number: int, text: str, url: str, action: str) -> TodoGroup | None:
    if not number:
        return None
    return single(title, TodoItem(text % {"number": number}, url, action))
