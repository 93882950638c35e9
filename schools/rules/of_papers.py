"""Rules of orders, partners and the public page."""

from __future__ import annotations

from core.i18n import gettext_lazy as _

from . import options as opt
from .rule import Rule

PAPERS = (
    Rule(
        "orders.number_mask",
        _("Вид номера приказа"),
        "text",
        _("Так печатается номер, который присваивает система."),
    ),
    Rule(
        "orders.numbering",
        _("Номер приказа"),
        "choice",
        _("Кто даёт номер: система подряд или {director} по журналу {school:genitive}."),
        options=opt.NUMBERING_OPTIONS,
    ),
    Rule(
        "orders.signing",
        _("Как подписывают приказы"),
        "choice",
        _("Чего ждут после утверждения, если для приказа не выбрано иначе. Пусто – на бумаге."),
        options=opt.SIGNING_OPTIONS,
    ),
    Rule(
        "acts.approval_chain",
        _("С кем согласуют приказы и программу"),
        "lines",
        _("Строки листа согласования."),
    ),
    Rule(
        "external.contract_kind",
        _("Договор с {mentor:внешним/внешней} {mentor:instrumental}"),
        "choice",
        _("Без него {mentor:accusative} от партнёра не включить в приказ; печатается в программе."),
        options=opt.CONTRACT_OPTIONS,
    ),
    Rule(
        "external.required_documents",
        _("Справки {mentor:внешнего/внешней} {mentor:genitive}"),
        "lines",
        _("Без них {mentor:accusative} от партнёра не включить в приказ; печатаются в программе."),
    ),
    Rule(
        "external.unpaid",
        _("{mentor:Внешний/Внешняя/Внешнее} {mentor} работает безвозмездно"),
        "bool",
        _("Печатается в соглашении с партнёром и в программе."),
    ),
    Rule(
        "payment.terms",
        _("Оплата {mentor:genitive}"),
        "text",
        _("С этого начинается дополнительное соглашение; печатается в программе."),
    ),
    Rule(
        "rewards.kinds",
        _("Виды поощрения"),
        "lines",
        _("Из них выбирают в приказе о поощрении; печатаются в программе."),
    ),
    Rule(
        "site.publish",
        _("Что публикуют на сайте"),
        "choices",
        _("Печатается в программе; сведения о людях только с их согласия."),
        options=opt.SITE_OPTIONS,
    ),
    Rule(
        "site.after_completion",
        _("Результаты публикуют после завершения"),
        "bool",
        _("Печатается в программе наставничества."),
    ),
)
