"""Kinds and states of the two bases."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class CardState(TextChoices):
    ACTIVE = "active", _("в базе")
    ARCHIVED = "archived", _("в архиве")


CARD_TRANSITIONS: dict[str, frozenset[str]] = {
    CardState.ACTIVE: frozenset({CardState.ARCHIVED}),
    CardState.ARCHIVED: frozenset({CardState.ACTIVE}),
}


class PairSearch(TextChoices):
    """What goes on about a mentee for whom no pair was found."""

    NONE = "none", _("не отмечено")
    SEARCHING = "searching", _("пара не найдена, поиск продолжается")
    SUPPORT = "support", _("пара не найдена, нужна поддержка {psychologist:genitive}")


PAIR_SEARCH_TRANSITIONS: dict[str, frozenset[str]] = {
    PairSearch.NONE: frozenset({PairSearch.SEARCHING, PairSearch.SUPPORT}),
    PairSearch.SEARCHING: frozenset({PairSearch.SUPPORT, PairSearch.NONE}),
    PairSearch.SUPPORT: frozenset({PairSearch.SEARCHING, PairSearch.NONE}),
}


class ConsentKind(TextChoices):
    PARTICIPATION = "participation", _("участие в программе")
    PERSONAL_DATA = "personal_data", _("обработка персональных данных")
    PUBLICATION = "publication", _("публикация")
    TRANSFER = "transfer", _("передача партнёру")


class ConsentSigner(TextChoices):
    SELF = "self", _("сам участник")
    REPRESENTATIVE = "representative", _("{guardian}")


class ConsentWay(TextChoices):
    PAPER = "paper", _("на бумаге")
    ELECTRONIC = "electronic", _("в системе")
    ORAL = "oral", _("устно или отметкой")


class AskedBy(TextChoices):
    """How a request with a one-time link reaches somebody: for consents, for a questionnaire."""

    ACCOUNT = "account", _("вход в систему")
    MAIL = "mail", _("ссылка в письме")
    PAPER = "paper", _("ссылка на бумаге")


class Reply(TextChoices):
    AGREED = "agreed", _("согласие дано")
    REFUSED = "refused", _("отказ")


class DataDecision(TextChoices):
    """What becomes of the data of somebody who has withdrawn."""

    DESTROYED = "destroyed", _("удалить")
    DEPERSONALISED = "depersonalised", _("обезличить")
    KEPT = "kept", _("хранить: этого требует закон")
    GIVEN_AGAIN = "given_again", _("согласие дано снова")


class LabourBasis(TextChoices):
    """On what an employee mentors another one."""

    AGREEMENT = "agreement", _("согласие и дополнительное соглашение")
    IN_POST = "in_post", _("входит в должность")


class EndedBy(TextChoices):
    """Who gives the mentoring of an employee up before its term."""

    EMPLOYER = "employer", _("{school}")
    EMPLOYEE = "employee", _("{employee}")


class ContractKind(TextChoices):
    """With whom an outside mentor's paper is made; the codes of `external.contract_kind`."""

    ORGANISATION = "organisation", _("с организацией")
    PERSON = "person", _("с человеком")


class AgreementState(TextChoices):
    DRAFT = "draft", _("проект")
    SIGNED = "signed", _("подписано")
    TERMINATED = "terminated", _("расторгнуто")


AGREEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AgreementState.DRAFT: frozenset({AgreementState.SIGNED}),
    AgreementState.SIGNED: frozenset({AgreementState.TERMINATED}),
    AgreementState.TERMINATED: frozenset(),
}


class Relation(TextChoices):
    MOTHER = "mother", _("мать")
    FATHER = "father", _("отец")
    GUARDIAN = "guardian", _("опекун или попечитель")
    OTHER = "other", _("{guardian:другой/другая/другое} {guardian}")


class Base(TextChoices):
    MENTORS = "mentors", _("база {mentors:genitive}")
    MENTEES = "mentees", _("база {mentees:genitive}")


class ListName(TextChoices):
    """Lists whose views may be kept."""

    MENTORS = "mentors", _("база {mentors:genitive}")
    MENTEES = "mentees", _("база {mentees:genitive}")
    MISSING = "missing", _("чего не хватает")


class ImportState(TextChoices):
    CHECKED = "checked", _("проверен")
    APPLYING = "applying", _("загружается")
    APPLIED = "applied", _("загружен")
    UNDONE = "undone", _("отменён")


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.CHECKED: frozenset({ImportState.APPLYING}),
    ImportState.APPLYING: frozenset({ImportState.APPLIED, ImportState.CHECKED}),
    ImportState.APPLIED: frozenset({ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
}


class RowStatus(TextChoices):
    NEW = "new", _("новые")
    CHANGED = "changed", _("изменённые")
    SAME = "same", _("без изменений")
    REPEATED = "repeated", _("повторы")
    ASKED = "asked", _("вопросы")
    WRONG = "wrong", _("с ошибками")


class GapKind(TextChoices):
    """What a person of the bases may lack; the order is the order of the report."""

    PARTICIPATION = "participation", _("нет согласия на участие")
    PERSONAL_DATA = "personal_data", _("нет согласия на обработку данных")
    GUARDIAN = "guardian", _("не {guardian:записан/записана/записано} {guardian}")
    AGE = "age", _("неизвестен возраст")
    REQUEST = "request", _("не записан запрос")
    COMPETENCIES = "competencies", _("не записаны компетенции")
    FORM = "form", _("не выбрана форма")
    CONTACTS = "contacts", _("нет контактов")
    GENDER = "gender", _("не указан пол")
    STALE = "stale", _("сведения давно не проверяли")
    LABOUR = "labour", _("нет трудовых документов")
    AGREEMENT = "agreement", _("нет соглашения с партнёром или договора")
    CERTIFICATES = "certificates", _("не хватает справок")


class ApplicationWay(TextChoices):
    """How somebody became a candidate for a mentor."""

    APPLICATION = "application", _("заявление")
    NOMINATION = "nomination", _("представление")


class ApplicationState(TextChoices):
    INVITED = "invited", _("ждём заявления")
    SUBMITTED = "submitted", _("подано")
    REVIEWED = "reviewed", _("на рассмотрении")
    ACCEPTED = "accepted", _("принято")
    DECLINED = "declined", _("отклонено")
    WITHDRAWN = "withdrawn", _("отозвано")


APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationState.INVITED: frozenset({ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}),
    ApplicationState.SUBMITTED: frozenset({ApplicationState.REVIEWED, ApplicationState.WITHDRAWN}),
    ApplicationState.REVIEWED: frozenset(
        {ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.ACCEPTED: frozenset(),
    # A body may come back to whom it refused.
    ApplicationState.DECLINED: frozenset({ApplicationState.REVIEWED}),
    ApplicationState.WITHDRAWN: frozenset(),
}


class CriterionLevel(TextChoices):
    MET = "met", _("соответствует")
    PARTLY = "partly", _("отчасти")
    NOT_MET = "not_met", _("не соответствует")


class MeetingState(TextChoices):
    DRAFT = "draft", _("готовится")
    CLOSED = "closed", _("решение принято")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.DRAFT: frozenset({MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset(),
}


class Verdict(TextChoices):
    ACCEPTED = "accepted", _("включить в реестр")
    DECLINED = "declined", _("отклонить")
    POSTPONED = "postponed", _("отложить")


class CourseState(TextChoices):
    PLANNED = "planned", _("запланировано")
    FINISHED = "finished", _("закончено")


COURSE_TRANSITIONS: dict[str, frozenset[str]] = {
    CourseState.PLANNED: frozenset({CourseState.FINISHED}),
    CourseState.FINISHED: frozenset({CourseState.PLANNED}),
}


class Attendance(TextChoices):
    PRESENT = "present", _("был")
    ABSENT = "absent", _("не был")
    EXCUSED = "excused", _("не был по уважительной причине")


class PrincipleKind(TextChoices):
    """Texts that a mentor is made acquainted with."""

    MANIFEST = "manifest", _("манифест {mentor:genitive}")
    CODE = "code", _("кодекс {mentor:genitive}")
    PRINCIPLES = "principles", _("руководящие принципы {mentor:genitive}")


class AcquaintedBy(TextChoices):
    HERE = "here", _("отметка в системе")
    PAPER = "paper", _("подпись на листе")


class ErasureMode(TextChoices):
    DEPERSONALISED = "depersonalised", _("обезличивание")
    DESTROYED = "destroyed", _("уничтожение")
    CONSENTS = "consents", _("уничтожение согласий, срок хранения которых вышел")


class RecordKind(TextChoices):
    """Kinds of records with a term of their own."""

    ORDERS = "orders", _("приказы и приложения к ним")
    STAFF_ORDERS = "staff_orders", _("приказы по личному составу, трудовые договоры")
    CONSENTS = "consents", _("согласия и их отзывы")
    PEOPLE = "people", _("карточки баз, контакты, сведения об участниках")
    PLANS = "plans", _("планы, встречи, итоговые документы пар")
    SURVEYS = "surveys", _("ответы на анкеты")
    IMPORTS = "imports", _("файлы, из которых загружали базы")
    ACTS = "acts", _("акты об уничтожении данных")


class KeepFrom(TextChoices):
    """The day from which a term runs."""

    FOREVER = "forever", _("постоянно")
    ELSEWHERE = "elsewhere", _("хранится не здесь")
    CONSENT_END = "consent_end", _("с окончания или отзыва согласия")
    PURPOSE_END = "purpose_end", _("с достижения цели: окончания программы")
    MADE = "made", _("со дня создания")
