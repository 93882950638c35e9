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


class RevisionKind(TextChoices):
    """What an order does to one that was signed before."""

    AMENDS = "amends", _("вносит изменения")
    REPEALS = "repeals", _("признаёт утратившим силу")
    CANCELS = "cancels", _("отменяет")


class Standing(TextChoices):
    """What has become of a signed order, by the orders that were signed after it."""

    IN_FORCE = "in_force", _("действует")
    AMENDED = "amended", _("действует с изменениями")
    REPEALED = "repealed", _("утратил силу")
    CANCELLED = "cancelled", _("отменён")


class Signing(TextChoices):
    """How the order is signed by hand or machine; the words stand where the director chooses."""

    PAPER = "paper", _("на бумаге, скан прикладывают сюда")
    ELECTRONIC = "electronic", _("файлом электронной подписи, его прикладывают сюда")
    SYSTEM = "system", _("утверждением здесь, с отметкой о простой электронной подписи")


class ProofKind(TextChoices):
    SCAN = "scan", _("скан подписанного приказа")
    SIGNATURE = "signature", _("файл электронной подписи")


EDITABLE = (OrderState.DRAFT, OrderState.RETURNED)
