"""Every kind of order of a preset, drafted, handed over and signed, about made-up people.

People whose names and posts are hard to decline, a group, annexes that are filled: what the
orders of a real school have.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.terms import using
from orders.actions import approve_order, draft_asked_order, draft_order, submit_order
from orders.actions.sheets import mark_sheet
from orders.choices import SheetKind
from orders.inputs import TYPED_ANNEXES, OrderInput
from orders.models import Order
from orders.naming import named
from orders.rules import is_numbered_by_hand
from orders.sheets import approval_lines
from pairing.actions import draft_pairs_order
from pairing.models import Pair
from pairing.papers import change_texts, pair_values
from pairing.testing import make_pair
from registry.models import Appointment, Person
from registry.rules import Appointee
from registry.testing import make_mentee, make_mentor, make_person
from schools.actions import create_school
from schools.choices import ParticipantKind
from schools.models import Programme
from schools.presets import load_preset
from schools.terms import words_of
from schools.texts import OrderKind, order_kinds

FIVE = ("kirov-65", "meskety", "spb-644", "krasnouralsk", "sosh-62")
AUTUMN = datetime.date(2026, 10, 5)
STARTS_ON, ENDS_ON = datetime.date(2026, 10, 5), datetime.date(2027, 5, 28)

# Surname, name, patronymic, gender, post.
OFFICE = (
    ("Лебедь", "Ольга", "Ильинична", "f", "заместитель директора по воспитательной работе"),
    ("Ахмадов", "Зелимхан", "Русланович", "m", "методист"),
    ("Тютчева-Мороз", "Любовь", "Львовна", "f", "педагог-психолог"),
    ("Ковалёв", "Лев", "Игоревич", "m", "учитель физической культуры"),
    ("Ким", "Виктория", "Енсуевна", "f", "учитель английского языка"),
)
MENTORS = (
    ("Черных", "Анна", "Петровна", "f", "учитель математики"),
    ("Бондаренко", "Илья", "Кузьмич", "m", "учитель истории и обществознания"),
    ("Саидова", "Хава", "", "f", "учитель чеченского языка"),
    ("Гоголь", "Николай", "Фомич", "m", "преподаватель-организатор ОБЗР"),
)
MENTEES = (
    ("Живаго", "Юрий", "Андреевич", "m"),
    ("Зуева", "Марья", "Никитична", "f"),
    ("Мамедов", "Теймур", "Рашид оглы", "m"),
    ("Воробей", "Павел", "Ильич", "m"),
    ("Воробей", "Полина", "Ильинична", "f"),
    ("Петров-Водкин", "Кузьма", "Сергеевич", "m"),
)
# Who meets whom: places in the two tables above; more mentees than one make a group.
PAIRS = ((0, (0,)), (1, (1,)), (2, (2, 3, 4)), (3, (5,)))

ANSWERS = {
    "basis": "решения педагогического совета от 28.08.2026 № 1",
    "founder_order": "приказа отдела образования от 24.08.2026 № 116/1",
    "council_number": "1",
    "union_number": "7",
    "grounds": "представления коллектива от 15.09.2026",
    "thanks": "родителям победителей и АО «Завод имени Кирова»",
    "event": "конференция «Наставник – это звучит»",
    "event_place": "актовый зал",
    "event_guests": "родителей, партнёров и выпускников",
    "event_responsible": "О. И. Лебедь, заместитель директора",
}
# Cells of a typed table after the number and the name, and the lines of a typed text.
WORDS = ("учитель математики", "благодарность", "подготовка к олимпиаде", "ведёт кружок")


@dataclass
class Sample:
    """A school of a preset, its people and pairs, from whom orders are made."""

    preset: str
    programme: Programme = field(init=False)
    curator: User = field(init=False)
    director: User = field(init=False)
    office: list[Person] = field(init=False)
    head: Person = field(init=False)
    pairs: list[Pair] = field(init=False)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(431, 1000)))

    def __post_init__(self) -> None:
        preset = load_preset(self.preset)
        school = create_school(preset, slug=self.preset, actor=None, today=AUTUMN)
        self.programme = school.programmes.get()
        self.curator = make_user("curator", school)
        self.director = make_user("director", school)
        self.office = [person_of(school, *row) for row in OFFICE]
        self._sign_in(self.office[0], self.curator)
        self.head = person_of(school, "Сорока", "Инна", "Кузьминична", "f", "директор")
        self._sign_in(self.head, self.director)
        self.pairs = list(self._pairs())

    @property
    def kinds(self) -> list[OrderKind]:
        return order_kinds(self.programme.regulation)

    def _sign_in(self, person: Person, user: User) -> None:
        person.user = user
        person.save(update_fields=["user"])

    def _pairs(self) -> Iterator[Pair]:
        school = self.programme.school
        form = school.forms.order_by("pk").first()
        assert form is not None
        mentors = [
            make_mentor(school, form=form, person=person_of(school, *row)) for row in MENTORS
        ]
        mentees = [make_mentee(school, form=form, person=self._mentee(row)) for row in MENTEES]
        kinds = self.programme.regulation.rules.get("pairing.kinds", {}).get("value") or [{}]
        for mentor, group in PAIRS:
            yield make_pair(
                school,
                mentor=mentors[mentor],
                mentees=[mentees[place] for place in group],
                form=form,
                starts_on=STARTS_ON,
                ends_on=ENDS_ON,
                direction=school.directions.filter(is_sensitive=False).first(),
                mentoring_kind=kinds[0].get("code", ""),
            )

    def _mentee(self, row: tuple[str, str, str, str]) -> Person:
        """An employee where the school's first form is about employees."""
        school = self.programme.school
        form = school.forms.order_by("pk").first()
        assert form is not None
        if form.mentee_kind == ParticipantKind.STAFF:
            return person_of(school, *row, "учитель начальных классов")
        return make_person(
            school,
            **dict(zip(("last_name", "first_name", "middle_name", "gender"), row, strict=True)),
            kind=ParticipantKind.PUPIL,
            class_name="10 «А»",
            birth_year=2010,
        )

    def draft(self, kind: OrderKind) -> Order:
        with using(words_of(self.programme.school)):
            if kind.makes_pairs:
                return self._about_pairs(kind)
            if kind.changes_pair:
                return self._change(kind)
            return draft_asked_order(
                kind.code, programme=self.programme, given=self.answers(kind), actor=self.curator
            )

    def _about_pairs(self, kind: OrderKind) -> Order:
        Pair.objects.filter(programme=self.programme).update(state="chosen", order=None)
        return draft_pairs_order(
            self.pairs, programme=self.programme, actor=self.curator, kind=kind.code
        )

    def _change(self, kind: OrderKind) -> Order:
        """The words that those who change pairs say; what the change does is tested there."""
        pair = self.pairs[2]
        old, new = self.pairs[0].mentor.person, self.pairs[2].members.last().mentee.person
        values = pair_values(pair) | {
            "old_mentor": lambda case: named([old], case),
            "member": lambda case: named([new], case),
            "petition": lambda case: {
                "nominative": "ходатайство наставляемого от 28.09.2026",
            }.get(str(case), "ходатайства наставляемого от 28.09.2026"),
            "reason": "длительное отсутствие по болезни",
            "changed_on": "5 октября 2026 г.",
            "old_ends_on": "1 марта 2027 г.",
        }
        texts = change_texts(self.programme, kind, values, self.answers(kind).fields)
        people = [old, pair.mentor.person]
        return draft_order(
            kind.code, programme=self.programme, actor=self.curator, people=people, **texts
        )

    def answers(self, kind: OrderKind) -> OrderInput:
        return OrderInput(
            fields={
                row.code: AUTUMN if row.kind == "date" else ANSWERS[row.code] for row in kind.fields
            },
            appointees=list(self._appointees(kind)),
            annexes={
                place: "\n".join(self._rows(annex.columns) or WORDS)
                for place, annex in enumerate(kind.annexes)
                if annex.kind in TYPED_ANNEXES
            },
        )

    def _appointees(self, kind: OrderKind) -> Iterator[Appointee]:
        """As many as the role is given to, curators one for each part of the school."""
        people = iter([*self.office, *self.office])
        for part in kind.appoints:
            if part.role == "commission_chair":
                yield Appointee(part.role, self.head)
                continue
            parts = self._parts() if part.role == "curator" else [{}]
            wanted = max(len(parts), part.minimum, 1)
            if part.role in ("working_group", "commission"):
                wanted = max(3, part.minimum)
            count = min(wanted, part.maximum or wanted)
            for place in range(count):
                yield Appointee(part.role, next(people), **(parts[place % len(parts)]))

    def _parts(self) -> list[dict[str, Any]]:
        school = self.programme.school
        scope = self.programme.regulation.rules.get("curator.scope", {}).get("value")
        if scope == "direction":
            return [{"direction": row} for row in school.directions.all()[: len(OFFICE)]]
        if scope == "form":
            return [{"form": row} for row in school.forms.filter(is_active=True)[: len(OFFICE)]]
        return [{}]

    def _rows(self, columns: tuple[str, ...]) -> list[str]:
        names = (" ".join(filter(None, row[:3])) for row in MENTORS)
        return [
            " | ".join((str(number), name, *WORDS)[: len(columns)])
            for number, name in enumerate(names, 1)
            if columns
        ]

    def issue(self, kind: OrderKind) -> Order:
        """Each order as if it were the first that appoints anybody."""
        Appointment.objects.filter(school=self.programme.school).delete()
        with clock.on(AUTUMN):
            order = self.draft(kind)
            if keys := [line.key for line in approval_lines(order)]:
                mark_sheet(order, sheet=SheetKind.APPROVAL, keys=keys, actor=self.curator)
            order = submit_order(order, actor=self.curator)
            by_hand = is_numbered_by_hand(order)
            number = {"number": str(next(self.numbers))} if by_hand else {}
            return approve_order(order, actor=self.director, **number)


def person_of(school: Any, last: str, first: str, middle: str, gender: str, post: str) -> Person:
    return make_person(
        school,
        last_name=last,
        first_name=first,
        middle_name=middle,
        gender=gender,
        post=post,
        birth_year=1985,
        kind=ParticipantKind.STAFF,
    )
