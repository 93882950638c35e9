"""The name of a view of a list, and who finds it there."""

from __future__ import annotations

from django import forms

from core.i18n import gettext_lazy as _

from ..models import SavedView


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]
        help_texts = {
            "name": _("Например «Восьмые {classes} без пары»."),
            "is_shared": _(
                "Вид появится у всех, кто работает с базами {school:genitive}. Каждый увидит в нём"
                " только тех, кого видит и без него."
            ),
        }
