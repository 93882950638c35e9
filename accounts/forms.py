"""Forms of people, roles and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.choices import AppointedRole
from schools.models import Direction, MentoringForm
from schools.queries import current_programme
from schools.rules import rules_of

from .choices import Role
from .models import Membership, User

# Nobody becomes an administrator by leaving a field as it was.
ROLE_CHOICES = [("", _("выберите")), *Role.choices]
LIMITS_HELP = _(
    "Только для {curator:genitive}. Ничего не отмечено: видит {school:весь/всю/всё} "
    "{school:accusative}."
)


def offer_roles(field: forms.Field, user: User) -> None:
    """Roles that an order gives, but none under the school's act, come last and say so.

    They may be given all the same: an act can leave open who keeps the bases.
    """
    assert isinstance(field, forms.ChoiceField)
    programme = current_programme(user.school) if user.school else None
    used = rules_of(programme.regulation).value("roles.used") if programme else None
    if used is None:
        return
    idle = [role for role in Role if role in AppointedRole.values and role not in used]
    usual = [(role.value, role.label) for role in Role if role not in idle]
    text = _("%s – положение не назначает эту роль")
    last = [(role.value, text % role.label) for role in idle]
    field.choices = [("", _("выберите")), *usual, *last]


def offer(field: forms.Field, rows: QuerySet[Any]) -> None:
    """Let the field choose from these rows only."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class LimitsMixin(forms.Form):
    """Directions and forms that limit a curator, of the school where the user acts."""

    directions = forms.ModelMultipleChoiceField(
        Direction.objects.none(),
        label=_("Направления"),
        help_text=LIMITS_HELP,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    forms = forms.ModelMultipleChoiceField(
        MentoringForm.objects.none(),
        label=_("Формы наставничества"),
        help_text=LIMITS_HELP,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def limit_to(self, user: User) -> None:
        for name, model in (("directions", Direction), ("forms", MentoringForm)):
            rows = model.objects.visible_to(user).filter(is_active=True)
            if rows.exists():
                offer(self.fields[name], rows)
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("role") not in (None, Role.CURATOR):
            data["directions"], data["forms"] = (), ()
        return data


class InvitationForm(LimitsMixin):
    email = forms.EmailField(label=_("Электронная почта"))
    last_name = forms.CharField(label=_("Фамилия"), max_length=100)
    first_name = forms.CharField(label=_("Имя"), max_length=100)
    middle_name = forms.CharField(label=_("Отчество"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Роль"), choices=ROLE_CHOICES)
    person_ref = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ["email", "last_name", "first_name", "middle_name", "role"]

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(actor)
        offer_roles(self.fields["role"], actor)


class RoleForm(LimitsMixin):
    """A role for somebody who has an account in the school already."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Кому"))
    role = forms.ChoiceField(label=_("Роль"), choices=ROLE_CHOICES)
    valid_from = DateField(label=_("С какого дня"), required=False)
    valid_to = DateField(label=_("По какой день"), required=False, help_text=_("Пусто: без срока."))

    field_order = ["user", "role", "valid_from", "valid_to"]

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(actor)
        offer_roles(self.fields["role"], actor)
        members = Membership.objects.visible_to(actor).order_by()
        people = User.objects.filter(pk__in=members.values("user"), is_active=True)
        offer(self.fields["user"], people)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, until = data.get("valid_from"), data.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("Последний день раньше первого."))
        return data


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["last_name", "first_name", "middle_name"]


class AcceptForm(NameForm):
    """The account of somebody invited: the name as it should be, and a password of their own."""

    password1 = forms.CharField(
        label=_("Пароль"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    password2 = forms.CharField(
        label=_("Пароль ещё раз"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password2(self) -> str:
        again = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1"):
            raise ValidationError(_("Пароли не совпадают."))
        return again
