"""What the letterhead says, and who signs."""

from __future__ import annotations

from django import forms

from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.models import School, Signatory


class SchoolForm(forms.ModelForm):
    website = forms.URLField(label=_("Сайт"), assume_scheme="https", required=False)

    class Meta:
        model = School
        fields = [
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
        ]
        help_texts = {
            "name": _("Как в уставе: так оно будет стоять в приказах."),
            "founder": _("Строка над названием в приказах, если она нужна."),
            "second_name": _("Если в приказах название стоит на двух языках."),
            "city": _("Например: г. Киров."),
            "six_day_week": _("От этого зависят сроки в рабочих днях."),
        }
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}


class SignatoryForm(forms.ModelForm):
    valid_from = DateField(label=_("Подписывает с"))
    valid_to = DateField(label=_("По"), required=False, help_text=_("Пусто: без срока."))

    class Meta:
        model = Signatory
        fields = [
            "post",
            "last_name",
            "first_name",
            "middle_name",
            "gender",
            "is_acting",
            "valid_from",
            "valid_to",
        ]
        help_texts = {
            "post": _("Как под приказом: «{Director}», «{Director} {school:genitive}»."),
            "gender": _("Нужен, чтобы склонять имя."),
            "is_acting": _("Перед должностью будет стоять «И. о.»."),
        }

    def clean(self) -> dict[str, object]:
        super().clean()
        data = self.cleaned_data
        since, until = data.get("valid_from"), data.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("Последний день раньше первого."))
        return data
