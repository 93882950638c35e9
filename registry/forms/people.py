"""A person and the cards in the bases, filled in on one page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _
from core.russian.cleaning import NameFormatError, capitalise, clean_full_name
from core.russian.names import guess_gender, normalise_key
from schools.choices import ParticipantKind
from schools.models import Direction, MentoringForm

from ..actions import save_mentee_card, save_mentor_card, save_person
from ..choices import Base
from ..models import MenteeCard, MentorCard, Person
from ..queries import (
    areas_of_requests,
    suggested_areas,
    suggested_competencies,
    suggested_interests,
)
from ..rules import categories_of, rules_for
from .tags import TagsInput

EARLIEST_YEAR = 1900


def helper(*rows: Any) -> FormHelper:
    """A layout inside a form that the template writes."""
    made = FormHelper()
    made.form_tag = False
    made.disable_csrf = True
    made.layout = Layout(*rows)
    return made


def clean_name_part(text: str) -> str:
    """A surname, a first name or a patronymic, its spaces, dashes and capitals mended."""
    if not text:
        return ""
    try:
        cleaned, _notes = clean_full_name(text)
    except NameFormatError as error:
        raise ValidationError(str(error), code=error.code) from error
    return " ".join(capitalise(word, may_be_particle=True) for word in cleaned.split())


class NameMixin:
    """Cleaning of the three parts of a name; a patronymic tells the gender that was not given."""

    cleaned_data: dict[str, Any]

    def clean_last_name(self) -> str:
        return clean_name_part(self.cleaned_data["last_name"])

    def clean_first_name(self) -> str:
        return clean_name_part(self.cleaned_data["first_name"])

    def clean_middle_name(self) -> str:
        return clean_name_part(self.cleaned_data["middle_name"])

    def guess(self, data: dict[str, Any]) -> None:
        parts = [data.get(name, "") for name in ("last_name", "first_name", "middle_name")]
        data["gender"] = data.get("gender") or guess_gender(*parts) or ""


class PersonForm(NameMixin, forms.ModelForm):
    birth_date = DateField(label=_("Дата рождения"), required=False)
    place_since = DateField(
        label=_("С какого дня новые {class} или должность"),
        required=False,
        help_text=_(
            "Заполните, если человек перешёл: в бумагах за прежние дни останется прежнее. "
            "Если исправляете ошибку, оставьте пустым."
        ),
    )
    is_another = forms.BooleanField(
        label=_("Это другой человек с тем же именем"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Person
        fields = [
            "last_name",
            "first_name",
            "middle_name",
            "gender",
            "kind",
            "birth_date",
            "birth_year",
            "class_name",
            "post",
            "workplace",
            "works_since",
            "here_since",
            "contacts",
            "email",
        ]
        help_texts = {
            "gender": _("Определится по отчеству."),
            "birth_year": _("Если дата неизвестна."),
            "contacts": _("Телефон; для ребёнка укажите и телефон {parent:genitive}."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "person"})
        self.user = user
        self.fields["first_name"].required = True
        for name in ("birth_year", "works_since", "here_since"):
            text = _("Укажите год четырьмя цифрами, от %(first)s до %(last)s.")
            message = text % {"first": EARLIEST_YEAR, "last": today().year}
            self.fields[name].validators += [
                MinValueValidator(EARLIEST_YEAR, message),
                MaxValueValidator(today().year, message),
            ]
        if self.instance.pk is None:
            del self.fields["place_since"]
        for name in ("last_name", "first_name", "middle_name", "email", "birth_date"):
            self.fields[name].widget.attrs["autocomplete"] = "off"  # somebody else's data
        self.helper = helper(
            Row(Column("last_name"), Column("first_name"), Column("middle_name")),
            Row(Column("gender"), Column("kind"), Column("birth_date"), Column("birth_year")),
            Row(Column("class_name"), Column("post"), Column("workplace")),
            Row(
                *([Column("place_since")] if "place_since" in self.fields else []),
                Column("works_since"),
                Column("here_since"),
            ),
            Row(Column("contacts"), Column("email")),
            "is_another",
        )

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        if day and not EARLIEST_YEAR <= day.year <= today().year:
            raise ValidationError(_("Проверьте год в дате рождения."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.guess(data)
        if data.get("birth_date"):
            data["birth_year"] = data["birth_date"].year
        if not self.errors and self.instance.pk is None and not data["is_another"]:
            self._look_for_namesakes(data)
        return data

    def _look_for_namesakes(self, data: dict[str, Any]) -> None:
        name = " ".join(data[part] for part in ("last_name", "first_name", "middle_name"))
        namesakes = Person.objects.visible_to(self.user).filter(name_key=normalise_key(name))
        if found := namesakes.first():
            self.fields["is_another"].widget = forms.CheckboxInput()
            place = f" ({found.place})" if found.place else ""
            raise ValidationError(
                _(
                    "Такой человек уже есть: %(name)s. Откройте его карточку. "
                    "Если это другой человек, отметьте это внизу и сохраните ещё раз."
                )
                % {"name": f"{found.full_name}{place}"},
                code="namesake",
            )

    @property
    def namesake(self) -> Person | None:
        """The person of the same name because of whom the form came back."""
        if not self.has_error("__all__", "namesake"):
            return None
        name = " ".join(self.cleaned_data.get(part, "") for part in self.Meta.fields[:3])
        return Person.objects.visible_to(self.user).filter(name_key=normalise_key(name)).first()


class CardForm(forms.ModelForm):
    joined_on = DateField(label=_("Дата вхождения в программу"), required=False)
    case_url = forms.URLField(
        label=_("Ссылка на кейс или отзыв"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("form", MentoringForm, user)

    def _offer(self, name: str, model: type[MentoringForm | Direction], user: Any) -> None:
        """What the school uses now, and what the card has already."""
        rows = model.objects.visible_to(user)
        current = getattr(self.instance, f"{name}_id")
        field = cast(forms.ModelChoiceField, self.fields[name])
        field.queryset = rows.filter(Q(is_active=True) | Q(pk=current))
        field.empty_label = _("не выбрано")


def offer_categories(form: forms.BaseForm, base: str, school: Any, kept: Collection[str]) -> None:
    """What the regulation of today names, and what stands there already; else no field at all."""
    offered = dict(categories_of(base, rules_for(school, today())))
    choices = {**offered, **{code: code for code in kept if code not in offered}}
    if choices:
        cast(forms.MultipleChoiceField, form.fields["categories"]).choices = list(choices.items())
    else:
        del form.fields["categories"]


AREA = forms.Textarea(attrs={"rows": 2})


class MentorCardForm(CardForm):
    categories = forms.MultipleChoiceField(
        label=_("Категории"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = MentorCard
        fields = [
            "form",
            "joined_on",
            "places",
            "categories",
            "competencies",
            "achievements",
            "interests",
            "wished_age",
            "time_resource",
            "case_url",
        ]
        widgets = {"achievements": AREA}
        help_texts = {
            "competencies": _("Через запятую: по ним подбирается пара."),
            "interests": _("Через запятую."),
            "places": _("Пусто: сколько разрешает положение."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="mentor", **kwargs)
        school = kwargs["user"].school
        offer_categories(self, Base.MENTORS, school, self.instance.categories)
        self.fields["competencies"].widget = TagsInput(suggested_competencies(school))
        self.fields["interests"].widget = TagsInput(suggested_interests(school))
        self.helper = helper(
            Row(Column("form"), Column("joined_on"), Column("places")),
            *(["categories"] if "categories" in self.fields else []),
            "competencies",
            "achievements",
            "interests",
            Row(Column("wished_age"), Column("time_resource")),
            Field("case_url"),
        )


class MenteeCardForm(CardForm):
    class Meta:
        model = MenteeCard
        fields = ["form", "direction", "joined_on", "request", "areas", "interests", "case_url"]
        widgets = {"request": AREA}
        help_texts = {
            "request": _("В чём нужна помощь: по этим словам подбирается {mentor}."),
            "areas": _("Через запятую: по ним считается карта запросов и подбирается {mentor}."),
            "interests": _("Через запятую."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, prefix="mentee", **kwargs)
        self._offer("direction", Direction, user)
        [told] = areas_of_requests(user.school, [self.instance.request])
        suggested = suggested_areas(user.school)
        others = [area for area in suggested if area not in told]
        self.fields["areas"].widget = TagsInput([*told, *others])
        self.fields["interests"].widget = TagsInput(suggested_interests(user.school))
        self.helper = helper(
            Row(Column("form"), Column("direction"), Column("joined_on")),
            "request",
            "areas",
            "interests",
            Field("case_url"),
        )


class PersonBundle:
    """The form of a person with the forms of the cards: valid and saved together."""

    def __init__(
        self, data: Any = None, *, user: Any, person: Person | None = None, bases: Collection[str]
    ) -> None:
        self.person = PersonForm(
            data, user=user, instance=person, initial=None if person else _first_guess(bases)
        )
        self.mentor = self.mentee = None
        fresh = {"joined_on": today()}
        if Base.MENTORS in bases:
            card = getattr(person, "mentor_card", None)
            self.mentor = MentorCardForm(
                data, user=user, instance=card, initial={} if card else fresh
            )
        if Base.MENTEES in bases:
            card = getattr(person, "mentee_card", None)
            self.mentee = MenteeCardForm(
                data, user=user, instance=card, initial={} if card else fresh
            )

    @property
    def forms(self) -> list[forms.ModelForm]:
        return [form for form in (self.person, self.mentor, self.mentee) if form is not None]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    def save(self, *, school: Any, actor: Any) -> Person:
        """Through the actions, in the caller's transaction."""
        person = self.person.instance
        if person.pk is None:
            person.school = school
        save_person(person, actor=actor, since=self.person.cleaned_data.get("place_since"))
        for form, action in ((self.mentor, save_mentor_card), (self.mentee, save_mentee_card)):
            if form is not None:
                form.instance.person = person
                action(form.instance, actor=actor)
        return person


def _first_guess(bases: Collection[str]) -> dict[str, Any]:
    kind = ParticipantKind.PUPIL if Base.MENTEES in bases else ParticipantKind.STAFF
    return {"kind": kind}
