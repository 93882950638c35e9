"""People who sign in, and the roles they hold in schools."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from core.i18n import gettext_lazy as _
from core.models import Scoped, TimeStamped
from core.scoping import Scope, ScopedQuerySet
from schools.models import Direction, MentoringForm, School

from .choices import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin, TimeStamped):
    """Somebody who signs in by e-mail. What they may do comes from memberships alone.

    `active_school_id` is where they act now; the middleware sets it from the session, and where
    nobody does, it is the school of the first membership.
    """

    email = models.EmailField(_("электронная почта"), unique=True)
    last_name = models.CharField(_("фамилия"), max_length=100)
    first_name = models.CharField(_("имя"), max_length=100)
    middle_name = models.CharField(_("отчество"), max_length=100, blank=True)
    is_active = models.BooleanField(_("может входить"), default=True)
    is_staff = models.BooleanField(_("доступ к служебному разделу"), default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["last_name", "first_name"]

    class Meta:
        verbose_name = _("учётная запись")
        verbose_name_plural = _("учётные записи")
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.middle_name]))

    def get_short_name(self) -> str:
        initials = "".join(f"{part[0]}. " for part in (self.first_name, self.middle_name) if part)
        return f"{initials}{self.last_name}"

    active_school_id: int | None = None

    @cached_property
    def live_memberships(self) -> list[Membership]:
        """Memberships that open anything today, with their limits, in a fixed order."""
        today = timezone.localdate()
        rows = self.memberships.select_related("school").order_by("pk")
        limits = {
            "kept_directions": ArraySubquery(_ids_of(Membership.directions, "direction_id")),
            "kept_forms": ArraySubquery(_ids_of(Membership.forms, "mentoringform_id")),
        }
        return [row for row in rows.annotate(**limits) if row.is_live(today)]

    @cached_property
    def scope(self) -> Scope | None:
        """Where and as what this user acts now; None for those with no membership."""
        rows = self.live_memberships
        if not self.is_active or not rows:
            return None
        schools = {row.school_id for row in rows}
        school_id = self.active_school_id if self.active_school_id in schools else rows[0].school_id
        here = [row for row in rows if row.school_id == school_id]
        return Scope(
            user_id=self.pk,
            school_id=school_id,
            roles=frozenset(row.role for row in here),
            direction_ids=_union_of_limits(row.direction_limit for row in here),
            form_ids=_union_of_limits(row.form_limit for row in here),
        )

    @property
    def school(self) -> School | None:
        scope = self.scope
        if scope is None:
            return None
        return next(m.school for m in self.live_memberships if m.school_id == scope.school_id)

    def act_in(self, school_id: int | None) -> None:
        """Choose the school to act in; a school without a membership is not chosen."""
        self.active_school_id = school_id
        self.__dict__.pop("scope", None)


def _ids_of(relation: Any, column: str) -> models.QuerySet[Any]:
    """The keys at the other end of a many-to-many relation of the membership outside."""
    return relation.through.objects.filter(membership=models.OuterRef("pk")).values(column)


def _union_of_limits(limits: Any) -> frozenset[int] | None:
    """Limits of the curator's memberships together; one without a limit lifts them all."""
    found = [limit for limit in limits if limit is not None]
    if not found or any(not limit for limit in found):
        return None
    return frozenset().union(*found)


class MembershipQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> MembershipQuerySet:
        if scope.has(Role.ADMINISTRATOR, Role.DIRECTOR):
            return self.filter(school_id=scope.school_id)
        return self.filter(school_id=scope.school_id, user_id=scope.user_id)


class Membership(Scoped):
    """A user in a school in one role, from a day to a day.

    Directions and forms limit a curator; empty means all. Other roles take no notice of them.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    school = models.ForeignKey(School, models.CASCADE, related_name="memberships")
    role = models.CharField(_("роль"), max_length=20, choices=Role.choices)
    directions = models.ManyToManyField(Direction, verbose_name=_("направления"), blank=True)
    forms = models.ManyToManyField(MentoringForm, verbose_name=_("формы"), blank=True)
    valid_from = models.DateField(_("с"), default=timezone.localdate)
    valid_to = models.DateField(_("по"), null=True, blank=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        verbose_name = _("роль в {school:prepositional}")
        verbose_name_plural = _("роли в {school:prepositional}")
        ordering = ["user__last_name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school", "role"],
                name="membership_once_per_role",
                violation_error_message=_("Эта роль у этого человека уже есть."),
            ),
        ]
        permissions = [("manage_people", "May invite people and give them roles")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    def is_live(self, today: Any) -> bool:
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)

    @property
    def is_live_now(self) -> bool:
        return self.is_live(timezone.localdate())

    @property
    def direction_limit(self) -> frozenset[int] | None:
        if self.role != Role.CURATOR:
            return None
        kept = getattr(self, "kept_directions", None)
        return frozenset(
            self.directions.values_list("pk", flat=True).order_by() if kept is None else kept
        )

    @property
    def form_limit(self) -> frozenset[int] | None:
        if self.role != Role.CURATOR:
            return None
        kept = getattr(self, "kept_forms", None)
        return frozenset(
            self.forms.values_list("pk", flat=True).order_by() if kept is None else kept
        )


class InvitationQuerySet(ScopedQuerySet):
    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())

    def in_scope(self, scope: Scope) -> InvitationQuerySet:
        if scope.has(Role.ADMINISTRATOR, Role.DIRECTOR):
            return self.filter(school_id=scope.school_id)
        return self.none()


class Invitation(Scoped):
    """A one-time link by which somebody sets a password and gets a role.

    Only the hash of the token is kept; the link itself is shown and mailed once.
    `person_ref` is the primary key of the person in the base whom the account will belong to.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("электронная почта"))
    last_name = models.CharField(_("фамилия"), max_length=100, blank=True)
    first_name = models.CharField(_("имя"), max_length=100, blank=True)
    middle_name = models.CharField(_("отчество"), max_length=100, blank=True)
    role = models.CharField(_("роль"), max_length=20, choices=Role.choices)
    directions = models.ManyToManyField(Direction, verbose_name=_("направления"), blank=True)
    forms = models.ManyToManyField(MentoringForm, verbose_name=_("формы"), blank=True)
    person_ref = models.BigIntegerField(null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("действует до"))
    accepted_at = models.DateTimeField(_("принято"), null=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        verbose_name = _("приглашение")
        verbose_name_plural = _("приглашения")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()
