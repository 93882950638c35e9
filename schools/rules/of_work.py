"""Rules of the year: terms, plans, monitoring, changes of a pair."""

from __future__ import annotations

from core.i18n import gettext_lazy as _

from . import options as opt
from .rule import Rule

TERMS = (
    Rule(
        "term.min_months",
        _("Срок не меньше, месяцев"),
        "int",
        _("Более короткий срок не принимается."),
        1,
        60,
    ),
    Rule(
        "term.max_months",
        _("Срок не больше, месяцев"),
        "int",
        _("Более длинный срок не принимается."),
        1,
        60,
    ),
    Rule(
        "term.applies_to",
        _("Срок ограничивает"),
        "choice",
        _("Чьи даты сверяются со сроком."),
        options=opt.BOUNDED_OPTIONS,
    ),
    Rule(
        "term.extension_reasons",
        _("Причины продления"),
        "items",
        _("Продлить пару можно только по одной из них."),
    ),
    Rule(
        "term.extension_may_exceed_max",
        _("Продление может превысить наибольший срок"),
        "bool",
        _("Если нет, продление сверх наибольшего срока не принимается."),
    ),
    Rule(
        "cycle.kind",
        _("Цикл программы"),
        "choice",
        _("Даты, которые предлагаются новой программе."),
        options=opt.CYCLE_OPTIONS,
    ),
    Rule(
        "cycle.months",
        _("Длина цикла, месяцев"),
        "int",
        _("Для цикла в месяцах: сколько длится новая программа."),
        1,
        36,
    ),
    Rule(
        "bases.mentees_due",
        _("Срок базы {mentees:genitive}"),
        "text",
        _("Слова положения; стоят на главной и в программе."),
    ),
    Rule(
        "bases.mentees_due_day",
        _("База {mentees:genitive} готова к дню"),
        "day",
        _("После этого дня незаполненные карточки попадают в «просрочено»."),
    ),
    Rule(
        "bases.mentors_due",
        _("Срок базы {mentors:genitive}"),
        "text",
        _("Слова положения; стоят на главной и в программе."),
    ),
    Rule(
        "bases.mentors_due_day",
        _("База {mentors:genitive} готова к дню"),
        "day",
        _("После этого дня незаполненные карточки попадают в «просрочено»."),
    ),
    Rule(
        "bases.update_months",
        _("Сведения о {mentees:prepositional} обновляют не реже, чем раз в, месяцев"),
        "int",
        _("О карточке, которую дольше не меняли, напоминает список «Чего не хватает»."),
        1,
        60,
    ),
    Rule(
        "bases.editors",
        _("Кто ведёт базы"),
        "choices",
        _("Остальные роли базы только читают."),
        options=opt.BODY_OPTIONS,
    ),
)
PLANS = (
    Rule("plan.title", _("Название плана"), "text", _("Стоит на страницах и на бумаге.")),
    Rule(
        "plan.authors",
        _("Кто составляет план"),
        "choices",
        _("Остальные роли план только читают."),
        options=opt.ROLE_OPTIONS,
    ),
    Rule(
        "plan.approver",
        _("Кто утверждает план"),
        "choice",
        _("Без него план действует сразу, как составлен."),
        options=opt.ROLE_OPTIONS,
    ),
    Rule(
        "plan.signatures",
        _("Чьи подписи стоят в плане"),
        "choices",
        _("Столько строк для подписей на бумаге."),
        options=opt.ROLE_OPTIONS,
    ),
    Rule(
        "plan.head",
        _("Что стоит над мероприятиями плана"),
        "labels",
        _(
            "Под этими названиями печатают план; чему названия нет, того в нём нет. Не названо "
            "ничего – печатается всё."
        ),
        options=opt.PLAN_HEAD_OPTIONS,
    ),
    Rule(
        "plan.columns",
        _("Графы таблицы мероприятий"),
        "labels",
        _(
            "Заголовки граф в плане на бумаге; графы без заголовка в нём нет. Не названо ничего – "
            "печатается всё."
        ),
        options=opt.PLAN_COLUMN_OPTIONS,
    ),
    Rule(
        "plan.sections",
        _("Разделы плана, кроме мероприятий"),
        "items",
        _("Под этими названиями их заполняют и печатают."),
    ),
    Rule(
        "plan.from_typical",
        _("План составляют по типовому плану формы"),
        "bool",
        _("Новый план начинается с мероприятий типового."),
    ),
    Rule(
        "meetings.types",
        _("Виды встреч"),
        "items",
        _("Вид выбирают при отметке встречи; видно, каких ещё не было."),
    ),
    Rule(
        "final.document",
        _("Что пишет {mentor} в конце"),
        "choice",
        _("Какую форму ждёт система по завершении пары."),
        options=opt.FINAL_OPTIONS,
    ),
    Rule(
        "final.title",
        _("Название итогового документа"),
        "text",
        _("Стоит на страницах и на бумаге."),
    ),
    Rule(
        "final.head",
        _("Что стоит над разделами итогового документа"),
        "labels",
        _(
            "Под этими названиями его печатают; чему названия нет, того в нём нет. Не названо "
            "ничего – печатается всё."
        ),
        options=opt.FINAL_HEAD_OPTIONS,
    ),
    Rule(
        "final.sections",
        _("Разделы итогового документа"),
        "items",
        _("Под этими названиями его заполняют и печатают; без них в нём один раздел."),
    ),
    Rule(
        "final.due_working_days_before",
        _("Итоговый документ не позднее, рабочих дней до завершения"),
        "int",
        _("От этого дня считаются напоминания и просрочка."),
        0,
        60,
    ),
    Rule(
        "final.reader",
        _("Кого знакомят с итоговым документом"),
        "choice",
        _("Кто отмечает, что прочитал; его подпись стоит на бумаге."),
        options=opt.ROLE_OPTIONS,
    ),
)
MONITORING = (
    Rule(
        "monitoring.points",
        _("Когда проводят мониторинг"),
        "points",
        _("К этим срокам система просит результаты."),
    ),
    Rule(
        "monitoring.actors",
        _("Кто ведёт мониторинг"),
        "choices",
        _("Эти роли вносят оценки и выводы; остальные их читают."),
        options=opt.BODY_OPTIONS,
    ),
    Rule(
        "monitoring.both_measurements",
        _("Отчёт только после двух замеров"),
        "bool",
        _("Без замера на входе и на выходе отчёт не выпустить."),
    ),
    Rule(
        "monitoring.swot",
        _("SWOT-анализ"),
        "choice",
        _("Сколько таблиц ждёт система."),
        options=opt.SWOT_OPTIONS,
    ),
    Rule(
        "survey.scale_from",
        _("Баллы в анкетах от"),
        "int",
        _("Наименьшая оценка, с которой начинаются баллы; с нею отправляют анкеты."),
        0,
        5,
    ),
    Rule(
        "survey.scale_to",
        _("Баллы в анкетах до"),
        "int",
        _("Наибольшая оценка; программа, в которой анкеты уже отправляли, остаётся при своей."),
        2,
        20,
    ),
    Rule(
        "survey.satisfied_from",
        _("Участник удовлетворён, если средний балл не ниже"),
        "int",
        _("С этого балла участник считается удовлетворённым."),
        1,
        20,
    ),
    Rule(
        "indicators.used",
        _("Показатели эффективности"),
        "choices",
        _("Эти показатели считаются и печатаются."),
        options=opt.INDICATOR_OPTIONS,
    ),
    Rule(
        "indicators.age_from",
        _("Возраст {students:genitive} в показателях от, лет"),
        "int",
        _(
            "Кого считать в показателе о {students:prepositional}, которые стали "
            "{mentors:instrumental}."
        ),
        0,
        100,
    ),
    Rule(
        "indicators.age_to",
        _("Возраст {students:genitive} в показателях до, лет включительно"),
        "int",
        _(
            "Кого считать в показателе о {students:prepositional}, которые стали "
            "{mentors:instrumental}."
        ),
        0,
        100,
    ),
    Rule(
        "indicators.young_specialist_years",
        _("Опыт молодого специалиста до, лет включительно"),
        "int",
        _("Кого считать в показателе о молодых специалистах."),
        0,
        20,
    ),
    Rule(
        "targets.count_mentors",
        _("В охват входят и {mentors}"),
        "bool",
        _("Если нет, охват считается по {mentees:dative}."),
    ),
)
CHANGES = (
    Rule(
        "replacement.reasons",
        _("Причины замены {mentor:genitive}"),
        "items",
        _("Заменить {mentor:accusative} можно только по одной из них."),
    ),
    Rule(
        "replacement.keep_period",
        _("При замене срок пары не меняется"),
        "bool",
        _(
            "Пара с {mentor:новым/новой} {mentor:instrumental} кончается в тот же день, что "
            "и прежняя."
        ),
    ),
    Rule(
        "completion.reasons",
        _("Причины завершения"),
        "items",
        _("Завершить пару можно только по одной из них; с программой – по первой."),
    ),
    Rule(
        "completion.release_note",
        _("Условие освобождения от наставничества"),
        "text",
        _("Напоминание, когда пару завершают по желанию {mentor:genitive}."),
    ),
)
