"""Headings that no table foresees: known by a word in them, or by a slip of the pen.

Only headings that `columns.column_of` does not know come here, so what a rule catches wrongly is
something that would have been left out; the page says of each that it was guessed.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..choices import Base
from .columns import PAIR, Column, columns_by_name, heading_key, known_headings

MAX_HEADING = 120
LONG_ENOUGH, ALIKE = 6, 0.84
FROM_PAIR = Column("", "", PAIR)

# Mentors are asked about mentees: how many, of what age.
_OF_BOTH = frozenset(("places", "wished_age"))
_OTHER_SIDE = {Base.MENTEES: re.compile(r"\bнаставник"), Base.MENTORS: re.compile(r"\bнаставляем")}
_PARENT = re.compile(
    r"\b(родител|мам[аыеу]\b|мат(ь|ери)\b|пап[аыеу]\b|от(ец|ца)\b|представител|опекун)"
)
_NEVER = re.compile(
    r"\b(классн\w+ руковод|форма обуч|дата (выдач|рожд\w+ (род|мам|пап|мат|отц))|паспорт"
    r"|снилс|инн\b|адрес (прож|рег|мест)|примечан|коммент|стаж|оцен|подпис|класс школы$)"
)
_ENDED = re.compile(r"\b(дата (заверш|оконч)|результат|итог)")
# The first that fits is taken, so the particular stands before the general.
_RULES: tuple[tuple[str, str], ...] = (
    (r"^(фамилия имя|фио\b|ф и о\b)", "full_name"),
    (r"\b(фио|ф и о|имя фамилия|фамилия (и )?имя)\b", "full_name"),
    (r"^фамилия\b", "last_name"),
    (r"^имя\b", "first_name"),
    (r"^отчество\b", "middle_name"),
    (r"^(обучающийся|обучающаяся|учащийся|ученик|ученица|ребенок|студент)( ца)?$", "full_name"),
    (r"^(воспитанник|подопечный|педагог|учитель|сотрудник|работник|преподаватель|участник)$",
     "full_name"),
    (r"(число|дата|день).*рожд", "birth_date"),
    (r"\bгод\w* рожд|\bг ?р\b|\bрожден\w* год", "birth_year"),
    (r"рожд|\bд ?р\b|день рожд", "birth_date"),
    (r"возраст\w*.*(подопечн|ребен|детей|учен|обучающ|наставляем)", "wished_age"),
    (r"(класс|групп).*(должност)|(должност).*(класс|групп)", "place"),
    (r"должност|кем работает|преподаваемый предмет", "post"),
    (r"^(класс|кл|группа)\b|\bв каком классе|учебн\w+ групп|\bклассе?$", "class_name"),
    (r"(тел|моб|сот)\w*.*(почт|e ?mail|мейл|мэйл|эл )|(почт|e ?mail).*(тел|моб|сот)", "contacts"),
    (r"почт|e ?mail|[ие]мейл|[иэ]мэйл|электрон\w+ адрес|эл адрес", "email"),
    (r"\bтел\b|телефон|мобильн|сотов|whatsapp|номер для связ", "phone"),
    (r"контакт|как связ|способ связи|для связи", "contacts"),
    (r"(дата|день|когда).*(вход|вхожд|включ|вступ|зачисл|начал|прикреп)", "joined_on"),
    (r"(вход|вхожд|включ|вступ|зачисл).*(дата|программ)", "joined_on"),
    (r"с какого числа|^в программе с\b|начало (участия|работы|наставничества)", "joined_on"),
    (r"форма|модель наставн|вид наставн", "form"),
    (r"направлен", "direction"),
    (r"запрос|потребност|проблем|трудност|затруднен|с чем (нужно )?помоч|в чем нужна|нужна помощь",
     "request"),
    (r"компетенц|чем может помочь|навык|сильные сторон|чему научит|специализац", "competencies"),
    (r"достижен|наград|заслуг", "achievements"),
    (r"увлечен|интерес|хобби", "interests"),
    (r"ресурс\w* врем|сколько времени|часов в недел|свободное время|^врем[яе]", "time_resource"),
    (r"(сколько|количеств|число|максимум).*(наставляем|подопечн|детей|учен|человек)", "places"),
    (r"место (работ|учеб)|где (работает|учится)|организаци|учрежден|предприят", "workplace"),
    (r"ссылк", "case_url"),
    (r"^пол\b", "gender"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), name) for pattern, name in _RULES)


def like_column(base: str, heading: str) -> Column | None:
    """The column that a heading reminds of; None where of none."""
    if not heading or len(heading) > MAX_HEADING:
        return None
    key = heading_key(heading)
    if not key or key.isdigit() or _NEVER.search(key):
        return None
    if _ENDED.search(key):
        return FROM_PAIR
    names = columns_by_name(base)
    name = next((name for rule, name in _COMPILED if rule.search(key) and name in names), "")
    if not name or (name not in _OF_BOTH and _OTHER_SIDE[Base(base)].search(key)):
        return None
    return _of_parent(names, name) if _PARENT.search(key) else names[name]


def _of_parent(names: dict[str, Column], name: str) -> Column | None:
    """«E-mail мамы» is a contact and no address to invite the child by; «г. р. мамы» is nothing."""
    if name in ("full_name", "last_name"):
        return names["guardian_name"]
    if name in ("email", "contacts"):
        return names["contacts"]
    return names["phone"] if name == "phone" else None


_WHOSE = (
    (re.compile(r"\b(мам|мат(ь|ери)\b)"), "мама"),
    (re.compile(r"\b(пап[аыеу]\b|от(ец|ца)\b)"), "папа"),
    (re.compile(r"\bбабуш"), "бабушка"),
    (re.compile(r"\bдедуш"), "дедушка"),
    (re.compile(r"\bопекун"), "опекун"),
)


def whose_is(heading: str) -> str:
    """«Телефон мамы» is of «мама»: said with the number, which loses its heading."""
    key = heading_key(heading)
    return next((word for rule, word in _WHOSE if rule.search(key)), "")


def mistyped_column(base: str, heading: str) -> Column | None:
    """«Контатные данные», «Класс/долность»: a known heading with a letter or two astray."""
    key = heading_key(heading)
    if not LONG_ENOUGH <= len(key) <= MAX_HEADING or _OTHER_SIDE[Base(base)].search(key):
        return None
    known = known_headings(base)
    near = get_close_matches(key, known, n=1, cutoff=ALIKE)
    return known[near[0]] if near else None


def under_group(base: str, group: str, heading: str) -> Column | None:
    """What a heading means under another that joins several: «Мама» over «ФИО» and «телефон»."""
    group_key = heading_key(group)
    names = columns_by_name(base)
    if _OTHER_SIDE[Base(base)].search(group_key):
        return FROM_PAIR
    if _PARENT.search(group_key):
        found = like_column(base, heading)
        return _of_parent(names, found.name) if found else None
    return None
