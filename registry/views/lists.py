"""The two bases as tables to work in, and the list of what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet, Window
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.paging import COUNTED, BoundedPaginator, CountOf
from core.prepared import PreparedObjects
from core.scoping import Scope
from schools.queries import current_programme
from schools.rules import RuleSet

from ..access import rules_of_user
from ..choices import Base, GapKind, ListName
from ..filters import MenteeFilter, MentorFilter, MissingFilter
from ..headings import heading
from ..models import MenteeCard, MentorCard, Person
from ..queries import BLOCKING, base_deadlines, gap_kinds_of, gaps_of, with_gaps
from ..resources import form_of, show_pairs
from .bulk import BULK_OF_CONSENTS, ChosenRows, WithBulk
from .cells import MENTEE_CELLS, MENTOR_CELLS, READ_OF_CARD, no_pair, readiness_cell
from .saved_views import WithSavedViews


class WithRules:
    """The rules that the school lives by today, read once a page."""

    request: Any

    @cached_property
    def rules(self) -> RuleSet:
        return rules_of_user(self.request.user)


def columns_of(base: str, shown: tuple[str, ...], others: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns that are always shown, then those to choose; the order of the lists."""
    return tuple(
        Column(
            name,
            heading(base, name),
            sort=SORTS.get(name, ""),
            is_header=name == "name",
            is_optional=name in others,
            css="wrap-head",
        )
        for name in (*shown, *others)
    )


SORTS = {
    "name": "person__search_name",
    "form": "form__name",
    "direction": "direction__name",
    "joined_on": "joined_on",
    "birth_year": "person__birth_year",
    "place": "person__class_name",
    "workplace": "person__workplace",
}


class GapWords:
    """What a line says of readiness: the same for all who lack the same."""

    def __init__(self) -> None:
        self.said: dict[tuple[GapKind, ...], SafeString] = {}

    def of(self, kinds: Iterable[GapKind]) -> SafeString:
        key = tuple(kinds)
        if key not in self.said:
            self.said[key] = self.say(key)
        return self.said[key]

    def say(self, kinds: tuple[GapKind, ...]) -> SafeString:
        notes = [str(kind.label) for kind in kinds if kind not in BLOCKING]
        if len(notes) < len(kinds):
            return readiness_cell("bad", _("нет согласий"), notes)
        if notes:
            return readiness_cell("warn", _("можно в пару"), notes)
        return readiness_cell("good", _("готов"), notes)


class CardListView(WithSavedViews, WithBulk, WithRules, ListPage):
    """What both bases share: readiness and pairs of the page's rows, actions over the chosen."""

    base: str
    # Fields of the model that the cells show, besides those of every card.
    reads: tuple[str, ...] = ()
    default_sort = "name"

    @cached_property
    def sees_special(self) -> bool:
        return self.request.user.has_perm("registry.view_special")

    @cached_property
    def no_pair(self) -> SafeString:
        return no_pair()

    @property
    def export_name(self) -> str:  # type: ignore[override]
        if not self.request.user.has_perm("registry.export_base"):
            return ""
        return "registry:mentor_export" if self.base == Base.MENTORS else "registry:mentee_export"

    def all_columns(self) -> list[Column]:
        columns = super().all_columns()
        if self.request.user.has_perm("registry.view_contacts"):
            return columns
        return [column for column in columns if column.name != "contacts"]

    def page_rows(self) -> QuerySet[Any]:
        rows: Any = self.rows()
        return rows.by_names(self.request.user.scope).only(*READ_OF_CARD, *self.reads)

    def found_page(self) -> Page:
        """The first page is what most people open, all the time."""
        size = self.page_size
        cards = self.first_cards(size) if self.page_number == 1 else None
        if cards is None:
            return super().get_page()
        return BoundedPaginator.first_page(cards, cards[0].found if cards else 0, size)

    def first_cards(self, size: int) -> list[Any] | None:
        """The first page and one card more, each with how many are `found`, by one query.

        None where it takes another one to count them.
        """
        if not self.is_filtered:
            view: Any = type(self)
            return _first_page.in_scope(self.request.user.scope, view, self.sort, size)
        rows = self.page_rows()
        if not self.filterset.finds_few:
            return None
        return list(rows.annotate(found=Window(Count("pk")))[: size + 1])

    def get_page(self) -> Page:
        page = self.found_page()
        cards = page.object_list = list(page.object_list)
        show_pairs(self.base, cards)
        ids = [card.person_id for card in cards]
        words = GapWords()
        for card, kinds in zip(cards, self.gap_kinds(ids), strict=True):
            card.readiness = words.of(kinds)
            card.form_name = form_of(card)
        return page

    def gap_kinds(self, ids: list[int]) -> list[list[GapKind]]:
        found = gap_kinds_of(ids, day=today(), rules=self.rules)
        return [found[person_id] for person_id in ids]

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        bulk = self.bulk_context() if self.get_bulk_template() else {}
        return super().get_context_data(base=self.base, **bulk, **extra)


def _rows_of_first_page(
    scope: Scope, view: type[CardListView], sort: str, size: int
) -> QuerySet[Any]:
    """What `page_rows` is where no filter is used; with each row how many are `found`."""
    rows = view.model.objects.all().in_scope(scope).active()
    found = CountOf(rows.order_by().values("pk")[: COUNTED + 1])
    shown = rows.by_names(scope).select_related(*view.select_related)
    shown = shown.only(*READ_OF_CARD, *view.reads)
    return shown.annotate(found=found).order_by(*view.ordering_by(sort))[: size + 1]


_first_page = PreparedObjects(_rows_of_first_page)


class MentorListView(CardListView):
    permission_required: str | tuple[str, ...] = "registry.view_mentorcard"
    base = Base.MENTORS
    list_name = ListName.MENTORS
    model = MentorCard
    select_related = ("person", "form")
    filterset_class = MentorFilter
    columns = columns_of(
        Base.MENTORS,
        ("name", "readiness", "competencies", "form", "pair_names"),
        (
            "workplace",
            "contacts",
            "achievements",
            "interests",
            "wished_age",
            "time_resource",
            "places",
            "joined_on",
            "pair_workplace",
            "ends_on",
            "results",
            "case_url",
        ),
    )
    template_name = "registry/mentor_list.html"
    cells = MENTOR_CELLS
    reads = ("competencies", "achievements", "wished_age", "time_resource", "places")
    columns_key = "registry:mentors"
    empty = Empty(
        _("В базе {mentors:genitive} пока никого"),
        _("Загрузите таблицу, которая у вас уже есть, или внесите людей по одному."),
        "registry:import_list",
        _("Загрузить таблицу"),
        "people",
    )


class MenteeListView(CardListView):
    permission_required: str | tuple[str, ...] = "registry.view_menteecard"
    base = Base.MENTEES
    list_name = ListName.MENTEES
    model = MenteeCard
    select_related = ("person", "form", "direction")
    filterset_class = MenteeFilter
    columns = columns_of(
        Base.MENTEES,
        ("name", "readiness", "request", "form", "pair_names"),
        (
            "place",
            "areas",
            "contacts",
            "birth_year",
            "direction",
            "interests",
            "joined_on",
            "pair_workplace",
            "ends_on",
            "results",
            "case_url",
            "passed",
        ),
    )
    template_name = "registry/mentee_list.html"
    cells = MENTEE_CELLS
    reads = ("request", "areas", "search", "direction__name", "direction__is_sensitive")
    columns_key = "registry:mentees"
    empty = Empty(
        _("В базе {mentees:genitive} пока никого"),
        _("Загрузите таблицу, которая у вас уже есть, или внесите людей по одному."),
        "registry:import_list",
        _("Загрузить таблицу"),
        "people",
    )


class MissingListView(WithSavedViews, ChosenRows, WithRules, ListPage):
    """People of the bases with everything that each lacks, and the page that mends it."""

    permission_required = "registry.record_consent"
    list_name = ListName.MISSING
    model = Person
    select_related = ("mentor_card", "mentee_card")
    filterset_class = MissingFilter
    columns = (
        Column("name", _("ФИО"), sort="search_name", is_header=True),
        Column("place", _("{Class} / должность"), sort="class_name"),
        Column("base", _("База")),
        Column("gaps", _("Чего не хватает")),
    )
    default_sort = "name"
    template_name = "registry/missing_list.html"
    row_template = "registry/_missing_row.html"
    bulk_template = "registry/_consents_bulk.html"
    export_name = "registry:missing_report"
    export_label = _("Отчёт и печать")
    empty = Empty(
        _("Всего хватает"),
        _("У каждого в базах есть согласия, а карточки заполнены."),
        icon="check2-circle",
    )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Asks the chosen, or prints what they have to sign."""
        action = request.POST.get("bulk", "")
        if action not in BULK_OF_CONSENTS:
            raise PermissionDenied
        try:
            people = list(self.chosen().select_related("school", "user"))
            if not people:
                raise DomainError(str(_("Отметьте в таблице, для кого это сделать.")))
            return BULK_OF_CONSENTS[action](request, people)
        except DomainError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(request.get_full_path())

    def get_queryset(self) -> QuerySet[Person]:
        rows = with_gaps(super().get_queryset(), day=today(), rules=self.rules)
        anything = Q()
        for kind in GapKind:
            anything |= Q(**{f"lacks_{kind.value}": True})
        return rows.filter(anything)

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        school, day = self.school, today()
        programme = current_programme(school, day)
        user = self.request.user
        deadlines = base_deadlines(programme, day, user=user) if programme else []
        return super().get_context_data(deadlines=deadlines, **extra)

    def get_page(self) -> Page:
        page = super().get_page()
        people = page.object_list = list(page.object_list)
        gaps = gaps_of([person.pk for person in people], day=today(), rules=self.rules)
        for person in people:
            person.gaps = gaps[person.pk]
            person.asks_parent = person.is_minor_on(today())
        return page
