"""With what the conditions of an agreement begin: words of our own, for a school to change.

Papers are Russian whatever the interface: these words pass gettext by. A section is its heading
and its points, a line each.
"""

from __future__ import annotations

from core.terms import expand

from .choices import ContractKind

Section = tuple[str, tuple[str, ...]]

# The ground on which a head acts for a school.
USUAL_GROUND = "Устава"
UNPAID = "Стороны сотрудничают безвозмездно: ни одна из них другой за наставничество не платит."
PRIVACY = (
    "Сведения о людях, которые Сторона узнала, исполняя это соглашение, она никому не передаёт и "
    "использует только для наставничества. Сведения о {mentee:prepositional} Организация передаёт, "
    "если на то есть отдельное согласие."
)
CHANGE = (
    "Изменить или расторгнуть соглашение Стороны могут по договорённости, письменно, за подписью "
    "обеих."
)
DISPUTES = "О чём здесь не сказано, решает закон; разногласия Стороны снимают переговорами."

WITH_ORGANISATION: tuple[Section, ...] = (
    (
        "Предмет соглашения",
        (
            (
                "Партнёр направляет своих сотрудников {mentors:instrumental}, а Организация "
                "подбирает им {mentees:accusative} и ведёт программу наставничества."
            ),
            "Цель: помочь {mentees:dative} освоить дело, которым занят Партнёр, и выбрать путь.",
        ),
    ),
    (
        "Партнёр может",
        (
            "предлагать своё в программу и получать её материалы, которые его касаются;",
            "звать {mentees:accusative} к себе на экскурсии, пробы и практику;",
            "рассказывать о своём участии, не называя людей без их согласия.",
        ),
    ),
    (
        "Партнёр обязуется",
        (
            "назвать сотрудника, который отвечает за связь с Организацией;",
            "предлагать {mentors:accusative} по критериям отбора, которые действуют в Организации;",
            "отпускать их на обучение и общие встречи программы;",
            "передать до начала работы справки и другие документы, которые требует положение;",
            "помогать парам выполнять план и отвечать за безопасность встреч на своей территории.",
        ),
    ),
    (
        "Организация может",
        (
            "бывать на встречах у Партнёра, предупредив заранее;",
            "узнавать, как они прошли и что дали;",
            "назвать Партнёра на своём сайте, согласовав это с ним.",
        ),
    ),
    (
        "Организация обязуется",
        (
            (
                "назвать {employee:accusative}, {employee:который/которая/которое} отвечает за "
                "связь с Партнёром;"
            ),
            (
                "собрать тех, кто хочет заниматься с {mentors:instrumental} Партнёра, и "
                "сопровождать их;"
            ),
            "рассказать {mentors:dative} о программе, обучить их и помогать советом;",
            "сообщать Партнёру о том, что в программе меняется.",
        ),
    ),
)
WITH_PERSON: tuple[Section, ...] = (
    (
        "Предмет договора",
        (
            (
                "{Mentor} берётся помогать {mentees:dative} Организации по программе "
                "наставничества, а Организация – создать для этого условия."
            ),
        ),
    ),
    (
        "{Mentor} обязуется",
        (
            "до начала работы представить документы, которых требует положение;",
            "встречаться с {mentees:instrumental} по плану и сообщать, если встреча не состоится;",
            "пройти обучение, которое проводит Организация;",
            "бережно относиться к здоровью и достоинству {mentees:genitive}.",
        ),
    ),
    (
        "Организация обязуется",
        (
            "познакомить с положением и планом, дать материалы и место для встреч;",
            (
                "назначить {curator:accusative}, к {curator:которому/которой/которому} можно "
                "обратиться с любым вопросом."
            ),
        ),
    ),
)


def usual_conditions(kind: str, *, unpaid: bool | None) -> str:
    """The text that a new agreement begins with, in the words in use."""
    sections = WITH_ORGANISATION if kind == ContractKind.ORGANISATION else WITH_PERSON
    end = (*((UNPAID,) if unpaid else ()), PRIVACY, CHANGE, DISPUTES)
    parts = [*sections, ("Заключительные положения", end)]
    return "\n\n".join(
        "\n".join(expand(line) for line in (heading, *points)) for heading, points in parts
    )


def sections_of(conditions: str) -> list[tuple[str, list[str]]]:
    """What somebody typed: parts parted by blank lines, a heading and its points each."""
    found = []
    part: list[str] = []
    for line in [*conditions.splitlines(), ""]:
        if line.strip():
            part.append(line.strip())
        elif part:
            found.append((part[0], part[1:]))
            part = []
    return found
