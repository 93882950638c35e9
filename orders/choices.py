"""States of an order and the only ways between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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

EDITABLE = (OrderState.DRAFT, OrderState.RETURNED)
