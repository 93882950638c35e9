"""Notifications, reminders, the switch of the public page; the rest belongs to other apps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import InSchoolManager, School


class NotificationQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> NotificationQuerySet:
        return self.filter(school_id=scope.school_id, user_id=scope.user_id)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)


class Notification(Scoped):
    """A line for one user: what happened and where to look. Told once per `key`."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=200)
    text = models.CharField(_("сообщение"), max_length=300)
    url = models.CharField(max_length=300)
    read_at = models.DateTimeField(_("прочитано"), null=True, blank=True)

    objects = models.Manager.from_queryset(NotificationQuerySet)()

    class Meta:
        verbose_name = _("уведомление")
        verbose_name_plural = _("уведомления")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notification_told_once"),
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Digest(models.Model):
    """A user was reminded on this day: the mark that lets the reminder run twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField(_("день"))

    class Meta:
        verbose_name = _("напоминание")
        verbose_name_plural = _("напоминания")
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class PublicPage(Scoped):
    """Whether a school shows its page to everybody. There is none until it is switched on.

    What stands on it, the regulation says (`site.publish`), and each person's consent to be named.
    """

    school = models.OneToOneField(School, models.CASCADE, related_name="public_page")
    is_open = models.BooleanField(
        _("показывать страницу всем"),
        default=False,
        help_text=_("Пока выключено, страницы нет ни для кого."),
    )
    with_files = models.BooleanField(
        _("отдавать файлы актов"),
        default=False,
        help_text=_("Кто угодно сможет скачать положение в PDF."),
    )

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("страница для всех")
        verbose_name_plural = _("страницы для всех")

    def __str__(self) -> str:
        return str(self.school)

    def get_absolute_url(self) -> str:
        return reverse("portal:public_page", args=[self.school.slug])
