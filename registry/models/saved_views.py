"""A list as somebody wants to find it again: search, filters, columns and order under a name."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import School

from ..choices import ListName

LIST_URLS = {
    ListName.MENTORS: "registry:mentor_list",
    ListName.MENTEES: "registry:mentee_list",
    ListName.MISSING: "registry:missing_list",
}


class SavedViewQuerySet(ScopedQuerySet):
    """One's own, and those that colleagues who keep the bases have shared."""

    def in_scope(self, scope: Scope) -> SavedViewQuerySet:
        if not scope.has(Role.CURATOR, Role.PSYCHOLOGIST, *WHOLE_SCHOOL):
            return self.none()
        rows = self.filter(school_id=scope.school_id)
        return rows.filter(Q(owner_id=scope.user_id) | Q(is_shared=True))


class SavedView(Scoped):
    """`query` is the address line of the list. It opens nothing: what is seen is asked anew."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    list_name = models.CharField(_("список"), max_length=10, choices=ListName.choices)
    name = models.CharField(_("название"), max_length=60)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(_("показывать коллегам"), default=False)

    objects = models.Manager.from_queryset(SavedViewQuerySet)()

    class Meta:
        verbose_name = _("вид списка")
        verbose_name_plural = _("виды списков")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "owner", "list_name", "name"],
                name="savedview_name_once",
                violation_error_message=_("Вид с таким названием у вас уже есть."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def list_url(self) -> str:
        return reverse(LIST_URLS[ListName(self.list_name)])

    def get_absolute_url(self) -> str:
        return f"{self.list_url}?{self.query}"

    @property
    def params(self) -> list[tuple[str, str]]:
        return sorted(parse_qsl(self.query, keep_blank_values=True))
