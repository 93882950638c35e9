"""A card on paper, and what goes on about a mentee who has no pair."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views import View

from core.action_views import ActionView
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..access import sight_of
from ..actions import end_search, mark_search, note_card_printed
from ..card_papers import card_paper
from ..choices import Base, PairSearch
from ..forms import SearchMarkForm
from ..headings import FORMS
from ..models import MenteeCard, Person
from ..queries import with_data_consent
from ..resources import RESOURCES
from ..rules import rules_for
from .pages import OfPerson

CARDS = {Base.MENTORS: "mentor_card", Base.MENTEES: "mentee_card"}
NAMES = {
    Base.MENTORS: _("Карточка {mentor:genitive}"),
    Base.MENTEES: _("Карточка {mentee:genitive}"),
}


class CardFileView(OfPerson, Permitted, View):
    """For those who keep the bases and for whom the card is about; contacts as on the page."""

    permission_required = "registry.view_person"
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int, base: str) -> HttpResponse:
        user, person = request.user, self.person
        sight = sight_of(user, person)
        card = getattr(person, CARDS[Base(base)], None)
        if card is None or not (sight.keeps or sight.is_own):
            raise Http404
        if not sight.is_own and not has_data_consent(person):
            messages.error(
                request,
                _(
                    "Нет согласия на обработку персональных данных или отозвано согласие на "
                    "участие: печатать карточку нельзя."
                ),
            )
            return HttpResponseRedirect(person.get_absolute_url())
        names = [name for name in FORMS[Base(base)] if name != "contacts" or sight.has_contacts]
        [row] = RESOURCES[base](names).rows([card])
        paper = card_paper(base, dict(zip(names, row, strict=True)), person.school)
        note_card_printed(card, actor=user)
        filename = f"{NAMES[Base(base)]}, {person.full_name}"
        return sheet_response(paper, self.format, filename=filename)


def has_data_consent(person: Person) -> bool:
    rows = Person.objects.filter(pk=person.pk)
    return with_data_consent(rows, day=today(), rules=rules_for(person.school)).exists()


class SearchMarkView(ActionView):
    """The search goes on, a psychologist is asked for, or neither any more."""

    permission_required = "registry.view_special"
    model = MenteeCard
    form_class = SearchMarkForm

    def act(self, obj: MenteeCard, **data: Any) -> None:
        actor = self.request.user
        if data["search"] == PairSearch.NONE:
            end_search(obj, actor=actor)
            messages.success(self.request, _("Отметка о поиске пары снята."))
            return
        if data["since"] is None:
            raise DomainError(str(_("Укажите, с какого дня ищем пару.")))
        mark_search(obj, search=data["search"], since=data["since"], note=data["note"], actor=actor)
        messages.success(self.request, _("Записано: видно в списке и на странице человека."))
