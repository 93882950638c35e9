"""People left without a pair, by what would help them: for the board and the command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from core.i18n import gettext as _
from registry.models import Person


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Somebody without a pair and why; `mentee_id` or `mentor_id` is the card."""

    person: Person
    reasons: list[str]
    mentee_id: int | None = None
    mentor_id: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOverGroup:
    """People whom the same step would help."""

    title: str
    help: str
    url: str
    action: str
    people: list[LeftOver]


def groups_of(
    rows: Iterable[Mapping[str, Any]], people: Mapping[int, Person], side: str
) -> list[LeftOverGroup]:
    """Left-overs of one side, the largest group first. People who can't be seen are left out."""
    by_kind: dict[str, list[LeftOver]] = defaultdict(list)
    for row in rows:
        person = people.get(row["person_id"])
        if row["side"] != side or person is None:
            continue
        card = getattr(person, f"{side}_card", None)
        texts = [reason["text"] for reason in row["reasons"]]
        kind = row["reasons"][0]["code"].partition(".")[0]
        by_kind[kind].append(LeftOver(person, texts, **{f"{side}_id": card.pk if card else None}))
    words = _words()
    groups = [
        LeftOverGroup(*words.get((side, kind), words[side, "other"]), found)
        for kind, found in by_kind.items()
    ]
    return sorted(groups, key=lambda group: (-len(group.people), group.title))


def _words() -> dict[tuple[str, str], tuple[str, str, str, str]]:
    """Side and kind of reason → title, what to do, where, and the words of the link."""
    missing = reverse("registry:missing_list")
    new_person = reverse("registry:person_create")
    mentors = reverse("registry:mentor_list")
    by_hand = reverse("pairing:pair_create")
    return {
        ("mentee", "consents"): (
            _("Не хватает согласий"),
            _("Без согласия пару составить нельзя. Запишите согласия и подберите пары заново."),
            missing,
            _("Записать согласия"),
        ),
        ("mentee", "places"): (
            _("Подходящие {mentors} заняты"),
            _("Пригласите ещё {mentors:accusative} или увеличьте число мест в их карточках."),
            mentors,
            _("База {mentors:genitive}"),
        ),
        ("mentee", "form"): (
            _("Нет {mentor:genitive} нужной формы"),
            _(
                "Пригласите {mentor:accusative} этой формы или уточните форму в карточке "
                "{mentee:genitive}."
            ),
            new_person,
            _("Добавить {mentor:accusative}"),
        ),
        ("mentee", "manual"): (
            _("Оставлены без пары вручную"),
            _("Выберите {mentor:accusative} по ссылке «кто подошёл бы» или подберите пары заново."),
            by_hand,
            _("Составить вручную"),
        ),
        ("mentee", "other"): (
            _("Пара невозможна по другой причине"),
            _("Причина названа у каждого; пару можно проверить и составить вручную."),
            by_hand,
            _("Составить вручную"),
        ),
        ("mentor", "consents"): (
            _("Нет согласий {mentor:genitive}"),
            _("Пока их нет, {mentor:accusative} никому не предлагают."),
            missing,
            _("Записать согласия"),
        ),
        ("mentor", "places"): (
            _("Все места заняты"),
            _("У этих {mentors:genitive} больше нет мест."),
            mentors,
            _("База {mentors:genitive}"),
        ),
        ("mentor", "other"): (
            _("Свободны"),
            _("Этим {mentors:dative} подходящие {mentees} не понадобились."),
            by_hand,
            _("Составить вручную"),
        ),
    }
