"""What signed orders tell people to do, until it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from core.action_views import ActionView
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted

from ..actions import assign_task, mark_task, may_mark, unmark_task
from ..filters import TaskFilter
from ..forms import AssignForm, DoneForm
from ..models import OrderTask


class TaskListView(ListPage):
    permission_required = "orders.view_order"
    model = OrderTask
    select_related = ("order", "person")
    filterset_class = TaskFilter
    columns = (
        Column("text", gettext_lazy("Что сделать"), is_header=True),
        Column("executor", gettext_lazy("Кто")),
        Column("due_on", gettext_lazy("Срок"), sort="due_on", css="nowrap"),
        Column("done_on", gettext_lazy("Исполнено"), sort="done_on", css="nowrap"),
        Column("order", gettext_lazy("Приказ"), sort="order__signed_on"),
    )
    default_sort = "due_on"
    template_name = "orders/task_list.html"
    row_template = "orders/_task_row.html"
    empty = Empty(
        gettext_lazy("Поручений нет"),
        gettext_lazy(
            "Они появляются с утверждённым приказом, где у пунктов есть ответственный или срок."
        ),
        icon="list-check",
    )

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            **extra, today=today(), may_assign=user.has_perm("orders.draft_order")
        )


def tasks_for(request: HttpRequest) -> QuerySet[OrderTask]:
    rows = OrderTask.objects.visible_to(request.user)
    return rows.select_related("order", "person")


class TaskUpdateView(Permitted, View):
    """One point: who and by when, and that it is done."""

    permission_required = "orders.view_order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = get_object_or_404(tasks_for(request), pk=pk)
        return self._page(task, AssignForm.of(task), DoneForm(initial={"done_on": today()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = get_object_or_404(tasks_for(request), pk=pk)
        is_assigning = "assign" in request.POST
        if is_assigning and not request.user.has_perm("orders.draft_order"):
            return self.handle_no_permission()
        assign = AssignForm.of(task, request.POST if is_assigning else None)
        done = DoneForm(None if is_assigning else request.POST, initial={"done_on": today()})
        form: Any = assign if is_assigning else done
        if not form.is_valid():
            return self._page(task, assign, done)
        act = assign_task if is_assigning else mark_task
        try:
            act(task, actor=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(task, assign, done)
        messages.success(request, _("Сохранено.") if is_assigning else _("Отмечено: исполнено."))
        return HttpResponseRedirect(reverse("orders:task_list") + "?state=undone")

    def _page(self, task: OrderTask, assign: Any, done: Any) -> HttpResponse:
        user = self.request.user
        context = {
            "task": task,
            "assign_form": assign,
            "form": assign if assign.is_bound else done,
            "done_form": done,
            "is_late": task.is_late(today()),
            "may_mark": may_mark(task, user),
            "may_assign": user.has_perm("orders.draft_order"),
        }
        return render(self.request, "orders/task_update.html", context)


class TaskUnmarkView(ActionView):
    permission_required = "orders.view_order"
    model = OrderTask
    success_message = gettext_lazy("Отметка снята.")

    def act(self, obj: OrderTask, **data: Any) -> None:
        unmark_task(obj, actor=self.request.user)

    def get_return_url(self, obj: OrderTask) -> str:
        return reverse("orders:task_update", args=[obj.pk])
