"""A made-up order with the school's own letterhead, to see how it will be printed."""

from __future__ import annotations

from core import clock
from core.terms import expand, using
from schools.models import School
from schools.queries import signatory_on
from schools.terms import words_of

from .paper import (
    Annex,
    Column,
    Paper,
    Paragraph,
    Point,
    Points,
    Signature,
    Signatures,
    Spaced,
    Table,
)
from .papers import letterhead_of


def sample_paper(school: School) -> Paper:
    """People in it are made up; the address of its code leads to no paper."""
    today = clock.today()
    signatory = signatory_on(school, today)
    with using(words_of(school)):
        return Paper(
            kind="order",
            heading="ПРИКАЗ",
            title="О закреплении наставнических пар (образец)",
            letterhead=letterhead_of(school),
            numbered=True,
            number="12",
            date=today,
            place=school.city,
            retention_margin=30,
            executor=f"Воробьёва Мария Ильинична {school.phone}".strip(),
            check="ОБРАЗЕЦ",
            blocks=(
                Paragraph(expand("На основании представления {curator:genitive}")),
                Spaced("ПРИКАЗЫВАЮ:"),
                Points(
                    (
                        Point(
                            expand("Назначить {mentors:instrumental}:"),
                            points=(
                                Point("Снегирёву Анну Петровну – Зуева Петра Ильича;"),
                                Point("Дроздова Льва Игоревича – Зуевой Марьи Никитичны."),
                            ),
                        ),
                        Point(
                            "Составить планы.", executor=expand("{curator}"), due="до 15 октября"
                        ),
                        Point("За исполнением слежу сам."),
                    )
                ),
                Signatures(
                    (
                        Signature(
                            signatory.post if signatory else expand("{Director}"), "И. О. Фамилия"
                        ),
                    )
                ),
                Annex(
                    f"Приложение\nк приказу от {today:%d.%m.%Y} № 12",
                    "График встреч",
                    (
                        Table(
                            (Column("№ п/п", 6), Column("Встреча", 40), Column("Срок", 20)),
                            (("1", "Знакомство", "10 октября"), ("2", "Итоги", "май")),
                        ),
                    ),
                ),
            ),
        )
