"""Every row is read and checked by itself; an error names the cell, why, and what is allowed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from core.i18n import gettext as _
from core.russian.names import normalise_key

from ..choices import Base
from . import occupation as work
from . import values
from .columns import JOINED
from .fields import NAME_FIELDS
from .layout import Layout, Place
from .likeness import whose_is
from .naming import read_name
from .phones import tidy_phones
from .sheets import Row
from .values import ValueProblem, as_line, as_text, within

SHOWN_VALUE = 200
SHOWN_FIX = 60
REMEMBERED = 2000
INFO, WARNING, FIX, ASK = "info", "warning", "fix", "ask"
TYPED = ("gender", "email", "url", "places", "date")
# Field, the most of its characters, the columns it comes from.
LIMITS = (
    ("workplace", 300, ("workplace",)),
    ("post", 200, ("post", "place", "workplace")),
    ("class_name", 50, ("class_name", "place", "workplace")),
    ("contacts", 500, ("contacts", "phone", "guardian_name", "email")),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What of the school the rows are checked against. Keys of the choices are `choice_key`s."""

    organisation: str
    today: datetime.date
    forms: dict[str, int] = field(default_factory=dict)
    form_names: tuple[str, ...] = ()
    mentor_kinds: dict[int, str] = field(default_factory=dict)
    mentee_kinds: dict[int, str] = field(default_factory=dict)
    directions: dict[str, int] = field(default_factory=dict)
    direction_names: tuple[str, ...] = ()


@dataclass(slots=True)
class ReadRow:
    """A row of the file. `data` holds what is to be written, under the names of the fields."""

    number: int
    data: dict[str, Any] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    name_key: str = ""
    repeats: int | None = None

    @property
    def name(self) -> str:
        parts = (self.data.get(name) for name in NAME_FIELDS)
        return " ".join(filter(None, parts))

    def note(self, text: str, level: str = INFO) -> None:
        self.notes.append({"level": level, "text": str(text)})

    def fix(self, kind: str, place: Place, before: str, after: str) -> None:
        """What reading changed in a cell: told on demand, so that nothing changes in silence."""
        before, after = before[:SHOWN_FIX], after[:SHOWN_FIX]
        text = f"{place.heading}: «{before}» → «{after}»"
        cell = place.cell(self.number)
        self.notes.append({"level": FIX, "kind": kind, "cell": cell, "text": text})


def remembering(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The reader of a column that has read most of its values before: classes, dates, forms."""
    seen: dict[Any, Any] = {}

    def read(value: Any) -> Any:
        # True is 1, and 1 is 1.0
        key = value if value.__class__ is str else (value.__class__, value)
        got = seen.get(key)
        if got is not None:
            return got
        got = reader(value)
        if len(seen) < REMEMBERED and not (isinstance(value, str) and len(value) > SHOWN_VALUE):
            seen[key] = got
        return got

    return read


def _is_kept_as_it_is(place: Place) -> bool:
    """Of the rest something may be told or taken apart (`RowReader._keep`)."""
    column = place.column
    return column.name not in JOINED and column.name != "email" and column.read != "date"


class RowReader:
    """Reads rows of one file. Made once: what each column needs is looked up beforehand."""

    def __init__(self, layout: Layout, setting: Setting) -> None:
        self.layout = layout
        self.base = layout.base
        self.setting = setting
        self.split_example = ""
        self.read_birth = remembering(lambda value: values.read_birth(value, setting.today))
        self.places = {place.column.name: place for place in reversed(layout.places)}
        self.has_name_parts = any(name in self.places for name in NAME_FIELDS)
        self.whose = {
            place.index: whose
            for place in layout.places
            if layout.base == Base.MENTEES and (whose := whose_is(place.heading))
        }
        self.by_index = [(place.index, place) for place in layout.places]
        self.plain = [
            (place.index, place, remembering(self._reader_of(place)), _is_kept_as_it_is(place))
            for place in layout.places
            if place.column.read not in ("name", "name_part", "birth")
            and (place.column.read != "direction" or setting.directions)
        ]

    def read(self, number: int, row: Row) -> ReadRow:
        found = ReadRow(number)
        raw: dict[str, Any] = {}
        self._read_name(found, row)
        self._read_birth(found, row)
        width = len(row)
        for index, place, reader, is_simple in self.plain:
            value = row[index] if index < width else None
            if value is None or value == "":
                continue
            try:
                got = reader(value)
            except ValueProblem as problem:
                self._wrong(found, place, value, problem)
            else:
                if got == "":
                    continue
                if is_simple:
                    raw[place.column.name] = got
                else:
                    self._keep(found, raw, place, value, got)
        self._settle(found, raw)
        self._tell_spaces(found, row)
        if len(found.errors) > 1:
            order = [place.heading for place in self.layout.places]
            found.errors.sort(key=lambda error: order.index(error["column"]))
        return found

    def _keep(
        self, found: ReadRow, raw: dict[str, Any], place: Place, value: Any, got: Any
    ) -> None:
        name = place.column.name
        if name in JOINED:
            got = self._contact(found, place, got)
            raw[name] = "; ".join([raw[name], got]) if name in raw else got
            return
        if name == "email" and len(text := as_line(value)) > len(got):
            rest = tidy_phones(values.without_email(text, got))
            found.fix("email", place, text, got)
            if rest:
                raw["phone"] = "; ".join(filter(None, [raw.get("phone"), rest]))
        elif place.column.read == "date" and isinstance(value, str):
            shown = values.shown_date(got)
            if shown != value.strip():
                found.fix("date", place, as_line(value), shown)
        raw[name] = got

    def _contact(self, found: ReadRow, place: Place, text: str) -> str:
        """The telephones in it in one way of writing, with whose they are by the heading."""
        tidy = tidy_phones(text)
        if tidy != text:
            found.fix("phone", place, text, tidy)
        whose = self.whose.get(place.index, "")
        return f"{tidy} ({whose})" if whose and whose not in tidy.lower() else tidy

    def _tell_spaces(self, found: ReadRow, row: Row) -> None:
        width = len(row)
        for index, place in self.by_index:
            value = row[index] if index < width else None
            if value.__class__ is str and ("  " in value or value[:1] == " " or value[-1:] == " "):
                text = as_line(value)
                if text:
                    found.fix("spaces", place, value.replace("\n", " "), text)
                    return

    # --- cells

    def _reader_of(self, place: Place) -> Callable[[Any], Any]:
        limit, setting = place.column.limit, self.setting
        forms, directions = "; ".join(setting.form_names), "; ".join(setting.direction_names)
        no_form, no_direction = (
            _("такой формы в {school:prepositional} нет"),
            _("такого направления в {school:prepositional} нет"),
        )
        readers: dict[str, Callable[[Any], Any]] = {
            "line": lambda value: within(as_line(value), limit),
            "text": lambda value: within(as_text(value), limit),
            "gender": values.read_gender,
            "email": lambda value: within(values.read_email(value), limit),
            "url": lambda value: within(values.read_url(value), limit),
            "places": values.read_places,
            "date": lambda value: values.read_joined_on(value, setting.today).isoformat(),
            "form": lambda value: values.read_choice(value, setting.forms, forms, no_form),
            "direction": lambda value: values.read_choice(
                value, setting.directions, directions, no_direction
            ),
        }
        reader = readers[place.column.read]
        is_typed = place.column.read in TYPED or place.column.name in JOINED
        return lambda value: "" if values.says_nothing(value, is_typed=is_typed) else reader(value)

    def _cell(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return as_line(row[place.index]) if place and place.index < len(row) else ""

    def _wrong(self, found: ReadRow, place: Place, value: Any, problem: ValueProblem) -> None:
        found.errors.append(
            {
                "column": place.heading,
                "cell": place.cell(found.number),
                "value": as_line(value)[:SHOWN_VALUE],
                "reason": problem.reason,
                "allowed": problem.allowed,
            }
        )

    # --- names and births, which may take several columns

    def _read_name(self, found: ReadRow, row: Row) -> None:
        text = self._cell(row, "full_name")
        parts = [self._cell(row, name) for name in NAME_FIELDS] if self.has_name_parts else []
        try:
            name = read_name(text, parts)
        except ValueProblem as problem:
            place = self.places.get("full_name") or self.places["last_name"]
            self._wrong(found, place, text or " ".join(filter(None, parts)), problem)
            return
        for remark in name.notes:
            found.note(remark)
        full_name = str(name)
        if text and text != full_name:
            place = self.places["full_name"]
            found.fix("name", place, text, full_name)
        found.data.update(last_name=name.last, first_name=name.first, middle_name=name.middle)
        if name.gender:
            found.data["gender"] = str(name.gender.value)
        found.name_key = normalise_key(full_name)

    def _read_birth(self, found: ReadRow, row: Row) -> None:
        day, year = None, None
        for name in ("birth_date", "birth_year"):
            place = self.places.get(name)
            value = row[place.index] if place and place.index < len(row) else None
            if place is None or value is None:
                continue
            if isinstance(value, str) and (
                not as_line(value) or values.says_nothing(value, is_typed=True)
            ):
                continue
            try:
                got_day, got_year = self.read_birth(value)
                if year is not None and got_year != year:
                    raise ValueProblem(
                        _("не совпадает с датой рождения"), _("%(year)s") % {"year": year}
                    )
            except ValueProblem as problem:
                self._wrong(found, place, value, problem)
            else:
                day, year = day or got_day, got_year
                self._tell_birth(found, place, value, got_day, got_year)
        if year is not None:
            found.data["birth_year"] = year
        if day is not None:
            found.data["birth_date"] = day.isoformat()

    def _tell_birth(
        self, found: ReadRow, place: Place, value: Any, day: datetime.date | None, year: int
    ) -> None:
        shown = values.shown_date(day.isoformat()) if day else str(year)
        if isinstance(value, str) and value.strip() != shown:
            found.fix("date", place, as_line(value), shown)

    # --- what follows from several cells together

    def _settle(self, found: ReadRow, raw: dict[str, Any]) -> None:
        place, phone = raw.pop("place", ""), raw.pop("phone", "")
        guardian = raw.pop("guardian_name", "")
        workplace = raw.pop("workplace", "")
        form = raw.pop("form", None)
        direction = raw.pop("direction", None)
        if "class_name" in raw:
            raw["class_name"] = self._class(found, raw["class_name"])
        found.data.update(raw)
        if form is not None:
            found.data["form_id"] = form
        if direction is not None:
            found.data["direction_id"] = direction
        contacts = raw.get("contacts", "")
        more = [text for text in (guardian, contacts, phone) if text]
        if more and more != [contacts]:
            is_told = phone in contacts
            found.data["contacts"] = "; ".join(more[: -1 if phone and is_told else None])
        if self.base == Base.MENTORS and not found.data.get("email"):
            address = values.email_in(found.data.get("contacts", ""))
            if address:
                found.data["contact_email"] = address
        told = self._occupation(found, place, workplace)
        if place and told.class_name and told.class_name != place and "place" in self.places:
            found.fix("class", self.places["place"], place, told.class_name)
        for name in ("class_name", "post", "workplace"):
            if value := getattr(told, name):
                found.data.setdefault(name, value)
        found.data["kind"] = self._kind(found.data, told.kind)
        self._check_lengths(found)
        self._check_wished_age(found)

    def _class(self, found: ReadRow, text: str) -> str:
        told = work.read_class(text, self.setting.organisation)
        if told is None or not told.class_name or told.class_name == text:
            return text
        found.fix("class", self.places["class_name"], text, told.class_name)
        return told.class_name

    def _occupation(self, found: ReadRow, place: str, workplace: str) -> work.Occupation:
        organisation, data = self.setting.organisation, found.data
        if self.base == Base.MENTEES:
            told = work.read_place(
                place, organisation, data.get("birth_year"), self.setting.today.year
            )
            if told.kind:
                return replace(told, workplace=workplace) if workplace else told
            # «Место учёбы» of many tables is a class, or a post at the school.
            return work.read_class(workplace, organisation) or (
                work.Occupation(work.ParticipantKind.STAFF, post=workplace)
                if work.is_staff_post(workplace) and not work.is_school(workplace)
                else work.Occupation(workplace=workplace)
            )
        if place:
            return work.read_class(place, organisation) or work.Occupation(
                work.ParticipantKind.STAFF if work.is_staff_post(place) else "", post=place,
                workplace=workplace,
            )  # fmt: skip
        if "post" in self.places or not workplace:
            return work.Occupation(workplace=workplace)
        told = work.read_workplace(workplace, organisation)
        if told.workplace and (told.post or told.class_name) and not self.split_example:
            self.split_example = workplace
        return told

    def _kind(self, data: dict[str, Any], told: str) -> str:
        """By the words, else by the class or post, else by the form, and an age that forbids it."""
        setting, year = self.setting, data.get("birth_year")
        post, workplace = data.get("post", ""), data.get("workplace", "")
        learner = work.learner_kind(setting.organisation)
        if told:
            return told
        if data.get("class_name") and not post:
            return learner
        if post and (self.base == Base.MENTEES or work.is_staff_post(post)):
            return work.ParticipantKind.STAFF
        kinds = setting.mentor_kinds if self.base == Base.MENTORS else setting.mentee_kinds
        by_form = kinds.get(data.get("form_id", 0), "")
        if year is not None and setting.today.year - year < work.CHILD_BELOW:
            return learner
        is_elsewhere = bool(workplace) and not work.is_school(workplace)
        is_told_otherwise = by_form == work.ParticipantKind.STAFF and is_elsewhere
        if post and (work.is_adult(by_form) is not True or is_told_otherwise):
            return work.ParticipantKind.EMPLOYER
        return by_form or work.ParticipantKind.OTHER

    def _check_lengths(self, found: ReadRow) -> None:
        """Of what was put together from several columns or taken apart from one."""
        for name, limit, sources in LIMITS:
            value = found.data.get(name, "")
            if len(value) <= limit:
                continue
            try:
                within(value, limit)
            except ValueProblem as problem:
                place = next(self.places[source] for source in sources if source in self.places)
                self._wrong(found, place, value, problem)

    def _check_wished_age(self, found: ReadRow) -> None:
        """Excel turns «11-13» into a date by itself; what came out is no age."""
        age = found.data.get("wished_age", "")
        if len(age) == 10 and age[2] == age[5] == ".":
            found.note(
                _("Возраст «%(age)s» похож на дату: Excel мог заменить ею «11-13».") % {"age": age},
                WARNING,
            )
