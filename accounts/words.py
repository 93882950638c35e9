"""Every permission of `accounts.roles` in words, for the table «кто что может»."""

from typing import Any

from core.i18n import gettext_lazy as _

PERMISSION_GROUPS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (
        _("{School}"),
        {
            "schools.view_regulation": _("Читать положение"),
            "schools.view_programme": _("Смотреть программу и её этапы"),
            "schools.change_roadmapline": _("Вести дорожную карту"),
            "schools.change_settings": _(
                "Менять сведения о {school:prepositional}, положение и программу"
            ),
            "accounts.manage_people": _("Приглашать людей и давать роли"),
        },
    ),
    (
        _("Базы"),
        {
            "registry.view_person": _("Смотреть карточки людей, которые ему открыты"),
            "registry.view_mentorcard": _("Смотреть базу {mentors:genitive}"),
            "registry.view_menteecard": _("Смотреть базу {mentees:genitive}"),
            "registry.add_person": _("Добавлять людей в базы"),
            "registry.change_person": _("Менять карточки людей"),
            "registry.view_appointment": _("Смотреть, кто на какую роль назначен"),
            "registry.manage_appointments": _("Записывать и завершать назначения"),
            "registry.import_base": _("Загружать базы из таблиц"),
            "registry.export_base": _("Выгружать базы"),
            "registry.record_consent": _("Записывать согласия"),
            "registry.sign_own_consent": _("Подписывать согласие за своего ребёнка"),
            "registry.view_contacts": _("Видеть телефоны и почту"),
            "registry.view_consent_scan": _("Открывать сканы согласий"),
            "registry.view_special": _("Видеть сведения особой категории"),
            "registry.merge_people": _("Объединять записи об одном человеке"),
            "registry.erase_people": _("Уничтожать персональные данные"),
            "registry.give_holdings": _("Выдавать человеку все сведения о нём"),
        },
    ),
    (
        _("Отбор, обучение {mentors:genitive}"),
        {
            "registry.apply_as_mentor": _("Подавать заявку в {mentors}"),
            "registry.view_application": _("Читать заявки: свою или те, которые ему открыты"),
            "registry.select_mentors": _("Участвовать в отборе {mentors:genitive}"),
            "registry.run_selection": _("Проводить отбор {mentors:genitive}"),
            "registry.view_training": _("Смотреть курсы: свои или всех"),
            "registry.run_training": _("Вести обучение {mentors:genitive}"),
            "registry.read_principles": _("Читать кодекс и принципы {mentor:genitive}"),
        },
    ),
    (
        _("Партнёры и труд {mentors:genitive}"),
        {
            "registry.view_partner": _("Смотреть партнёров и соглашения с ними"),
            "registry.keep_partners": _("Вести партнёров и соглашения с ними"),
            "registry.view_labourterms": _(
                "Смотреть условия труда {mentors:genitive}: свои или всех"
            ),
            "registry.view_certificate": _("Смотреть справки об отсутствии судимости"),
            "registry.keep_labour": _("Вести условия труда {mentors:genitive} и справки"),
        },
    ),
    (
        _("Пары и приказы"),
        {
            "pairing.view_pair": _("Смотреть пары и группы"),
            "pairing.propose_pairs": _("Подбирать пары"),
            "pairing.manage_pair": _("Создавать, менять и завершать пары"),
            "pairing.give_wishes": _("Называть, с кем хотелось бы работать"),
            "pairing.ask_change": _("Просить изменить пару"),
            "orders.view_order": _("Читать приказы"),
            "orders.draft_order": _("Готовить проекты приказов"),
            "orders.approve_order": _("Утверждать и возвращать приказы"),
            "orders.attach_orderproof": _("Прикладывать к приказам сканы и файлы подписей"),
            "orders.view_extract": _("Получать выписки из приказов"),
        },
    ),
    (
        _("Планы и отзывы"),
        {
            "plans.view_plan": _("Смотреть индивидуальные планы"),
            "plans.write_plan": _("Заполнять план своей пары и отмечать сделанное"),
            "plans.approve_plan": _("Утверждать и возвращать планы"),
            "plans.write_feedback": _("Писать отзыв о своих {mentees:genitive}"),
            "plans.read_feedback": _("Читать отзывы"),
        },
    ),
    (
        _("Мониторинг"),
        {
            "monitoring.answer_survey": _("Отвечать на анкеты"),
            "monitoring.manage_surveys": _("Составлять и рассылать анкеты"),
            "monitoring.view_answers": _("Читать ответы с именами"),
            "monitoring.view_swot": _("Читать SWOT-анализ"),
            "monitoring.edit_swot": _("Заполнять SWOT-анализ"),
            "monitoring.edit_measurements": _("Заполнять таблицу «до и после»"),
            "monitoring.hold_monitoring": _("Проводить мониторинг, если так сказано в положении"),
            "monitoring.view_figures": _("Смотреть показатели без имён"),
        },
    ),
)
