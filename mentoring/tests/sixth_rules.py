"""The rules of an invented sixth school, as somebody types them into the form of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Three stamps of its own: who, how, by what; the last one has a day that can be printed.
STAMPS = (
    ("ОБСУЖДЕНО", "Совет шефов", "протокол", "", ""),
    ("СОГЛАСОВАНО", "Опорное предприятие", "письмо", "14/К", ""),
    ("ВВЕДЕНО", "заведующая", "распоряжение", "7-Р", "25 августа 2025 г."),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A rule as it is typed: codes for lists to tick, lines for lists to write, else the value.

    Points are (title, kind, day or share). `is_shared`: one of the five says the same.
    """

    key: str
    value: Any
    clause: str
    is_shared: bool = False


RULES = (
    Typed("group.min", 3, "п. 2.1"),
    Typed("group.max", 4, "п. 2.1"),
    Typed("mentor.max_mentees", 1, "п. 2.2"),
    Typed("mentor.groups_exempt", True, "п. 2.2", is_shared=True),
    Typed("mentor.default_places", 1, "п. 2.2"),
    Typed("mentor.experience_min_years", 7, "п. 2.3"),
    Typed("pairing.kinds", ("сменное", "сквозное"), "п. 2.4"),
    Typed("pairing.reverse_allowed", False, "п. 2.5"),
    Typed("participants.mentee_kinds", ("student",), "п. 3.1"),
    Typed("participants.mentor_kinds", ("staff", "graduate"), "п. 3.2"),
    Typed("participants.mentee_categories", ("первая смена", "ночная смена"), "п. 3.3"),
    Typed("participants.mentor_categories", ("мастер участка",), "п. 3.3"),
    Typed("participants.age_min", 16, "п. 3.4"),
    Typed("participants.age_max", 23, "п. 3.4"),
    Typed("participants.parent_own_child", True, "п. 3.5"),
    Typed("selection.steps", ("пробная смена", "голосование бригады"), "п. 3.6"),
    Typed("training.mode", "Двадцать часов на полигоне.", "п. 3.7"),
    Typed("term.min_months", 2, "п. 4.1"),
    Typed("term.max_months", 9, "п. 4.1"),
    Typed("term.applies_to", "pair", "п. 4.1", is_shared=True),
    Typed("term.extension_reasons", ("производственная практика", "сборы"), "п. 4.2"),
    Typed("term.extension_may_exceed_max", False, "п. 4.2"),
    Typed("cycle.kind", "months", "п. 4.3"),
    Typed("cycle.months", 8, "п. 4.3"),
    Typed("bases.mentees_due", "к первой оттепели", "п. 4.4"),
    Typed("bases.mentees_due_day", "3 марта", "п. 4.4"),
    Typed("bases.mentors_due", "к пуску печи", "п. 4.4"),
    Typed("bases.mentors_due_day", "20 февраля", "п. 4.4"),
    Typed("bases.update_months", 4, "п. 4.5"),
    Typed("bases.editors", ("coordinator", "administrator"), "п. 4.6"),
    Typed("consents.participation", True, "п. 5.1", is_shared=True),
    Typed("consents.written", False, "п. 5.1"),
    Typed("consents.child_from", 15, "п. 5.2"),
    Typed("plan.title", "Лист стажировки", "п. 6.1"),
    Typed("plan.authors", ("mentor",), "п. 6.2"),
    Typed("plan.approver", "director", "п. 6.3"),
    Typed("plan.signatures", ("mentor", "mentee", "director"), "п. 6.3"),
    Typed(
        "plan.head",
        (("mentee", "Стажируется"), ("mentor", "Шеф"), ("period", "Дни стажировки")),
        "Прил. 1",
    ),
    Typed(
        "plan.columns",
        (("title", "Операция"), ("period", "Смена"), ("mark", "Принял")),
        "Прил. 1",
    ),
    Typed("plan.sections", ("Чему научиться за смену", "Что поправить"), "п. 6.4"),
    Typed("plan.from_typical", False, "п. 6.4"),
    Typed("meetings.types", ("обход цеха", "разбор смены", "проба самостоятельной работы"), "6.5"),
    Typed("final.document", "report", "п. 6.6", is_shared=True),
    Typed("final.title", "Справка о стажировке", "п. 6.6"),
    Typed("final.head", (("mentee", "О ком справка"), ("period", "За какие дни")), "Прил. 2"),
    Typed("final.sections", ("Что сделано на участке", "К чему допустить"), "п. 6.6"),
    Typed("final.due_working_days_before", 12, "п. 6.7"),
    Typed("final.reader", "director", "п. 6.8"),
    Typed(
        "monitoring.points",
        (("срез в треть срока", "percent", "33"), ("срез к Дню металлурга", "day", "18 июля")),
        "п. 7.1",
    ),
    Typed("monitoring.actors", ("coordinator", "psychologist"), "п. 7.2"),
    Typed("monitoring.both_measurements", False, "п. 7.3"),
    Typed("monitoring.swot", "school", "п. 7.4", is_shared=True),
    Typed("survey.scale_from", 0, "п. 7.5"),
    Typed("survey.scale_to", 5, "п. 7.5"),
    Typed("survey.satisfied_from", 4, "п. 7.5"),
    Typed("indicators.used", ("mentees_satisfied", "pupil_mentors"), "п. 7.6"),
    Typed("indicators.age_from", 17, "п. 7.6"),
    Typed("indicators.age_to", 22, "п. 7.6"),
    Typed("targets.count_mentors", True, "п. 7.7"),
    Typed("replacement.reasons", ("перевод в другой цех", "просьба бригады"), "п. 8.1"),
    Typed("replacement.keep_period", False, "п. 8.2"),
    Typed("completion.reasons", ("допуск к самостоятельной работе", "уход с практики"), "п. 8.3"),
    Typed("completion.release_note", "Освобождают после передачи участка.", "п. 8.4"),
    Typed("roles.used", ("coordinator", "commission_chair", "commission", "psychologist"), "1.4"),
    Typed("commission.min", 4, "п. 9.1"),
    Typed("commission.max", 7, "п. 9.1"),
    Typed("commission.chair", "coordinator", "п. 9.2"),
    Typed("commission.must_include", ("psychologist",), "п. 9.2"),
    Typed("orders.number_mask", "НС-{number}/{year}", "п. 9.3"),
    Typed("orders.numbering", "auto", "п. 9.3"),
    Typed("acts.approval_chain", ("Совет шефов", "Опорное предприятие"), "п. 9.4"),
    Typed("external.required_documents", ("удостоверение по охране труда",), "п. 10.1"),
    Typed("external.unpaid", False, "п. 10.2"),
    Typed("payment.terms", "Доплата раз в семестр по распоряжению.", "п. 10.3"),
    Typed("rewards.kinds", ("именной инструмент", "день к отпуску"), "п. 10.4"),
    Typed("site.publish", ("acts", "partners"), "п. 10.5"),
    Typed("site.after_completion", False, "п. 10.5"),
)
