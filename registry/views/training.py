"""Pages of training: courses, a course with its schedule and listeners, certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from core.action_views import ActionView
from core.audit import timeline
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted

from ..access import rules_of_user
from ..actions.training import (
    add_listeners,
    finish_course,
    give_certificates,
    mark_attendance,
    remove_listener,
    remove_session,
    reopen_course,
    save_course,
    save_session,
)
from ..choices import CardState, CourseState
from ..forms.training import (
    AttendanceForm,
    CertificatesForm,
    CourseForm,
    ListenersForm,
    SessionForm,
)
from ..models import (
    Person,
    TrainingCourse,
    TrainingListener,
    TrainingSession,
)
from ..queries.training import hours_of, listener_lines

VIEW = "registry.view_training"
RUN = "registry.run_training"
EVENTS = 10


class CourseListView(ListPage):
    permission_required = VIEW
    model = TrainingCourse
    columns = (
        Column("title", _("Обучение"), sort="title", is_header=True),
        Column("when", _("Занятия"), sort="first_day"),
        Column("listeners", _("Слушателей"), css="num"),
        Column("state", _("Состояние"), sort="state"),
    )
    template_name = "registry/course_list.html"
    row_template = "registry/_course_row.html"

    def get_queryset(self) -> QuerySet[Any]:
        return (
            super()
            .get_queryset()
            .annotate(
                first_day=Min("sessions__held_on"),
                last_day=Max("sessions__held_on"),
                listener_count=Count("listeners", distinct=True),
            )
        )

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        mode = rules_of_user(self.request.user).value("training.mode")
        return super().get_context_data(mode=mode, **extra)

    def get_empty(self) -> dict[str, Any]:
        may = self.request.user.has_perm(RUN)
        text = _("Составьте программу и график, добавьте слушателей, отмечайте посещение.")
        self.empty = (
            Empty(_("Обучения пока нет"), text, "registry:course_create", _("Составить"))
            if may
            else Empty(_("Обучения пока нет"))
        )
        return super().get_empty()


class OfCourse(Permitted, View):
    permission_required = VIEW

    @cached_property
    def course(self) -> TrainingCourse:
        rows = TrainingCourse.objects.visible_to(self.request.user).select_related("school")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class CourseDetailView(OfCourse):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        user, course = request.user, self.course
        runs = user.has_perm(RUN)
        may_see_all = runs or user.has_perm("registry.select_mentors")
        lines = listener_lines(course)
        if not may_see_all:
            lines = [line for line in lines if line.listener.person.user_id == user.pk]
        is_planned = course.state == CourseState.PLANNED
        context = {
            "course": course,
            "sessions": course.sessions.all(),
            "hours": hours_of(course),
            "lines": lines,
            "runs": runs,
            "may_see_all": may_see_all,
            "is_planned": is_planned,
            "given": [line for line in lines if line.listener.certificate_number],
            "certificates_form": CertificatesForm(course=course)
            if runs and not is_planned
            else None,
            "events": timeline(course)[:EVENTS] if runs else [],
        }
        return render(request, "registry/course_detail.html", context)


class CourseFormView(Permitted, View):
    """A new course, or a change of one."""

    permission_required = RUN

    @cached_property
    def course(self) -> TrainingCourse | None:
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(
            TrainingCourse.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self.show(CourseForm(instance=self.course))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        form = CourseForm(request.POST, instance=self.course)
        if not form.is_valid():
            return self.show(form)
        try:
            saved = save_course(form.instance, school=self.school, actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        return HttpResponseRedirect(saved.get_absolute_url())

    def show(self, form: CourseForm) -> HttpResponse:
        back = self.course.get_absolute_url() if self.course else reverse("registry:course_list")
        title = _("Обучение {mentors:genitive}")
        context = {"form": form, "cancel_url": back, "title": title, "course": self.course}
        return render(self.request, "registry/course_form.html", context)


class SessionFormView(OfCourse):
    """A line of the schedule: new in a course, or `session` of the address."""

    permission_required = RUN

    @cached_property
    def session(self) -> TrainingSession | None:
        if "session" not in self.kwargs:
            return None
        return get_object_or_404(self.course.sessions, pk=self.kwargs["session"])

    def get(self, request: HttpRequest, pk: int, session: int | None = None) -> HttpResponse:
        initial = {}
        last = self.course.sessions.order_by("-held_on", "-pk").first()
        if self.session is None and last is not None:
            names = ("hours", "teacher", "place", "starts_at")
            initial = {name: getattr(last, name) for name in names}
        return self.show(SessionForm(instance=self.session, initial=initial))

    def post(self, request: HttpRequest, pk: int, session: int | None = None) -> HttpResponse:
        form = SessionForm(request.POST, instance=self.session)
        if not form.is_valid():
            return self.show(form)
        try:
            save_session(form.instance, course=self.course, actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Занятие записано."))
        return HttpResponseRedirect(self.course.get_absolute_url())

    def show(self, form: SessionForm) -> HttpResponse:
        context = {
            "form": form,
            "course": self.course,
            "cancel_url": self.course.get_absolute_url(),
            "title": _("Занятие"),
        }
        return render(self.request, "registry/course_form.html", context)


class SessionRemoveView(ActionView):
    permission_required = RUN
    model = TrainingSession
    success_message = _("Занятие убрано.")

    def act(self, obj: Any, **data: Any) -> None:
        remove_session(obj, actor=self.request.user)

    def get_return_url(self, obj: Any) -> str:
        return obj.course.get_absolute_url()


class AttendanceView(Permitted, View):
    """Who was at one session."""

    permission_required = RUN

    @cached_property
    def session(self) -> TrainingSession:
        rows = TrainingSession.objects.visible_to(self.request.user).select_related("course")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def make_form(self, data: Any = None) -> AttendanceForm:
        listeners = self.session.course.listeners.select_related("person")
        marks = dict(self.session.marks.values_list("listener_id", "mark"))
        return AttendanceForm(data, listeners=listeners, marks=marks)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            mark_attendance(self.session, form.marks(), actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Посещение отмечено."))
        return HttpResponseRedirect(self.session.course.get_absolute_url())

    def show(self, form: AttendanceForm) -> HttpResponse:
        course = self.session.course
        context = {
            "form": form,
            "course": course,
            "session": self.session,
            "cancel_url": course.get_absolute_url(),
            "title": _("Кто был"),
            "is_first": not self.session.marks.exists(),
        }
        return render(self.request, "registry/course_form.html", context)


class ListenersView(OfCourse):
    """Mentors of the base who aren't on the list yet."""

    permission_required = RUN

    def make_form(self, data: Any = None) -> ListenersForm:
        people = Person.objects.visible_to(self.request.user)
        people = people.filter(mentor_card__state=CardState.ACTIVE)
        people = people.exclude(pk__in=self.course.listeners.values("person_id"))
        return ListenersForm(data, people=people)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            add_listeners(self.course, form.cleaned_data["people"], actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        return HttpResponseRedirect(self.course.get_absolute_url())

    def show(self, form: ListenersForm) -> HttpResponse:
        context = {
            "form": form,
            "course": self.course,
            "cancel_url": self.course.get_absolute_url(),
            "title": _("Слушатели"),
        }
        return render(self.request, "registry/course_form.html", context)


class ListenerRemoveView(ActionView):
    permission_required = RUN
    model = TrainingListener
    success_message = _("Слушатель убран.")

    def act(self, obj: Any, **data: Any) -> None:
        remove_listener(obj, actor=self.request.user)

    def get_return_url(self, obj: Any) -> str:
        return obj.course.get_absolute_url()


class CourseFinishView(ActionView):
    permission_required = RUN
    model = TrainingCourse
    success_message = _("Обучение закончено: можно выдавать удостоверения.")

    def act(self, obj: Any, **data: Any) -> None:
        finish_course(obj, actor=self.request.user)


class CourseReopenView(ActionView):
    permission_required = RUN
    model = TrainingCourse
    success_message = _("Обучение открыто заново.")

    def act(self, obj: Any, **data: Any) -> None:
        reopen_course(obj, actor=self.request.user)


class CertificatesGiveView(OfCourse):
    permission_required = RUN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = CertificatesForm(request.POST, course=self.course)
        if not form.is_valid():
            for name, errors in form.errors.items():
                messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
        else:
            try:
                give_certificates(self.course, actor=request.user, **form.cleaned_data)
                messages.success(request, _("Удостоверения выданы, их можно напечатать."))
            except DomainError as error:
                messages.error(request, str(error))
        return HttpResponseRedirect(self.course.get_absolute_url())
