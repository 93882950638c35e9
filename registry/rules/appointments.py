"""What the regulation asks of an order that appoints people: which roles, how many, whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format

from accounts.choices import Role
from accounts.queries import live_memberships
from core.choices import Level
from core.clock import today
from core.findings import Finding
from core.i18n import gettext as _
from core.russian.cases import Case
from core.russian.names import normalise_key
from schools.choices import AppointedRole
from schools.models import Direction, MentoringForm, Programme, School
from schools.queries import signatory_on
from schools.rules import RULES, RuleSet, rules_of
from schools.terms import words_of

from ..choices import CardState
from ..models import Appointment, MenteeCard, MentorCard, Person
from .candidates import COMMISSION, candidate_finding

# Members of a body and who leads it.
HEADS: dict[str, str] = {
    AppointedRole.WORKING_GROUP: AppointedRole.WORKING_GROUP_HEAD,
    AppointedRole.COMMISSION: AppointedRole.COMMISSION_CHAIR,
    AppointedRole.COUNCIL: AppointedRole.COUNCIL_HEAD,
}
SINGLE = frozenset({AppointedRole.COORDINATOR, *HEADS.values()})


@dataclass(frozen=True, slots=True)
class Appointee:
    """Whom an order appoints to what; a curator may have a direction or a form."""

    role: str
    person: Person
    direction: Direction | None = None
    form: MentoringForm | None = None

    @property
    def place(self) -> tuple[str, int | None, int | None]:
        return (
            self.role,
            self.direction.pk if self.direction else None,
            self.form.pk if self.form else None,
        )

    @property
    def title(self) -> str:
        """«куратор: Одарённые дети»."""
        label = str(AppointedRole(self.role).label)
        part = ", ".join(str(part) for part in (self.direction, self.form) if part)
        return f"{label}: {part}" if part else label


def appointment_findings(
    appointees: Iterable[Appointee],
    *,
    programme: Programme,
    day: datetime.date | None = None,
    joins: bool = False,
) -> list[Finding]:
    """What speaks against these appointments together, made from that day, today's if none.

    Members of a body that stand in the list are the whole of it. With `joins` they come to those
    who are there, as when old orders are written down one by one: a body that is not complete
    yet is then only warned about.
    """
    check = _Check(list(appointees), programme, day or today(), joins)
    return [
        *check.used(),
        *check.parts(),
        *check.repeats(),
        *check.kinds(),
        *check.posts(),
        *check.commission(),
        *check.formers(),
    ]


def former_of(
    appointees: Iterable[Appointee],
    *,
    school: School,
    rules: RuleSet,
    day: datetime.date,
    joins: bool = False,
) -> list[Appointment]:
    """Whose appointments these ones end: they are in force on the day, or begin after it."""
    rows = _rows_from(school, day)
    return _former(list(appointees), rows, rules, joins)


def roles_used(rules: RuleSet) -> frozenset[str]:
    """Roles that the regulation has; who leads a body is there where the body is."""
    used = rules.value("roles.used")
    if used is None:
        return frozenset(AppointedRole.values)
    return frozenset({*used, *(head for members, head in HEADS.items() if members in used)})


def is_director(person: Person, *, school: School, day: datetime.date) -> bool:
    """Who signs for the school that day, who has that post, or that role of sign-in."""
    signatory = signatory_on(school, day)
    if signatory is not None:
        names = (signatory.last_name, signatory.first_name, signatory.middle_name)
        if normalise_key(" ".join(filter(None, names))) == normalise_key(person.full_name):
            return True
    posts = {str(words_of(school)["director"].form(Case.NOMINATIVE)).casefold()}
    posts |= {signatory.post.casefold()} if signatory is not None else set()
    return person.post.casefold() in posts or Role.DIRECTOR in _roles_of_sign_in(person, day)


def _rows_from(school: School, day: datetime.date) -> list[Appointment]:
    rows = school.appointments.from_day(day)
    return list(rows.select_related("person", "direction", "form"))


def _place(row: Appointment) -> tuple[str, int | None, int | None]:
    return row.role, row.direction_id, row.form_id


def _is_single(role: str, rules: RuleSet) -> bool:
    if role == AppointedRole.CURATOR:
        return rules.value("curator.cardinality") == "one"
    return role in SINGLE


def _former(
    appointees: list[Appointee], rows: list[Appointment], rules: RuleSet, joins: bool
) -> list[Appointment]:
    same = {(appointee.place, appointee.person.pk) for appointee in appointees}
    single = {a.place for a in appointees if _is_single(a.role, rules)}
    bodies = set() if joins else {a.role for a in appointees if a.role in HEADS}
    return [
        row
        for row in rows
        if (_place(row), row.person_id) in same or _place(row) in single or row.role in bodies
    ]


def _roles_of_sign_in(person: Person, day: datetime.date) -> set[str]:
    if person.user_id is None:
        return set()
    rows = live_memberships(person.school, day).filter(user_id=person.user_id)
    return set(rows.values_list("role", flat=True))


@dataclass(slots=True)
class _Check:
    appointees: list[Appointee]
    programme: Programme
    day: datetime.date
    joins: bool
    rules: RuleSet = None  # type: ignore[assignment]
    rows: list[Appointment] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.rules = rules_of(self.programme.regulation)
        self.rows = _rows_from(self.programme.school, self.day)

    def used(self) -> Iterator[Finding]:
        used = roles_used(self.rules)
        for role in dict.fromkeys(appointee.role for appointee in self.appointees):
            if role not in used:
                text = _("Роли «%s» в положении нет.") % AppointedRole(role).label
                yield self.rules.finding("roles.used", text)

    def parts(self) -> Iterator[Finding]:
        scope = self.rules.value("curator.scope")
        for appointee in self.appointees:
            has = {"direction": appointee.direction, "form": appointee.form}
            name = appointee.person.short_name
            if appointee.role != AppointedRole.CURATOR:
                if any(has.values()):
                    text = _("%s: направление и форма бывают только у {curator:genitive}.") % name
                    yield Finding(code="registry.appointment_part", text=text)
            elif scope == "school" and any(has.values()):
                text = (
                    _(
                        "%s: {curator} отвечает за {school:весь/всю/всё} {school:accusative}, а "
                        "указана её часть."
                    )
                    % name
                )
                yield self.rules.finding("curator.scope", text)
            elif scope == "direction" and not has["direction"]:
                text = _("%s: укажите направление, за которое отвечает {curator}.") % name
                yield self.rules.finding("curator.scope", text)
            elif scope == "form" and not has["form"]:
                text = _("%s: укажите форму, за которую отвечает {curator}.") % name
                yield self.rules.finding("curator.scope", text)

    def repeats(self) -> Iterator[Finding]:
        people: dict[tuple[str, int | None, int | None], list[Appointee]] = {}
        for appointee in self.appointees:
            people.setdefault(appointee.place, []).append(appointee)
        for place, those in people.items():
            names = [appointee.person.short_name for appointee in those]
            if len({appointee.person.pk for appointee in those}) < len(those):
                text = _("%s: один человек указан дважды.") % those[0].title
                yield Finding(code="registry.appointment_repeated", text=text)
            elif len(those) > 1 and _is_single(place[0], self.rules):
                text = _("%(what)s: может быть только один, а указаны %(names)s.") % {
                    "what": those[0].title,
                    "names": ", ".join(names),
                }
                if place[0] == AppointedRole.CURATOR:
                    yield self.rules.finding("curator.cardinality", text)
                else:
                    yield Finding(code="registry.appointment_single", text=text)

    def kinds(self) -> Iterator[Finding]:
        for appointee in self.appointees:
            found = candidate_finding(appointee.role, appointee.person, self.rules, self.day)
            if found is not None:
                yield found

    def posts(self) -> Iterator[Finding]:
        """Only a warning: the director may decide otherwise."""
        wanted = self.rules.value("curator.eligible_posts")
        if not wanted:
            return
        for appointee in self.appointees:
            post = appointee.person.post.casefold()
            if appointee.role != AppointedRole.CURATOR:
                continue
            if any(_words(one) in _words(post) for one in wanted):
                continue
            text = _("%(name)s: %(post)s. {Curator:instrumental} может быть: %(posts)s.") % {
                "name": appointee.person.short_name,
                "post": appointee.person.post or _("должность не указана"),
                "posts": ", ".join(wanted),
            }
            yield self.rules.finding("curator.eligible_posts", text, level=Level.WARNING)

    def commission(self) -> Iterator[Finding]:
        named = [appointee for appointee in self.appointees if appointee.role in COMMISSION]
        if not named:
            return
        body = self._commission()
        level = Level.WARNING if self.joins else Level.BLOCK
        low, high = self.rules.value("commission.min"), self.rules.value("commission.max")
        count = {"n": len(body), "low": low, "high": high}
        if low is not None and len(body) < low:
            text = _("В комиссии с председателем %(n)s чел., а нужно не меньше %(low)s.") % count
            yield self.rules.finding("commission.min", text, level=level)
        if high is not None and len(body) > high:
            text = _("В комиссии с председателем %(n)s чел., а можно не больше %(high)s.") % count
            yield self.rules.finding("commission.max", text)
        yield from self._chair(level)
        for role in self.rules.value("commission.must_include") or ():
            if not any(self._is(person, role) for person in body.values()):
                text = _("В комиссии обязательно должен быть %s.") % self._word(
                    "commission.must_include", role
                )
                yield self.rules.finding("commission.must_include", text, level=level)

    def _commission(self) -> dict[int, Person]:
        """The commission as it will be: a list that names members is the whole of it."""
        stays = {row.person_id: row.person for row in self.rows if row.role in COMMISSION}
        for former in _former(self.appointees, self.rows, self.rules, self.joins):
            if former.role in COMMISSION:
                stays.pop(former.person_id, None)
        return stays | {a.person.pk: a.person for a in self.appointees if a.role in COMMISSION}

    def _chair(self, level: str) -> Iterator[Finding]:
        role = self.rules.value("commission.chair")
        if role is None:
            return
        word = self._word("commission.chair", role)
        chairs = [a for a in self.appointees if a.role == AppointedRole.COMMISSION_CHAIR]
        stays = any(row.role == AppointedRole.COMMISSION_CHAIR for row in self.rows)
        if not chairs and not stays:
            text = _("У комиссии нет председателя; им должен быть %s.") % word
            yield self.rules.finding("commission.chair", text, level=level)
        for chair in chairs:
            if not self._is(chair.person, role):
                text = _("%(name)s: председателем комиссии должен быть %(role)s.") % {
                    "name": chair.person.short_name,
                    "role": word,
                }
                yield self.rules.finding("commission.chair", text)

    def formers(self) -> Iterator[Finding]:
        """Who leaves a place because of these; a place taken from the same day is not given."""
        for row in _former(self.appointees, self.rows, self.rules, self.joins):
            values = {
                "what": row.title,
                "name": row.person.short_name,
                "day": date_format(row.valid_from, "d.m.Y"),
            }
            if row.valid_from >= self.day:
                text = _("%(what)s с %(day)s – %(name)s. Сначала завершите это назначение.")
                yield Finding(code="registry.appointment_taken", text=text % values)
            elif not any(
                (a.place, a.person.pk) == (_place(row), row.person_id) for a in self.appointees
            ):
                text = _("%(what)s сейчас – %(name)s: это назначение закончится.") % values
                yield Finding(code="registry.appointment_ends", text=text, level=Level.WARNING)

    def _word(self, key: str, code: str) -> str:
        return str(dict(RULES[key].options).get(code, code))

    def _is(self, person: Person, role: str) -> bool:
        """If somebody is that by an appointment, by sign-in, by a card of the bases."""
        if role == "director":
            return is_director(person, school=self.programme.school, day=self.day)
        if role in ("mentor", "mentee"):
            cards = MentorCard if role == "mentor" else MenteeCard
            return cards.objects.filter(person=person, state=CardState.ACTIVE).exists()
        if any(a.role == role and a.person.pk == person.pk for a in self.appointees):
            return True
        return any(
            row.role == role and row.person_id == person.pk and row.is_on(self.day)
            for row in self.rows
        ) or role in _roles_of_sign_in(person, self.day)


def _words(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
