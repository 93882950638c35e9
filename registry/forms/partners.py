"""Partners, agreements with them, certificates of their people."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.models import MentoringForm

from ..choices import ContractKind
from ..models import Certificate, Partner, PartnerAgreement, Person
from .consents import ScanField
from .people import helper


class PartnerForm(forms.ModelForm):
    class Meta:
        model = Partner
        fields = [
            "name",
            "inn",
            "address",
            "head_post",
            "head_name",
            "ground",
            "contacts",
            "is_active",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            "name",
            Row(Column("inn"), Column("address")),
            Row(Column("head_post"), Column("head_name")),
            Row(Column("ground"), Column("contacts")),
            "is_active",
        )


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(filter(None, [obj.full_name, obj.post, obj.workplace]))


class StaffForm(forms.Form):
    person = PersonField(
        label=_("Сотрудник"),
        queryset=Person.objects.none(),
        empty_label=_("выберите"),
        error_messages={"required": _("Выберите сотрудника.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["person"]).queryset = people


class AgreementForm(forms.ModelForm):
    """All that the paper prints; what is known of both sides stands there already."""

    dated_on = DateField(label=_("Дата"))
    starts_on = DateField(label=_("Действует с"))
    ends_on = DateField(
        label=_("Действует по"), required=False, help_text=_("Пусто: срок не ограничен.")
    )

    class Meta:
        model = PartnerAgreement
        fields = [
            "number",
            "main_contract",
            "city",
            "dated_on",
            "starts_on",
            "ends_on",
            "territory",
            "forms",
            "school_name",
            "school_post",
            "school_head",
            "school_acting",
            "school_ground",
            "school_staff",
            "school_address",
            "partner_name",
            "partner_post",
            "partner_head",
            "partner_acting",
            "partner_ground",
            "partner_staff",
            "partner_address",
            "conditions",
        ]
        widgets = {
            "forms": forms.CheckboxSelectMultiple,
            "conditions": forms.Textarea(attrs={"rows": 16}),
        }
        help_texts = {
            "school_acting": _("В родительном падеже, как в предложении «в лице…»."),
            "partner_acting": _("В родительном падеже, как в предложении «в лице…»."),
            "school_ground": _("В родительном падеже: «Устава»."),
            "conditions": _(
                "Разделы отделяйте пустой строкой: первая строка – заголовок, дальше пункты. "
                "Номера система поставит сама."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = MentoringForm.objects.filter(school_id=self.instance.school_id, is_active=True)
        cast(forms.ModelMultipleChoiceField, self.fields["forms"]).queryset = rows
        of_partner: list[Any] = ["partner_name"]
        if self.instance.kind == ContractKind.PERSON:
            for name in ("main_contract", "territory", "school_staff"):
                del self.fields[name]
            for name in ("post", "head", "acting", "ground", "staff"):
                del self.fields[f"partner_{name}"]
            self.fields["partner_name"].label = _("Фамилия, имя, отчество")
            self.fields["partner_address"].label = _("Адрес")
            about = ["number"]
            of_school: list[Any] = []
            title = _("{Mentor}")
        else:
            about = ["number", "main_contract"]
            of_school = ["school_staff"]
            of_partner += [
                Row(Column("partner_post"), Column("partner_head")),
                Row(Column("partner_acting"), Column("partner_ground")),
                "partner_staff",
            ]
            title = _("Партнёр")
        self.helper = helper(
            Row(*map(Column, about)),
            Row(Column("city"), Column("dated_on")),
            Row(Column("starts_on"), Column("ends_on")),
            *(["territory"] if "territory" in self.fields else []),
            "forms",
            Fieldset(
                _("{School}"),
                "school_name",
                Row(Column("school_post"), Column("school_head")),
                Row(Column("school_acting"), Column("school_ground")),
                *of_school,
                "school_address",
            ),
            Fieldset(title, *of_partner, "partner_address"),
            "conditions",
        )


class SignAgreementForm(forms.Form):
    dated_on = DateField(label=_("Подписано"))
    number = forms.CharField(label=_("Номер"), max_length=50, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].initial = today()


class TerminateForm(forms.Form):
    terminated_on = DateField(label=_("С какого дня не действует"))
    note = forms.CharField(label=_("Почему"), max_length=300)


class CertificateForm(forms.ModelForm):
    """Of the kinds that the act names; where it names none, of any."""

    issued_on = DateField(label=_("Дата выдачи"))
    valid_until = DateField(
        label=_("Действует до"), required=False, help_text=_("Пусто: без срока.")
    )
    scan = ScanField(required=False)

    class Meta:
        model = Certificate
        fields = ["kind", "number", "issued_on", "valid_until"]

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.kind
        if kinds:
            offered = kinds if not kept or kept in kinds else [*kinds, kept]
            self.fields["kind"] = forms.ChoiceField(
                label=_("Какая справка"), choices=[(kind, kind) for kind in offered]
            )
        self.helper = helper(
            "kind",
            Row(Column("number"), Column("issued_on"), Column("valid_until")),
            "scan",
        )
