"""What the choosing of mentors, and the texts that they read, ask of people."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from core.i18n import gettext as _
from registry.access import rules_of_user
from registry.choices import ApplicationState, PrincipleKind
from registry.models import MentorApplication, Person
from registry.queries.acquaintance import texts_to_read
from registry.selection import principle_kinds

from ..todo import TodoGroup, TodoItem, group_of


def applications_waiting(user: User) -> TodoGroup | None:
    """Candidates whom nobody has taken up yet."""
    if not user.has_perm("registry.run_selection"):
        return None
    rows = MentorApplication.objects.visible_to(user).filter(state=ApplicationState.SUBMITTED)
    rows = rows.select_related("person").order_by("applied_on", "pk")

    def item(application: MentorApplication) -> TodoItem:
        return TodoItem(
            application.person.full_name,
            application.get_absolute_url(),
            _("Рассмотреть"),
            note=application.get_way_display(),
            since=application.applied_on,
        )

    return group_of(
        _("Заявления в {mentors}"), rows, item, url=reverse("registry:application_list")
    )


def texts_unread(user: User) -> TodoGroup | None:
    """What the mentor has to read and to mark."""
    if not user.has_perm("registry.read_principles") or user.school is None:
        return None
    kinds = principle_kinds(rules_of_user(user))
    people = Person.objects.filter(school=user.school, user=user, mentor_card__isnull=False)
    person = people.values_list("pk", flat=True).first()
    if person is None:
        return None
    unread = texts_to_read(user.school, [person], kinds=kinds).get(person)
    if not unread:
        return None
    note = ", ".join(str(PrincipleKind(kind).label) for kind in unread)
    url = reverse("registry:principle_own")
    item = TodoItem(_("Правила {mentor:genitive}"), url, _("Прочесть"), note=note)
    return TodoGroup(_("Прочесть и отметить"), [item], 1, url=url)
