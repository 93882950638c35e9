"""What is awaited of a curator or coordinator."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import clock
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.russian.numbers import count
from monitoring.rules import is_actor, points_of
from orders.choices import OrderState
from orders.models import Order
from pairing.choices import ChangeState
from pairing.models import PairMember, PairRequest
from pairing.queries import chosen_pairs
from plans.models import Feedback, Plan
from plans.queries import feedback_to_read, late_feedback, plans_to_approve
from registry.choices import PairSearch
from registry.models import Certificate, DataQuestion, MenteeCard, PartnerAgreement, Person
from registry.queries import base_deadlines, ending_agreements, ending_certificates, with_gaps
from registry.queries.keeping import number_due
from schools.models import Programme, Stage
from schools.rules import rules_of

from ..todo import TodoGroup, TodoItem, group_of, is_past, single
from .orders_in_work import tasks_of_nobody
from .selection import applications_waiting

# A point of the monitoring is told of this long before its day.
ROUND_NOTICE = datetime.timedelta(days=14)
# And of the term of a base.
BASE_NOTICE = datetime.timedelta(days=30)
# And of the end of agreements and certificates.
PAPERS_NOTICE = BASE_NOTICE


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield returned_orders(user)
    yield tasks_of_nobody(user, today)
    yield requests_waiting(user)
    yield data_to_decide(user, today)
    yield data_past_term(user, today)
    yield applications_waiting(user)
    yield agreements_ending(user, today)
    yield certificates_ending(user, today)
    yield plans_waiting(user)
    yield feedback_waiting(user)
    yield feedback_overdue(user, today)
    yield rounds_due(user, programme, today)
    if programme is not None:
        yield late_stages(programme, today)
        yield base_terms(user, programme, today)
        yield bases_and_pairs(user, programme, today)


def returned_orders(user: User) -> TodoGroup | None:
    rows = Order.objects.visible_to(user).filter(state=OrderState.RETURNED)

    def item(order: Order) -> TodoItem:
        return TodoItem(order.title, order.get_absolute_url(), _("Исправить"), note=order.remark)

    return group_of(
        _("Приказы, возвращённые {director:instrumental}"),
        rows,
        item,
        url=reverse("orders:order_list"),
    )


def requests_waiting(user: User) -> TodoGroup | None:
    """Petitions and resignations that wait, but those that a draft of an order answers."""
    rows = PairRequest.objects.visible_to(user).waiting()
    rows = rows.exclude(changes__state=ChangeState.WAITING)

    def item(request: PairRequest) -> TodoItem:
        who = request.member.mentee.person if request.member else request.pair.mentor.person
        return TodoItem(
            who.full_name,
            request.get_absolute_url(),
            _("Решить"),
            note=f"{request.get_side_display()}: {request.get_kind_display()}",
            since=request.asked_on,
        )

    people = rows.select_related("pair__mentor__person", "member__mentee__person")
    return group_of(_("Обращения о парах"), people, item)


def data_to_decide(user: User, today: datetime.date) -> TodoGroup | None:
    """Whose data have to be deleted or depersonalised since a consent was withdrawn."""
    if not user.has_perm("registry.record_consent"):
        return None
    rows = DataQuestion.objects.visible_to(user).filter(decided_on__isnull=True)

    def item(question: DataQuestion) -> TodoItem:
        return TodoItem(
            question.person.full_name,
            f"{question.person.get_absolute_url()}#consents",
            _("Решить"),
            note=_("согласие отозвано %(day)s") % {"day": short_date(question.asked_on)},
            due_on=question.due_on,
            is_late=is_past(question.due_on, today),
        )

    return group_of(_("Удалить данные или обезличить"), rows.select_related("person"), item)


def agreements_ending(user: User, today: datetime.date) -> TodoGroup | None:
    """Agreements with partners and people whose term ends soon or is over, with no next one."""
    if not user.has_perm("registry.keep_partners"):
        return None
    rows = ending_agreements(today + PAPERS_NOTICE).visible_to(user)

    def item(agreement: PartnerAgreement) -> TodoItem:
        return TodoItem(
            agreement.partner_name,
            agreement.get_absolute_url(),
            _("Открыть"),
            note=_left(agreement.ends_on, today),
            due_on=agreement.ends_on,
            is_late=is_past(agreement.ends_on, today),
        )

    url = reverse("registry:partner_list")
    return group_of(_("Соглашения, срок которых кончается"), rows, item, url=url)


def certificates_ending(user: User, today: datetime.date) -> TodoGroup | None:
    if not user.has_perm("registry.keep_partners"):
        return None
    rows = ending_certificates(today + PAPERS_NOTICE).visible_to(user)

    def item(paper: Certificate) -> TodoItem:
        return TodoItem(
            _("%(name)s: %(kind)s") % {"name": paper.person.short_name, "kind": paper.kind},
            paper.get_absolute_url(),
            _("Открыть"),
            note=_left(paper.valid_until, today),
            due_on=paper.valid_until,
            is_late=is_past(paper.valid_until, today),
        )

    return group_of(_("Справки, срок которых кончается"), rows.select_related("person"), item)


def _left(day: datetime.date | None, today: datetime.date) -> str:
    """«истекает через 5 дней»."""
    if day is None or day < today:
        return _("срок истёк")
    if day == today:
        return _("истекает сегодня")
    days = count((day - today).days, _("день"), _("дня"), _("дней"))
    return _("истекает через %(days)s") % {"days": days}


def data_past_term(user: User, today: datetime.date) -> TodoGroup | None:
    """What is kept though its term is over: one line that leads to the list."""
    if not user.has_perm("registry.erase_people") or user.scope is None:
        return None
    number = number_due(user.scope.school_id, today)
    if not number:
        return None
    text = _("Данные, которые пора обезличить или уничтожить: %(number)s") % {"number": number}
    url = reverse("registry:due_list")
    return single(_("Сроки хранения"), TodoItem(text, url, _("Посмотреть")))


def plans_waiting(user: User) -> TodoGroup | None:
    def item(plan: Plan) -> TodoItem:
        return TodoItem(
            plan.member.mentee.person.full_name,
            plan.get_absolute_url(),
            _("Посмотреть"),
            note=_("{mentor}: %(name)s") % {"name": plan.member.pair.mentor.person.short_name},
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
            feedback.member.mentee.person.full_name,
            feedback.get_absolute_url(),
            _("Прочитать"),
            note=_("{mentor}: %(name)s") % {"name": feedback.member.pair.mentor.person.short_name},
            since=feedback.submitted_on,
        )

    return group_of(
        _("Итоговые документы, с которыми надо ознакомиться"),
        feedback_to_read(user),
        item,
        url=f"{reverse('plans:feedback_list')}?state=submitted",
    )


def feedback_overdue(user: User, today: datetime.date) -> TodoGroup | None:
    def item(feedback: Feedback) -> TodoItem:
        return TodoItem(
            feedback.member.pair.mentor.person.full_name,
            feedback.get_absolute_url(),
            _("Открыть"),
            note=_("{mentee}: %(name)s") % {"name": feedback.member.mentee.person.short_name},
            due_on=feedback.due_on,
            is_late=True,
        )

    rows = late_feedback(user, today).order_by("due_on", "pk")
    return group_of(
        _("{Mentors}, задержавшие отзыв"), rows, item, url=reverse("plans:feedback_list")
    )


def rounds_due(user: User, programme: Programme | None, today: datetime.date) -> TodoGroup | None:
    """Points of the monitoring whose day has come and of which this user has said nothing yet."""
    if programme is None or not is_actor(user, rules_of(programme.regulation)):
        return None
    held = set(programme.rounds.filter(author=user).values_list("point", flat=True))
    items = [
        TodoItem(
            point.title[:1].upper() + point.title[1:],
            reverse("monitoring:round_update", args=[point.code]),
            _("Записать"),
            due_on=point.due_on,
            is_late=point.due_on < today,
        )
        for point in points_of(programme)
        if not point.is_measured and point.code not in held and point.due_on - ROUND_NOTICE <= today
    ]
    if not items:
        return None
    title = _("Мониторинг по срокам положения")
    return TodoGroup(title, items, len(items), reverse("monitoring:round_list"))


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


def base_terms(user: User, programme: Programme, today: datetime.date) -> TodoGroup | None:
    """Bases whose term is near or over while cards are not ready, for those who keep them."""
    if not user.has_perm("registry.change_person"):
        return None
    items = [
        TodoItem(
            _("%(base)s, карточек не готово: %(number)s")
            % {"base": base.title[:1].upper() + base.title[1:], "number": base.unready},
            reverse("registry:missing_list"),
            _("Чего не хватает"),
            note=_("по положению: %(term)s") % {"term": base.words} if base.words else "",
            due_on=base.day,
            is_late=base.is_overdue,
        )
        for base in base_deadlines(programme, today, user=user)
        if base.unready and (base.day is None or base.day - BASE_NOTICE <= today)
    ]
    return TodoGroup(_("Сроки баз"), items, len(items)) if items else None


def bases_and_pairs(user: User, programme: Programme, today: datetime.date) -> TodoGroup | None:
    """The way from the bases to an order, as numbers: each leads to the page where it is walked."""
    steps = (
        (
            without_consents(user, programme, today).count(),
            _("Участников без нужных согласий: %(number)s"),
            reverse("registry:missing_list"),
            _("Записать"),
        ),
        (
            unpaired_mentees(user).count(),
            _("{Mentees:genitive} без пары: %(number)s"),
            reverse("pairing:board"),
            _("Подобрать"),
        ),
        (
            searched_for(user),
            _("Пара не найдена, поиск продолжается: %(number)s"),
            f"{reverse('registry:mentee_list')}?pair_search={PairSearch.SEARCHING}",
            _("Посмотреть"),
        ),
        (
            chosen_pairs(programme, user).count(),
            _("Выбрано пар, которых ещё нет в приказе: %(number)s"),
            reverse("pairing:board"),
            _("Составить приказ"),
        ),
    )
    items = [TodoItem(text % {"number": n}, url, label) for n, text, url, label in steps if n]
    return TodoGroup(_("Базы и пары"), items, len(items)) if items else None


def searched_for(user: User) -> int:
    """Mentees for whom somebody has marked that no pair was found; for those who may read it."""
    if not user.has_perm("registry.view_special"):
        return 0
    return unpaired_mentees(user).filter(search=PairSearch.SEARCHING).count()


def without_consents(user: User, programme: Programme, today: datetime.date) -> QuerySet[Person]:
    """People of the bases who may not be put in a pair yet."""
    people = Person.objects.visible_to(user).filter(
        Q(mentor_card__isnull=False) | Q(mentee_card__isnull=False)
    )
    rules = rules_of(programme.regulation)
    return with_gaps(people, day=today, rules=rules).filter(Q(is_ready=False))


def unpaired_mentees(user: User) -> QuerySet[MenteeCard]:
    """Cards in the base that nothing binds to a mentor."""
    bound = PairMember.objects.binding_on(clock.today()).filter(mentee=OuterRef("pk"))
    return MenteeCard.objects.visible_to(user).active().filter(~Exists(bound))
