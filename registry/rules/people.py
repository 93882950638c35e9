"""What the regulation and the law ask of a person of the bases: whose signature, from what age."""

from __future__ import annotations

import datetime

from django.db.models import Q

from schools.choices import ParticipantKind
from schools.models import School
from schools.queries import current_rules
from schools.rules import RuleSet

from ..choices import ConsentKind, ConsentSigner, ConsentWay
from ..models import Consent, Person
from ..models.people import ADULT_AGE


def rules_for(school: School, day: datetime.date | None = None) -> RuleSet:
    """Rules that the school's programme runs under on the day; none where no programme runs."""
    return RuleSet(current_rules(school, day) or {})


def does_count(consent: Consent, rules: RuleSet) -> bool:
    """Where the regulation wants it in writing, what was only said is no consent to take part."""
    is_said = consent.kind == ConsentKind.PARTICIPATION and consent.way == ConsentWay.ORAL
    return not (is_said and rules.value("consents.written"))


def kinds_needed(rules: RuleSet) -> list[ConsentKind]:
    """Consents without which nobody is in a pair: the law's own, and the regulation's."""
    kinds = [ConsentKind.PERSONAL_DATA]
    if rules.value("consents.participation"):
        kinds.insert(0, ConsentKind.PARTICIPATION)
    return kinds


def signers_needed(person: Person, *, day: datetime.date, rules: RuleSet) -> list[ConsentSigner]:
    """The representative of a minor, and the child too from the age that the regulation names."""
    if not person.is_minor_on(day):
        return [ConsentSigner.SELF]
    signers = [ConsentSigner.REPRESENTATIVE]
    child_from = rules.value("consents.child_from")
    age = person.age_on(day)
    if child_from is not None and age is not None and age >= child_from:
        signers.append(ConsentSigner.SELF)
    return signers


def who_signs(day: datetime.date, rules: RuleSet) -> dict[ConsentSigner, Q]:
    """`signers_needed` as conditions on `Person` rows."""
    myself = ~is_minor(day)
    child_from = rules.value("consents.child_from")
    if child_from is not None:
        myself |= is_at_least(child_from, day)
    return {ConsentSigner.REPRESENTATIVE: is_minor(day), ConsentSigner.SELF: myself}


def is_minor(day: datetime.date) -> Q:
    """`Person.is_minor_on` as a condition on rows."""
    known = Q(birth_date__isnull=False) | Q(birth_year__isnull=False)
    return ~is_at_least(ADULT_AGE, day) & (known | Q(kind=ParticipantKind.PUPIL))


def is_at_least(age: int, day: datetime.date) -> Q:
    """`Person.age_on(day) >= age` as a condition on rows; an unknown age is not."""
    return Q(birth_date__lte=_years_before(day, age)) | Q(
        birth_date__isnull=True, birth_year__lte=day.year - 1 - age
    )


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """The latest birthday of somebody who is that old: born on 29 February counts from 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
