"""States of proposals and pairs."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class PairKind(TextChoices):
    INDIVIDUAL = "individual", _("индивидуальное")
    GROUP = "group", _("групповое")


class PairState(TextChoices):
    CHOSEN = "chosen", _("выбрана")
    IN_ORDER = "in_order", _("в проекте приказа")
    ACTIVE = "active", _("действует")
    COMPLETED = "completed", _("завершена")
    ENDED_EARLY = "ended_early", _("завершена досрочно")
    CANCELLED = "cancelled", _("отменена")


PAIR_TRANSITIONS: dict[str, frozenset[str]] = {
    PairState.CHOSEN: frozenset({PairState.IN_ORDER, PairState.CANCELLED}),
    # A pair that goes on from another one has no life of its own before the order.
    PairState.IN_ORDER: frozenset({PairState.ACTIVE, PairState.CHOSEN, PairState.CANCELLED}),
    # Cancelled where the order about it was a mistake: `actions.cancelling` says when.
    PairState.ACTIVE: frozenset({PairState.COMPLETED, PairState.ENDED_EARLY, PairState.CANCELLED}),
    # Back again where the end was a mistake: `actions.reopening` says when.
    PairState.COMPLETED: frozenset({PairState.ACTIVE}),
    PairState.ENDED_EARLY: frozenset({PairState.ACTIVE}),
    PairState.CANCELLED: frozenset(),
}

# States in which the two people are bound to each other and a place is taken.
BINDING = (PairState.CHOSEN, PairState.IN_ORDER, PairState.ACTIVE)
ENDED = (PairState.COMPLETED, PairState.ENDED_EARLY)


class WishKind(TextChoices):
    LOCKED = "locked", _("закреплена")
    FORBIDDEN = "forbidden", _("запрещена")


class WishSide(TextChoices):
    """Who says whom they would like to work with."""

    MENTOR = "mentor", _("{mentor}")
    MENTEE = "mentee", _("{mentee}")


# Places in a person's list of wishes; place 0 is for whom they would rather not work with.
MOST_WISHES = 3
DECLINED = 0


class RoundKind(TextChoices):
    """What people are asked: whom they would like, or which one of those proposed they take."""

    WISHES = "wishes", _("пожелания обеих сторон")
    CHOICE = "choice", _("выбор из предложенных")


class RoundState(TextChoices):
    OPEN = "open", _("идёт")
    CLOSED = "closed", _("закончен")


ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset(),
}


class Goal(TextChoices):
    """What a calculation aims at first."""

    BEST_FIT = "best_fit", _("лучшее соответствие")
    MOST_PEOPLE = "most_people", _("как можно больше людей в парах")
    EVEN_LOAD = "even_load", _("ровная нагрузка {mentors:genitive}")


class ChangeKind(TextChoices):
    """What happens to a pair in force; the values are the codes of the order kinds for it."""

    REPLACEMENT = "replacement", _("замена {mentor:genitive}")
    EXTENSION = "extension", _("продление")
    COMPLETION = "completion", _("завершение")
    JOINING = "joining", _("приём в группу")
    LEAVING = "leaving", _("выход из группы")


# What an order may do to a group's members, and what is done to the pair as a whole.
OF_MEMBERS = (ChangeKind.JOINING, ChangeKind.LEAVING)


class ChangeState(TextChoices):
    WAITING = "waiting", _("ждёт приказа")
    ORDERED = "ordered", _("подписано, ждёт своего дня")
    DONE = "done", _("состоялось")
    DROPPED = "dropped", _("проект снят")
    UNDONE = "undone", _("отменено как ошибка")


CHANGE_TRANSITIONS: dict[str, frozenset[str]] = {
    ChangeState.WAITING: frozenset({ChangeState.DONE, ChangeState.ORDERED, ChangeState.DROPPED}),
    # An end that is signed before its day; until then an order may take it back.
    ChangeState.ORDERED: frozenset({ChangeState.DONE, ChangeState.UNDONE}),
    ChangeState.DONE: frozenset({ChangeState.UNDONE}),
    ChangeState.DROPPED: frozenset(),
    ChangeState.UNDONE: frozenset(),
}


# What an order has made true, though its day may still be to come.
SIGNED = (ChangeState.ORDERED, ChangeState.DONE)


class RequestSide(TextChoices):
    """Who asks for a change of a pair, and what such a paper is called."""

    MENTEE = "mentee", _("ходатайство {mentee:genitive}")
    MENTOR = "mentor", _("заявление {mentor:genitive}")
    CURATOR = "curator", _("представление {curator:genitive}")


class RequestState(TextChoices):
    WAITING = "waiting", _("ждёт решения")
    GRANTED = "granted", _("удовлетворено")
    DECLINED = "declined", _("отклонено")
    WITHDRAWN = "withdrawn", _("отозвано")


REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.WAITING: frozenset(
        {RequestState.GRANTED, RequestState.DECLINED, RequestState.WITHDRAWN}
    ),
    RequestState.GRANTED: frozenset(),
    RequestState.DECLINED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}
