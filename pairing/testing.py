"""Boring pairs for tests: chosen, in force, or only thought of."""

from __future__ import annotations

import datetime
from copy import deepcopy
from typing import Any

from orders.actions import draft_order
from registry.models import MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

from .choices import PairKind, PairState, WishSide
from .models import Pair, PairMember, Preference

ORDER_TEXTS = {
    "pairs": {
        "name": "О закреплении наставнических пар и групп",
        "title": "О закреплении наставнических пар и групп на {year} учебный год",
        "preamble": "На основании представления куратора и обоюдного согласия участников",
        "control": "Контроль за исполнением приказа оставляю за собой.",
        "position": 1,
        "points": [
            {
                "repeat": "pairs",
                "text": "Назначить {mentor:accusative} наставником {mentees:genitive} на срок "
                "с {pair_starts_on} по {pair_ends_on} (форма «{form}»).",
            },
            {"text": "Составить индивидуальные планы.", "executor": "наставники"},
        ],
    }
}
STARTS_ON = datetime.date(2026, 10, 5)
ENDS_ON = datetime.date(2027, 5, 28)


def with_order_texts(programme: Programme) -> Programme:
    """The programme's regulation prescribes one kind of order, which makes pairs."""
    programme.regulation.texts = {"orders": deepcopy(ORDER_TEXTS)}
    programme.regulation.save(update_fields=["texts"])
    return programme


def make_pair(
    school: School,
    *,
    mentor: MentorCard | None = None,
    mentees: list[MenteeCard] | None = None,
    number: int = 1,
    **fields: Any,
) -> Pair:
    """A chosen pair of the school's programme; more mentees than one make a group."""
    mentor = mentor or make_mentor(school)
    mentees = mentees or [make_mentee(school) for _number in range(number)]
    values: dict[str, Any] = {
        "programme": fields.get("programme") or school.programmes.get(),
        "form": mentees[0].form or mentor.form,
        "kind": PairKind.GROUP if len(mentees) > 1 else PairKind.INDIVIDUAL,
        "state": PairState.CHOSEN,
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
    }
    values |= fields
    values.setdefault("regulation", values["programme"].regulation)
    pair = Pair.objects.create(school=school, mentor=mentor, **values)
    for mentee in mentees:
        PairMember.objects.create(
            pair=pair,
            mentor=mentor,
            mentee=mentee,
            joined_on=pair.starts_on,
            left_on=pair.ends_on,
            is_binding=pair.state in (PairState.CHOSEN, PairState.IN_ORDER, PairState.ACTIVE),
        )
    return pair


def make_preference(
    mentor: MentorCard, mentee: MenteeCard, *, side: str = WishSide.MENTEE, **fields: Any
) -> Preference:
    """A wish of the mentee, or of the mentor, for the school's programme: the first one."""
    values = {"rank": 1, "said_on": STARTS_ON, "programme": mentor.school.programmes.get()}
    values |= fields
    return Preference.objects.create(
        school=mentor.school, mentor=mentor, mentee=mentee, side=side, **values
    )


CHANGE_TEXTS = {
    "replacement": {
        "name": "О замене наставника",
        "title": "О замене наставника",
        "preamble": "В связи с представлением куратора",
        "position": 2,
        "fields": [{"code": "basis", "title": "Основание", "required": False}],
        "points": [
            {
                "text": "Заменить с {changed_on} {old_mentor:accusative}, наставника "
                "{mentees:genitive}, на {mentor:accusative}. Причина: {reason}.",
                "points": [{"text": "Срок наставничества: по {pair_ends_on}."}],
            },
            {"text": "Основание: {basis}.", "when": "basis"},
        ],
    },
    "extension": {
        "name": "О продлении",
        "title": "О продлении наставничества",
        "preamble": "По представлению куратора",
        "position": 3,
        "points": [
            {
                "text": "Продлить наставничество {mentees:genitive} (наставник – {mentor}) "
                "с {old_ends_on} по {pair_ends_on}: {reason}."
            }
        ],
    },
    "completion": {
        "name": "О завершении",
        "title": "О завершении наставничества",
        "preamble": "По представлению куратора",
        "position": 4,
        "points": [{"text": "Завершить {changed_on} наставничество {mentees:genitive}: {reason}."}],
    },
    "joining": {
        "name": "О приёме в группу",
        "title": "Об изменении состава группы",
        "preamble": "По представлению куратора",
        "position": 5,
        "points": [{"text": "Принять с {changed_on} {member:accusative} в группу: {mentor}."}],
    },
    "leaving": {
        "name": "О выходе из группы",
        "title": "Об изменении состава группы",
        "preamble": "По представлению куратора",
        "position": 6,
        "points": [
            {"text": "Последний день {member:genitive} – {changed_on}. Причина: {reason}."},
        ],
    },
}


def with_change_orders(programme: Programme, *codes: str, **rules: Any) -> Programme:
    """The programme's regulation has these orders that change a pair, and these rules besides.

    A rule's name has `__` for the point: `replacement__keep_period=True`.
    """
    regulation = programme.regulation
    changes = {code: CHANGE_TEXTS[code] for code in codes}
    # A test may write into them.
    regulation.texts = {"orders": deepcopy(ORDER_TEXTS | changes)}
    named = {key.replace("__", "."): {"value": value} for key, value in rules.items()}
    regulation.rules = regulation.rules | named
    regulation.save(update_fields=["texts", "rules"])
    return programme


def active_pair(school: School, actor: Any, **fields: Any) -> Pair:
    """A pair in force, by an order that somebody drafted."""
    order = draft_order(
        "pairs",
        programme=fields.get("programme") or school.programmes.get(),
        title="О парах",
        preamble="По положению",
        points=[{"text": "Назначить."}],
        actor=actor,
    )
    return make_pair(school, state=PairState.ACTIVE, order=order, **fields)
