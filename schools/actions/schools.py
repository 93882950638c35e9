"""A school comes to be, and what its letterhead says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import audit, clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.cases import Case
from core.terms import USUAL, using
from core.transitions import lock
from schools.models import Direction, MentoringForm, School, Target
from schools.presets import Preset, said
from schools.signals import school_created
from schools.terms import full_terms, terms_problems, words_of
from schools.years import year_on

from .programmes import open_programme
from .rewording import reword
from .values import apply_values

SCHOOL_FIELDS = (
    "kind",
    "name",
    "short_name",
    "founder",
    "second_name",
    "city",
    "address",
    "phone",
    "email",
    "website",
    "six_day_week",
)


@transaction.atomic
def create_school(
    preset: Preset,
    *,
    slug: str,
    actor: Any,
    name: str = "",
    short_name: str = "",
    city: str = "",
    kind: str = "",
    signatory: Mapping[str, Any] | None = None,
    is_demo: bool = False,
    today: datetime.date | None = None,
) -> School:
    """A school that works at once: regulation, forms, directions, a programme that is on.

    What isn't given is the preset's and plainly made up. Of another `kind` than the preset's, it
    says the words of its kind. Raises `DomainError` for a taken slug.
    """
    if School.objects.filter(slug=slug).exists():
        raise DomainError(_("{School} с адресом «%s» уже есть.") % slug, code="slug")
    today = today or clock.today()
    given = {"name": name, "short_name": short_name or name, "city": city, "kind": kind}
    values = {**preset.school, **{key: value for key, value in given.items() if value}}
    terms = full_terms(preset.terms, values["kind"])
    school = School(slug=slug, is_demo=is_demo, terms=terms, **values)
    school.full_clean()
    school.save()
    with using(words_of(school)):
        preset = said(preset)
    year = year_on(preset.texts["programme"]["starts"], preset.texts["programme"]["ends"], today)
    since = min(today, year.starts_on)
    school.signatories.create(**{"valid_from": since, **(signatory or preset.signatory)})
    regulation = school.regulations.create(
        **preset.regulation,
        preset=preset.code,
        valid_from=since,
        rules=preset.rules,
        texts=preset.texts,
    )
    MentoringForm.objects.bulk_create(MentoringForm(school=school, **form) for form in preset.forms)
    Direction.objects.bulk_create(
        Direction(school=school, **direction) for direction in preset.directions
    )
    Target.objects.bulk_create(Target(school=school, **target) for target in preset.targets)
    audit.record(
        "schools.create_school",
        school,
        actor=actor,
        text=_("{school:Создан/Создана/Создано} {school} по образцу «%s».") % preset.code,
        about=[regulation],
    )
    with using(words_of(school)):
        school_created.send(School, school=school, regulation=regulation, actor=actor)
        open_programme(school, actor=actor, regulation=regulation, year=year)
    return school


@transaction.atomic
def update_school(school: School, *, actor: Any, **values: Any) -> School:
    """Texts that nobody has changed follow the words of another kind: `school.reworded`."""
    school = lock(school)
    before = words_of(school)
    changes = apply_values(school, values, SCHOOL_FIELDS)
    if changes:
        school.save(update_fields=[*changes, "updated_at"])
        audit.record(
            "schools.update_school",
            school,
            actor=actor,
            text=_("Изменены сведения о {school:prepositional}."),
            data={"changes": changes},
        )
        school.reworded = reword(school, before, actor=actor)
    return school


@transaction.atomic
def save_terms(school: School, *, actor: Any, terms: Mapping[str, Any]) -> School:
    """The school's own words, all of them: {code: word or {singular, plural, gender}}.

    Texts that nobody has changed follow: `school.reworded`.
    """
    problems = terms_problems(terms)
    if problems:
        raise DomainError("\n".join(problems))
    school = lock(school)
    old, new = school.terms, full_terms(terms, school.kind)
    changed = [code for code in USUAL if old.get(code) != new.get(code)]
    if changed:
        before = words_of(school)
        school.terms = new
        school.save(update_fields=["terms", "updated_at"])
        after = words_of(school)
        audit.record(
            "schools.save_terms",
            school,
            actor=actor,
            text=_("Изменены слова {school:genitive}."),
            data={
                "changes": {
                    code: [before[code].form(Case.NOMINATIVE), after[code].form(Case.NOMINATIVE)]
                    for code in changed
                }
            },
        )
        school.reworded = reword(school, before, actor=actor)
    return school


@transaction.atomic
def save_term(school: School, *, actor: Any, code: str, term: Any) -> School:
    """One word of the school's own; None takes the usual one back."""
    school = lock(school)
    others = {name: own for name, own in school.terms.items() if name != code}
    return save_terms(school, actor=actor, terms=others if term is None else {**others, code: term})
