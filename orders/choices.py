"""States of an order and the only ways between them."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class OrderState(TextChoices):
    DRAFT = "draft", _("черновик")
    SUBMITTED = "submitted", _("на подписи")
    RETURNED = "returned", _("возвращён с замечанием")
    APPROVED = "approved", _("утверждён")
    WITHDRAWN = "withdrawn", _("снят")


TRANSITIONS: dict[str, frozenset[str]] = {
    OrderState.DRAFT: frozenset({OrderState.SUBMITTED, OrderState.WITHDRAWN}),
    OrderState.SUBMITTED: frozenset({OrderState.APPROVED, OrderState.RETURNED}),
    OrderState.RETURNED: frozenset({OrderState.SUBMITTED, OrderState.WITHDRAWN}),
    OrderState.APPROVED: frozenset(),
    OrderState.WITHDRAWN: frozenset(),
}


class SheetKind(TextChoices):
    """The sheets of an order: who agreed to it, who has read it."""

    APPROVAL = "approval", _("лист согласования")
    ACQUAINTANCE = "acquaintance", _("лист ознакомления")


class RemarkPart(TextChoices):
    """What of an order a remark of the director is about."""

    WHOLE = "whole", _("весь приказ")
    TITLE = "title", _("заголовок")
    PREAMBLE = "preamble", _("преамбула")
    POINT = "point", _("пункт")
    CONTROL = "control", _("контроль")
    ANNEX = "annex", _("приложение")


EDITABLE = (OrderState.DRAFT, OrderState.RETURNED)
