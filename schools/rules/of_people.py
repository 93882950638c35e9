"""Rules of who takes part, who is appointed, who has to consent."""

from __future__ import annotations

from core.i18n import gettext_lazy as _

from . import options as opt
from .rule import Rule

PAIRS = (
    Rule(
        "group.min",
        _("Наименьшая группа"),
        "int",
        _("Группу меньше этого числа не закрепить."),
        1,
        100,
    ),
    Rule(
        "group.max",
        _("Наибольшая группа"),
        "int",
        _("Группу больше этого числа не закрепить."),
        1,
        100,
    ),
    Rule(
        "mentor.max_mentees",
        _("{Mentees:genitive} у {mentor:одного/одной} {mentor:genitive}, не больше"),
        "int",
        _("Лишняя пара на те же дни не закрепляется; считаются и приостановленные."),
        1,
        100,
    ),
    Rule(
        "mentor.groups_exempt",
        _("Группы в этот предел не входят"),
        "bool",
        _("Участники групп не считаются, когда проверяется предел {mentor:genitive}."),
    ),
    Rule(
        "mentor.default_places",
        _("Мест у {mentor:genitive}, если в карточке не указано"),
        "int",
        _("Столько {mentees:genitive} предлагает подбор."),
        1,
        100,
    ),
    Rule(
        "mentor.experience_min_years",
        _("Опыт работы {mentor:genitive} от партнёра, не меньше лет"),
        "int",
        _("О меньшем или неуказанном опыте предупреждает при закреплении пары."),
        1,
        60,
    ),
    Rule(
        "pairing.method",
        _("Как образуют пары"),
        "choice",
        _("Меняет подсказки подбора: кто выбирает и на чём основаны предложения."),
        options=opt.METHOD_OPTIONS,
    ),
    Rule(
        "pairing.kinds",
        _("Виды наставничества"),
        "items",
        _("Вид выбирают в паре и печатают в программе."),
    ),
    Rule(
        "pairing.reverse_allowed",
        _("Двое могут быть {mentors:instrumental} друг друга"),
        "bool",
        _("Если нет, встречная пара тех же двоих не закрепляется."),
    ),
)
PARTICIPANTS = (
    Rule(
        "participants.mentee_kinds",
        _("Кто может быть {mentee:instrumental}"),
        "choices",
        _("Карточку {mentee:genitive} другому человеку не завести."),
        options=opt.PARTICIPANT_OPTIONS,
    ),
    Rule(
        "participants.mentor_kinds",
        _("Кто может быть {mentor:instrumental}"),
        "choices",
        _("Карточку {mentor:genitive} другому человеку не завести."),
        options=opt.PARTICIPANT_OPTIONS,
    ),
    Rule(
        "participants.mentee_categories",
        _("Категории {mentees:genitive}"),
        "items",
        _("Категорию отмечают в карточке; её видят не все роли."),
    ),
    Rule(
        "participants.mentor_categories",
        _("Категории {mentors:genitive}"),
        "items",
        _("Категорию отмечают в карточке."),
    ),
    Rule(
        "participants.age_min",
        _("Возраст {student:genitive} от, лет"),
        "int",
        _("Пара с более {student:молодым/молодой/молодым} {student:instrumental} не закрепляется."),
        0,
        100,
    ),
    Rule(
        "participants.age_max",
        _("Возраст {student:genitive} до, лет"),
        "int",
        _("Пара с более {student:старшим/старшей/старшим} {student:instrumental} не закрепляется."),
        0,
        100,
    ),
    Rule(
        "participants.parent_own_child",
        _("{Parent} может быть {mentor:instrumental} своего ребёнка"),
        "bool",
        _("Если нет, такая пара не закрепляется."),
    ),
    Rule(
        "selection.steps",
        _("Как отбирают {mentors:genitive}"),
        "lines",
        _("Шаги отбора печатаются в программе наставничества."),
    ),
    Rule(
        "selection.criteria",
        _("По каким критериям отбирают {mentors:accusative}"),
        "lines",
        _(
            "По ним отмечают каждого кандидата. Строка «название формы: критерий» действует "
            "только для этой формы."
        ),
    ),
    Rule(
        "selection.questions",
        _("Вопросы анкеты кандидата"),
        "lines",
        _("Их задают в заявлении. Без вопросов кандидат пишет о себе свободно."),
    ),
    Rule(
        "training.mode",
        _("Как обучают {mentors:genitive}"),
        "text",
        _("Печатается в программе наставничества."),
    ),
    Rule(
        "acquaintance.documents",
        _("С чем знакомят {mentors:accusative}"),
        "choices",
        _("Тексты открываются {mentors:dative}, и отмечается, кто с ними ознакомлен."),
        options=opt.PRINCIPLE_OPTIONS,
    ),
)
CONSENTS = (
    Rule(
        "consents.participation",
        _("Согласие на участие обязательно"),
        "bool",
        _("Без него человека не включить ни в пару, ни в приказ."),
    ),
    Rule(
        "consents.written",
        _("Согласие на участие письменное"),
        "bool",
        _("Согласие, данное устно или отметкой, не засчитывается."),
    ),
    Rule(
        "consents.child_from",
        _("С какого возраста подписывает и сам ребёнок, лет"),
        "int",
        _("С этого возраста нужны две подписи: {guardian:genitive} и ребёнка."),
        10,
        18,
    ),
)
ROLES = (
    Rule(
        "roles.used",
        _("Какие роли назначает {school}"),
        "choices",
        _("Остальных ролей в приказах и на страницах нет."),
        options=opt.APPOINTED_OPTIONS,
    ),
    Rule(
        "curator.scope",
        _("{Curator} отвечает за"),
        "choice",
        _("Что видит {curator}: {school:весь/всю/всё} {school:accusative} или свою часть."),
        options=opt.SCOPE_OPTIONS,
    ),
    Rule(
        "curator.cardinality",
        _("Сколько {curators:genitive}"),
        "choice",
        _("{curator:Второго/Вторую/Второе} {curator:accusative} на ту же часть не назначить."),
        options=opt.CARDINALITY_OPTIONS,
    ),
    Rule(
        "curator.eligible_posts",
        _("Кто может быть {curator:instrumental}, должности"),
        "lines",
        _("О другой должности предупреждает, но назначить можно."),
    ),
    Rule(
        "commission.min",
        _("Комиссия, не меньше человек"),
        "int",
        _("Меньшую комиссию не утвердить."),
        1,
        50,
    ),
    Rule(
        "commission.max",
        _("Комиссия, не больше человек"),
        "int",
        _("Большую комиссию не утвердить."),
        1,
        50,
    ),
    Rule(
        "commission.chair",
        _("Председатель комиссии"),
        "choice",
        _("Комиссию с другим председателем не утвердить."),
        options=opt.ROLE_OPTIONS,
    ),
    Rule(
        "commission.must_include",
        _("Кто обязательно входит в комиссию"),
        "choices",
        _("Комиссию без них не утвердить."),
        options=opt.ROLE_OPTIONS,
    ),
)
