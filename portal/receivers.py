"""News of the apps on the left become notifications, in the transaction that makes them true.

Texts are kept in the database, so they are written in the language of the school, not of the one
whose click made the news.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils import translation

from core import clock
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.terms import using
from orders.models import Order
from orders.sheets import awaited_lines
from orders.signals import (
    order_agreement_asked,
    order_approved,
    order_reading_reminded,
    order_returned,
    order_submitted,
)
from pairing.models import Pair, PairChange, PairMember, PairRequest, WishRound
from pairing.signals import (
    end_ordered,
    end_taken_back,
    member_joined,
    member_left,
    pair_ended,
    pair_reopened,
    pair_request_answered,
    pair_requested,
    pair_started,
    wishes_asked,
)
from plans.models import Feedback, Plan
from plans.signals import (
    feedback_returned,
    feedback_submitted,
    plan_approved,
    plan_returned,
    plan_submitted,
)
from registry.choices import ConsentKind
from registry.life_hooks import register_eraser
from registry.models import Consent, ConsentRequest, Person
from registry.signals import consent_refused, consent_withdrawn
from schools.models import School
from schools.terms import words_of

from .actions import forget_inbox, notify_all, notify_many
from .life import foresee
from .order_words import own_words, words_of_approval
from .recipients import (
    accounts_behind,
    mentor_of,
    people_now,
    people_of,
    those_who_may,
    users_of,
    users_with,
)

register_eraser(foresee, forget_inbox)


def _key(name: str, row: Any) -> str:
    """Told once per turn of a row: returned twice, it is news twice."""
    return f"{row._meta.label_lower}:{row.pk}:{name}:{row.updated_at:%Y%m%d%H%M%S%f}"


def _tell(users: Any, *, actor: Any, row: Any, name: str, text: str) -> None:
    notify_all(
        users,
        actor=actor,
        school=row.school,
        key=_key(name, row),
        text=text,
        url=row.get_absolute_url(),
    )


@contextmanager
def _as_said_in(school: School) -> Iterator[None]:
    with translation.override(settings.LANGUAGE_CODE), using(words_of(school)):
        yield


@receiver(order_submitted)
def tell_of_order_to_approve(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(order.school):
        text = _("Приказ ждёт вашего решения: %(title)s") % {"title": order.title}
    directors = users_with("orders.approve_order", order.school)
    _tell(directors, actor=actor, row=order, name="submitted", text=text)


@receiver(order_approved)
def tell_of_approved_order(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(order.school):
        words = list(words_of_approval(order))
    for user, text in words:
        _tell([user], actor=actor, row=order, name="approved", text=text)


@receiver(order_agreement_asked)
def tell_of_order_to_agree(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(order.school):
        text = _("Вас просят согласовать проект приказа: %(title)s") % {"title": order.title}
    people = [line.person for line in awaited_lines(order) if line.person]
    users = [person.user for person in people if person.user is not None]
    _tell(users, actor=actor, row=order, name="agreement", text=text)


@receiver(order_reading_reminded)
def remind_of_order_to_read(
    sender: Any, *, order: Order, people: list[Person], actor: Any, **kwargs: Any
) -> None:
    """Once a day however often somebody asks for it."""
    with _as_said_in(order.school):
        text = _("Ознакомьтесь с приказом № %(number)s и отметьте это: %(title)s") % {
            "number": order.number,
            "title": order.title,
        }
    own = [person.user for person in people if person.user is not None]
    users = those_who_may(own, "orders.view_order", order.school)
    _tell(users, actor=actor, row=order, name=f"read:{clock.today()}", text=text)


@receiver(order_returned)
def tell_of_returned_order(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(order.school):
        text = _("{Director} {director:вернул/вернула/вернуло} приказ с замечанием: %(title)s") % {
            "title": order.title
        }
    drafters = [order.drafted_by] if order.drafted_by else []
    _tell(drafters, actor=actor, row=order, name="returned", text=text)


@receiver(pair_started)
def tell_of_started_pair(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    people = people_of(pair)
    with _as_said_in(pair.school):
        names = ", ".join(person.short_name for person in people)
        since = _("С %(day)s вы {mentor}: %(names)s. Составьте план.")
        text = since if pair.is_ahead else _("Вы {mentor}: %(names)s. Составьте план.")
        values = {"names": names, "day": short_date(pair.starts_on)}
        to_mentor = own_words(pair.order, "mentor") or text % values
        since = _(
            "С %(day)s {mentor:назначен/назначена/назначено} {mentor}: %(name)s. Познакомьтесь; "
            "план появится здесь же."
        )
        now = _(
            "{mentor:Назначен/Назначена/Назначено} {mentor}: %(name)s. Познакомьтесь; план "
            "появится здесь же."
        )
        values = {"name": pair.mentor.person.short_name, "day": short_date(pair.starts_on)}
        to_family = own_words(pair.order, "family") or (since if pair.is_ahead else now) % values
    _tell(mentor_of(pair), actor=actor, row=pair, name="started", text=to_mentor)
    _tell(users_of(people), actor=actor, row=pair, name="started", text=to_family)


@receiver(pair_ended)
def tell_of_ended_pair(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    people = people_of(pair)
    with _as_said_in(pair.school):
        names = ", ".join(person.short_name for person in people)
        to_mentor = _("Работа в паре завершена: %(names)s") % {"names": names}
        to_family = _("Работа с {mentor:instrumental} завершена: %(name)s") % {
            "name": pair.mentor.person.short_name
        }
    _tell(mentor_of(pair), actor=actor, row=pair, name="ended", text=to_mentor)
    _tell(users_of(people), actor=actor, row=pair, name="ended", text=to_family)


@receiver(end_ordered)
def tell_of_ordered_end(
    sender: Any,
    *,
    pair: Pair,
    member: PairMember | None,
    change: PairChange,
    last_day: datetime.date,
    actor: Any,
    **kwargs: Any,
) -> None:
    people = [member.mentee.person] if member is not None else people_now(pair)
    values = {"day": short_date(last_day), "name": pair.mentor.person.short_name}
    values["names"] = ", ".join(person.short_name for person in people)
    with _as_said_in(pair.school):
        to_mentor = _("По приказу работа в паре завершится %(day)s: %(names)s") % values
        if member is not None:
            text = _("По приказу участник выйдет из вашей группы %(day)s: %(names)s")
            to_mentor = text % values
        to_family = _("По приказу работа с {mentor:instrumental} завершится %(day)s: %(name)s")
    name = f"ends:{change.pk}"
    _tell(mentor_of(pair), actor=actor, row=pair, name=name, text=to_mentor)
    _tell(users_of(people), actor=actor, row=pair, name=name, text=to_family % values)


@receiver(end_taken_back)
def tell_of_end_taken_back(
    sender: Any,
    *,
    pair: Pair,
    member: PairMember | None,
    change: PairChange,
    actor: Any,
    **kwargs: Any,
) -> None:
    people = [member.mentee.person] if member is not None else people_now(pair)
    with _as_said_in(pair.school):
        text = _("Приказ о завершении отменён: работа в паре продолжается, по %(day)s")
    text %= {"day": short_date(member.left_on if member is not None else pair.ends_on)}
    users = {user.pk: user for user in [*mentor_of(pair), *users_of(people)]}
    name = f"goes_on:{change.pk}"
    _tell(users.values(), actor=actor, row=pair, name=name, text=text)


@receiver(wishes_asked)
def tell_of_wishes(
    sender: Any,
    *,
    wish_round: WishRound,
    people: list[int],
    actor: Any,
    is_again: bool,
    **kwargs: Any,
) -> None:
    """Once when they are asked, and once a day when they are reminded."""
    day = {"day": short_date(wish_round.closes_on)}
    with _as_said_in(wish_round.school):
        if wish_round.is_choice:
            text = _("Выберите {mentor:accusative} из предложенных до %(day)s.") % day
        else:
            text = _("Скажите, с кем хотели бы работать в паре: до %(day)s.") % day
    name = f"again:{clock.today():%Y%m%d}" if is_again else "asked"
    notify_many(
        accounts_behind(people),
        actor=actor,
        school=wish_round.school,
        key=f"pairing.wishround:{wish_round.pk}:{name}",
        text=text,
        url=reverse("pairing:wish_own"),
    )


@receiver(member_joined)
def tell_of_joined_member(
    sender: Any, *, pair: Pair, member: PairMember, actor: Any, **kwargs: Any
) -> None:
    person = member.mentee.person
    with _as_said_in(pair.school):
        to_mentor = _("В вашу группу принят участник: %(name)s") % {"name": person.short_name}
        to_family = _("{mentor:Назначен/Назначена/Назначено} {mentor}: %(name)s") % {
            "name": pair.mentor.person.short_name
        }
    name = f"joined:{member.pk}"
    _tell(mentor_of(pair), actor=actor, row=pair, name=name, text=to_mentor)
    _tell(users_of([person]), actor=actor, row=pair, name=name, text=to_family)


@receiver(member_left)
def tell_of_left_member(
    sender: Any, *, pair: Pair, member: PairMember, actor: Any, **kwargs: Any
) -> None:
    person = member.mentee.person
    with _as_said_in(pair.school):
        to_mentor = _("Участник вышел из вашей группы: %(name)s") % {"name": person.short_name}
        to_family = _("Работа с {mentor:instrumental} завершена: %(name)s") % {
            "name": pair.mentor.person.short_name
        }
    name = f"left:{member.pk}"
    _tell(mentor_of(pair), actor=actor, row=pair, name=name, text=to_mentor)
    _tell(users_of([person]), actor=actor, row=pair, name=name, text=to_family)


@receiver(pair_reopened)
def tell_of_reopened_pair(
    sender: Any, *, pair: Pair, members: list[PairMember], actor: Any, **kwargs: Any
) -> None:
    with _as_said_in(pair.school):
        text = _("Пара снова действует: она была завершена по ошибке")
    people = [member.mentee.person for member in members]
    users = {user.pk: user for user in [*mentor_of(pair), *users_of(people)]}
    _tell(users.values(), actor=actor, row=pair, name="reopened", text=text)


@receiver(pair_requested)
def tell_of_request(sender: Any, *, request: PairRequest, actor: Any, **kwargs: Any) -> None:
    """Those who decide and who may read it; the other side of the pair never."""
    with _as_said_in(request.school):
        text = _("Обращение о паре: %(what)s") % {"what": request.get_kind_display()}
    users = users_with("pairing.manage_pair", request.school, about=request)
    _tell(users, actor=actor, row=request, name="asked", text=text)


@receiver(pair_request_answered)
def tell_of_answer(sender: Any, *, request: PairRequest, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(request.school):
        text = _("Ответ на ваше обращение (%(what)s): %(state)s") % {
            "what": request.get_kind_display(),
            "state": request.get_state_display(),
        }
    users = [request.asked_by] if request.asked_by else []
    _tell(users, actor=actor, row=request, name="answered", text=text)


@receiver(plan_submitted)
def tell_of_plan_to_approve(sender: Any, *, plan: Plan, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(plan.school):
        text = _("План ждёт утверждения: %(name)s") % {"name": _mentee(plan)}
    users = users_with("plans.approve_plan", plan.school, about=plan)
    _tell(users, actor=actor, row=plan, name="submitted", text=text)


@receiver(plan_approved)
def tell_of_approved_plan(sender: Any, *, plan: Plan, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(plan.school):
        text = _("План утверждён: %(name)s") % {"name": _mentee(plan)}
    users = [*mentor_of(plan.member.pair), *users_of([plan.member.mentee.person])]
    _tell(users, actor=actor, row=plan, name="approved", text=text)


@receiver(plan_returned)
def tell_of_returned_plan(sender: Any, *, plan: Plan, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(plan.school):
        text = _("План вернули с замечанием: %(name)s") % {"name": _mentee(plan)}
    _tell(mentor_of(plan.member.pair), actor=actor, row=plan, name="returned", text=text)


@receiver(feedback_submitted)
def tell_of_feedback(sender: Any, *, feedback: Feedback, actor: Any, **kwargs: Any) -> None:
    with _as_said_in(feedback.school):
        text = _("Передан отзыв: %(name)s") % {"name": _mentee(feedback)}
    users = users_with("plans.approve_plan", feedback.school, about=feedback)
    _tell(users, actor=actor, row=feedback, name="submitted", text=text)


@receiver(feedback_returned)
def tell_of_returned_feedback(
    sender: Any, *, feedback: Feedback, actor: Any, **kwargs: Any
) -> None:
    with _as_said_in(feedback.school):
        text = _("Отзыв вернули на доработку: %(name)s") % {"name": _mentee(feedback)}
    users = mentor_of(feedback.member.pair)
    _tell(users, actor=actor, row=feedback, name="returned", text=text)


@receiver(consent_withdrawn)
def tell_of_withdrawn_consent(sender: Any, *, consent: Consent, actor: Any, **kwargs: Any) -> None:
    """Those who keep the bases have to decide what becomes of the pair."""
    person = consent.person
    with _as_said_in(consent.school):
        text = _("Отозвано согласие: %(name)s") % {"name": person.short_name}
    notify_all(
        users_with("registry.record_consent", consent.school, about=person),
        actor=actor,
        school=consent.school,
        key=_key("withdrawn", consent),
        text=text,
        url=person.get_absolute_url(),
    )


@receiver(consent_refused)
def tell_of_refused_consent(
    sender: Any, *, request: ConsentRequest, kind: str, actor: Any, **kwargs: Any
) -> None:
    """Whoever asked by a link learns that the answer is no."""
    with _as_said_in(request.school):
        text = _("Отказались дать согласие (%(kind)s): %(name)s") % {
            "kind": ConsentKind(kind).label,
            "name": request.person.short_name,
        }
    notify_all(
        users_with("registry.record_consent", request.school, about=request.person),
        actor=actor,
        school=request.school,
        key=f"registry.consentrequest:{request.pk}:refused:{kind}",
        text=text,
        url=request.person.get_absolute_url(),
    )


def _mentee(row: Any) -> str:
    return row.member.mentee.person.short_name
