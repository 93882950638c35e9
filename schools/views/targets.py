"""Target values by group and year."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from core.action_views import ActionView
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from schools.actions import delete_target, save_target
from schools.choices import TargetGroup
from schools.forms import TargetForm
from schools.models import Target

from .programmes import VIEW
from .settings import CHANGE, SaveView


class TargetListView(Permitted, TemplateView):
    """A row for each year, a column for each group."""

    permission_required = VIEW
    template_name = "schools/target_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Target.objects.visible_to(self.request.user)
        by_place = {(row.year, row.group): row for row in rows}
        years = sorted({year for year, _group in by_place})
        return super().get_context_data(
            groups=[label for _value, label in TargetGroup.choices],
            years=[
                (
                    year,
                    [(label, by_place.get((year, value))) for value, label in TargetGroup.choices],
                )
                for year in years
            ],
            **kwargs,
        )


class TargetSaveView(SaveView):
    model = Target
    form_class = TargetForm
    title = _("Целевое значение")
    done = _("Целевое значение сохранено.")

    def get_success_url(self) -> str:
        return reverse("schools:target_list")

    def save(self, row: Target | None, data: dict[str, Any]) -> None:
        save_target(self.school, actor=self.request.user, target=row, **data)


class TargetDeleteView(ActionView):
    permission_required = CHANGE
    model = Target
    success_message = _("Целевое значение удалено.")

    def act(self, obj: Target, **data: Any) -> None:
        delete_target(obj, actor=self.request.user)

    def get_return_url(self, obj: Target) -> str:
        return reverse("schools:target_list")
