"""What is awaited of somebody by name, whatever their role: to read, to do, to decide."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from core.i18n import gettext as _
from orders.queries import orders_to_read
from pairing.asking import requests_to_answer
from pairing.models import WishRequest
from registry.choices import ConsentKind, ConsentSigner
from registry.models import Person
from registry.queries import consents_lacking, late_lines_of
from schools.models import Programme, RoadMapLine
from schools.rules import rules_of

from ..todo import SHOWN, TodoGroup, TodoItem, group_of
from .curator import feedback_waiting, plans_waiting


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    if programme is not None and user.has_perm("registry.sign_own_consent"):
        yield consents_to_give(user, programme, today)
    if user.has_perm("pairing.give_wishes"):
        yield wishes_to_give(user, today)
    yield unread_orders(user)
    yield late_lines(user, today)
    # The regulation may have anybody approve plans or read what mentors write in the end.
    if user.has_perm("plans.view_plan"):
        yield plans_waiting(user)
    if user.has_perm("plans.read_feedback"):
        yield feedback_waiting(user)


def consents_to_give(user: User, programme: Programme, today: datetime.date) -> TodoGroup | None:
    """For oneself and for each child, each kind on its own. Nobody is asked whom no base has."""
    own, children = Q(user=user), Q(guardianships__guardian__user=user)
    in_base = Q(mentor_card__isnull=False) | Q(mentee_card__isnull=False)
    rows = Person.objects.visible_to(user).filter(own | children, in_base).distinct()
    people = {person.pk: person for person in rows}
    lacking = consents_lacking(people, day=today, rules=rules_of(programme.regulation))
    items = [
        TodoItem(
            person.full_name,
            reverse("registry:consent_sign", args=[person.pk, kind]),
            _("Прочитать и решить"),
            note=_("согласие: %(kind)s") % {"kind": ConsentKind(kind).label},
        )
        for person in people.values()
        for kind, signer in lacking.get(person.pk, ())
        if (signer == ConsentSigner.SELF) == (person.user_id == user.pk)
    ]
    title = _("Нужно ваше согласие")
    return TodoGroup(title, items, len(items), reverse("registry:consent_own")) if items else None


def wishes_to_give(user: User, today: datetime.date) -> TodoGroup | None:
    """Whom they would like to work with: of oneself and of each child."""

    def item(request: WishRequest) -> TodoItem:
        person = request.card.person
        if request.round.is_choice:
            title = _("Выберите {mentor:accusative} из предложенных")
        else:
            title = _("С кем хотелось бы работать в паре")
        return TodoItem(
            title,
            request.get_absolute_url(),
            _("Ответить"),
            note="" if person.user_id == user.pk else person.full_name,
            due_on=request.round.closes_on,
        )

    rows = requests_to_answer(user, today)
    return group_of(_("Пожелания"), rows, item, url=reverse("pairing:wish_own"))


def unread_orders(user: User) -> TodoGroup | None:
    """Orders that name the user and wait for the mark in the sheet of acquaintance."""
    if not user.has_perm("orders.view_order"):
        return None
    orders = orders_to_read(user)
    items = [
        TodoItem(order.title, order.get_absolute_url(), _("Прочитать"), since=order.signed_on)
        for order in orders[:SHOWN]
    ]
    title = _("Приказы, с которыми надо ознакомиться")
    return TodoGroup(title, items, len(orders), reverse("orders:order_list")) if items else None


def late_lines(user: User, today: datetime.date) -> TodoGroup | None:
    """Of the road map: where the user is named, or a role of theirs."""
    may_open = user.has_perm("schools.view_programme")

    def item(line: RoadMapLine) -> TodoItem:
        return TodoItem(
            line.title,
            line.get_absolute_url() if may_open else "",
            _("Открыть"),
            note=line.stage.title if line.stage else "",
            due_on=line.ends_on,
            is_late=True,
        )

    url = reverse("schools:road_map_current") if may_open else ""
    return group_of(
        _("Дорожная карта: не сделано в срок"), late_lines_of(user, today), item, url=url
    )
