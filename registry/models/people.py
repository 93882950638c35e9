"""A person once, however many roles, and who is whose representative."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower, Replace, Upper
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core import clock
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.russian import names
from core.russian.cases import Case, Gender
from core.russian.names import FullName
from core.scoping import Scope, ScopedQuerySet
from schools.choices import ParticipantKind
from schools.models import GENDERS, School

from ..choices import Relation
from .history import tracked

ADULT_AGE = 18
# Of the index for parts of names, enough for ten thousand of them.
PENDING_KB = 16 * 1024
# What of a person changes from one school year to the next.
PLACE_FIELDS = ("kind", "class_name", "post", "workplace")


def sees_everybody(scope: Scope) -> bool:
    """By the office, everybody of the school."""
    if scope.has(*WHOLE_SCHOOL, Role.PSYCHOLOGIST):
        return True
    has_limits = scope.direction_ids is not None or scope.form_ids is not None
    return scope.has(Role.CURATOR) and not has_limits


class PersonQuerySet(ScopedQuerySet):
    """Who sees whom. What a pair adds (a mentor sees the mentee) stands in `Viewer` rows."""

    def in_scope(self, scope: Scope) -> PersonQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if sees_everybody(scope):
            return rows
        seen = Q()
        for people in self.tied_to(scope):
            seen |= Q(pk__in=people)
        if scope.has(Role.CURATOR):
            seen |= Q(pk__in=self._all(self._in_limits(scope)))
        return rows.filter(seen)

    def tied_to(self, scope: Scope) -> list[models.QuerySet[Any]]:
        """Keys of those whom a user sees as a person, not by an office, and of the user.

        Each way to see somebody is a query of its own, run once: joined, they would multiply.
        """
        found = [self._all(user_id=scope.user_id)]
        in_time = Q(viewers__until__isnull=True) | Q(viewers__until__gte=clock.today())
        if scope.has(Role.PARENT):
            found.append(self._all(guardianships__guardian__user_id=scope.user_id))
            ward = "viewers__viewer__guardianships__guardian__user_id"
            found.append(self._all(in_time, **{ward: scope.user_id}))
        if scope.has(Role.MENTOR, Role.MENTEE):
            found.append(self._all(in_time, viewers__viewer__user_id=scope.user_id))
        return found

    def _all(self, *conditions: Q, **values: Any) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(*conditions, **values).values("pk")

    def _in_limits(self, scope: Scope) -> Q:
        limits = Q()
        if scope.direction_ids is not None:
            limits |= Q(mentee_card__direction_id__in=scope.direction_ids)
            limits |= Q(mentee_card__isnull=False, mentee_card__direction__isnull=True)
        if scope.form_ids is not None:
            limits |= Q(mentee_card__form_id__in=scope.form_ids)
            limits |= Q(mentor_card__form_id__in=scope.form_ids)
        # Mentors are shared between directions: each curator chooses from the whole base.
        return limits | Q(mentor_card__isnull=False)


@tracked
class Person(Scoped):
    """Somebody of this school's mentoring: one row, whatever roles they have.

    `birth_date` may be unknown while `birth_year` is known: the form asks for the year only.
    `name_forms` corrects the declension: `{"dative": {"last": …, "first": …, "middle": …}}`.
    """

    # Indexes below begin with the school, and most people have no account.
    school = models.ForeignKey(School, models.CASCADE, related_name="people", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="people",
        verbose_name=_("учётная запись"),
    )
    kind = models.CharField(
        _("кто это"), max_length=20, choices=ParticipantKind.choices, default=ParticipantKind.OTHER
    )
    last_name = models.CharField(_("фамилия"), max_length=100)
    first_name = models.CharField(_("имя"), max_length=100, blank=True)
    middle_name = models.CharField(_("отчество"), max_length=100, blank=True)
    gender = models.CharField(_("пол"), max_length=1, choices=GENDERS, blank=True)
    name_forms = models.JSONField(_("падежные формы имени"), default=dict, blank=True)
    birth_date = models.DateField(_("дата рождения"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("год рождения"), null=True, blank=True)
    class_name = models.CharField(_("{class}"), max_length=50, blank=True)
    post = models.CharField(_("должность"), max_length=200, blank=True)
    workplace = models.CharField(_("место работы или учёбы"), max_length=300, blank=True)
    works_since = models.PositiveSmallIntegerField(
        _("работает с года"),
        null=True,
        blank=True,
        help_text=_("Год, с которого идёт стаж по профессии."),
    )
    here_since = models.PositiveSmallIntegerField(
        _("в этой организации с года"), null=True, blank=True
    )
    contacts = models.CharField(_("контактные данные"), max_length=500, blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    # Both are folded, so the order of code points is that of the alphabet, and comparing is cheap.
    name_key = models.CharField(max_length=320, editable=False, db_collation="C")
    search_name = models.GeneratedField(
        expression=Replace(
            Lower(Concat("last_name", Value(" "), "first_name", Value(" "), "middle_name")),
            Value("ё"),
            Value("е"),
        ),
        output_field=models.CharField(max_length=310, db_collation="C"),
        db_persist=True,
    )

    objects = models.Manager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name = _("человек")
        verbose_name_plural = _("люди")
        ordering = ["search_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True)
                | Q(birth_year__isnull=True)
                | Q(birth_date__year=models.F("birth_year")),
                name="person_birth_date_and_year_agree",
                violation_error_message=_("Год рождения не совпадает с датой рождения."),
            ),
            models.UniqueConstraint(
                fields=["school", "user"],
                condition=Q(user__isnull=False),
                name="person_one_account_in_school",
                violation_error_message=_("Эта учётная запись уже принадлежит другому человеку."),
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(user__isnull=False), name="person_user"),
            models.Index(fields=["school", "name_key"], name="person_name_key"),
            models.Index(fields=["school", "search_name"], name="person_sort"),
            # Names of a whole import wait in the pending list, which autovacuum empties: put into
            # the tree one by one they would take as long as everything else about a person.
            GinIndex(
                OpClass("search_name", "gin_trgm_ops"),
                name="person_search",
                fastupdate=True,
                gin_pending_list_limit=PENDING_KB,
            ),
            GinIndex(
                OpClass(Upper("email"), "gin_trgm_ops"),
                name="person_search_email",
                condition=~Q(email=""),
            ),
        ]
        permissions = [
            ("import_base", "May import the bases"),
            ("export_base", "May export the bases"),
            ("view_contacts", "May see contacts"),
            ("view_special", "May see special categories"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("registry:person_detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.middle_name]))

    @property
    def short_name(self) -> str:
        """И. О. Фамилия."""
        initials = "".join(f"{part[0]}. " for part in (self.first_name, self.middle_name) if part)
        return f"{initials}{self.last_name}"

    @property
    def name_parts(self) -> FullName:
        gender = Gender(self.gender) if self.gender else None
        return FullName(self.last_name, self.first_name, self.middle_name, gender)

    def full_name_in(self, case: Case) -> str:
        """«Иванову Анну Петровну»; without a gender it stays in the nominative."""
        return names.full(self.name_parts, case, self.name_forms)

    def initials_in(self, case: Case) -> str:
        """«А. П. Иванову»."""
        return names.initials_first(self.name_parts, case, self.name_forms)

    @property
    def place(self) -> str:
        """Class of a pupil, post of an adult: what stands beside the name in lists."""
        return self.class_name or self.post or self.workplace

    def age_on(self, day: datetime.date) -> int | None:
        """Full years; where only the year is known, the youngest the person may be."""
        if self.birth_date:
            had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
            return day.year - self.birth_date.year - (not had_birthday)
        if self.birth_year:
            return day.year - self.birth_year - 1
        return None

    def experience_on(self, day: datetime.date) -> int | None:
        """Full calendar years of work, None where the first one is unknown."""
        return day.year - self.works_since if self.works_since else None

    def experience_here_on(self, day: datetime.date) -> int | None:
        return day.year - self.here_since if self.here_since else None

    def as_of(self, day: datetime.date) -> Person:
        """The person with the class, the post and the workplace of that day: for reading only.

        Rows of `former_places` may be prefetched; a person who never moved comes back as is.
        """
        past = [place for place in self.former_places.all() if place.until >= day]
        if not past:
            return self
        then = min(past, key=lambda place: place.until)
        person = copy.copy(self)
        for name in PLACE_FIELDS:
            setattr(person, name, getattr(then, name))
        return person

    def is_minor_on(self, day: datetime.date) -> bool:
        """Unknown age: a pupil counts as a minor, an adult's role as an adult."""
        age = self.age_on(day)
        if age is None:
            return self.kind == ParticipantKind.PUPIL
        return age < ADULT_AGE


class Viewer(models.Model):
    """`viewer` may see `person` because of something another app knows, such as a pair.

    The app that knows it keeps these rows by `registry.actions.grant_view` and `revoke_view`,
    under a reason of its own («pair:15»). `until` is the last day, empty where none is known yet.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="viewers")
    viewer = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=100)
    until = models.DateField(_("по"), null=True, blank=True)

    class Meta:
        verbose_name = _("кому виден человек")
        verbose_name_plural = _("кому видны люди")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "viewer", "reason"], name="viewer_once_per_reason"
            ),
        ]
        indexes = [models.Index(fields=["reason"], name="viewer_reason")]

    def __str__(self) -> str:
        return self.reason


class GuardianshipQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> GuardianshipQuerySet:
        people = Person.objects.in_scope(scope)
        return self.filter(child__in=people)


class Guardianship(Scoped):
    """Who is whose parent or representative: who signs for a child, and the «own child» rule."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    child = models.ForeignKey(
        Person, models.CASCADE, related_name="guardianships", verbose_name=_("ребёнок")
    )
    guardian = models.ForeignKey(
        Person, models.CASCADE, related_name="wards", verbose_name=_("{guardian}")
    )
    relation = models.CharField(_("кем приходится"), max_length=20, choices=Relation.choices)

    objects = models.Manager.from_queryset(GuardianshipQuerySet)()

    class Meta:
        verbose_name = _("{guardian}")
        verbose_name_plural = _("{guardians}")
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian"],
                name="guardianship_once",
                violation_error_message=_(
                    "{guardian:Этот/Эта/Это} {guardian} уже {guardian:записан/записана/записано}."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(child=models.F("guardian")),
                name="guardianship_of_another",
                violation_error_message=_(
                    "Человек не может быть {guardian:instrumental} самого себя."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} ({self.get_relation_display()})"
