"""What people of the bases lack, for one or for ten thousand in the same number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from core.choices import Level
from core.clock import today
from core.findings import Finding
from core.i18n import gettext as _
from schools.rules import RuleSet
from schools.years import add_months

from ..choices import CardState, ConsentKind, ConsentSigner, ConsentWay, GapKind
from ..models import Consent, Guardianship, MenteeCard, MentorCard, Person
from ..rules import is_minor, kinds_needed, rules_for, who_signs
from .compiled import CompiledRows
from .paper_gaps import PAPERS, paper_conditions, paper_gap

People = QuerySet[Person] | Iterable[int]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, in words, with the page that mends it.

    Fits the component `readiness.html`: text, clause, url.
    """

    kind: str
    finding: Finding
    url: str

    @property
    def title(self) -> str:
        return str(GapKind(self.kind).label)

    @property
    def text(self) -> str:
        return self.finding.text

    @property
    def clause(self) -> str:
        return self.finding.clause

    @property
    def is_block(self) -> bool:
        return self.finding.is_block

    def __str__(self) -> str:
        return str(self.finding)


def consent_gaps(people: People, *, day: datetime.date, rules: RuleSet) -> dict[int, list[Finding]]:
    """Which consents each of these people lacks on the day; an empty list where none.

    One query however many people there are. Each finding forbids a pair.
    """
    return {
        person_id: [_consent_finding(kind, signer, rules) for kind, signer in pairs]
        for person_id, pairs in _lacking_by_person(people, day, rules).items()
    }


def consents_lacking(
    people: People, *, day: datetime.date, rules: RuleSet, also: Iterable[str] = ()
) -> dict[int, list[tuple[str, str]]]:
    """Person → (kind, signer) of each needed consent that is not in force; only who lacks some.

    `also` are kinds that a pair does without: publication, transfer to a partner.
    """
    found = _lacking_by_person(people, day, rules, also)
    return {pk: pairs for pk, pairs in found.items() if pairs}


def with_gaps(people: QuerySet[Person], *, day: datetime.date, rules: RuleSet) -> QuerySet[Person]:
    """The rows with a boolean `lacks_<kind>` for each kind of gap and `is_ready` for no block.

    A card in the archive asks for nothing.
    """
    lacks = _gap_conditions(day, rules)
    blocks = [lacks[kind] for kind in BLOCKING]
    return people.annotate(
        **{f"lacks_{kind.value}": _flag(condition) for kind, condition in lacks.items()},
        is_ready=Case(*(When(condition, then=Value(False)) for condition in blocks), default=True),
    )


def with_data_consent(
    people: QuerySet[Person], *, day: datetime.date, rules: RuleSet
) -> QuerySet[Person]:
    """Those whose data may leave the page: every needed consent to process them is in force.

    Who has withdrawn the consent to take part stays here only until the question about the data
    is answered, and goes nowhere from here.
    """
    taken_back = Consent.objects.filter(
        person=OuterRef("pk"), kind=ConsentKind.PARTICIPATION, withdrawn_on__isnull=False
    )
    for signer in ConsentSigner:
        people = people.exclude(_lacks_consent(ConsentKind.PERSONAL_DATA, signer, day, rules))
        takes_no_part = _lacks_consent(ConsentKind.PARTICIPATION, signer, day, rules)
        people = people.exclude(Q(Exists(taken_back.filter(signer=signer))) & takes_no_part)
    return people


def with_publication_consent(
    people: QuerySet[Person], *, day: datetime.date, rules: RuleSet
) -> QuerySet[Person]:
    """Those who may be named on a page that everybody reads: both by law and by their own word.

    For a minor the representative, and the child too from the age that the regulation names.
    """
    for signer in ConsentSigner:
        people = people.exclude(_lacks_consent(ConsentKind.PUBLICATION, signer, day, rules))
    return with_data_consent(people, day=day, rules=rules)


# Without these nobody is put in a pair; the rest makes the papers and the matching worse.
BLOCKING = (GapKind.PARTICIPATION, GapKind.PERSONAL_DATA)


def gaps_of(
    people: People, *, day: datetime.date | None = None, rules: RuleSet
) -> dict[int, list[Gap]]:
    """Everything that each of these people lacks, blocks first. Two queries for any number."""
    day = day or today()
    if isinstance(people, QuerySet):
        people = people.order_by().values_list("pk", flat=True)
    ids = list(people)
    consents = _pairs(kinds_needed(rules), _lacking_rows(ids, day, rules))
    found: dict[int, list[Gap]] = {}
    for person_id, *flags in _flag_rows(ids, day, rules):
        kinds = [kind for kind, flag in zip(GapKind, flags, strict=True) if flag]
        found[person_id] = [
            gap for kind in kinds for gap in _gaps(kind, person_id, consents[person_id], rules)
        ]
    return found


def gap_kinds_of(
    ids: Iterable[int], *, day: datetime.date, rules: RuleSet
) -> dict[int, list[GapKind]]:
    """What is missing by kind alone, for lists that say no more. One query for any number."""
    return {
        person_id: [kind for kind, flag in zip(GapKind, flags, strict=True) if flag]
        for person_id, *flags in _flag_rows(ids, day, rules)
    }


def readiness(person: Person, *, day: datetime.date | None = None) -> list[Gap]:
    """What this person lacks to take part; an empty list means ready."""
    return gaps_of([person.pk], day=day, rules=rules_for(person.school, day))[person.pk]


def _rows(people: People) -> QuerySet[Person]:
    if isinstance(people, QuerySet):
        return people
    return Person.objects.filter(pk__in=list(people))


def _with_flags(
    people: QuerySet[Person], day: datetime.date, rules: RuleSet
) -> QuerySet[Person, Any]:
    names = [f"lacks_{kind.value}" for kind in GapKind]
    return with_gaps(people, day=day, rules=rules).values_list("pk", *names)


_flag_rows = CompiledRows(_with_flags)


def _flag(condition: Q | Exists) -> Case:
    return Case(When(condition, then=Value(True)), default=False)


def _lacking_by_person(
    people: People, day: datetime.date, rules: RuleSet, also: Iterable[str] = ()
) -> dict[int, list[tuple[str, str]]]:
    needed, others = kinds_needed(rules), set(also)
    kinds = [*needed, *(kind for kind in ConsentKind if kind in others and kind not in needed)]
    return _pairs(kinds, _with_lacking(_rows(people).order_by(), day, rules, kinds))


def _with_lacking(
    people: QuerySet[Person], day: datetime.date, rules: RuleSet, kinds: Iterable[ConsentKind]
) -> QuerySet[Person, Any]:
    flags = {
        f"lacks_{kind.value}_{signer.value}": _flag(_lacks_consent(kind, signer, day, rules))
        for kind, signer in product(kinds, ConsentSigner)
    }
    return people.annotate(**flags).values_list("pk", *flags)


_lacking_rows = CompiledRows(
    lambda people, day, rules: _with_lacking(people, day, rules, kinds_needed(rules))
)


def _pairs(
    kinds: Iterable[ConsentKind], rows: Iterable[Sequence[Any]]
) -> dict[int, list[tuple[str, str]]]:
    wanted = list(product(kinds, ConsentSigner))
    return {
        person_id: [pair for pair, flag in zip(wanted, row, strict=True) if flag]
        for person_id, *row in rows
    }


def _lacks_consent(
    kind: ConsentKind, signer: ConsentSigner, day: datetime.date, rules: RuleSet
) -> Q:
    given = Consent.objects.in_force_on(day).filter(person=OuterRef("pk"), kind=kind, signer=signer)
    if kind == ConsentKind.PARTICIPATION and rules.value("consents.written"):
        given = given.exclude(way=ConsentWay.ORAL)
    return who_signs(day, rules)[signer] & ~Q(Exists(given))


def _gap_conditions(day: datetime.date, rules: RuleSet) -> dict[GapKind, Q]:
    def active(model: type[MentorCard | MenteeCard], **fields: object) -> Q:
        cards = model.objects.filter(person=OuterRef("pk"), state=CardState.ACTIVE, **fields)
        return Q(Exists(cards))

    def no_consent(kind: ConsentKind) -> Q:
        if kind not in kinds_needed(rules):
            return Q(pk__in=[])
        needed = (_lacks_consent(kind, signer, day, rules) for signer in ConsentSigner)
        return in_base & (next(needed) | next(needed))

    in_base = active(MentorCard) | active(MenteeCard)
    guardians = Exists(Guardianship.objects.filter(child=OuterRef("pk")))
    return {
        GapKind.PARTICIPATION: no_consent(ConsentKind.PARTICIPATION),
        GapKind.PERSONAL_DATA: no_consent(ConsentKind.PERSONAL_DATA),
        GapKind.GUARDIAN: in_base & is_minor(day) & ~Q(guardians),
        GapKind.AGE: active(MenteeCard) & Q(birth_date__isnull=True, birth_year__isnull=True),
        GapKind.REQUEST: active(MenteeCard, request=""),
        GapKind.COMPETENCIES: active(MentorCard, competencies=""),
        GapKind.FORM: active(MentorCard, form=None) | active(MenteeCard, form=None),
        GapKind.CONTACTS: in_base & Q(contacts="", email=""),
        GapKind.GENDER: in_base & Q(gender=""),
        GapKind.STALE: _is_stale(day, rules),
        **paper_conditions(day, rules),
    }


def _is_stale(day: datetime.date, rules: RuleSet) -> Q:
    """Neither the person nor the mentee's card was touched for as long as the regulation says."""
    months = rules.value("bases.update_months")
    if months is None:
        return Q(pk__in=[])
    since = add_months(day, -months)
    cards = MenteeCard.objects.filter(
        person=OuterRef("pk"), state=CardState.ACTIVE, updated_at__date__lt=since
    )
    return Q(Exists(cards)) & Q(updated_at__date__lt=since)


def _gaps(
    kind: GapKind, person_id: int, consents: list[tuple[str, str]], rules: RuleSet
) -> list[Gap]:
    if kind in BLOCKING:
        url = reverse("registry:consent_create", args=[person_id])
        return [
            Gap(kind, _consent_finding(of, signer, rules), f"{url}?kind={of}&signer={signer}")
            for of, signer in consents
            if of == kind
        ]
    if kind in PAPERS:
        return [Gap(kind, *paper_gap(kind, person_id, rules))]
    if kind == GapKind.GUARDIAN:
        url = reverse("registry:guardian_create", args=[person_id])
    elif kind == GapKind.STALE:
        url = f"{reverse('registry:person_detail', args=[person_id])}#mentee"
        finding = rules.finding("bases.update_months", _words()[kind], level=Level.WARNING)
        return [Gap(kind, finding, url)]
    else:
        url = f"{reverse('registry:person_update', args=[person_id])}#{_FIELDS[kind]}"
    finding = Finding(code=f"registry.{kind.value}", text=_words()[kind], level=Level.WARNING)
    return [Gap(kind, finding, url)]


_FIELDS = {
    GapKind.AGE: "id_person-birth_year",
    GapKind.REQUEST: "id_mentee-request",
    GapKind.COMPETENCIES: "id_mentor-competencies",
    GapKind.FORM: "cards",
    GapKind.CONTACTS: "id_person-contacts",
    GapKind.GENDER: "id_person-gender",
}


def _words() -> dict[str, str]:
    return {
        GapKind.GUARDIAN: _("Не {guardian:записан/записана/записано} {guardian}"),
        GapKind.AGE: _("Не указан год рождения: возраст считается по роли"),
        GapKind.REQUEST: _("Не заполнен запрос: не к кому подбирать {mentor:accusative}"),
        GapKind.COMPETENCIES: _("Не заполнены компетенции: не с чем сравнивать запрос"),
        GapKind.FORM: _("Не выбрана форма наставничества"),
        GapKind.CONTACTS: _("Нет ни телефона, ни почты"),
        GapKind.STALE: _("Сведения давно не проверяли: обновите их или подтвердите"),
        GapKind.GENDER: _("Не указан пол: имя в приказе нельзя поставить в нужный падеж"),
    }


def _consent_finding(kind: str, signer: str, rules: RuleSet) -> Finding:
    texts = {
        ("participation", "self"): _("Нет своего согласия на участие"),
        ("participation", "representative"): _("Нет согласия {guardian:genitive} на участие"),
        ("personal_data", "self"): _("Нет своего согласия на обработку персональных данных"),
        ("personal_data", "representative"): _(
            "Нет согласия {guardian:genitive} на обработку персональных данных"
        ),
    }
    return rules.finding(f"consents.{kind}", texts[kind, signer])
