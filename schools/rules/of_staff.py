"""Rules of the labour side: where an employee mentors another employee."""

from __future__ import annotations

from core.i18n import gettext_lazy as _

from .rule import Rule

LABOUR = (
    Rule(
        "labour.required",
        _("Паре двух {employees:genitive} нужны трудовые документы"),
        "bool",
        _(
            "Без письменного согласия и дополнительного соглашения {mentor:genitive} такую пару "
            "не включить в приказ, если наставничество не входит в должность."
        ),
    ),
    Rule(
        "labour.ground",
        _("Основание трудовых документов"),
        "text",
        _("Ссылка на акт, которая печатается в согласии и соглашении; в каждом её можно изменить."),
    ),
    Rule(
        "labour.consent_text",
        _("Текст согласия {employee:genitive}"),
        "lines",
        _("Абзацы листа согласия; подписанный лист остаётся при своём тексте."),
    ),
    Rule(
        "labour.agreement_text",
        _("Условия дополнительного соглашения"),
        "lines",
        _("С этих пунктов начинается новое соглашение; в каждом их можно изменить."),
    ),
    Rule(
        "labour.employer_notice_working_days",
        _("{School} предупреждает об отмене за, рабочих дней"),
        "int",
        _("Раньше этого срока после предупреждения пару двух {employees:genitive} не завершить."),
        0,
        60,
    ),
    Rule(
        "labour.employee_notice_working_days",
        _("{Employee} предупреждает об отказе за, рабочих дней"),
        "int",
        _("Не задано или ноль: отказаться можно с любого дня."),
        0,
        60,
    ),
)
