"""The act of destruction or depersonalisation: numbers of records, never what was in them.

Papers are Russian whatever the language of the interface, so the words here pass gettext by.
"""

from __future__ import annotations

import datetime

from core.russian.dates import long_date, short_date
from core.terms import expand
from documents.paper import (
    Column,
    Field,
    Fields,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
)

from .choices import ErasureMode
from .models import Erasure

_TITLES = {
    ErasureMode.DEPERSONALISED: "об обезличивании персональных данных",
    ErasureMode.DESTROYED: "об уничтожении персональных данных",
    ErasureMode.CONSENTS: "об уничтожении согласий, срок хранения которых истёк",
}
_WAYS = {
    ErasureMode.DEPERSONALISED: "имена, контакты и тексты стёрты в информационной системе без "
    "возможности восстановления; сведения без имени оставлены для отчётов",
    ErasureMode.DESTROYED: "записи стёрты в информационной системе без возможности восстановления",
    ErasureMode.CONSENTS: "записи и электронные копии листов стёрты в информационной системе",
}


def act_paper(erasure: Erasure) -> Paper:
    school = erasure.school
    rows = tuple(
        (
            str(number),
            f"№ {line['person']}" + (f" от {_day(line['since'])}" if line["since"] else ""),
            "\n".join(f"{title}: {count}" for title, count in line["parts"]),
        )
        for number, line in enumerate(erasure.records, start=1)
    )
    return Paper(
        kind="erasure_act",
        heading="АКТ",
        title=_TITLES[ErasureMode(erasure.mode)],
        numbered=True,
        date=erasure.done_on,
        place=school.city,
        letterhead=Letterhead(
            name=school.name,
            short_name=school.short_name,
            founder=school.founder,
            second_name=school.second_name,
        ),
        blocks=(
            Fields(
                rows=(
                    Field("Оператор", school.name),
                    Field("Основание", erasure.reason),
                    Field("Где хранились", "информационная система наставничества"),
                    Field("Способ", _WAYS[ErasureMode(erasure.mode)]),
                    Field("Дата", long_date(erasure.done_on)),
                )
            ),
            Paragraph(
                "Записи названы номерами, под которыми они стояли в системе: сами данные в акт "
                "не переносятся."
            ),
            Table(
                columns=(Column("№ п/п", 4), Column("Запись", 12), Column("Что стёрто", 30)),
                rows=rows,
            ),
            Paragraph(
                expand(
                    "Подписанные приказы и приложения к ним хранятся как документы "
                    "{school:genitive} и этим актом не затронуты."
                )
            ),
            Signatures(
                lines=tuple(_signature(line) for line in erasure.commission),
            ),
        ),
    )


def _signature(line: str) -> Signature:
    """«Должность, И. О. Фамилия»."""
    post, comma, name = line.rpartition(",")
    return Signature(post=post.strip() if comma else "", name=name.strip(), dated=True)


def _day(text: str) -> str:
    return short_date(datetime.date.fromisoformat(text))
