"""A draft goes round those who have to agree to it, at once or one after the other."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from core.audit import record
from core.clock import now
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock
from registry.models import Person

from ..choices import SheetKind
from ..models import Order, OrderReviewer, OrderSheetMark
from ..sheets import approval_lines, awaited_lines
from ..signals import order_agreement_asked
from .sheets import mark_sheet


@transaction.atomic
def add_reviewer(order: Order, *, person: Person, actor: Any) -> OrderReviewer:
    """One more with whom the draft is agreed; stands last in the sheet."""
    order = _editable(order)
    if person.school_id != order.school_id:
        raise DomainError(_("Согласует приказ человек {school:своей/своего} {school:genitive}."))
    if order.reviewers.filter(person=person).exists():
        raise DomainError(_("Этот человек уже в листе согласования."))
    last = order.reviewers.order_by("-position").values_list("position", flat=True).first()
    reviewer = OrderReviewer.objects.create(
        order=order, person=person, position=0 if last is None else last + 1
    )
    _write(order, actor, "orders.add_reviewer", _("В лист согласования добавлен человек."), person)
    if order.agreement_asked_at is not None:
        order_agreement_asked.send(sender=Order, order=order, actor=actor)
    return reviewer


@transaction.atomic
def remove_reviewer(order: Order, *, person: Person, actor: Any) -> None:
    """Who has already said a word stays in the sheet."""
    order = _editable(order)
    if order.marks.filter(kind=SheetKind.APPROVAL, person=person).exists():
        raise StateError(_("Этот человек уже ответил: его строка остаётся в листе."))
    order.reviewers.filter(person=person).delete()
    text = _("Человек убран из листа согласования.")
    _write(order, actor, "orders.remove_reviewer", text, person)


@transaction.atomic
def ask_agreement(order: Order, *, actor: Any) -> Order:
    """Those of the sheet who sign in see the draft from now on and are asked for their word."""
    order = _editable(order)
    lines = approval_lines(order)
    if not lines:
        raise StateError(_("В листе согласования никого нет: добавьте, с кем согласовать."))
    known = set(order.reviewers.values_list("person_id", flat=True))
    people = [line.person for line in lines if line.person and line.person.pk not in known]
    OrderReviewer.objects.bulk_create(
        OrderReviewer(order=order, person=person, position=len(known) + place)
        for place, person in enumerate(people)
    )
    order.agreement_asked_at = now()
    order.save(update_fields=["agreement_asked_at", "updated_at"])
    record(
        "orders.ask_agreement",
        order,
        actor=actor,
        text=_("Проект приказа отправлен на согласование."),
        about=[line.person for line in lines if line.person],
    )
    order_agreement_asked.send(sender=Order, order=order, actor=actor)
    return order


@transaction.atomic
def agree(order: Order, *, actor: User, remark: str = "") -> OrderSheetMark:
    """Whose turn it is agrees, or says with a remark what they want changed first."""
    order = lock(order)
    if order.agreement_asked_at is None or order.signed_on is not None:
        raise StateError(_("Этот приказ сейчас не на согласовании."))
    awaited = awaited_lines(order)
    own = next((one for one in awaited if one.person and one.person.user_id == actor.pk), None)
    if own is None:
        raise DomainError(_("Вашего согласия по этому приказу сейчас не ждут."))
    mark = mark_sheet(order, sheet=SheetKind.APPROVAL, keys=[own.key], actor=actor, remark=remark)[
        0
    ]
    order_agreement_asked.send(sender=Order, order=order, actor=actor)
    return mark


def ask_again(order: Order, *, actor: Any) -> int:
    """The text is another one: people are asked anew, words of bodies are on paper and stay."""
    if order.agreement_asked_at is None:
        return 0
    marks = order.marks.filter(kind=SheetKind.APPROVAL, person__isnull=False)
    count, _by_model = marks.delete()
    if count:
        record(
            "orders.ask_agreement_again",
            order,
            actor=actor,
            text=_("Текст приказа изменён: согласуют его заново."),
        )
        order_agreement_asked.send(sender=Order, order=order, actor=actor)
    return count


def _editable(order: Order) -> Order:
    order = lock(order)
    if not order.is_editable:
        raise StateError(
            _("Согласуют проект, а приказ уже передан {director:dative} или подписан.")
        )
    return order


def _write(order: Order, actor: Any, verb: str, text: str, person: Person) -> None:
    record(verb, order, actor=actor, text=text, about=[person])
