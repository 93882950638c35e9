"""The programme of mentoring for a year as a paper: alone, or annexed to the order that adopts it.

What of it the regulation says, its rules say; a rule that is not set is not printed. Its words are
Russian whatever the language of the interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django.utils import translation

from core.russian.cases import Case
from core.russian.dates import long_date
from core.terms import expand
from documents.paper import (
    Annex,
    Column,
    Inner,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Stamp,
    Table,
    TextSection,
    is_wide,
)
from documents.papers import letterhead_of
from schools.models import Programme
from schools.road_map import layout_of
from schools.rules import RULES, RuleSet, rules_of
from schools.titles import title_in
from schools.words import value_in_words, value_lines
from schools.years import year_label

from .hooks import pairs_count
from .road_map import road_map_blocks
from .rules import forms_of, lower_first

# Kept for ever, like the order that adopts it.
RETENTION_MARGIN: Literal[30] = 30


def programme_paper(programme: Programme, signature: Signature) -> Paper:
    """A wide road map stands behind it, on pages of its own that lie on their side."""
    with translation.override("ru"):
        road_map = road_map_blocks(programme) if _has_road_map(programme) else ()
        is_apart = is_wide(road_map)
        return Paper(
            kind="programme",
            heading=expand("ПРОГРАММА"),
            title=programme.title,
            letterhead=letterhead_of(programme.school),
            place=programme.school.city,
            retention_margin=RETENTION_MARGIN,
            blocks=(
                Stamp(("УТВЕРЖДЕНО", "приказом", "от __________ № ______")),
                *programme_blocks(programme, road_map_in="приложение" if is_apart else ""),
                *_approval(rules_of(programme.regulation)),
                Signatures((signature,)),
                *([_annexed(programme, road_map)] if is_apart else []),
            ),
        )


def programme_blocks(programme: Programme, *, road_map_in: str = "") -> tuple[Inner, ...]:
    """What the programme says, without its head; `road_map_in` names where its road map stands."""
    rules = rules_of(programme.regulation)
    blocks: list[Inner] = [_term(programme), _forms(programme)]
    number = 0
    for heading, lines in _sections(programme, rules):
        if lines:
            number += 1
            blocks.append(TextSection(f"{number}. {heading}", "\n".join(lines)))
    if _has_road_map(programme):
        blocks.append(TextSection(f"{number + 1}. Дорожная карта", _road_map(road_map_in)))
        blocks += [] if road_map_in else road_map_blocks(programme)
    return tuple(blocks)


def _annexed(programme: Programme, road_map: tuple[Inner, ...]) -> Annex:
    title = layout_of(programme).title
    return Annex("Приложение\nк программе наставничества", title, road_map, landscape=True)


def _has_road_map(programme: Programme) -> bool:
    return programme.stages.exists() or programme.road_map_lines.exists()


def _road_map(where: str) -> str:
    text = "Этапы и мероприятия, их сроки и ответственные"
    return f"{text}: {where}." if where else f"{text}:"


def _term(programme: Programme) -> Inner:
    text = "Программа %(year)s действует с %(start)s по %(end)s на основании %(act)s."
    return Paragraph(
        text
        % {
            "start": long_date(programme.starts_on),
            "end": long_date(programme.ends_on),
            "year": _year(programme),
            "act": title_in(programme.regulation.title, Case.GENITIVE),
        }
    )


def _year(programme: Programme) -> str:
    """«2026/2027 учебного года», «2026 года»."""
    label = year_label(programme.starts_on, programme.ends_on)
    return f"{label} учебного года" if "/" in label else f"{label} года"


def _forms(programme: Programme) -> Inner:
    """Without a column of role models where no form has any."""
    forms = list(forms_of(programme))
    rows: list[tuple[str, ...]] = [
        (
            form.name,
            str(form.get_mentor_kind_display()),
            str(form.get_mentee_kind_display()),
            "\n".join(form.role_models) or "–",
        )
        for form in forms
    ]
    columns = (
        Column(expand("Форма наставничества"), 24),
        Column(expand("{Mentor}"), 18),
        Column(expand("{Mentee}"), 18),
        Column(expand("Ролевые модели"), 30),
    )
    if any(form.role_models for form in forms):
        return Table(columns, tuple(rows), expand("Формы наставничества и ролевые модели"))
    said = tuple(row[:-1] for row in rows)
    return Table(columns[:-1], said, expand("Формы наставничества"))


def _sections(programme: Programme, rules: RuleSet) -> Iterator[tuple[str, list[str]]]:
    directions = programme.directions.all() or programme.school.directions.filter(is_active=True)
    yield expand("Направления"), _listed(row.name for row in directions)
    yield expand("Виды наставничества"), _items("pairing.kinds", rules.value("pairing.kinds"))
    yield expand("Участники и базы"), [*_people(programme, rules)]
    yield (
        expand("Отбор {mentors:genitive}"),
        _items("selection.steps", rules.value("selection.steps")),
    )
    yield (
        expand("Обучение {mentors:genitive}"),
        _items("training.mode", rules.value("training.mode")),
    )
    yield expand("Встречи"), _items("meetings.types", rules.value("meetings.types"))
    documents = programme.reporting_documents.splitlines()
    yield (
        expand("Отчётные документы"),
        _listed(lower_first(line.strip()) for line in documents if line.strip()),
    )
    yield expand("Мониторинг"), [*_monitoring(rules)]
    yield expand("Целевые показатели"), [*_targets(programme)]
    rewards = _items("rewards.kinds", rules.value("rewards.kinds"))
    payment = _items("payment.terms", rules.value("payment.terms"))
    yield expand("Поощрение"), rewards
    yield expand("Оплата"), payment
    yield expand("Внешние {mentors}"), [*_external(rules)]
    yield expand("Публикация на сайте"), [*_site(rules)]


def _people(programme: Programme, rules: RuleSet) -> Iterator[str]:
    pairs, mentees = pairs_count(programme)
    if pairs:
        yield expand("Пар и групп: %(pairs)s, в них {mentees:genitive}: %(people)s.") % {
            "pairs": pairs,
            "people": mentees,
        }
    for title, due in (
        (expand("База {mentees:genitive}"), rules.value("bases.mentees_due")),
        (expand("База {mentors:genitive}"), rules.value("bases.mentors_due")),
    ):
        if due:
            yield f"{title}: {due}."


def _monitoring(rules: RuleSet) -> Iterator[str]:
    yield from _items("monitoring.points", rules.value("monitoring.points"))
    actors = rules.value("monitoring.actors")
    if actors:
        yield expand("Проводят: %s.") % _words("monitoring.actors", actors)


def _targets(programme: Programme) -> Iterator[str]:
    years = range(programme.starts_on.year, programme.ends_on.year + 1)
    for target in programme.school.targets.filter(year__in=years):
        yield expand("%(who)s: не менее %(percent)s %% в %(year)s году.") % {
            "who": target.get_group_display(),
            "percent": target.percent,
            "year": target.year,
        }


def _external(rules: RuleSet) -> Iterator[str]:
    contract = rules.value("external.contract_kind")
    if contract:
        yield expand("Договор: %s.") % _words("external.contract_kind", contract)
    papers = rules.value("external.required_documents")
    if papers:
        yield expand("Необходимые документы: %s.") % "; ".join(papers)
    unpaid = rules.value("external.unpaid")
    if unpaid is not None:
        yield (
            expand("Работа безвозмездна.") if unpaid else expand("Работа оплачивается по договору.")
        )


def _site(rules: RuleSet) -> Iterator[str]:
    publish = rules.value("site.publish")
    if not publish:
        return
    yield expand("Публикуются: %s.") % _words("site.publish", publish)
    yield expand("Сведения о людях публикуются только с их согласия.")
    if rules.value("site.after_completion"):
        yield expand("Результаты публикуются после завершения программы.")


def _approval(rules: RuleSet) -> Iterator[Inner]:
    chain = rules.value("acts.approval_chain")
    if chain:
        yield Table(
            columns=(
                Column(expand("С кем согласовано"), 40),
                Column(expand("Подпись"), 20),
                Column(expand("Дата"), 16),
            ),
            rows=tuple((line, "", "") for line in chain),
            title=expand("Лист согласования"),
        )


def _items(key: str, value: Any) -> list[str]:
    """A list of the school's own words line by line, anything else in one."""
    if value is None:
        return []
    return _listed(value_lines(RULES[key], value)) or [_words(key, value)]


def _words(key: str, value: Any) -> str:
    return value_in_words(RULES[key], value)


def _listed(lines: Any) -> list[str]:
    *head, last = list(lines) or [""]
    return [f"– {line};" for line in head] + ([f"– {last}."] if last else [])
