"""Former classes and posts of a person, and the move of all classes to the next school year."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView

from core.action_views import ActionView
from core.clock import today
from core.errors import DomainError
from core.fields import DateField
from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..actions import add_former_place, move_classes, remove_former_place, undo_class_move
from ..forms import ClassMoveForm, FormerPlaceForm
from ..models import ClassMove, FormerPlace, Person
from ..queries import ClassLine, classes_to_move
from ..rules.classes import school_year_start
from .pages import PersonForm

SHOWN_PEOPLE = 10
SHOWN_MOVES = 5


class PersonPlacesView(PersonForm):
    """Where the person was, by date, and a form for what nobody wrote down when it changed."""

    permission_required = "registry.change_person"
    form_class = FormerPlaceForm
    template_name = "registry/person_places.html"
    success_message = _("Записано: в бумагах за те дни будет прежнее место.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = FormerPlace.objects.visible_to(self.request.user).filter(person=self.person)
        return super().get_context_data(places=places, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        place = FormerPlace(person=self.person, school=self.person.school, kind=self.person.kind)
        return super().get_form_kwargs() | {"instance": place}

    def act(self, form: FormerPlaceForm) -> None:
        add_former_place(form.instance, actor=self.request.user)

    def get_success_url(self) -> str:
        return reverse("registry:person_places", args=[self.person.pk])


class PlaceRemoveView(ActionView):
    permission_required = "registry.change_person"
    model = FormerPlace
    success_message = _("Прежнее место убрано.")

    def act(self, obj: FormerPlace, **data: Any) -> None:
        remove_former_place(obj, actor=self.request.user)

    def get_return_url(self, obj: FormerPlace) -> str:
        return reverse("registry:person_places", args=[obj.person_id])


class ClassMoveView(Permitted, FormView):
    """Every class with the name that it would have; what was moved lately can be taken back."""

    permission_required = "registry.change_person"
    form_class = ClassMoveForm
    template_name = "registry/class_move.html"

    @cached_property
    def since(self) -> Any:
        """The day of the address or the form, else the first of September that is nearest."""
        given = self.request.POST.get("since") or self.request.GET.get("since") or ""
        try:
            return DateField(required=False).clean(given) or school_year_start(today())
        except ValidationError:
            return school_year_start(today())

    @cached_property
    def people(self) -> Any:
        return Person.objects.visible_to(self.request.user)

    @cached_property
    def lines(self) -> list[ClassLine]:
        return classes_to_move(self.people, self.since, self.school)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"lines": self.lines}

    def get_initial(self) -> dict[str, Any]:
        return {"since": self.since}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moves = ClassMove.objects.visible_to(self.request.user).select_related("made_by")
        return super().get_context_data(
            moves=moves.order_by("-pk")[:SHOWN_MOVES],
            total=sum(line.count for line in self.lines),
            **kwargs,
        )

    def form_valid(self, form: ClassMoveForm) -> HttpResponse:
        try:
            result = move_classes(
                self.school,
                self.people,
                classes=form.cleaned_data["classes"],
                since=form.cleaned_data["since"],
                actor=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Переведено человек: %(count)s.") % {"count": result.count}
        )
        if result.left:
            messages.warning(
                self.request,
                _("Не переведены, потому что состоят в паре: %(names)s.")
                % {"names": names_of(result.left)},
            )
        return HttpResponseRedirect(reverse("registry:class_move"))


class ClassMoveUndoView(ActionView):
    permission_required = "registry.change_person"
    model = ClassMove

    def act(self, obj: ClassMove, **data: Any) -> None:
        result = undo_class_move(obj, actor=self.request.user)
        messages.success(
            self.request, _("Возвращено человек: %(count)s.") % {"count": result.count}
        )
        if result.left:
            messages.warning(
                self.request,
                _("Не тронуты, потому что их сведения с тех пор изменились: %(names)s.")
                % {"names": names_of(result.left)},
            )


def names_of(people: list[Person]) -> str:
    names = ", ".join(person.short_name for person in people[:SHOWN_PEOPLE])
    return f"{names} …" if len(people) > SHOWN_PEOPLE else names
